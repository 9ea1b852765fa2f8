"""What a watch has labelled, in a small SQLite file beside the labels file; it survives a killed process."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np

from dclgui.core.errors import UserError
from dclgui.inference.arrivals import UNREAD, Mark
from dclgui.labels.table import LabelTable, Level

_COLUMNS = (
    "path", "size", "mtime", "digest", "problem", "label", "level", "classifier_label", "moved", "probability",
    "entropy", "margin", "distance", "weight", "round", "model",
)  # fmt: skip
_FLOATS = ("probability", "entropy", "margin", "distance", "weight")
_STEPS = (
    (
        "CREATE TABLE watched (folder TEXT NOT NULL)",
        f"CREATE TABLE images (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, {', '.join(_COLUMNS[1:])})",
        "CREATE INDEX by_digest ON images (digest)",
        "INSERT INTO watched VALUES (:folder)",
    ),
    (
        "ALTER TABLE watched ADD COLUMN labels TEXT",
        "ALTER TABLE watched ADD COLUMN written BLOB",
        "UPDATE watched SET labels = :labels",
        f"UPDATE images SET size = {UNREAD.size}, mtime = {UNREAD.mtime_ns} "
        "WHERE problem = 'you have no permission to read it' OR problem LIKE 'it could not be read (%'",
    ),
)
"""The SQL that upgrades a ledger to each version from the one before."""
_PUT = (
    f"INSERT INTO images ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "
    f"ON CONFLICT (path) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])}"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as it was found, ``problem`` says why it gives no picture; ``digest`` is empty then."""

    path: str
    mark: Mark
    digest: bytes = b""
    problem: str = ""


