"""The run of the open project: started, paused, stopped, and folded into what a window shows of it."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QTime, QTimer, Signal

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.envelope import Command, Failed
from dclgui.core.protocol.events import Event, RoundFinished
from dclgui.core.protocol.requests import Adapt, Refine, Resume, Task
from dclgui.core.run_state import RunState, apply
from dclgui.project.folder import Project
from dclgui.qt.session.questions import Question

Status = Literal["idle", "running", "paused", "stopping"]
_DEBOUNCE = 60
"""Milliseconds after a decision before it is counted what there is to learn; the next frame must not wait for it."""


class Run(QObject):
    """One run at a time; ``ask`` gives a task to a child process.

    ``said``            an ``Event``, when it is in ``state`` already
    ``changed``         the run said something or changed its status
    ``failed``          ``Failed``
    ``refine_changed``  ``to_learn`` or ``why_not_refine`` may say something else
    """

    said = Signal(object)
    changed = Signal()
    failed = Signal(object)
    refine_changed = Signal()

    def __init__(self, project: Project, ask: Callable[[Task], Question], parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._ask = project, ask
        self._question: Question | None = None
        self.status: Status = "idle"
        self.failure: Failed | None = None
        self.began = QTime()
        rounds = project.rounds
        self.state = RunState(rounds=tuple(rounds.metrics(number) for number in rounds.numbers()))
        self._to_learn: int | None = None
        self._debounce = QTimer(self, singleShot=True, interval=_DEBOUNCE)
        self._debounce.timeout.connect(self.refine_changed)

    @property
    def newest_round(self) -> int | None:
        """Number of the last finished round."""
        return self.state.rounds[-1].round if self.state.rounds else None

    def start(self, job: Job) -> None:
        """Run ``job`` from the beginning, or go on if it has finished rounds already.

        Raises ``UserError`` if the settings can't be kept.
        """
        if self.newest_round is None:
            self._project.save_job(job)
            self._begin(Adapt(self._project.job, self._project.folder))
        else:
            self._begin(Resume(self._project.folder))

    def refine(self) -> None:
        """Learn from the decisions in two more rounds; what is shown stays until the person takes the new one over.

        Raises ``UserError`` if there is no round yet, a run is going on, or no decision is new.
        """
        refusal = self.why_not_refine
        if refusal is not None:
            raise refusal
        self._begin(Refine(self._project.folder))

    @property
    def why_not_refine(self) -> UserError | None:
        """What ``refine`` would raise now."""
        if self.status != "idle":
            return UserError("A run is going on.", "Refine when it has ended.")
        if self.newest_round is None:
            return UserError("There is nothing to refine yet.", "Let it run first: press Start.")
        if not self.to_learn:
            return UserError("The newest round knows all of your decisions.", "Decide more pictures in Review first.")
        return None

    @property
    def to_learn(self) -> int:
        """How many pictures were decided, or decided otherwise, since the newest round began."""
        newest, project = self.newest_round, self._project
        if self._to_learn is None:
            self._to_learn = 0 if newest is None else project.journal.changed_since(project.rounds.knew(newest))
        return self._to_learn

    def count_anew(self) -> None:
        """Something was decided, or there is another round."""
        self._to_learn = None
        self._debounce.start()

    def start_over(self) -> None:
        """Remove every round, so that the next start begins anew."""
        with self._project.run_lock():
            self._project.rounds.truncate_after(-1)
        self.state = RunState()
        self.changed.emit()
        self.count_anew()

    def pause(self) -> None:
        """Let the run wait before its next event."""
        self._tell("pause", "paused")

    def go_on(self) -> None:
        """Let a paused run go on."""
        self._tell("go on", "running")

    def stop(self) -> None:
        """End the run; finished rounds are kept."""
        self._tell("stop", "stopping")

    def close(self) -> None:
        """Count no more: the project closes."""
        self._debounce.stop()

    def _begin(self, task: Task) -> None:
        self.failure, self.status = None, "running"
        self.state = RunState(rounds=self.state.rounds)  # nothing of the run before but its rounds
        self.began = QTime.currentTime()
        self._question = self._ask(task)
        self._question.said.connect(self._on_said)
        self._question.failed.connect(self._on_failed)
        self._question.ended.connect(self._on_ended)
        self.changed.emit()
        self.refine_changed.emit()

    def _tell(self, command: Command, status: Status) -> None:
        if self._question is not None and self.status != "idle":
            self.status = status
            self._question.tell(command)
            self.changed.emit()

    def _on_said(self, event: Event) -> None:
        self.state = apply(self.state, event)
        if isinstance(event, RoundFinished):
            self._to_learn = None
        self.said.emit(event)
        self.changed.emit()

    def _on_failed(self, failed: Failed) -> None:
        self.failure = failed

    def _on_ended(self) -> None:
        self.status = "idle"
        self.changed.emit()
        self.count_anew()
        if self.failure is not None:
            self.failed.emit(self.failure)
