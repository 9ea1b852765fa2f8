"""Whether the window can show itself here."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from dclgui.core.errors import UserError
from dclgui.qt.app import made_application
from dclgui.qt.main_window import MainWindow
from dclgui.qt.run_thread import Serve

_PATIENCE = 30_000
"""Milliseconds after which a window that has not painted itself never will."""


def open_for_a_moment(serve: Serve) -> str:
    """Show the window until it has painted itself once; gives Qt's name for the platform that showed it.

    Raises ``UserError`` if it does not paint itself.
    """
    app = made_application()
    window = MainWindow(serve)
    paint = _FirstPaint(window)
    window.show()
    if not paint.happened:
        QTimer.singleShot(_PATIENCE, app.quit)
        app.exec()
    window.close()
    if not paint.happened:
        raise UserError(
            "The window opens but does not paint itself.",
            "Update the driver of the graphics card, or try another screen.",
        )
    return QApplication.platformName()


class _FirstPaint(QObject):
    """Notes that ``window`` was painted first, and ends the application's loop then."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.happened = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look on only."""
        if event.type() == QEvent.Type.Paint and not self.happened:
            self.happened = True
            QTimer.singleShot(0, QApplication.quit)
        return super().eventFilter(watched, event)
