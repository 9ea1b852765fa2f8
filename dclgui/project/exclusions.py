"""Images that a person excluded, as an append-only journal in which an undo is a later entry."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.core.findings import CheckReport
from dclgui.core.protocol.events import Domain
from dclgui.project.copies import left_out_copies, save_copies
from dclgui.project.database import Database
from dclgui.project.steps import Entries, Steps

_SET = """
INSERT INTO exclusions (step, domain, path, row, before, after)
SELECT :step, domain, path, row, NOT :excluded, :excluded FROM catalog WHERE domain = :domain AND row = :row
"""
_ENTRIES = Entries("exclusions", "domain, path, row")
# SQLite takes the other columns from the row with the maximum. By path, since a new scan may change an image's row.
_LATEST = "SELECT path, row, after, max(id) FROM exclusions WHERE domain = ? GROUP BY path"


class Changed(NamedTuple):
    """The images that an undo or redo changed: ``rows`` [n] int64 of ``domain``, ascending."""

    domain: Domain
    rows: Rows


class Exclusions:
    """Excluded images of both domains; every call that returns has its entry on the disk.

    A run reads them when it makes round 0; later changes take effect in a new project. One ``set`` is one step for
    ``undo``, however many images it has; undo and redo work across restarts. A new scan that moves an image to another
    row moves its exclusion with it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._steps = Steps(database, "exclusion_steps")

    def set(self, domain: Domain, rows: Sequence[int] | Rows, *, excluded: bool, who: str) -> None:
        """Exclude or include the images of ``rows``; those in that state already are not part of the step.

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
        """Undo the last step; ``None`` if there is nothing to undo."""
        return self._repeat("undo", who)

    def redo(self, who: str) -> Changed | None:
        """Redo the last step undone; ``None`` if there is nothing to redo."""
        return self._repeat("redo", who)

    def current(self, domain: Domain) -> Rows:
        """[n] int64, the excluded catalog rows of ``domain``, ascending."""
        latest = self._database.rows(f"SELECT path, row FROM ({_LATEST}) WHERE after", domain)
        return self._rows_of(domain, latest)

    def save_copies(self, report: CheckReport) -> None:
        """Replace what is known of copies by those in ``report``, which is on the catalogs saved now."""
        save_copies(self._database, report)

    def copies(self) -> dict[int, int]:
        """Target images that were left out as copies, by row: the row of the picture in use that each is a copy of."""
        return left_out_copies(self._database, self.current("target"))

    def _repeat(self, act: Literal["undo", "redo"], who: str) -> Changed | None:
        with self._database.transaction() as sql:
            repeated = self._steps.repeat(sql, act, who)
            if repeated is None:
                return None
            _ENTRIES.repeat(sql, act, repeated)
            entries = sql.execute("SELECT domain, path, row FROM exclusions WHERE step = ?", repeated[:1]).fetchall()
            domain: Domain = entries[0][0]
            return Changed(domain, self._rows_of(domain, [(path, row) for _, path, row in entries]))

    def _rows_of(self, domain: Domain, entries: list[tuple[str, int]]) -> Rows:
        """The current rows of these images (path, former row), ascending; an image that is gone has none."""
        if not entries:
            return np.empty(0, np.int64)
        former = [row for _, row in entries]
        between = "SELECT row, path FROM catalog WHERE domain = ? AND row BETWEEN ? AND ?"
        now_at = dict(self._database.rows(between, domain, min(former), max(former)))
        # Only if a scan has moved some of them is the whole catalog read.
        moved = {path for path, row in entries if now_at.get(row) != path}
        rows = [row for path, row in entries if path not in moved]
        if moved:
            everything = self._database.rows("SELECT path, row FROM catalog WHERE domain = ?", domain)
            rows += [row for path, row in everything if path in moved]
        return np.sort(np.array(rows, np.int64))
