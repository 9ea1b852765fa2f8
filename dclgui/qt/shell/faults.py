"""Faults of the program itself: they go into the window's log and onto its page, never to the terminal."""

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QStandardPaths, QtMsgType, Signal, qInstallMessageHandler

from dclgui.core.errors import UserError

MOST_BYTES = 1_000_000
_LEVELS = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR}
_log = logging.getLogger("dclgui.window")


def window_log() -> Path:
    """Where the window's log is, in the person's own folder for such files."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation)) / "window.log"


class Faults(QObject):
    """Takes what nobody caught, from any thread.

    ``happened``  ``UserError`` and the details, in the thread of the window
    """

    happened = Signal(object, str)

    def watch(self) -> None:
        """Begin: exceptions of this program and what Qt complains of go into the log."""
        _begin_log(window_log())
        sys.excepthook = self._on_exception
        qInstallMessageHandler(_on_qt_message)

    def end(self) -> None:
        """Give the log's file back."""
        while _log.handlers:
            handler = _log.handlers[0]
            _log.removeHandler(handler)
            handler.close()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        _log.error("%s", details)
        if isinstance(error, UserError):
            self.happened.emit(error, "")
        elif issubclass(kind, Exception):
            said = str(error).splitlines()
            message = f"A fault of the program: {said[0] if said else kind.__name__}."
            fault = UserError(message, "Your decisions are saved. Save a report and send it to us.")
            self.happened.emit(fault, details)


class _Log(RotatingFileHandler):
    """A log that can't be written, as on a full disk, is no reason to speak."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Stay silent."""


def _begin_log(file: Path) -> None:
    _log.propagate = False
    _log.setLevel(logging.INFO)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = _Log(file, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _log.log(_LEVELS.get(kind, logging.INFO), "Qt: %s %s", context.category or "", message)
