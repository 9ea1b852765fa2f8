"""The small question mark that explains the page whose title it follows."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton

from dclgui.qt.parts.words import tooltip


class HelpButton(QPushButton):
    """A round button of one sign; its name and tooltip say that it opens the guide."""

    def __init__(self) -> None:
        super().__init__("?")
        self.setObjectName("explain")
        self.setProperty("role", "sign")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard to the pictures
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        words = self.tr("What is this page? Read about it in the guide.")
        self.setToolTip(tooltip(f"{words} (F1)"))
        self.setAccessibleName(words)
