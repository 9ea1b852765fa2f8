"""Start the window."""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent

from dclgui.core.errors import UserError
from dclgui.qt.parts.application import made_application
from dclgui.qt.session.run_thread import Serve
from dclgui.qt.shell.faults import Faults
from dclgui.qt.shell.main_window import MainWindow


def run_window(serve: Serve, project: Path | None = None) -> int:
    """Show the window, on ``project`` if one is named, until it is closed; returns the exit code.

    ``serve`` is what a child process runs (``dclgui.worker.serve``).
    """
    app = made_application()
    faults = Faults(app)
    faults.watch()
    window = MainWindow(serve)
    faults.happened.connect(window.show_trouble)
    if sys.platform == "darwin":
        app.installEventFilter(FromFinder(window))
    window.show()
    if project is None:
        window.help.offer_tour(window.start_page.offer, window.preferences)
    else:
        show_project(window, project)
    return app.exec()


def show_project(window: MainWindow, project: Path) -> None:
    """Open ``project`` in ``window``, or say there why that can't be."""
    try:
        window.open_project(project)
    except UserError as error:
        window.show_trouble(error)


class FromFinder(QObject):
    """Opens the project that a person double-clicks on macOS, which tells by an event and not by a command line."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take such events out; all others go on."""
        if isinstance(event, QFileOpenEvent):
            show_project(self._window, Path(event.file()))
            return True
        return super().eventFilter(watched, event)
