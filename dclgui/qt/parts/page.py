"""The base of all pages: title, banner and body; and the six steps that pages belong to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from dclgui.core.errors import UserError
from dclgui.qt.parts.banner import Banner
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import label

StepName = Literal["folders", "check", "run", "review", "audit", "export"]
_WORDS = 220
"""Pixels that title and subtitle need beside the corner."""
STEPS: tuple[StepName, ...] = ("folders", "check", "run", "review", "audit", "export")


@dataclass(frozen=True, slots=True)
class StepState:
    """``note`` is the line below the step's name, ``share`` the progress in [0, 1] or ``None`` if nothing runs.

    ``why_not`` is why the step can't be opened yet, empty if it can.
    """

    note: str = ""
    done: bool = False
    share: float | None = None
    why_not: str = ""


class Page(Panel):
    """Title, subtitle, a banner for errors, and the body below.

    ``step_wanted``     name of another step to show
    ``state_changed``   ``step_state`` has changed
    ``project_wanted``  path of another project to open

    ``commands``    what the page does for names of the command table while it is shown; goes before the window's own
    ``pictures``    the widget in which keys of the kind ``pictures`` work, if any
    ``side_panel``  the widget at the window's right while the page is shown, if any
    """

    step_wanted = Signal(str)
    state_changed = Signal()
    project_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.commands: dict[str, Callable[[], object]] = {}
        self.pictures: QWidget | None = None
        self.side_panel: QWidget | None = None
        self.title, self.subtitle = label("title", wrap=True), label("subtitle", wrap=True)
        self.corner = QHBoxLayout()
        self.corner.setSpacing(GRID)
        self.banner = Banner()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._head = head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self.corner)
        head.setAlignment(self.corner, Qt.AlignmentFlag.AlignLeft)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 2 * GRID, 20, 12)
        self.body.setSpacing(12)
        self.body.addLayout(head)
        self.body.addWidget(self.banner)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the corner below the words where it would leave them no room."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        room = self.width() - self.corner.sizeHint().width()
        self._head.setDirection(direction.LeftToRight if room >= _WORDS else direction.TopToBottom)

    def entered(self) -> None:
        """Called each time the page is shown."""

    def close_work(self) -> None:
        """Called before the page is deleted: stop the threads that it started."""

    def step_state(self) -> StepState:
        """What the column of steps shows for this page."""
        return StepState()

    def attempt(self, work: Callable[[], object]) -> None:
        """Call ``work`` and show a ``UserError`` that it raises in the banner."""
        try:
            work()
        except UserError as error:
            self.banner.show_error(error)

    def go(self, step: StepName) -> None:
        """Ask the window for another step."""
        self.step_wanted.emit(step)
