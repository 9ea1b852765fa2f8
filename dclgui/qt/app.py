"""Start the window."""

import sys
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dclgui import __version__
from dclgui.core.errors import UserError
from dclgui.qt.faults import Faults
from dclgui.qt.language import show_language
from dclgui.qt.main_window import MainWindow
from dclgui.qt.preferences import Preferences
from dclgui.qt.session.run_thread import Serve
from dclgui.qt.theme import apply_theme, base_font


def run_window(serve: Serve, project: Path | None = None) -> int:
    """Show the window, on ``project`` if one is named, until it is closed; returns the exit code.

    ``serve`` is what a child process runs (``dclgui.worker.serve``).
    """
    app = made_application()
    faults = Faults(app)
    faults.watch()
    window = MainWindow(serve)
    faults.happened.connect(window.show_fault)
    window.show()
    if project is not None:
        try:
            window.open_project(project)
        except UserError as error:
            window.show_trouble(error)
    return app.exec()


def program_icon() -> QIcon:
    """The program's own, each size as it was drawn for."""
    icon = QIcon()
    for file in sorted((Path(__file__).parent / "icons").glob("dclgui-*.png")):
        icon.addFile(str(file))
    return icon


def made_application() -> QApplication:
    """The application in the look, theme and language that the person chose last."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dclgui")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("dclgui")  # by which a Linux desktop finds the icon and the entry in its menu
    app.setWindowIcon(program_icon())
    app.setStyle("Fusion")
    app.setFont(base_font())
    preferences = Preferences()
    apply_theme(preferences.theme)
    show_language(preferences.language)
    return app
