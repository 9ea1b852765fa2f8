"""The audit of one project: draw a sample, record answers, draw more, use the answers for training."""

import secrets
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from dclgui.core.arrays import Mask
from dclgui.core.decisions import SETTLED, Decision, Verdict, with_audit
from dclgui.core.errors import UserError
from dclgui.project.audits import AuditSample
from dclgui.qt.session.session import Session
from dclgui.review.audit import LEAST, Design, best_part, draw, more
from dclgui.review.estimate import Labels
from dclgui.review.foresee import range_at
from dclgui.review.guarantee import answers_needed, freed_at_best
from dclgui.review.intervals import Interval
from dclgui.standing.standing import drawn

_SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a sample of some size can tell.

    ``needed``  smallest size at which a guarantee is possible, if all answers are right
    ``freed``   labels that nobody need look at, if all answers are right
    ``range``   of the share of right labels, if nine in ten answers are right
    """

    needed: int
    freed: int
    range: Interval


class Auditing(QObject):
    """Follows one session; every answer is on disk before ``changed`` is emitted.

    ``sampled``  a sample was drawn
    ``failed``   ``UserError`` of a draw that had waited
    ``wanted``   how many images are drawn as soon as the labels know all answers; ``None`` if no draw waits
    """

    changed = Signal()
    sampled = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._given: list[tuple[int, Decision | None]] = []
        self.design: Design | None = None
        self.answers: dict[int, Decision] = {}
        self.wanted: int | None = None
        self._load()
        session.table_replaced.connect(self._load)
        # Queued: the labels that follow show to every page first.
        session.learning.under_way_changed.connect(self._draw_if_waited_for, Qt.ConnectionType.QueuedConnection)

    @property
    def unanswered(self) -> list[int]:
        """Rows of the sample without an answer, in drawing order."""
        rows = [] if self.design is None else self.design.rows.tolist()
        return [row for row in rows if row not in self.answers]

    @property
    def to_look_at(self) -> list[int]:
        """Answered rows in drawing order whose name is not the machine's, then those of which nobody can tell."""
        named = [row for row in self.answers if self.answers[row].verdict is not Verdict.UNSURE]
        wrong = {row for row in named if self.answers[row].label != self._session.table.machine_label[row]}
        rows = [] if self.design is None else self.design.rows.tolist()
        unsure = [row for row in rows if row in self.answers and row not in named]
        return [row for row in rows if row in wrong] + unsure

    @property
    def drawable(self) -> int:
        """How many images a new sample could be drawn from."""
        return int(self._eligible().sum())

    @property
    def left_to_draw(self) -> int:
        """How many more images ``draw_more`` could draw."""
        design = self.design
        if design is None or not design.open_ended:
            return 0
        return int(design.inside.sum()) - int(design.inside[design.rows].sum())

    def count_needed(self) -> int:
        """Smallest sample size at which a guarantee is possible, if all answers are right."""
        eligible = self._eligible()
        best = self._best(eligible)
        if best is None:
            return answers_needed(int(eligible.sum()), self._session.terms)
        return min(int(eligible.sum()), answers_needed(int(best.sum()), self._session.terms) + LEAST)

    def prospect(self, count: int) -> Prospect:
        """What a sample of ``count`` images can tell."""
        session, made = self._session, self._made(count, seed=0)
        table = session.table
        labels = Labels(table.machine_label, None, table.high, table.countable, len(table.class_names))
        return Prospect(
            needed=self.count_needed(),
            freed=freed_at_best(int(made.inside.sum()), int(made.inside[made.rows].sum()), session.terms),
            range=range_at(made, labels, decided=session.project.journal.current()),
        )

    def draw(self, count: int) -> None:
        """Draw a random sample of ``count`` images from the newest round and save it.

        While its labels learn from answers the draw waits for them; ``forget_draw`` ends that. Raises ``UserError``
        during a run, or if the project can't be written.
        """
        self.wanted = None
        if self._session.run.status != "idle":
            raise UserError("A run is going on, and its next round changes the labels.", "Draw when it has ended.")
        self._session.show_newest_round()
        if self._session.names_follow_soon:
            self.wanted = count
            self.changed.emit()
            return
        made = self._made(count, seed=secrets.randbelow(_SEEDS))
        self._session.project.audits.save(self._kept(made))
        self._session.show_newest_round()
        self.sampled.emit()

    def forget_draw(self) -> None:
        """Draw nothing that waits."""
        self.wanted = None

    def draw_more(self, count: int) -> None:
        """Draw ``count`` more images, once all are answered; raises as ``draw`` does."""
        if self.design is not None and not self.unanswered:
            self._session.project.audits.extend(self._kept(more(self.design, count)))
            self._session.show_newest_round()

    def answer(self, row: int, verdict: Verdict, label: int = -1) -> None:
        """Record the answer for image ``row``, also in place of an earlier one, which stays in the journal.

        Raises ``UserError`` if the project can't be written.
        """
        said, before = Decision(row, verdict, label), self.answers.get(row)
        self._session.project.audits.answer(said, self._session.who)
        self._given.append((row, before))
        self._say(row, said)

    def take_back(self) -> int | None:
        """Undo the last answer since the window opened; returns its row, ``None`` if there is none.

        Where the classes changed after it, that change is taken back.
        """
        if not self._given:
            if self._session.project.journal.undoes_classes:
                self._session.undo()
            return None
        row, before = self._given[-1]
        audits, who = self._session.project.audits, self._session.who
        if before is None:
            audits.take_back(row, who)
        else:
            audits.answer(before, who)
        self._given.pop()
        self._say(row, before)
        return row

    def spend(self) -> None:
        """Turn the answers into decisions, which later rounds train on; that ends the audit."""
        stand = with_audit(self._session.project.journal.current(), self.answers)
        self._session.take_over([answer for row, answer in self.answers.items() if stand[row] == answer])
        self._session.project.audits.spend()
        self._session.show_newest_round()

    def _draw_if_waited_for(self) -> None:
        if self.wanted is not None and not self._session.names_follow_soon:
            try:
                self.draw(self.wanted)
            except UserError as error:
                self.failed.emit(error)

    def _say(self, row: int, said: Decision | None) -> None:
        self.answers.pop(row, None)
        if said is not None:
            self.answers[row] = said
        self._session.saved.emit()
        self.changed.emit()

    def _load(self) -> None:
        audits = self._session.project.audits
        self._given.clear()
        self.design = drawn(self._session.project, self._session.table)
        self.answers = {} if self.design is None else audits.answers()
        self.changed.emit()

    def _kept(self, design: Design) -> AuditSample:
        kept = self._session.project.audits.last()
        return AuditSample(
            seed=design.seed,
            rows=design.rows,
            core=design.core,
            look=design.look,
            stratum=design.stratum,
            round=self._session.shown_round if kept is None else kept.round,
            version=self._session.table.version if kept is None else kept.version,
            best=design.best,
            terms=self._session.terms,
        )

    def _made(self, count: int, *, seed: int) -> Design:
        table, eligible = self._session.table, self._eligible()
        best = self._best(eligible)
        least = 0 if best is None else answers_needed(int(best.sum()), self._session.terms)
        return draw(table.machine_label, table.high, eligible=eligible, count=count, seed=seed, best=best, least=least)

    def _best(self, eligible: Mask) -> Mask | None:
        """[N] bool, the part to draw in; ``None`` where all labels are to be judged alike."""
        if self._session.terms.over == "all":
            return None
        return best_part(self._session.queue.uncertainty, eligible)

    def _eligible(self) -> Mask:
        table = self._session.table
        # A "not sure" decides nothing, so such an image may be drawn again.
        return np.asarray(table.countable & ~np.isin(table.verdict, SETTLED))
