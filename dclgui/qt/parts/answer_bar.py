"""The row of answers below pictures: a button for each class and answer, with its keys."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dclgui.qt.parts.class_keys import ClassKeys, keys_of_classes
from dclgui.qt.parts.class_keys_dialog import ask_for_class_keys
from dclgui.qt.parts.class_popup import ClassPopup
from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.key_button import HEIGHT, KeyButton
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.words import filled
from dclgui.qt.session.session import Session

_LEAST = 400
"""Pixels of width in which the longest names still stand in two or three rows."""


class AnswerBar(Panel):
    """Classes without a key or room are behind "+n", which opens the list of all.

    ``given``  name of the command that was pressed, but for classes
    ``named``  index of the class that was pressed, chosen from the list, or whose own letter was typed

    ``rows``      the most rows of buttons
    ``confirms``  whether it begins with the button "Right"
    """

    given = Signal(str)
    named = Signal(int)
    _key_wanted = Signal(int)

    def __init__(self, *, rows: int, confirms: bool) -> None:
        super().__init__()
        self.setObjectName("answers")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows, self._confirms = rows, confirms
        self._names: tuple[str, ...] = ()
        self._keys: dict[int, str] = {}
        self._offered: list[int] = []
        self.right = self._made("right", primary=True)
        self.classes: list[KeyButton] = []
        self.more, self.unsure, self.none = self._made("name"), self._made("unsure"), self._made("none of these")
        self.right.setVisible(confirms)
        self.popup = ClassPopup(self)
        self.popup.chosen.connect(self.named)
        self.refresh()

    def serve(self, page: Page, session: Session, pictures: QWidget) -> None:
        """Take the letters of classes that are typed in ``pictures`` of ``page``, and let a person give them."""
        ClassKeys(session, pictures).given.connect(self.named)
        self._key_wanted.connect(partial(ask_for_class_keys, page, session))

    def show_classes(self, names: tuple[str, ...], keyed: Sequence[int], own: Mapping[int, str]) -> None:
        """Offer the classes ``keyed`` by the digits in their order, and those with a letter of their ``own``.

        Of the class ``names`` the empty ones are no class.
        """
        keys = keys_of_classes(keyed, own)
        # Where the digits follow the picture, the letters come first, so that each stays at its place.
        first = list(own) if _classes(names) > len(DIGITS) else []
        offered = [*first, *(label for label in keyed if label not in first)]
        if (names, keys, offered) == (self._names, self._keys, self._offered):
            return
        self._names, self._keys, self._offered = names, keys, offered
        while len(self.classes) < len(offered):
            self.classes.append(self._made_for_class(len(self.classes)))
        for place, button in enumerate(self.classes):
            button.setVisible(place < len(offered))
        self._name_classes()
        self._arrange()

    def ask(self) -> None:
        """Open the list of all classes."""
        shown = (button for button in (self.more, self.right) if button.isVisible())
        self.popup.ask(self._names, next(shown, self), keys=self._keys)

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("What the pictures show"))
        self.right.say(self.tr("Right"), key=self.tr("Enter"), tip=self.tr("The shown name is right; next picture"))
        stays = self.tr("You cannot tell either; the machine's name stays")
        tip = stays if self._confirms else self.tr("You cannot tell what it is")
        self.unsure.say(self.tr("Not sure"), key=self.tr("Space"), tip=tip)
        self.none.say(self.tr("None of these"), key="X", tip=self.tr("It belongs to no class of the old camera"))
        self._name_classes()
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

    def _made_for_class(self, place: int) -> KeyButton:
        button = KeyButton()
        button.setParent(self)
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.clicked.connect(lambda: self.named.emit(self._offered[place]))
        button.customContextMenuRequested.connect(lambda: self._key_wanted.emit(self._offered[place]))
        return button

    def _name_classes(self) -> None:
        for button, label in zip(self.classes, self._offered, strict=False):
            tip = filled(self.tr("%1 (a right click gives it a key of its own)"), self._names[label])
            button.say(self._names[label], key=self._keys[label], tip=tip)

    def _arrange(self) -> None:
        most = len(self._offered)
        fits = next((count for count in range(most, 0, -1) if self._rows_for(count) <= self._rows), 0)
        placed = self._placed(fits)
        hidden = _classes(self._names) - fits
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
        rows = self._rows if _classes(self._names) > len(DIGITS) else last + 1
        self.setFixedHeight(rows * (HEIGHT + GRID) - GRID)

    def _rows_for(self, count: int) -> int:
        return self._placed(count)[-1][2] + 1

    def _placed(self, count: int) -> list[tuple[KeyButton, int, int]]:
        """Each button with its left edge and its row, if ``count`` classes show; the two last answers share a row."""
        hidden = _classes(self._names) - count
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


def _classes(names: tuple[str, ...]) -> int:
    """How many of ``names`` are classes."""
    return len([name for name in names if name])
