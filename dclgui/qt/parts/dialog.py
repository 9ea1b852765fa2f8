"""The small windows beside the large one."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QWidget


class Dialog(QDialog):
    """A dialog that follows language and theme as a ``Panel`` does, and goes for good when it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def refresh(self) -> None:
        """Set all words and colours; a subclass calls it at the end of its ``__init__``."""
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
