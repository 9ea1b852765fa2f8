"""Pictures about which somebody is to be asked, in the journal that decisions are in."""

from collections.abc import Sequence
from dataclasses import dataclass

from dclgui.project.database import Database
from dclgui.project.steps import Entries, Steps

_SET = """
INSERT INTO flags (step, row, before, after)
VALUES (:step, :row, (SELECT after FROM flags WHERE row = :row ORDER BY id DESC LIMIT 1), :comment)
"""
FLAGS = Entries("flags", "row")


@dataclass(frozen=True, slots=True)
class Flag:
    """What is to be asked about a picture, and who wants to know."""

    comment: str
    who: str


class Flags:
    """Flags of target images; every call that returns has its entry on the disk.

    One ``set`` is one step of the journal, so that ``Journal.undo`` takes it back in its turn.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._steps = Steps(database, "steps")

    def set(self, rows: Sequence[int], comment: str | None, who: str) -> None:
        """Flag the images ``rows`` with ``comment``, which may be empty; ``None`` takes their flags away.

        Raises ``UserError`` if the project can't be written.
        """
        with self._database.transaction() as sql:
            step = self._steps.begin(sql, who)
            sql.executemany(_SET, ({"step": step, "row": int(row), "comment": comment} for row in rows))

    def current(self) -> dict[int, Flag]:
        """The flags that stand, by row in ascending order."""
        # SQLite takes the other columns from the row with the maximum.
        rows = self._database.rows(
            "SELECT row, after, who, max(id) FROM flags JOIN steps USING (step) GROUP BY row ORDER BY row"
        )
        return {row: Flag(comment, who) for row, comment, who, _ in rows if comment is not None}
