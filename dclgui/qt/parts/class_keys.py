"""The operator's own letters for classes: which are free, and their keys among pictures."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from dclgui.qt.parts.commands import COMMANDS, CONTEXT, DIGITS
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP
from dclgui.qt.session.session import Session

OWN_KEY = "own key"
"""The name of every action of such a letter."""
_OF_THE_LARGE_VIEW = {
    "B": ("Loupe", QT_TRANSLATE_NOOP("Loupe", "Old camera")),
    "C": ("Viewer", QT_TRANSLATE_NOOP("Viewer", "Stretch the contrast")),
    "F": ("Viewer", QT_TRANSLATE_NOOP("Viewer", "Fit")),
    "Z": ("Viewer", QT_TRANSLATE_NOOP("Viewer", "Pixels")),
}


def taken_by_the_window() -> dict[str, str]:
    """The letters that are keys of the window already, with what they do in the window's language."""
    taken = {key: QCoreApplication.translate(*said) for key, said in _OF_THE_LARGE_VIEW.items()}
    for command in COMMANDS:
        for key in command.keys:
            if len(key) == 1 and key.isalpha():
                taken[key] = QCoreApplication.translate(CONTEXT, command.text)
    return taken


def own_keys(session: Session) -> dict[int, str]:
    """The letter of each class that has one; none that the window took since it was given, or of a class that went."""
    taken, classes = taken_by_the_window(), set(session.table.listed.tolist())
    return {label: letter for label, letter in session.class_keys.items() if label in classes and letter not in taken}


def keys_of_classes(keyed: Sequence[int], own: Mapping[int, str]) -> dict[int, str]:
    """``2 S``: the keys of each class that has any, of the classes ``keyed`` by digits and of those with an ``own``."""
    digits = dict(zip(keyed, DIGITS, strict=False))
    return {label: " ".join(filter(None, (digits.get(label), own.get(label)))) for label in (digits | dict(own))}


class ClassKeys(QObject):
    """Makes the letters work while ``pictures`` or something in it has the keyboard; ``given`` has the class."""

    given = Signal(int)

    def __init__(self, session: Session, pictures: QWidget) -> None:
        super().__init__(pictures)
        self._session, self._pictures = session, pictures
        self._actions: list[QAction] = []
        session.class_keys_changed.connect(self._make)
        session.table_replaced.connect(self._make)
        self._make()

    def _make(self) -> None:
        for action in self._actions:
            action.deleteLater()
        self._actions = [self._made(label, letter) for label, letter in own_keys(self._session).items()]
        self._pictures.addActions(self._actions)

    def _made(self, label: int, letter: str) -> QAction:
        action = QAction(self)
        action.setObjectName(OWN_KEY)
        action.setShortcut(QKeySequence(letter))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setAutoRepeat(False)  # as for all keys that decide
        action.triggered.connect(partial(self.given.emit, label))
        return action
