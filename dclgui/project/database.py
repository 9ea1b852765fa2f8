"""``project.sqlite``: opened, checked, and written in whole transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dclgui.core.errors import UserError
from dclgui.project.schema import CHANGES, TABLES, VERSION

_PATIENCE = 30.0
"""Seconds to wait for another process that is writing; a catalog of a million rows takes a few."""


class Database:
    """One connection to ``path``, for the thread that made it; a committed transaction is on the disk.

    Creates the file if there is none. Raises ``UserError`` if it can't be written, is damaged or of a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._explained():
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
        try:
            with self._explained():
                self._prepare()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit all of the block or nothing; other writers wait. Raises ``UserError`` if SQLite refuses."""
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        """All rows that ``sql`` selects, as tuples. Raises ``UserError`` if SQLite refuses."""
        with self._explained():
            return self._connection.execute(sql, parameters).fetchall()

    def close(self) -> None:
        """Close the file; may be called twice."""
        self._connection.close()

    def _prepare(self) -> None:
        execute = self._connection.execute
        version = execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise UserError(
                f"{self.path} was made by a newer dclgui (its version is {version}, the newest known {VERSION}).",
                "Update dclgui, then open the project again.",
            )
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA foreign_keys = ON")
        if version < VERSION:
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Create the tables, or migrate an older file; its rows stay."""
        with self.transaction() as sql:
            # Read again inside the transaction: another process may have migrated the file in the meantime.
            version = sql.execute("PRAGMA user_version").fetchone()[0]
            changes = (statement for number in range(version, VERSION) for statement in CHANGES[number])
            for statement in changes if version else TABLES:
                sql.execute(statement)
            sql.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise UserError(
                f"{self.path} can't be used: {error}.",
                "Check that the project's folder may be written, that the disk is not full, and that no other "
                "program holds the file.",
            ) from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise
            raise UserError(
                f"{self.path} is damaged: {error}.", "Put back a copy of the project's folder, or start a new project."
            ) from error


def now() -> str:
    """The current time in UTC, as ISO 8601 text with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
