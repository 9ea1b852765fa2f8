"""One open project as the pages see it: what is known, and what may be asked for."""

import getpass
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import numpy as np
from PySide6.QtCore import QObject, Signal

from dclgui.core.arrays import Ints, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.classes import Classes
from dclgui.core.decisions import Decision, Preview, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain, Event, RoundFinished, Scanned
from dclgui.core.protocol.requests import Task
from dclgui.core.terms import Terms
from dclgui.importing.decisions import keep
from dclgui.project.folder import Project
from dclgui.qt.session.learning import Learning
from dclgui.qt.session.questions import Question, Questions
from dclgui.qt.session.run import Run
from dclgui.qt.session.run_thread import Serve
from dclgui.review.confusion import named_by_person
from dclgui.review.intervals import Interval
from dclgui.review.queue import Queue
from dclgui.review.table import ReviewTable
from dclgui.standing.standing import Standing, queue_of, review_table, standing_by

LOG = "run.log"


class Session(QObject):
    """Holds the project open for this window alone.

    ``run`` is its run, ``learning`` what its answers would change, ``looked_at`` whether a person has seen the labels:
    until then each new round shows at once, from then on it waits to be asked for.

    ``images_changed``   a catalog was written or read anew, or images were excluded
    ``round_ready``      a newer round than the one shown is on the disk: its number
    ``table_replaced``   ``table`` is another one: a new round is shown, or the images changed
    ``decided``          [n] int64, the rows whose decisions changed
    ``saved``            something that a person said is on the disk
    ``accuracy_changed`` an audit says something else of ``accuracy``
    ``class_keys_changed``  a class got a letter of its own, or lost it
    ``look_wanted``      [n] int64, rows that the person wants to look at in Review
    """

    images_changed = Signal()
    round_ready = Signal(int)
    table_replaced = Signal()
    decided = Signal(object)
    saved = Signal()
    accuracy_changed = Signal()
    class_keys_changed = Signal()
    look_wanted = Signal(object)

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
        self._questions = Questions(serve, self, log=self.project.folder / LOG)
        self.run = Run(self.project, self.ask, self)
        self.run.said.connect(self._on_run_said)
        self.learning = Learning(self.project, self.run, self.ask, self)
        self.learning.changed.connect(self._queue_by_answers)
        self.source: Catalog | None = None
        self.target: Catalog | None = None
        self.accuracy: Interval | None = None
        self.class_keys = self.project.habits.letters()
        self.looked_at = False
        self._queue: Queue | None = None
        self.table = ReviewTable((), (), None, np.empty(0, np.int64))
        self.reload_images()

    @property
    def job(self) -> Job:
        """The project's settings."""
        return self.project.job

    @property
    def shown_round(self) -> int | None:
        """Number of the round in ``table``; ``None`` before the first."""
        return self.table.round

    @property
    def catalogs(self) -> dict[Domain, Catalog]:
        """Of the domains whose images are read already."""
        both: dict[Domain, Catalog | None] = {"source": self.source, "target": self.target}
        return {domain: catalog for domain, catalog in both.items() if catalog is not None}

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

    def move_images(self, found: Mapping[Domain, Path]) -> None:
        """Keep where the pictures are now; raises ``UserError`` if they are not there."""
        self.project.move_images(found)
        self.reload_images()

    def show_newest_round(self) -> None:
        """Put the newest round into ``table``, with all decisions."""
        if self.target is None:
            return
        self.table = review_table(self.project)
        self._queue = None
        self.learning.show(self.table)
        self.table_replaced.emit()

    def take_new_names(self) -> None:
        """Show the labels that follow the answers, if any are proposed; raises ``UserError`` if the disk refuses."""
        if self.learning.proposed is not None and self.table.round is not None:
            self.project.rounds.take_proposed(self.table.round)
            self.show_newest_round()

    @property
    def audit_is_current(self) -> bool:
        """Whether a sample is drawn and not spent: its guarantee holds only for the labels that it was drawn from."""
        return len(self.project.audits.rows()) > 0

    def follow_answers(self) -> None:
        """Have the labels follow the answers where no picture is being named.

        They stay while an audit is current, and a newer round is for the person to take first. Raises like
        ``take_new_names``.
        """
        if not self.audit_is_current and not self.newer_round_waits:
            self.take_new_names()

    @property
    def names_follow_soon(self) -> bool:
        """Whether ``follow_answers`` will have other labels in a moment: what is drawn or exported waits for them."""
        return self.learning.under_way and not self.audit_is_current

    @property
    def newer_round_waits(self) -> bool:
        """Whether a newer round than the one in ``table`` is on the disk."""
        return self.run.newest_round != self.shown_round

    def decide(self, rows: Rows, verdict: Verdict, label: int = -1) -> None:
        """Write one decision on all ``rows`` into the journal, as one step for undo.

        Raises ``UserError`` if the project can't be written.
        """
        self.take_over([Decision(row, verdict, label) for row in rows.tolist()])

    @property
    def queue(self) -> Queue:
        """Which picture of ``table`` to look at next; follows every decision."""
        if self._queue is None:
            self._queue = queue_of(self.project, self.table)
            self._queue_by_answers()
        return self._queue

    @property
    def classes(self) -> Classes:
        """The classes that there are, and what became of the others."""
        return self.project.class_changes.now()

    def class_called(self, name: str, rows: Sequence[int] = ()) -> int:
        """The number of class ``name``, in capitals or not, which images ``rows`` are decided to be of.

        One that there is not is added, or brought back, in the same step. Raises ``UserError`` if the name is empty or
        no round is finished.
        """
        known = self.classes.find(name.strip())
        if known is not None:
            if rows:
                self.take_over([Decision(row, Verdict.LABEL, known) for row in rows])
            return known
        made = self.project.add_class(name, self.who, rows)
        self._classes_changed()
        return made

    def rename_class(self, number: int, name: str) -> None:
        """Call class ``number`` ``name``; raises ``UserError`` for a name that is taken or none."""
        self.project.class_changes.rename(number, name, self.who)
        self._classes_changed()

    def merge_class(self, number: int, into: int) -> None:
        """Have class ``number`` be a part of class ``into``."""
        self.project.class_changes.merge(number, into, self.who)
        self._classes_changed()

    def withdraw_class(self, number: int) -> None:
        """Have no image be of class ``number``; raises ``UserError`` if it is the last one."""
        self.project.class_changes.withdraw(number, self.who)
        self._classes_changed()

    def take_over(self, decisions: list[Decision]) -> None:
        """Write ``decisions`` of several kinds into the journal, as one step for undo; raises like ``decide``."""
        self.project.journal.append(decisions, self.who)
        self._show_decided(decisions)

    def take_back(self, rows: Rows) -> None:
        """Decide nothing on ``rows`` any more, as one step for undo; raises like ``decide``."""
        self.project.journal.take_back(rows.tolist(), self.who)
        self.table.decide(rows, {})
        self._follow(rows)

    def ask_about(self, rows: Rows, question: str | None) -> None:
        """Flag ``rows`` to ask somebody ``question``, or take their flags away, as one step for undo.

        Raises like ``decide``.
        """
        self.project.flags.set(rows.tolist(), question, self.who)
        self._show_flags()
        self.saved.emit()
        self.decided.emit(rows)

    def _show_flags(self) -> None:
        self.table.ask_about({row: flag.comment for row, flag in self.project.flags.current().items()})

    def bring_in(self, found: Preview, prefer: Literal["mine", "theirs"]) -> int:
        """Keep what a file brings, compared again with what is decided by now; returns how many decisions that were.

        Raises like ``decide``.
        """
        decisions = keep(self.project, found, prefer, who=self.who).decisions(prefer)
        self._show_decided(decisions)
        return len(decisions)

    def _show_decided(self, decisions: list[Decision]) -> None:
        made = {decision.row: decision for decision in decisions}
        rows = np.array(list(made), np.int64)
        self.table.decide(rows, made)
        self._follow(rows)

    def named_by_person(self) -> Ints:
        """[N] int32, what a person called each image; answers to an audit only once all of it is answered."""
        audits = self.project.audits
        answers = audits.answers()
        return named_by_person(self.table, answers if len(answers) == len(audits.rows()) else {})

    def undo(self) -> Rows:
        """Take back the last step; the rows it was about."""
        return self._stepped(self.project.journal.undo)

    def redo(self) -> Rows:
        """Bring back the step undone last; the rows it is about."""
        return self._stepped(self.project.journal.redo)

    def exclude(self, domain: Domain, rows: Rows, *, excluded: bool) -> None:
        """Leave ``rows`` out of training and labels, or take them back in; undoable."""
        self.project.exclusions.set(domain, rows, excluded=excluded, who=self.who)
        self._show_exclusions()

    def undo_exclusion(self) -> None:
        """Take back the last step of ``exclude``."""
        if self.project.exclusions.undo(self.who) is not None:
            self._show_exclusions()

    def redo_exclusion(self) -> None:
        """Bring back the step of ``exclude`` undone last."""
        if self.project.exclusions.redo(self.who) is not None:
            self._show_exclusions()

    def give_class_key(self, label: int, letter: str) -> None:
        """Let ``letter`` stand for the class ``label``; empty for none. Raises ``UserError`` if it can't be kept."""
        if letter:
            self.project.habits.give_letter(label, letter)
        else:
            self.project.habits.take_letter(label)
        self.class_keys = self.project.habits.letters()
        self.class_keys_changed.emit()

    @property
    def terms(self) -> Terms:
        """What a guarantee is to say."""
        return self.project.audits.terms()

    def choose_terms(self, terms: Terms) -> None:
        """Keep ``terms`` in the project; raises ``UserError`` if it can't be written."""
        self.project.audits.choose_terms(terms, self.who)

    def standing(self) -> Standing | None:
        """What is known of the labels that show; ``None`` before the first round."""
        return None if self.table.round is None else standing_by(self.project, self.table, self.queue)

    def tell_accuracy(self, known: Interval | None) -> None:
        """Keep what an audit says of the share of right labels; ``None`` before the first answer."""
        self.accuracy = known
        self.accuracy_changed.emit()

    def start_over(self) -> None:
        """Remove every round, so that the next start begins anew; decisions and exclusions stay."""
        self.table = ReviewTable((), (), None, np.empty(0, np.int64))  # gives the mapped files back before they go
        self.learning.forget()
        self.run.start_over()
        self.show_newest_round()

    def ask(self, task: Task) -> Question:
        """Give ``task`` to a child process; the question says what comes back, and ends with the session."""
        return self._questions.ask(task)

    def close(self) -> None:
        """Stop what runs and give the project back."""
        self.learning.forget()
        self._questions.close()
        self.run.close()
        self.table = ReviewTable((), (), None, np.empty(0, np.int64))
        self._held.close()

    def _show_exclusions(self) -> None:
        self.images_changed.emit()
        if not self.newer_round_waits:  # that is for the person to take
            self.show_newest_round()

    def _stepped(self, step: Callable[[str], list[int]]) -> Rows:
        before = self.classes
        changed = np.array(step(self.who), np.int64)
        if self.classes != before:
            self._classes_changed()
        elif len(changed):
            self.table.decide(changed, self.project.journal.current())
            self._show_flags()
            self._follow(changed)
        return changed

    def _classes_changed(self) -> None:
        """Read all labels and decisions anew, as the classes that there are now."""
        self.reload_images()
        self._follow(np.empty(0, np.int64))

    def _follow(self, rows: Rows) -> None:
        if self._queue is not None:
            self._queue.decided(rows)
        self.saved.emit()
        self.decided.emit(rows)
        self.run.count_anew()
        self.learning.learn()

    def _queue_by_answers(self) -> None:
        proposed = self.learning.proposed
        if self._queue is not None and proposed is not None:
            self._queue.follow(proposed)
            self.table.ask_again(proposed, self.project.journal.said_twice())

    def _on_run_said(self, event: Event) -> None:
        if isinstance(event, Scanned) and event.domain == "target" and self.target is None:
            self.reload_images()
        elif isinstance(event, RoundFinished) and not (self.looked_at and self.shown_round is not None):
            self.show_newest_round()
        elif isinstance(event, RoundFinished):
            self.round_ready.emit(event.round)
