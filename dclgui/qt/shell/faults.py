"""Uncaught exceptions and Qt's messages: into the window's log and onto its page, never to the terminal."""

import logging
import sys
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QStandardPaths, QtMsgType, Signal, qInstallMessageHandler

from dclgui.core.errors import UserError

MOST_BYTES = 1_000_000
_LEVELS = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR}
_log = logging.getLogger("dclgui.window")


def window_log() -> Path:
    """Path of the window's log, in the user's folder for program state."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation)) / "window.log"


class Faults(QObject):
    """Receives uncaught exceptions of any thread.

    ``happened``  ``UserError`` and the traceback, delivered in the window's thread
    """

    happened = Signal(object, str)

    def watch(self) -> None:
        """Install the hooks for exceptions and for Qt's messages, and open the log."""
        _begin_log(window_log())
        sys.excepthook = self._on_exception
        qInstallMessageHandler(_on_qt_message)

    def end(self) -> None:
        """Close the log's file."""
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
    """A log that can't be written, as on a full disk, is not reported; what another window has open goes on growing."""

    def rotate(self, source: str, dest: str) -> None:
        """Begin anew, keeping what was written so far as ``dest``; Windows refuses while another window writes too."""
        with suppress(OSError):
            super().rotate(source, dest)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Do nothing."""


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
