"""Which acts of an append-only journal stand, and which were undone."""

from sqlite3 import Connection
from typing import Literal

from dclgui.project.database import Database, now


class Steps:
    """The acts in ``table`` (step, act, decided, who, at): each does something, undoes an earlier one or redoes it.

    Its methods belong into the transaction that writes what the act changes.
    """

    def __init__(self, database: Database, table: str) -> None:
        self._database = database
        self._table = table
        self._done: list[int] = []
        self._undone: list[int] = []
        self._seen = 0

    def begin(self, sql: Connection, who: str) -> int:
        """Write a new act, after which nothing is left to redo; returns its step."""
        step = self._next()
        self._write(sql, (step, "decide", step, who))
        return step

    def repeat(self, sql: Connection, act: Literal["undo", "redo"], who: str) -> tuple[int, int] | None:
        """Write an undo or a redo; returns its step and the one meant, ``None`` if there is nothing left."""
        step = self._next()
        stack = self._done if act == "undo" else self._undone
        if not stack:
            return None
        self._write(sql, (step, act, stack[-1], who))
        return step, stack[-1]

    def _write(self, sql: Connection, row: tuple[int, str, int, str]) -> None:
        sql.execute(f"INSERT INTO {self._table} VALUES (?, ?, ?, ?, ?)", (*row, now()))

    def _next(self) -> int:
        # Only what the disk holds is folded in, so that a step that failed or that another process made is no danger.
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
