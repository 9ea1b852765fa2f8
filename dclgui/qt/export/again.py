"""Adapt the newest model again, to other images, in a new project beside this one."""

import re
from itertools import count
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from dclgui.core.eta import fraction_done, seconds_left
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.events import Event
from dclgui.core.protocol.requests import AdaptAgain
from dclgui.core.rights import may_write
from dclgui.core.run_state import RunState, apply
from dclgui.project.settings import NAME as JOB_FILE
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.project_place import documents
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled, progress_words, time_left
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session

_STEPS = 1000
"""Resolution of the progress bar."""
_NUMBERED = re.compile(r"(.+)-(\d+)")


def place_beside(project: Path) -> Path:
    """A free numbered name beside ``project``, or in the documents folder if its parent is not writable."""
    folder = project.parent if may_write(project.parent) else documents()
    numbered = _NUMBERED.fullmatch(project.stem)
    name, first = (numbered[1], int(numbered[2]) + 1) if numbered else (project.stem, 2)
    tries = (folder / f"{name}-{number}{project.suffix}" for number in count(first))
    return next(place for place in tries if not place.exists())


class Again(Panel):
    """Adapts in a child process of its own, which ends when the project in the window closes.

    ``finished``  (``Path``) the new project has finished its last round
    ``stopped``   (``Path``) the user stopped it; the new project, if it exists, has its finished rounds
    ``failed``    (``Failed``, ``Path``) it failed; the new project as for ``stopped``
    """

    finished = Signal(object)
    stopped = Signal(object)
    failed = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._question: Question | None = None
        self._place = session.project.folder
        self._state = RunState()
        self._stopping = False
        self._build()
        session.run.changed.connect(self.retranslate)
        session.table_replaced.connect(self.retranslate)
        self.refresh()

    @property
    def busy(self) -> bool:
        """Whether it adapts now."""
        return self._question is not None and self._question.under_way

    def start(self, folder: Path, decisions: Path | None = None) -> None:
        """Adapt to the images in ``folder``, of some of which the list ``decisions`` tells what they are.

        Does nothing while it is busy.
        """
        if self.busy:
            return
        project = self._session.project.folder
        self._place, self._state, self._stopping = place_beside(project), RunState(), False
        self._question = self._session.ask(AdaptAgain(project, folder, self._place, decisions, self._session.who))
        self._question.said.connect(self._on_said)
        self._question.answered.connect(self._on_answered)
        self._question.failed.connect(self._on_failed)
        self._question.ended.connect(self._on_ended)
        self.retranslate()

    def stop(self) -> None:
        """Stop it; finished rounds are kept in the new project."""
        if self._question is not None:
            self._stopping = True
            self._question.tell("stop")
            self.retranslate()

    def retranslate(self) -> None:
        """All words, and the progress."""
        busy, ready = self.busy, self._session.run.newest_round is not None
        self._title.setText(self.tr("Adapt again"))
        self._ask.setText(self.tr("Adapt again…"))
        self._ask.setEnabled(ready)
        self._ask.setToolTip("" if ready else self.tr("There is no model yet: let it run first."))
        self._stop.setText(self.tr("Stop"))
        self._stop.setEnabled(not self._stopping)
        self._stop.setToolTip(self.tr("It is stopping.") if self._stopping else "")
        self._ask.setAccessibleName(self._ask.text())
        self._stop.setAccessibleName(self.tr("Stop adapting again"))
        self._bar.setAccessibleName(self.tr("Progress of adapting again"))
        self._ask.setVisible(not busy)
        for widget in (self._stop, self._bar):
            widget.setVisible(busy)
        self._bar.setValue(round(_STEPS * fraction_done(self._state)))
        self._text.setText(self._progress_words() if busy else self._offer_words())

    def at_work(self) -> str:
        """What goes on here, and what becomes of it if the project closes now; empty for nothing."""
        return self.tr("Another folder is being learnt. What is finished of it is kept.") if self.busy else ""

    def _build(self) -> None:
        self._title, self._text = label("strong"), label("muted", wrap=True)
        self._ask, self._stop, self._bar = button(), button(), QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        words, row = QVBoxLayout(), QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        words.setSpacing(GRID)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        for widget in (self._bar, self._stop, self._ask):
            row.addWidget(widget)
        self._ask.clicked.connect(self._ask_folder)
        self._stop.clicked.connect(self.stop)

    def _offer_words(self) -> str:
        return self.tr(
            "If camera, light or parts have changed: go on from this model with other pictures, in a new project. This "
            "one stays as it is."
        )

    def _progress_words(self) -> str:
        words = progress_words("stopping" if self._stopping else "running", self._state)
        left = "" if self._stopping else time_left(seconds_left(self._state))
        to = filled(self.tr("New project: %1"), self._place.stem)
        return " · ".join(filter(None, (words, left))) + f"\n{to}"

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of the pictures to adapt to"))
        if folder:
            self.start(Path(folder))

    def _on_said(self, event: Event) -> None:
        self._state = apply(self._state, event)
        self.retranslate()

    def _on_answered(self) -> None:
        self.finished.emit(self._place)

    def _on_failed(self, failed: Failed) -> None:
        self.failed.emit(failed, self._place)

    def _on_ended(self) -> None:
        self.retranslate()
        if self._question is not None and self._question.stopped:
            self.stopped.emit(self._place)


def is_there(project: Path) -> bool:
    """Whether the child process got as far as making ``project``."""
    return (project / JOB_FILE).is_file()
