"""How long jobs would take on this computer, measured in the assistant's process when asked."""

import math

from PySide6.QtCore import QObject, Signal

from dclgui.core.answers import TimeEstimated
from dclgui.core.job import Job
from dclgui.core.messages import Failed
from dclgui.core.tasks import EstimateTime
from dclgui.qt.session.session import Session


class Estimates(QObject):
    """Asks for each job once; ``changed`` says that an answer came, the first of them rough, later ones better."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: set[Job] = set()
        self._waiting: list[Job] = []
        self._known: dict[Job, TimeEstimated] = {}
        self.failure: Failed | None = None
        session.answered.connect(self._on_answered)
        session.assistant_failed.connect(self._on_failed)
        session.images_changed.connect(self._forget)

    def of(self, job: Job) -> tuple[float | None, str]:
        """Seconds and device; ``None`` seconds while they are measured, NaN if that failed."""
        known = self._known.get(job)
        if known is not None:
            return known.seconds, known.device
        return (math.nan, "") if self.failure is not None else (None, "")

    def ask(self, job: Job) -> None:
        """Have ``job`` measured after those asked before, unless it was already."""
        if job not in self._asked and job not in self._waiting and self.failure is None:
            self._waiting.append(job)
            self._ask_next()

    def _ask_next(self) -> None:
        """One at a time, and none while a run needs the computer for itself."""
        if self._waiting and self._asked <= self._known.keys() and self._session.status == "idle":
            job = self._waiting.pop(0)
            self._asked.add(job)
            self._session.ask(EstimateTime(job, self._session.project.folder))

    def _on_answered(self, answer: object) -> None:
        if isinstance(answer, TimeEstimated) and answer.job in self._asked:
            self._known[answer.job] = answer
            self.changed.emit()
            self._ask_next()

    def _on_failed(self, failed: Failed) -> None:
        """The assistant does not say which question failed; if it may be one of ours, no more are asked."""
        if self._asked - self._known.keys():
            self.failure = failed
            self.changed.emit()

    def _forget(self) -> None:
        self._asked.clear()
        self._waiting.clear()
        self._known.clear()
        self.failure = None
        self.changed.emit()
