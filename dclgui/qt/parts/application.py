"""The application object, in the look, theme and language that the person chose last."""

import sys
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dclgui import __version__
from dclgui.qt.parts.language import show_language
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.theme import apply_theme, base_font


def program_icon() -> QIcon:
    """The program's own, each size as it was drawn for."""
    icon = QIcon()
    for file in sorted((Path(__file__).parents[1] / "icons").glob("dclgui-*.png")):
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
