"""The application object and its language."""

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
    """The program's icon in every size that it was drawn for."""
    icon = QIcon()
    for file in sorted((Path(__file__).parents[1] / "icons").glob("dclgui-*.png")):
        icon.addFile(str(file))
    return icon


def made_application() -> QApplication:
    """Create the application, with the theme and language of the preferences."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dclgui")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("dclgui")  # a Linux desktop finds icon and menu entry by it
    app.setWindowIcon(program_icon())
    app.setStyle("Fusion")
    app.setFont(base_font())
    preferences = Preferences()
    apply_theme(preferences.theme)
    show_language(preferences.language)
    return app


def show_language(language: Language) -> None:
    """Translate the whole program; every widget gets ``QEvent.LanguageChange``.

    English stands in the code; other languages are Qt translation files in ``qt/translations``.
    """
    app = QCoreApplication.instance()
    assert app is not None
    while _installed:
        app.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale(language))
    if language == "en":
        return
    # Qt asks the translator installed last first: ours wins where both have a text.
    with as_file(files("dclgui.qt") / "translations") as folder:
        for name, place in (
            (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
            (f"dclgui_{language}", str(folder)),
        ):
            translator = QTranslator(app)
            if translator.load(name, place):
                app.installTranslator(translator)
                _installed.append(translator)
