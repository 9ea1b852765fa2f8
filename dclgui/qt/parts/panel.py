"""Base classes of every page, part and dialog: they follow the language and the theme."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QWidget


class _Follows:
    """Sets its texts again when the language changes, and its colours when the theme does.

    A subclass calls ``self.refresh()`` at the end of its ``__init__``, sets every text in ``retranslate`` and every
    colour that no style sheet gives in ``restyle``.
    """

    def refresh(self) -> None:
        """Set all texts and colours."""
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
        super().changeEvent(event)  # type: ignore[misc]  # the Qt class that stands beside this one has it


class Panel(_Follows, QWidget):
    """A widget that follows language and theme."""


class Dialog(_Follows, QDialog):
    """A dialog that follows language and theme, and is deleted when it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
