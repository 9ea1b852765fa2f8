"""Below the picture of an audit: all that can be said of it, in as many rows as it takes."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.key_button import HEIGHT, KeyButton
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID

_MOST_ROWS = 3


class AnswerBar(Panel):
    """``given`` says which command of the table was pressed; classes beyond the tenth are behind "all classes"."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._names: tuple[str, ...] = ()
        self._classes = [self._made(f"label {digit}") for digit in DIGITS]
        self.more, self._unsure, self._none = self._made("name"), self._made("unsure"), self._made("none of these")
        self.refresh()

    def show_classes(self, names: tuple[str, ...]) -> None:
        """The classes that can be said."""
        self._names = names
        for button, name, digit in zip(self._classes, names, DIGITS, strict=False):
            button.say(name, key=digit)
        self._arrange()

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("What the picture shows"))
        self.more.say(self.tr("All classes…"), key="L")
        self._unsure.say(self.tr("Not sure"), key=self.tr("Space"), tip=self.tr("You cannot tell what it is"))
        self._none.say(self.tr("None of these"), key="X", tip=self.tr("It belongs to no class of the old camera"))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As many rows as it takes."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The height is what the rows need at this width."""
        return QSize(400, self.height())

    def _made(self, command: str) -> KeyButton:
        button = KeyButton()
        button.setParent(self)
        button.setObjectName(f"audit {command}")
        button.clicked.connect(partial(self.given.emit, command))
        return button

    def _arrange(self) -> None:
        with_key = self._classes[: len(self._names)]
        hidden = len(self._names) > len(with_key)
        for button in self._classes:
            button.setVisible(button in with_key)
        self.more.setVisible(hidden)
        last = (self._unsure, self._none)
        left, top = 0, 0
        for button in (*with_key, *((self.more,) if hidden else ())):
            if left and left + button.width() > self.width() and top < (_MOST_ROWS - 1) * (HEIGHT + GRID):
                left, top = 0, top + HEIGHT + GRID
            button.move(left, top)
            left += button.width() + GRID
        ends = sum(button.width() for button in last) + GRID
        if left + ends > self.width():
            top += HEIGHT + GRID
        right = self.width()
        for button in reversed(last):
            right -= button.width()
            button.move(right, top)
            right -= GRID
        self.setFixedHeight(top + HEIGHT)
