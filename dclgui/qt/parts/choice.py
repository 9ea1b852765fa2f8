"""A question that must be answered before anything else is done."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dclgui.qt.parts.panel import Dialog
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label

_WIDTH = 480


class Choice(Dialog):
    """``answers``: the words of each button and what it does, the usual one first; Escape and Cancel do nothing.

    All texts are translated already.
    """

    def __init__(
        self, message: str, hint: str, answers: Sequence[tuple[str, Callable[[], object]]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.message = message
        self.setWindowTitle("dclgui")
        self.setAccessibleName(message)
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 2 * GRID)
        column.setSpacing(GRID)
        for role, words in (("strong", message), ("muted", hint)):
            text = label("strong" if role == "strong" else "muted", wrap=True)
            text.setText(words)
            column.addWidget(text)
        row = QHBoxLayout()
        row.setContentsMargins(0, GRID, 0, 0)
        row.addStretch()
        self.buttons: list[QPushButton] = []
        for words, work in answers:
            press = button("plain" if self.buttons else "primary")
            press.setText(words)
            press.setAccessibleName(words)
            press.setAutoDefault(not self.buttons)
            press.clicked.connect(partial(self._answer, work))
            row.addWidget(press)
            self.buttons.append(press)
        leave = button()
        leave.setText(self.tr("Cancel"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        column.addLayout(row)
        for press in (*self.buttons, leave):
            press.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A key that was held down as the question came answers nothing."""
        repeats = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.isAutoRepeat()
        return repeats or super().eventFilter(watched, event)

    def _answer(self, work: Callable[[], object]) -> None:
        self.accept()
        work()
