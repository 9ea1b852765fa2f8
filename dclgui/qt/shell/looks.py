"""How the program looks: its language, its theme, and how much it says."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from dclgui.qt.parts.application import show_language
from dclgui.qt.parts.preferences import Language, Preferences
from dclgui.qt.parts.theme import ThemeName, apply_theme
from dclgui.qt.shell.actions import Actions

_THEMES: tuple[ThemeName, ...] = ("light", "dark", "system")


class Looks(QObject):
    """Keeps what a person chooses and shows it at once; ``changed``: the window's own words may be others now."""

    changed = Signal()

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The commands, by their names in the command table."""
        return {
            "english": partial(self._choose_language, "en"),
            "chinese": partial(self._choose_language, "zh_CN"),
            **{f"theme {name}": partial(self._choose_theme, name) for name in _THEMES},
            "experts": self._turn_experts,
        }

    def mark(self, actions: Actions) -> None:
        """Check the actions of what is chosen."""
        actions["english"].setChecked(self._preferences.language == "en")
        actions["chinese"].setChecked(self._preferences.language == "zh_CN")
        actions["experts"].setChecked(self._preferences.experts)
        for name in _THEMES:
            actions[f"theme {name}"].setChecked(self._preferences.theme == name)

    def _choose_language(self, language: Language) -> None:
        self._preferences.language = language
        show_language(language)

    def _choose_theme(self, theme: ThemeName) -> None:
        self._preferences.theme = theme
        apply_theme(theme)
        self.changed.emit()

    def _turn_experts(self) -> None:
        self._preferences.experts = not self._preferences.experts
        for window in QApplication.topLevelWidgets():  # every widget says its words anew, or fewer of them
            QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))

    def _on_system_theme(self) -> None:
        if self._preferences.theme == "system":
            apply_theme("system")
