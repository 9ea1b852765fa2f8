"""One project's audit: draw, answer, and what the answers say."""

import secrets

from PySide6.QtCore import QObject, Signal

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.pseudo_labels import Bools
from dclgui.project.audits import AuditSample
from dclgui.qt.session import Session
from dclgui.results import Audited, audited, drawn
from dclgui.review.audit import Design, draw

_SEEDS = 2**31


class Auditing(QObject):
    """Follows one session; every answer is on the disk before ``changed`` says so."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._given: list[int] = []
        self.design: Design | None = None
        self.answers: dict[int, Decision] = {}
        self._load()
        session.table_replaced.connect(self._load)

    @property
    def unanswered(self) -> list[int]:
        """Rows of the sample without an answer, in the order drawn."""
        rows = [] if self.design is None else self.design.rows.tolist()
        return [row for row in rows if row not in self.answers]

    @property
    def drawable(self) -> int:
        """How many images a new sample could be drawn from."""
        return int(self._eligible().sum())

    def draw(self, count: int) -> None:
        """Draw ``count`` images at random and keep them; raises ``UserError`` if the project can't be written."""
        table = self._session.table
        seed = secrets.randbelow(_SEEDS)
        made = draw(table.machine_label, table.high, eligible=self._eligible(), count=count, seed=seed)
        self._session.project.audits.save(
            AuditSample(seed=made.seed, rows=made.rows, core=made.core, stratum=made.stratum)
        )
        self._load()

    def answer(self, row: int, verdict: Verdict, label: int = -1) -> None:
        """Keep what the person says of image ``row``; raises ``UserError`` if the project can't be written."""
        self._session.project.audits.answer(Decision(row, verdict, label), self._session.who)
        self._given.append(row)
        self.answers[row] = Decision(row, verdict, label)
        self._session.hide_unanswered()
        self.changed.emit()

    def take_back(self) -> int | None:
        """Take back the answer given last since the window opened; its row, ``None`` if there is none."""
        if not self._given:
            return None
        row = self._given.pop()
        self._session.project.audits.take_back(row, self._session.who)
        self.answers.pop(row, None)
        self._session.hide_unanswered()
        self.changed.emit()
        return row

    def spend(self) -> None:
        """Make the answers decisions, from which later rounds learn; the audit ends with that."""
        said = list(self.answers.values())
        self._session.take_over(said)
        self._session.project.audits.spend()
        self._load()

    def found(self) -> Audited | None:
        """What the answers so far say of the round that shows; ``None`` before the first answer."""
        session = self._session
        return audited(session.project, session.table, session.queue)

    def _load(self) -> None:
        audits = self._session.project.audits
        self._given.clear()
        self.design = drawn(self._session.project, self._session.table)
        self.answers = {} if self.design is None else audits.answers()
        self._session.hide_unanswered()
        self.changed.emit()

    def _eligible(self) -> Bools:
        table = self._session.table
        eligible = table.countable
        eligible[table.verdict > 0] = False
        return eligible
