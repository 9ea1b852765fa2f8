"""The base of all pages: title, banner and body; and the six steps that pages belong to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dclgui.core.errors import UserError
from dclgui.qt.parts.banner import Banner
from dclgui.qt.parts.help_button import HelpButton
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
    ``commands_changed``  ``commands`` are others while the page shows
    ``project_wanted``  path of another project to open
    ``noted``           words for the status bar, empty for none
    ``guide_wanted``    what the page is for is to be explained
    ``called``          words about work that goes on, for a person who may not see the window

    ``commands``    what the page does for names of the command table while it is shown; goes before the window's own
    ``pictures``    the widget in which keys of the kind ``pictures`` work, if any
    ``side_panel``  the widget at the window's right while the page is shown, if any
    ``side_panel_folds``  whether a narrow window may leave it out until it is asked for
    """

    step_wanted = Signal(str)
    state_changed = Signal()
    commands_changed = Signal()
    project_wanted = Signal(object)
    noted = Signal(str)
    guide_wanted = Signal()
    called = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.commands: dict[str, Callable[[], object]] = {}
        self.pictures: QWidget | None = None
        self.side_panel: QWidget | None = None
        self.side_panel_folds = False
        self.title, self.subtitle = _Title(), label("subtitle", wrap=True)
        self.corner = QHBoxLayout()
        self.corner.setSpacing(GRID)
        self.banner = Banner()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(self._made_title())
        words.addWidget(self.subtitle)
        self._head = head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self.corner)
        head.setAlignment(self.corner, Qt.AlignmentFlag.AlignLeft)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 2 * GRID, 20, 12)
        self.body.setSpacing(12)
        self.body.addLayout(head)
        self.banner.setParent(self)
        self.banner.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the corner below the words where it would leave them no room."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        self._head.setDirection(direction.LeftToRight if self._beside else direction.TopToBottom)
        self._place_banner()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Place the banner as soon as it says something."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._place_banner()
        return super().eventFilter(watched, event)

    def entered(self) -> None:
        """Called each time the page is shown: by default the page itself takes the keyboard, and no button."""
        self.setFocus()

    def at_work(self) -> str:
        """What goes on here, and what becomes of it if the project closes now; empty for nothing."""
        return ""

    def take_files(self, paths: list[Path]) -> None:  # noqa: ARG002
        """Do what is meant by dropping these on the page; raises ``UserError`` if nothing is."""
        raise UserError("Nothing is done here with files.", "Drop a picture on Review to find the ones like it.")

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

    def _made_title(self) -> QHBoxLayout:
        """The title, and behind it a small button that opens the guide."""
        explain = HelpButton()
        explain.clicked.connect(self.guide_wanted)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.title)
        row.addWidget(explain, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        return row

    @property
    def _beside(self) -> bool:
        """Whether the corner has room beside the words."""
        return self.width() - self.corner.sizeHint().width() >= _WORDS

    def _place_banner(self) -> None:
        """Over the words of the page, so that nothing below them moves; the corner stays free if it is beside them."""
        margins = self.body.contentsMargins()
        taken = self.corner.sizeHint().width() + GRID if self._beside and self.corner.sizeHint().width() else 0
        width = max(_WORDS, self.width() - margins.left() - margins.right() - taken)
        self.banner.setFixedWidth(width)
        height = min(self.banner.heightForWidth(width), self.height() - 2 * GRID)
        self.banner.setGeometry(margins.left(), GRID, width, height)
        self.banner.raise_()

    def go(self, step: StepName) -> None:
        """Ask the window for another step."""
        self.step_wanted.emit(step)


class _Title(QLabel):
    """Takes one line where there is room for it; Qt's own label would like to break much earlier."""

    def __init__(self) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.setProperty("role", "title")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The whole text in one line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())
