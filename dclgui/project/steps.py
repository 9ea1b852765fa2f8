"""The steps of a journal: acts of people, each of which can be undone and redone."""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Literal

from dclgui.project.database import Database, now


class Steps:
    """The steps in ``table`` (step, act, decided, who, at): each decides something, or undoes or redoes another step.

    Call its methods inside the transaction that writes what the step changes.
    """

    def __init__(self, database: Database, table: str) -> None:
        self._database = database
        self._table = table
        self._done: list[int] = []
        self._undone: list[int] = []
        self._seen = 0

    def begin(self, sql: Connection, who: str) -> int:
        """Write a new step, after which nothing is left to redo; returns its number."""
        step = self._next()
        self._write(sql, (step, "decide", step, who))
        return step

    def last(self) -> int | None:
        """Number of the step that an undo would take back, ``None`` if nothing is left."""
        self._next()
        return self._done[-1] if self._done else None

    def repeat(self, sql: Connection, act: Literal["undo", "redo"], who: str) -> tuple[int, int] | None:
        """Write an undo or a redo; returns its number and that of the step meant, ``None`` if nothing is left."""
        step = self._next()
        stack = self._done if act == "undo" else self._undone
        if not stack:
            return None
        self._write(sql, (step, act, stack[-1], who))
        return step, stack[-1]

    def _write(self, sql: Connection, row: tuple[int, str, int, str]) -> None:
        sql.execute(f"INSERT INTO {self._table} VALUES (?, ?, ?, ?, ?)", (*row, now()))

    def _next(self) -> int:
        # The stacks follow the disk alone: a step may have failed to be written, or come from another process.
        for step, act, decided in self._database.rows(
            f"SELECT step, act, decided FROM {self._table} WHERE step > ? ORDER BY step", self._seen
        ):
            if act == "undo":
                self._undone.append(self._done.pop())
            elif act == "redo":
                self._done.append(self._undone.pop())
            else:
                self._done.append(decided)
                self._undone.clear()
            self._seen = step
        return self._seen + 1


@dataclass(frozen=True, slots=True)
class Entries:
    """What steps write into ``table``: its columns for what an entry is about, what was ``before`` and is ``after``."""

    table: str
    about: str
    before: str = "before"
    after: str = "after"

    def repeat(self, sql: Connection, act: Literal["undo", "redo"], repeated: tuple[int, int]) -> None:
        """Write what the step ``repeated[0]``, which undoes or redoes ``repeated[1]``, makes of these entries."""
        then, since = (self.after, self.before) if act == "undo" else (self.before, self.after)
        sql.execute(
            f"INSERT INTO {self.table} (step, {self.about}, {self.before}, {self.after}) "
            f"SELECT ?, {self.about}, {then}, {since} FROM {self.table} WHERE step = ? ORDER BY id",
            repeated,
        )
