"""The row of answers below pictures: a button for each class and answer, with its key."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.key_button import HEIGHT, KeyButton
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID

_LEAST = 400
"""Pixels of width in which the longest names still stand in two or three rows."""


class AnswerBar(Panel):
    """``given`` has the name of the command that was pressed; classes without a key or room are behind "+n".

    ``rows``      the most rows of buttons
    ``confirms``  whether it begins with the button "Right"
    """

    given = Signal(str)

    def __init__(self, *, rows: int, confirms: bool) -> None:
        super().__init__()
        self.setObjectName("answers")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows, self._confirms = rows, confirms
        self._keyed: tuple[str, ...] = ()
        self._known = 0
        self.right = self._made("right", primary=True)
        self.classes = [self._made(f"label {digit}") for digit in DIGITS]
        self.more, self.unsure, self.none = self._made("name"), self._made("unsure"), self._made("none of these")
        self.right.setVisible(confirms)
        self.refresh()

    def show_classes(self, keyed: tuple[str, ...], known: int) -> None:
        """Offer the classes ``keyed`` by the digits in their order, of ``known`` classes in all."""
        if (keyed, known) == (self._keyed, self._known):
            return
        self._keyed, self._known = keyed, known
        for button, name, digit in zip(self.classes, keyed, DIGITS, strict=False):
            button.say(name, key=digit)
        self._arrange()

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("What the pictures show"))
        self.right.say(self.tr("Right"), key=self.tr("Enter"), tip=self.tr("The shown name is right; next picture"))
        stays = self.tr("You cannot tell either; the machine's name stays")
        tip = stays if self._confirms else self.tr("You cannot tell what it is")
        self.unsure.say(self.tr("Not sure"), key=self.tr("Space"), tip=tip)
        self.none.say(self.tr("None of these"), key="X", tip=self.tr("It belongs to no class of the old camera"))
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The height that the rows need at this width."""
        return QSize(_LEAST, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many classes as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _made(self, command: str, *, primary: bool = False) -> KeyButton:
        button = KeyButton(primary=primary)
        button.setParent(self)
        button.setObjectName(command)
        button.clicked.connect(partial(self.given.emit, command))
        return button

    def _arrange(self) -> None:
        with_key = self.classes[: len(self._keyed)]
        fits = next((count for count in range(len(with_key), 0, -1) if self._rows_for(count) <= self._rows), 0)
        placed = self._placed(fits)
        hidden = self._known - fits
        self.more.setVisible(hidden > 0)
        for place, button in enumerate(self.classes):
            button.setVisible(place < fits)
        last = placed[-1][2]
        for button, left, row in placed:
            button.move(left, row * (HEIGHT + GRID))
        right = self.width()
        for button in (self.none, self.unsure):
            right -= button.width()
            button.move(right, last * (HEIGHT + GRID))
            right -= GRID
        # Where the keys change from picture to picture, the height must not.
        rows = self._rows if self._known > len(DIGITS) else last + 1
        self.setFixedHeight(rows * (HEIGHT + GRID) - GRID)

    def _rows_for(self, count: int) -> int:
        return self._placed(count)[-1][2] + 1

    def _placed(self, count: int) -> list[tuple[KeyButton, int, int]]:
        """Each button with its left edge and its row, if ``count`` classes show; the two last answers share a row."""
        hidden = self._known - count
        if hidden:
            self.more.say(f"+{hidden}", key="L", tip=self.tr("All classes (L)"))
            self.more.setAccessibleName(self.tr("All classes"))
        first = [self.right] if self._confirms else []
        left, row, placed = 0, 0, []
        for button in (*first, *self.classes[:count], *([self.more] if hidden else [])):
            if left and left + button.width() > self.width():
                left, row = 0, row + 1
            placed.append((button, left, row))
            left += button.width() + GRID
        ends = self.unsure.width() + GRID + self.none.width()
        row += bool(left) and left + ends > self.width()
        return [*placed, (self.unsure, left, row)]
