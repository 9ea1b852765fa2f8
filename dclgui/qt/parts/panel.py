"""The widget that every page and part is made from."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class Panel(QWidget):
    """A widget that says its words again when the language changes, and takes new colours when the theme does.

    A subclass calls ``self.refresh()`` at the end of its ``__init__``, sets every text in ``retranslate`` and every
    colour that no style sheet gives in ``restyle``.
    """

    def refresh(self) -> None:
        """Set all words and colours."""
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        """Set every text with ``self.tr``."""

    def restyle(self) -> None:
        """Take colours from ``dclgui.qt.parts.theme.tokens()``."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow language and theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.restyle()
        super().changeEvent(event)
