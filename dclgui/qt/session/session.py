"""One open project as the pages see it: what is known, and what may be asked for."""

import getpass
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.events import Domain, RoundFinished, Scanned
from dclgui.core.job import Job
from dclgui.core.messages import Done, Failed
from dclgui.core.run_state import RunState, apply
from dclgui.core.tasks import Adapt, FindAlike, Refine, Resume, Task
from dclgui.project.folder import Project
from dclgui.qt.session.run_thread import RunThread, Serve
from dclgui.results import CONFIDENCE, ERROR, queue_of, review_table
from dclgui.review.intervals import Interval
from dclgui.review.queue import Queue
from dclgui.review.table import ReviewTable

Rows = npt.NDArray[np.int64]
Status = Literal["idle", "running", "paused", "stopping"]
LOG = "run.log"
_BREATH = 60
"""Milliseconds after a decision before it is counted what there is to learn; the next frame must not wait for it."""


class Session(QObject):
    """Holds the project open for this window alone.

    ``error`` is the share of wrong labels that the person allows a guarantee, ``confidence`` how sure it is to be.

    ``run_changed``      the run said something or changed its status
    ``images_changed``   a catalog was written or read anew, or images were excluded
    ``round_ready``      a newer round than the one shown is on the disk: its number
    ``table_replaced``   ``table`` is another one: a new round is shown, or the images changed
    ``decided``          [n] int64, the rows whose decisions changed
    ``answered``         an ``Answer`` or event of the assistant, the child for questions
    ``assistant_failed`` ``Failed``, of the assistant
    ``run_failed``       ``Failed``, of the run
    ``accuracy_changed`` an audit says something else of ``accuracy``
    ``look_wanted``      [n] int64, rows that the person wants to look at in Review
    ``refine_changed``   ``to_learn`` or ``why_not_refine`` may say something else
    """

    run_changed = Signal()
    images_changed = Signal()
    round_ready = Signal(int)
    table_replaced = Signal()
    decided = Signal(object)
    answered = Signal(object)
    assistant_failed = Signal(object)
    run_failed = Signal(object)
    accuracy_changed = Signal()
    look_wanted = Signal(object)
    refine_changed = Signal()

    def __init__(self, folder: Path, serve: Serve, parent: QObject | None = None) -> None:
        """Raises ``UserError`` if ``folder`` is no project, or is open in another window."""
        super().__init__(parent)
        self._held = ExitStack()
        self.project = self._held.enter_context(Project.open(folder))
        try:
            self._held.enter_context(self.project.window_lock())
        except UserError:
            self._held.close()
            raise
        self._serve = serve
        self._run: RunThread | None = None
        self._assistant: RunThread | None = None
        self._looker: RunThread | None = None
        self.status: Status = "idle"
        self.failure: Failed | None = None
        self.source: Catalog | None = None
        self.target: Catalog | None = None
        self.shown_round: int | None = None
        self.accuracy: Interval | None = None
        self.error, self.confidence = ERROR, CONFIDENCE
        self._to_learn: int | None = None
        self._breath = QTimer(self, singleShot=True, interval=_BREATH)
        self._breath.timeout.connect(self.refine_changed)
        self._queue: Queue | None = None
        self.table = ReviewTable((), (), None, np.empty(0, np.int64))
        numbers = self.project.rounds.numbers()
        self.run_state = RunState(rounds=tuple(self.project.rounds.figures(number) for number in numbers))
        self.reload_images()

    @property
    def job(self) -> Job:
        """The project's settings."""
        return self.project.job

    @property
    def newest_round(self) -> int | None:
        """Number of the last finished round."""
        return self.run_state.rounds[-1].round if self.run_state.rounds else None

    @property
    def who(self) -> str:
        """Whose decisions these are, for the journal."""
        try:
            return getpass.getuser()
        except (OSError, KeyError):  # an account without a name
            return "operator"

    def reload_images(self) -> None:
        """Read catalogs, problems and exclusions from the project again."""
        project = self.project
        self.source = project.catalog("source") if project.has_catalog("source") else None
        self.target = project.catalog("target") if project.has_catalog("target") else None
        self.images_changed.emit()
        self.show_newest_round()

    def show_newest_round(self) -> None:
        """Put the newest round into ``table``, with all decisions."""
        if self.target is None:
            return
        self.table = review_table(self.project)
        self.shown_round = self.project.rounds.last()
        self._queue = None
        self.table_replaced.emit()

    def decide(self, rows: Rows, verdict: Verdict, label: int = -1) -> None:
        """Write one decision on all ``rows`` into the journal, as one step for undo.

        Raises ``UserError`` if the project can't be written.
        """
        self._keep({row: Decision(row, verdict, label) for row in rows.tolist()})

    def confirm(self, rows: Rows) -> None:
        """Decide that the label each of ``rows`` has now is right, as one step for undo; each must have one.

        Raises ``UserError`` if the project can't be written.
        """
        labels = self.table.label[rows].tolist()
        self._keep({row: Decision(row, Verdict.LABEL, label) for row, label in zip(rows.tolist(), labels, strict=True)})

    @property
    def queue(self) -> Queue:
        """Which picture of ``table`` to look at next; follows every decision."""
        if self._queue is None:
            self._queue = queue_of(self.project, self.table)
        return self._queue

    def class_called(self, name: str) -> int:
        """The index of class ``name``, in capitals or not; one that the source never had is added.

        Raises ``UserError`` if the name is empty or no round is finished.
        """
        for place, known in enumerate(self.table.class_names):
            if known.casefold() == name.strip().casefold():
                return place
        made = self.project.add_class(name)
        self.reload_images()
        return made

    def take_over(self, decisions: list[Decision]) -> None:
        """Write ``decisions`` of several kinds into the journal, as one step for undo; raises like ``decide``."""
        self.project.journal.append(decisions, self.who)
        made = {decision.row: decision for decision in decisions}
        rows = np.array(list(made), np.int64)
        self.table.decide(rows, made)
        self._follow(rows)

    def undo(self) -> Rows:
        """Take back the last step; the rows it was about."""
        return self._decided_anew(self.project.journal.undo(self.who))

    def redo(self) -> Rows:
        """Bring back the step undone last; the rows it is about."""
        return self._decided_anew(self.project.journal.redo(self.who))

    def exclude(self, domain: Domain, rows: Rows, *, excluded: bool) -> None:
        """Leave ``rows`` out of training and labels, or take them back in; undoable."""
        self.project.exclusions.set(domain, rows, excluded=excluded, who=self.who)
        self.images_changed.emit()

    def undo_exclusion(self) -> None:
        """Take back the last step of ``exclude``."""
        if self.project.exclusions.undo(self.who) is not None:
            self.images_changed.emit()

    def redo_exclusion(self) -> None:
        """Bring back the step of ``exclude`` undone last."""
        if self.project.exclusions.redo(self.who) is not None:
            self.images_changed.emit()

    def tell_accuracy(self, known: Interval | None) -> None:
        """Keep what an audit says of the share of right labels; ``None`` before the first answer."""
        self.accuracy = known
        self.accuracy_changed.emit()

    def start(self, job: Job) -> None:
        """Run ``job`` from the beginning, or go on if it has finished rounds already.

        Raises ``UserError`` if the settings can't be kept.
        """
        if self.newest_round is None:
            self.project.save_job(job)
            self._run_task(Adapt(self.project.job, self.project.folder))
        else:
            self._run_task(Resume(self.project.folder))

    def refine(self) -> None:
        """Learn from the decisions in two more rounds; what is shown stays until the person takes the new one over.

        Raises ``UserError`` if there is no round yet, a run is going on, or no decision is new.
        """
        refusal = self.why_not_refine
        if refusal is not None:
            raise refusal
        self._run_task(Refine(self.project.folder))

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
        newest, project = self.newest_round, self.project
        if self._to_learn is None:
            began = None if newest is None else project.rounds.began_at(newest)
            self._to_learn = 0 if began is None else project.journal.changed_since(began)
        return self._to_learn

    def start_over(self) -> None:
        """Remove every round, so that the next start begins anew; decisions and exclusions stay."""
        self.table = ReviewTable((), (), None, np.empty(0, np.int64))  # gives the mapped files back before they go
        with self.project.run_lock():
            self.project.rounds.truncate_after(-1)
        self.run_state, self.shown_round = RunState(), None
        self.run_changed.emit()
        self.show_newest_round()
        self._count_anew()

    def pause(self) -> None:
        """Let the run wait before its next event."""
        self._tell("pause", "paused")

    def go_on(self) -> None:
        """Let a paused run go on."""
        self._tell("go on", "running")

    def stop(self) -> None:
        """End the run; finished rounds are kept."""
        self._tell("stop", "stopping")

    def ask(self, task: Task) -> None:
        """Give an assistant a question; ``answered`` brings what it says.

        What a person looks at waits for no long work: ``FindAlike`` has a child of its own.
        """
        if isinstance(task, FindAlike):
            self._looker = self._looker or self._made_assistant()
            self._looker.ask(task)
        else:
            self._assistant = self._assistant or self._made_assistant()
            self._assistant.ask(task)

    def stop_asking(self) -> None:
        """Stop the long work that the assistant does now, such as the data check."""
        if self._assistant is not None:
            self._assistant.tell("stop")

    def close(self) -> None:
        """Stop what runs and give the project back."""
        for thread in self.findChildren(RunThread):
            thread.close()
        QCoreApplication.removePostedEvents(self, QEvent.Type.MetaCall)  # what they said meanwhile comes too late
        self._breath.stop()
        self.table = ReviewTable((), (), None, np.empty(0, np.int64))
        self._held.close()

    @property
    def run_process(self) -> int | None:
        """Process id of the run, while there is one."""
        return None if self._run is None else self._run.process_id

    def made_worker(self) -> RunThread:
        """A child process for long work of a page's own; it ends with the session."""
        return RunThread(self._serve, log=self.project.folder / LOG, parent=self)

    def _made_assistant(self) -> RunThread:
        made = RunThread(self._serve, log=self.project.folder / LOG, parent=self)
        made.said.connect(self.answered)
        made.failed.connect(self.assistant_failed)
        return made

    def _keep(self, made: dict[int, Decision]) -> None:
        rows = np.array(list(made), np.int64)
        self.project.journal.append(list(made.values()), self.who)
        self.table.decide(rows, made)
        self._follow(rows)

    def _decided_anew(self, rows: list[int]) -> Rows:
        changed = np.array(rows, np.int64)
        if len(changed):
            self.table.decide(changed, self.project.journal.current())
            self._follow(changed)
        return changed

    def _follow(self, rows: Rows) -> None:
        if self._queue is not None:
            self._queue.decided(rows)
        self.decided.emit(rows)
        self._count_anew()

    def _count_anew(self) -> None:
        self._to_learn = None
        self._breath.start()

    def _run_task(self, task: Task) -> None:
        self._end_run()
        self.failure = None
        self._run = RunThread(self._serve, log=self.project.folder / LOG, parent=self)
        self._run.said.connect(self._on_said)
        self._run.failed.connect(self._on_failed)
        self._run.done.connect(self._on_done)
        self._run.ask(task)
        self.status = "running"
        self.run_changed.emit()
        self.refine_changed.emit()

    def _tell(self, command: Literal["pause", "go on", "stop"], status: Status) -> None:
        if self._run is not None and self.status != "idle":
            self._run.tell(command)
            self.status = status
            self.run_changed.emit()

    def _on_said(self, event: object) -> None:
        self.run_state = apply(self.run_state, event)  # type: ignore[arg-type]  # a run says events only
        if isinstance(event, Scanned) and event.domain == "target" and self.target is None:
            self.reload_images()
        self.run_changed.emit()
        if isinstance(event, RoundFinished):
            self._to_learn = None
            if self.shown_round is None:
                self.show_newest_round()
            else:
                self.round_ready.emit(event.round)

    def _on_failed(self, failed: Failed) -> None:
        self.failure = failed
        self._ended()
        self.run_failed.emit(failed)

    def _on_done(self, _done: Done) -> None:
        self._ended()

    def _ended(self) -> None:
        self._end_run()
        self.status = "idle"
        self.run_changed.emit()
        self._count_anew()

    def _end_run(self) -> None:
        if self._run is not None:
            self._run.finished.connect(self._run.deleteLater)
            self._run.finish()
            self._run = None
