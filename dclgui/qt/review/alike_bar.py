"""Says that only pictures that are alike show, and how to leave."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import filled, number


class AlikeBar(Panel):
    """Hidden but while alike pictures are looked for or shown; ``left`` asks to go back to all."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.row = -1
        self._count = 0
        self._frame = QFrame()
        self._words, self._back = label("strong", wrap=True), KeyButton()
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(2 * GRID, 6, 6, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, GRID)
        outer.addWidget(self._frame)
        self._back.clicked.connect(self.left)
        self.hide()
        self.refresh()

    def wait(self, row: int) -> None:
        """The pictures most like ``row`` are being looked for."""
        self.row, self._count = row, 0
        self.retranslate()
        self.show()

    def show_found(self, count: int) -> None:
        """``count`` pictures show, all selected."""
        self._count = count
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        words = self.tr("Looking for the most alike …")
        if self._count == 1:
            words = self.tr("No other picture is known to be alike.")
        elif self._count:
            words = self.tr("These %1 are most alike. One key names them all; Ctrl+click leaves one out.")
        self._words.setText(filled(words, number(self._count)))
        self._back.say(self.tr("Back"), key=self.tr("Esc"), tip=self.tr("Name none of them and show all again"))

    def restyle(self) -> None:
        """The accent says that this is not the usual view."""
        colours = tokens()
        self._frame.setStyleSheet(
            f"QFrame {{ background: {colours.accent_soft}; border-radius: 8px; }} QLabel {{ background: none; }}"
        )
