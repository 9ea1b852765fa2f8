"""People's decisions, as an append-only journal in which an undo is a later entry."""

from collections.abc import Callable, Mapping, Sequence
from sqlite3 import Connection
from typing import Literal

from dclgui.core.catalog import UNKNOWN
from dclgui.core.classes import Classes
from dclgui.core.decisions import Decision, Verdict
from dclgui.project.classes import read_classes
from dclgui.project.database import Database
from dclgui.project.flags import FLAGS
from dclgui.project.steps import Entries, Steps

_LAST = "FROM decisions WHERE row = :row ORDER BY id DESC LIMIT 1"
_DECIDE = f"""
INSERT INTO decisions (step, row, before_verdict, before_label, after_verdict, after_label)
VALUES (:step, :row, (SELECT after_verdict {_LAST}), (SELECT after_label {_LAST}), :verdict, :label)
"""
_ENTRIES = (
    Entries("decisions", "row", "before_verdict, before_label", "after_verdict, after_label"),
    Entries("class_changes", "class", "before_name, before_reads", "after_name, after_reads"),
    FLAGS,
)
"""All that a step of this journal may have written."""


class Journal:
    """Decisions on target images; every call that returns has its entry on the disk.

    One ``append`` is one step for ``undo``, however many images it has, and so is one change of ``Flags``; undo and
    redo work across restarts.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._steps = Steps(database, "steps")

    def append(self, decisions: Sequence[Decision], who: str) -> None:
        """Store all of ``decisions`` or none; the last one on a row counts, and nothing is left to redo.

        Raises ``ValueError`` for a negative row or a label that does not fit the verdict, ``UserError`` if the
        project can't be written.
        """
        _require_decisions(decisions)
        with self._database.transaction() as sql:
            self._store(sql, decisions, who)

    def append_chosen(
        self, choose: Callable[[Mapping[int, Decision]], Sequence[Decision]], who: str
    ) -> Sequence[Decision]:
        """Store what ``choose`` makes of the decisions that stand now, by row; between the two nobody decides anything.

        Returns what was chosen; raises like ``append``.
        """
        with self._database.transaction() as sql:
            decisions = choose(self.current())
            _require_decisions(decisions)
            self._store(sql, decisions, who)
        return decisions

    def take_back(self, rows: Sequence[int], who: str) -> None:
        """Store that nothing is decided any more on ``rows``, as one step; raises like ``append``."""
        if rows:
            with self._database.transaction() as sql:
                step = self._steps.begin(sql, who)
                nothing = {"step": step, "verdict": None, "label": None}
                sql.executemany(_DECIDE, ({**nothing, "row": int(row)} for row in rows))

    def undo(self, who: str) -> list[int]:
        """Undo the last step; returns its rows, none if there is nothing to undo."""
        return self._repeat("undo", who)

    def redo(self, who: str) -> list[int]:
        """Redo the last step undone; returns its rows, none if there is nothing to redo."""
        return self._repeat("redo", who)

    @property
    def undoes_classes(self) -> bool:
        """Whether the step that ``undo`` would take back changed the classes."""
        return bool(self._database.rows("SELECT 1 FROM class_changes WHERE step = ? LIMIT 1", self._steps.last()))

    def current(self) -> dict[int, Decision]:
        """The current decision on each image, by row in ascending order; of the classes that there are now."""
        # SQLite takes the other columns from the row with the maximum.
        rows = self._database.rows("SELECT row, after_verdict, after_label, max(id) FROM decisions GROUP BY row")
        verdicts = {str(verdict): verdict for verdict in Verdict}
        said = (Decision(row, verdicts[verdict], label) for row, verdict, label, _ in rows if verdict is not None)
        return read_classes(self._database).decisions(said)

    def last_step(self) -> int:
        """Number of the newest step, 0 before the first; steps are numbered in the order in which they were made."""
        return int(self._database.rows("SELECT ifnull(max(step), 0) FROM steps")[0][0])

    def answers_in_order(self, upto: int | None = None) -> list[tuple[int, int]]:
        """Row and class of each image of which a person says now what it is, in the order in which that was said.

        The class is ``UNKNOWN`` for "none of these". ``upto`` keeps what was said by this step or an earlier one.
        """
        said = self._database.rows(
            """
            SELECT row, after_verdict = ?, after_label FROM decisions
            WHERE id IN (SELECT max(id) FROM decisions GROUP BY row) AND after_verdict IN (?, ?) AND step <= ?
            ORDER BY id
            """,
            *(Verdict.LABEL.value,) * 2,
            Verdict.NONE_OF_THESE.value,
            self.last_step() if upto is None else upto,
        )
        classes = read_classes(self._database)
        named = [(row, classes.number_of(label) if is_label else UNKNOWN, is_label) for row, is_label, label in said]
        return [(row, label) for row, label, is_label in named if label != UNKNOWN or not is_label]

    def said_twice(self) -> list[int]:
        """Rows whose newest decision says the same as the one before it, ascending: a second look confirmed it."""
        rows = self._database.rows(
            """
            SELECT row FROM decisions JOIN steps USING (step)
            WHERE decisions.id IN (SELECT max(id) FROM decisions GROUP BY row) AND act <> 'undo'
            AND after_verdict IS before_verdict AND after_label IS before_label ORDER BY row
            """
        )
        return [row for (row,) in rows]

    def opened(self) -> list[int]:
        """Every row that a person has ever decided, undone ones too, ascending."""
        return [row for (row,) in self._database.rows("SELECT DISTINCT row FROM decisions ORDER BY row")]

    def said_by(self, row: int) -> tuple[str, str] | None:
        """Who made the decision that stands on ``row`` now, and when, as ISO 8601 text in UTC; ``None`` without one.

        After an undo that is the one before; who undid it is not asked.
        """
        found = self._database.rows(
            """
            SELECT who, at, after_verdict FROM decisions JOIN steps USING (step)
            WHERE row = ? AND act = 'decide'
            AND (SELECT act FROM steps AS later WHERE later.decided = steps.step ORDER BY later.step DESC) <> 'undo'
            ORDER BY id DESC LIMIT 1
            """,
            row,
        )
        return next(((who, at) for who, at, verdict in found if verdict is not None), None)

    def changed_since(self, step: int) -> int:
        """How many images have another decision than after ``step``.

        "Not sure" counts as no decision, and a class as the one that it reads as now.
        """
        classes = read_classes(self._database)
        said = self._database.rows(
            """
            WITH then_said AS (
                SELECT row, before_verdict AS verdict, before_label AS label, min(decisions.id)
                FROM decisions WHERE step > ? GROUP BY row
            )
            SELECT verdict, label, after_verdict, after_label FROM then_said JOIN decisions AS now_said
            ON now_said.id = (SELECT max(id) FROM decisions AS of_row WHERE of_row.row = then_said.row)
            """,
            step,
        )
        return sum(_read(classes, *one[:2]) != _read(classes, *one[2:]) for one in said)

    def times(self) -> list[str]:
        """When each decision was made, as ISO 8601 text in UTC, oldest first; without undo and redo."""
        made = "SELECT at FROM steps WHERE act = 'decide' AND step IN (SELECT step FROM decisions) ORDER BY step"
        return [at for (at,) in self._database.rows(made)]

    def _store(self, sql: Connection, decisions: Sequence[Decision], who: str) -> None:
        entries = {decision.row: decision for decision in decisions}.values()
        if entries:
            self.write(sql, self.begin(sql, who), [*entries])

    def begin(self, sql: Connection, who: str) -> int:
        """Write a new step inside the transaction of ``sql``; its number."""
        return self._steps.begin(sql, who)

    def write(self, sql: Connection, step: int, decisions: Sequence[Decision]) -> None:
        """Write ``decisions`` on different rows as a part of ``step``, inside the transaction of ``sql``."""
        sql.executemany(
            _DECIDE,
            ({"step": step, "row": int(d.row), "verdict": str(d.verdict), "label": int(d.label)} for d in decisions),
        )

    def _repeat(self, act: Literal["undo", "redo"], who: str) -> list[int]:
        with self._database.transaction() as sql:
            repeated = self._steps.repeat(sql, act, who)
            if repeated is None:
                return []
            for entries in _ENTRIES:
                entries.repeat(sql, act, repeated)
            changed = "SELECT row FROM decisions WHERE step = :step UNION SELECT row FROM flags WHERE step = :step"
            rows = sql.execute(f"{changed} ORDER BY row", {"step": repeated[0]})
            return [row for (row,) in rows]


def _read(classes: Classes, verdict: str | None, label: int | None) -> int | None:
    """As which class a decision reads, ``UNKNOWN`` for "none of these"; ``None`` where nothing is said."""
    if verdict == Verdict.NONE_OF_THESE:
        return UNKNOWN
    read = UNKNOWN if label is None else classes.number_of(label)
    return read if verdict == Verdict.LABEL and read != UNKNOWN else None


def _require_decisions(decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        if decision.row < 0 or (decision.label >= 0) != (decision.verdict is Verdict.LABEL):
            raise ValueError(f"not a decision: {decision}")
