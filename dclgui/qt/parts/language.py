"""Which language shows: English is in the code, the others are Qt's translation files beside this module."""

from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from dclgui.qt.parts.preferences import Language

_FOLDER = "translations"
_installed: list[QTranslator] = []


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
    with as_file(files("dclgui.qt") / _FOLDER) as folder:
        for name, place in (
            (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
            (f"dclgui_{language}", str(folder)),
        ):
            translator = QTranslator(app)
            if translator.load(name, place):
                app.installTranslator(translator)
                _installed.append(translator)
