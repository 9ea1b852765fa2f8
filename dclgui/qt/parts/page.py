"""What the pages of all six steps have in common."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dclgui.core.errors import UserError
from dclgui.qt.parts.banner import Banner
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.step import StepName, StepState
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import label


class Page(Panel):
    """Title, subtitle, a place for trouble, and the body below.

    ``step_wanted``   another step is asked for
    ``state_changed`` ``step_state`` has something new for the column of steps
    ``project_wanted`` path of another project to open

    ``commands``  what the page does for the names of the command table while it shows
    ``pictures``  where the keys of the pictures work, if the page shows any
    ``side_panel``     what stands at the window's right while the page shows, if anything
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
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self.corner)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 2 * GRID, 20, 12)
        self.body.setSpacing(12)
        self.body.addLayout(head)
        self.body.addWidget(self.banner)

    def entered(self) -> None:
        """Called each time the page comes to the front."""

    def close_work(self) -> None:
        """Called before the page goes: end the threads that it started."""

    def step_state(self) -> StepState:
        """What the column of steps says of this page."""
        return StepState()

    def attempt(self, work: Callable[[], object]) -> None:
        """Do ``work``; what the person can put right is said on the page."""
        try:
            work()
        except UserError as error:
            self.banner.show_error(error)

    def go(self, step: StepName) -> None:
        """Ask for another step."""
        self.step_wanted.emit(step)