class Ledger:
    """One row an image, in the order of arrival; every change is on the disk when its method returns."""

    def __init__(self, file: Path, folder: Path, *, labels: str) -> None:
        """Open the ledger of ``folder`` and the labels file of the name ``labels``, or begin one.

        Raises ``UserError`` if ``file`` is of others or of a newer version, is held by another watch, is damaged or
        can't be written.
        """
        self._file = file
        with self._explained():
            self._sql = sqlite3.connect(file, isolation_level=None, timeout=0.5)
        try:
            with self._explained():
                self._prepare(str(folder), labels)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the file back; may be called twice."""
        self._sql.close()

    def marks(self) -> dict[str, Mark]:
        """The file of each row as it was read."""
        return {path: Mark(size, mtime) for path, size, mtime in self._rows("SELECT path, size, mtime FROM images")}

    def problems(self) -> dict[str, str]:
        """{path: reason} of the files that gave no picture."""
        return dict(self._rows("SELECT path, problem FROM images WHERE problem != ''"))

    def count_low(self) -> int:
        """How many images have a label of low confidence; passes over these alone."""
        return int(self._rows("SELECT count(*) FROM images WHERE level = ?", str(Level.LOW))[0][0])

    def places(self, digest: bytes) -> list[str]:
        """The paths of all images with this content, the oldest first."""
        return [path for (path,) in self._rows("SELECT path FROM images WHERE digest = ? ORDER BY id", digest)]

    def put(self, entries: Sequence[Entry], table: LabelTable, *, model: str) -> None:
        """Keep row i of ``table`` for entry i, labelled by ``model``, in place of a row of the same path."""
        # SQLite has no NaN.
        floats = ([None if np.isnan(value) else float(value) for value in getattr(table, name)] for name in _FLOATS)
        values = zip(
            (entry.path for entry in entries),
            (entry.mark.size for entry in entries),
            (entry.mark.mtime_ns for entry in entries),
            (entry.digest or None for entry in entries),
            (entry.problem for entry in entries),
            table.labels,
            map(str, table.levels),
            table.classifier_labels,
            map(int, table.moved),
            *floats,
            table.rounds.tolist(),
            repeat(model, len(entries)),
            strict=True,
        )
        with self._transaction():
            self._sql.executemany(_PUT, values)

    def touch(self, path: str, mark: Mark) -> None:
        """The file is as it was, at another time."""
        with self._transaction():
            self._sql.execute("UPDATE images SET size = ?, mtime = ? WHERE path = ?", (*mark, path))

    def rename(self, before: str, after: str, mark: Mark) -> None:
        """The row of ``before`` becomes that of ``after``, in place of a row that is there."""
        with self._transaction():
            self._sql.execute("DELETE FROM images WHERE path = ?", (after,))
            self._sql.execute("UPDATE images SET path = ?, size = ?, mtime = ? WHERE path = ?", (after, *mark, before))

    def drop(self, paths: Iterable[str]) -> None:
        """Forget these rows."""
        with self._transaction():
            self._sql.executemany("DELETE FROM images WHERE path = ?", [(path,) for path in paths])

    def table(self) -> LabelTable:
        """All rows, in the order of arrival."""
        rows = self._rows(f"SELECT {', '.join(_COLUMNS)} FROM images ORDER BY id")
        return _table(dict(zip(_COLUMNS, zip(*rows, strict=True) if rows else ((),) * len(_COLUMNS), strict=True)))

    def wrote(self, digest: bytes) -> None:
        """The labels file has the content of this ``digest`` now."""
        with self._transaction():
            self._sql.execute("UPDATE watched SET written = ?", (digest,))

    def written(self) -> bytes | None:
        """What ``wrote`` kept last; ``None`` if nothing was written since such a thing is kept."""
        digest: bytes | None = self._rows("SELECT written FROM watched")[0][0]
        return digest

    def newest(self, count: int, *, model: str) -> list[tuple[float, float]]:
        """Entropy and distance of the last ``count`` images that ``model`` labelled, the oldest first."""
        sql = "SELECT entropy, distance FROM images WHERE entropy IS NOT NULL AND distance IS NOT NULL AND model = ?"
        return self._rows(f"{sql} ORDER BY id DESC LIMIT ?", model, count)[::-1]

    def _prepare(self, folder: str, labels: str) -> None:
        # Held as long as it is open, so that two watches never write one file; the lock ends with the process.
        self._sql.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._sql.execute("PRAGMA journal_mode = WAL")
        self._sql.execute("PRAGMA synchronous = FULL")
        with self._transaction():
            version = self._sql.execute("PRAGMA user_version").fetchone()[0]
            if version > len(_STEPS):
                raise UserError(
                    f"{self._file} was made by a newer dclgui.", "Update dclgui, or choose another file name."
                )
            for step in _STEPS[version:]:
                for statement in step:
                    self._sql.execute(statement, {"folder": folder, "labels": labels})
            self._sql.execute(f"PRAGMA user_version = {len(_STEPS)}")
            # No version of its own, so that a dclgui of before can still go on with the ledger.
            self._sql.execute("CREATE INDEX IF NOT EXISTS by_level ON images (level)")
        kept, kept_labels = self._rows("SELECT folder, labels FROM watched")[0]
        if kept != folder:
            raise UserError(
                f"{self._file} belongs to the watch of {kept}, not of {folder}.",
                "Choose another file for the labels of this folder.",
            )
        if os.path.normcase(kept_labels) != os.path.normcase(labels):
            raise UserError(
                f"{self._file} belongs to the labels in {kept_labels}, not to {labels}.", "Choose another file name."
            )

    def _rows(self, sql: str, *parameters: Any) -> list[Any]:
        with self._explained():
            return self._sql.execute(sql, parameters).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._explained():
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._sql.execute("COMMIT")
            except BaseException:
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise UserError(
                    f"{self._file} is in use by another watch.", "Stop that one, or choose another file for the labels."
                ) from error
            raise UserError(
                f"{self._file} can't be used: {error}.",
                "Check that its folder exists and may be written, and that the disk is not full.",
            ) from error
        except sqlite3.DatabaseError as error:
            raise UserError(
                f"{self._file} is damaged: {error}.", "Move it away, or choose another file for the labels."
            ) from error


def _table(columns: dict[str, Sequence[Any]]) -> LabelTable:
    count = len(columns["path"])
    figures = {name: np.array(columns[name], np.float32) for name in _FLOATS}  # None becomes NaN
    return LabelTable(
        paths=tuple(columns["path"]),
        labels=tuple(columns["label"]),
        levels=tuple(map(Level, columns["level"])),
        classifier_labels=tuple(columns["classifier_label"]),
        moved=np.array(columns["moved"], np.bool_),
        source_labels=("",) * count,
        rounds=np.array(columns["round"], np.int32),
        guaranteed=np.zeros(count, np.bool_),
        machine_labels=tuple(columns["label"]),  # no person decides in a watch
        **figures,
        doubt=(1 - figures["margin"]).round(4),
        unlike=np.full(count, np.nan, np.float32),
        copy_of=("",) * count,
    )
