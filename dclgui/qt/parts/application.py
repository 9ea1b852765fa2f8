"""The application object, in the look, theme and language that the person chose last."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dclgui import __version__
from dclgui.qt.parts.preferences import Language, Preferences
from dclgui.qt.parts.theme import apply_theme, base_font

_installed: list[QTranslator] = []


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


def show_language(language: Language) -> None:
    """Translate the whole program; every widget gets ``QEvent.LanguageChange``."""
    app = QCoreApplication.instance()
    assert app is not None
    while _installed:
        app.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale(language))
    if language == "en":
        return
    # Qt's own words first, so that ours win where both have one.
    with as_file(files("dclgui.qt") / "translations") as folder:
        for name, place in (
            (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
            (f"dclgui_{language}", str(folder)),
        ):
            translator = QTranslator(app)
            if translator.load(name, place):
                app.installTranslator(translator)
                _installed.append(translator)
