"""``project.sqlite``: opened, checked, and written in whole transactions."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dclgui.core.errors import UserError
from dclgui.project.schema import CHANGES, TABLES, VERSION

_PATIENCE = 30.0
"""Seconds to wait for another process that is writing; a catalog of a million rows takes a few."""
_LEAST_ROOM = 200_000
"""Bytes that SQLite takes beside its file to begin a transaction."""


class Database:
    """One connection to ``path``, for the thread that made it; a committed transaction is on the disk.

    Creates the file and its tables if there are none, unless it should be ``filled``. With ``read_only`` it is a copy
    in a temporary folder that refuses every change, since SQLite itself can't open a file of this kind on a disk that
    can't be written. Raises ``UserError`` if the file can't be used, is damaged or of a newer version.
    """

    def __init__(self, path: Path, *, read_only: bool = False, filled: bool = False) -> None:
        self.path = path
        with ExitStack() as held:
            place = _copied(path, Path(held.enter_context(TemporaryDirectory(prefix="dclgui-")))) if read_only else path
            with self._explained():
                self._connection = held.enter_context(
                    closing(sqlite3.connect(place, isolation_level=None, timeout=_PATIENCE))
                )
                self._prepare(filled=filled)
                if read_only:
                    self._connection.execute("PRAGMA query_only = ON")
            self._held = held.pop_all()

    def damaged(self, reason: str) -> UserError:
        """The failure of a file whose content can't be what this program wrote."""
        return UserError(
            f"{self.path} is damaged: {reason}.", "Put back a copy of the project's folder, or start a new project."
        )

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
        self._held.close()

    def _prepare(self, *, filled: bool) -> None:
        execute = self._connection.execute
        version = execute("PRAGMA user_version").fetchone()[0]
        if not version and filled:
            raise self.damaged("it is empty")
        if version < 0:
            raise self.damaged(f"its version is {version}")
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

    def _lacks_room(self, error: sqlite3.OperationalError) -> bool:
        """Whether it failed to put something beside the file, of which SQLite says no more than that."""
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
            return False
        with suppress(OSError):
            return shutil.disk_usage(self.path.parent).free < _LEAST_ROOM
        return False

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL or self._lacks_room(error):
                raise UserError(
                    f"{self.path} can't be written: the disk is full.",
                    "Free some space, then try again; what was kept before is kept.",
                ) from error
            if error.sqlite_errorcode == sqlite3.SQLITE_READONLY:
                raise read_only_project(self.path.parent) from error
            raise UserError(
                f"{self.path} can't be used: {error}.",
                "Check that the project's folder may be written, that the disk is not full, and that no other "
                "program holds the file.",
            ) from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise
            raise self.damaged(str(error)) from error


def read_only_project(folder: Path) -> UserError:
    """The failure of what would change a project that can't be written."""
    return UserError(
        f"The project {folder} is read-only.", "Copy it to a place where you may write, and open the copy."
    )


def _copied(path: Path, folder: Path) -> Path:
    """A copy of the database with what its last writer had not yet put into the file itself."""
    try:
        for end in ("", "-wal"):
            if (part := path.with_name(path.name + end)).is_file():
                shutil.copyfile(part, folder / part.name)
    except OSError as error:
        raise UserError(
            f"{path} can't be copied to {folder.parent}: {error.strerror}.",
            "Free some space there, or set TMPDIR to a folder on a disk with more.",
        ) from error
    return folder / path.name


def now() -> str:
    """The current time in UTC, as ISO 8601 text with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
