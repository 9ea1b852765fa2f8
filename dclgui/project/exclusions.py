"""Images that a person took out, as an append-only journal in which an undo is a later entry."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.core.protocol.events import Domain
from dclgui.project.database import Database
from dclgui.project.steps import Steps

_SET = """
INSERT INTO exclusions (step, domain, path, row, before, after)
SELECT :step, domain, path, row, NOT :excluded, :excluded FROM catalog WHERE domain = :domain AND row = :row
"""
_REPEAT = """
INSERT INTO exclusions (step, domain, path, row, before, after)
SELECT ?, domain, path, row, {before}, {after} FROM exclusions WHERE step = ? ORDER BY id
"""
_UNDO, _REDO = (_REPEAT.format(before=pair[0], after=pair[1]) for pair in (("after", "before"), ("before", "after")))
# SQLite takes the other columns from the row that holds the maximum. An image keeps its path, not always its row.
_LATEST = "SELECT path, row, after, max(id) FROM exclusions WHERE domain = ? GROUP BY path"


class Changed(NamedTuple):
    """The images that an undo or redo concerned: ``rows`` [n] int64 of ``domain``, ascending."""

    domain: Domain
    rows: Rows


class Exclusions:
    """Images of both domains that take no part; every call that returns has its entry on the disk.

    They count when a run makes round 0; what is changed later counts in a new project. One ``set`` is one step for
    ``undo``, however many images it holds; undo and redo go on after a restart. A new scan that moves an image to
    another row takes its exclusion along.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._steps = Steps(database, "exclusion_steps")

    def set(self, domain: Domain, rows: Sequence[int] | Rows, *, excluded: bool, who: str) -> None:
        """Take out, or put back, the images of ``rows``; those that are so already are no part of the step.

        Raises ``KeyError`` for a row that the saved catalog lacks, ``UserError`` if the project can't be written.
        """
        with self._database.transaction() as sql:
            out = set(self.current(domain).tolist())
            changed = sorted({int(row) for row in rows} - out if excluded else {int(row) for row in rows} & out)
            if not changed:
                return
            step = self._steps.begin(sql, who)
            entry = {"step": step, "domain": domain, "excluded": int(excluded)}
            done = sql.executemany(_SET, ({**entry, "row": row} for row in changed))
            if done.rowcount != len(changed):
                raise KeyError(f"{domain}: the catalog lacks {len(changed) - done.rowcount} of these rows")

    def undo(self, who: str) -> Changed | None:
        """Take back the last step that stands; ``None`` if there is nothing to undo."""
        return self._repeat("undo", who)

    def redo(self, who: str) -> Changed | None:
        """Bring back the last step undone; ``None`` if there is nothing to redo."""
        return self._repeat("redo", who)

    def current(self, domain: Domain) -> Rows:
        """[n] int64, the catalog rows of ``domain`` that are out, ascending."""
        latest = self._database.rows(f"SELECT path, row FROM ({_LATEST}) WHERE after", domain)
        return self._rows_of(domain, latest)

    def _repeat(self, act: Literal["undo", "redo"], who: str) -> Changed | None:
        with self._database.transaction() as sql:
            repeated = self._steps.repeat(sql, act, who)
            if repeated is None:
                return None
            sql.execute(_UNDO if act == "undo" else _REDO, repeated)
            entries = sql.execute("SELECT domain, path, row FROM exclusions WHERE step = ?", repeated[:1]).fetchall()
            domain: Domain = entries[0][0]
            return Changed(domain, self._rows_of(domain, [(path, row) for _, path, row in entries]))

    def _rows_of(self, domain: Domain, entries: list[tuple[str, int]]) -> Rows:
        """Where these images are now; one that is gone is in no row."""
        if not entries:
            return np.empty(0, np.int64)
        now_at = self._paths_at(domain, [row for _, row in entries])
        moved = {path for path, row in entries if now_at.get(row) != path}
        rows = [row for path, row in entries if path not in moved]
        if moved:
            everything = self._database.rows("SELECT path, row FROM catalog WHERE domain = ?", domain)
            rows += [row for path, row in everything if path in moved]
        return np.sort(np.array(rows, np.int64))

    def _paths_at(self, domain: Domain, rows: list[int]) -> dict[int, str]:
        sql = "SELECT row, path FROM catalog WHERE domain = ? AND row BETWEEN ? AND ?"
        wanted = set(rows)
        return {row: path for row, path in self._database.rows(sql, domain, min(rows), max(rows)) if row in wanted}
