"""How long jobs would take on this computer, measured in a child process when asked."""

import math

from PySide6.QtCore import QObject, Signal

from dclgui.core.job import Job
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import EstimateTime
from dclgui.core.protocol.results import TimeEstimated
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session


class Estimates(QObject):
    """Asks for each job once; ``changed`` says that an answer came, the first of them rough, later ones better."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._question: Question | None = None
        self._waiting: list[Job] = []
        self._known: dict[Job, TimeEstimated] = {}
        self.failure: Failed | None = None
        session.run.changed.connect(self._make_way)
        session.images_changed.connect(self._forget)

    def of(self, job: Job) -> tuple[float | None, str]:
        """Seconds and device; ``None`` seconds while they are measured, NaN if that failed."""
        known = self._known.get(job)
        if known is not None:
            return known.seconds, known.device
        return (math.nan, "") if self.failure is not None else (None, "")

    def ask(self, job: Job) -> None:
        """Have ``job`` measured after those asked before, unless it was already, or a run needs the computer."""
        idle = self._session.run.status == "idle"
        if idle and job not in self._known and job not in self._waiting and self.failure is None:
            self._waiting.append(job)
            self._ask_next()

    def _ask_next(self) -> None:
        """One at a time, so that other questions come in between; the one being measured is ahead of the others."""
        if self._waiting and self._question is None:
            self._question = self._session.ask(EstimateTime(self._waiting[0], self._session.project.folder))
            self._question.said.connect(self._on_said)
            self._question.answered.connect(self._on_answered)
            self._question.failed.connect(self._on_failed)

    def _on_said(self, said: object) -> None:
        if isinstance(said, TimeEstimated):
            self._known[said.job] = said
            self.changed.emit()

    def _on_answered(self) -> None:
        self._question = None
        self._waiting.pop(0)
        self._ask_next()

    def _on_failed(self, failed: Failed) -> None:
        self._question, self.failure = None, failed
        self._waiting.clear()
        self.changed.emit()

    def _make_way(self) -> None:
        """A run exports the same backbone, and needs the processors."""
        if self._session.run.status != "idle":
            self._leave()

    def _forget(self) -> None:
        self._leave()
        self._known.clear()
        self.failure = None
        self.changed.emit()

    def _leave(self) -> None:
        if self._question is not None:
            self._question.cancel()
            self._question = None
            self._known.pop(self._waiting[0], None)  # a rough guess, if any
        self._waiting.clear()
