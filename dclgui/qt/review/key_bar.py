"""The row below the pictures: what can be said of them, each with its key."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.key_button import HEIGHT, KeyButton
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID

_TOP = 11


class KeyBar(Panel):
    """``given`` says which command of the table was pressed; shows as many classes as there is room for."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT + _TOP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._names: tuple[str, ...] = ()
        self.right = self._made("right", primary=True)
        self.classes = [self._made(f"label {digit}") for digit in DIGITS]
        self.more, self.unsure, self.none = self._made("name"), self._made("unsure"), self._made("none of these")
        self.refresh()

    def show_classes(self, names: tuple[str, ...]) -> None:
        """The classes that can be given; the first ten have a key."""
        self._names = names
        for button, name, digit in zip(self.classes, names, DIGITS, strict=False):
            button.say(name, key=digit)
        self._arrange()

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("What the pictures show"))
        self.right.say(self.tr("Right"), key=self.tr("Enter"), tip=self.tr("The shown name is right; next picture"))
        unsure = self.tr("You cannot tell either; the machine's name stays")
        self.unsure.say(self.tr("Not sure"), key=self.tr("Space"), tip=unsure)
        self.none.say(self.tr("None of these"), key="X", tip=self.tr("It belongs to no class of the old camera"))
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all but the classes."""
        fixed = (self.right, self.more, self.unsure, self.none)
        return QSize(sum(button.width() + GRID for button in fixed), HEIGHT + _TOP)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As many classes as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _made(self, command: str, *, primary: bool = False) -> KeyButton:
        button = KeyButton(primary=primary)
        button.setParent(self)
        button.setObjectName(command)
        button.clicked.connect(partial(self.given.emit, command))
        return button

    def _arrange(self) -> None:
        with_key = self.classes[: len(self._names)]
        ends = self.unsure.width() + self.none.width() + 3 * GRID
        room = self.width() - self.right.width() - ends - GRID
        fits = self._fitting(with_key, room, of=len(self._names))
        hidden = len(self._names) - fits
        # The button keeps its place in the row of keys: what is behind it comes after what is shown.
        self.more.say(f"+{hidden}", tip=self.tr("All classes (L)"))
        self.more.setAccessibleName(self.tr("All classes"))
        self.more.setVisible(hidden > 0)
        for place, button in enumerate(self.classes):
            button.setVisible(place < fits)
        left = 0
        for button in (self.right, *with_key[:fits], *((self.more,) if hidden else ())):
            button.move(left, _TOP)
            left += button.width() + GRID
        self.none.move(self.width() - self.none.width(), _TOP)
        self.unsure.move(self.none.x() - GRID - self.unsure.width(), _TOP)

    def _fitting(self, buttons: list[KeyButton], room: int, *, of: int) -> int:
        """How many of ``buttons`` fit into ``room``, beside the one that opens the rest of all ``of``."""
        widths = [button.width() + GRID for button in buttons]
        if len(buttons) == of and sum(widths) <= room:
            return of
        self.more.say(f"+{of}")
        left = room - self.more.width() - GRID
        fits = 0
        for width in widths:
            if width > left:
                break
            left -= width
            fits += 1
        return fits
