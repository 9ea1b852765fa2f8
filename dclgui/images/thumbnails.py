"""The thumbnails of a gallery: JPEGs in one SQLite file, which may be deleted at any time.

Each is stored under its catalog row with the identity of the image's file (path, size, time, range of its values), so
that a row that means another file now shows nothing rather than the wrong picture. It is a cache: if the file can't be
written or is damaged, thumbnails are missing, and nothing is raised.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from dclgui.core.arrays import Pixels, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.protocol.events import Domain

NAME = "thumbnails.sqlite"
SIDE = 160
"""Pixels of a thumbnail's side, or those that the model sees if they are fewer."""

_QUALITY = 80
_PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS thumbnails (key INTEGER PRIMARY KEY, identity INTEGER NOT NULL, jpeg BLOB NOT NULL)"
)


def encode(pixels: Pixels) -> bytes:
    """[S, S, 3] uint8 RGB, as the model saw it, to a JPEG of at most ``SIDE`` pixels a side."""
    image = Image.fromarray(pixels)
    if len(pixels) > SIDE:
        image = image.resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


def decode(jpeg: bytes) -> Pixels | None:
    """What ``encode`` made, as [S, S, 3] uint8 RGB; ``None`` if it is damaged."""
    try:
        with Image.open(BytesIO(jpeg), formats=["JPEG"]) as opened:
            return np.asarray(opened.convert("RGB"))
    except (OSError, SyntaxError, ValueError):
        return None


class Thumbnails:
    """The thumbnails in ``cache_folder``, for the thread that opened them; several processes may have them open.

    Without a folder nothing is stored. Close it, or use it as a context manager. No method raises for a fault of the
    file: a full disk or a damaged cache must not end a run.
    """

    def __init__(self, cache_folder: Path | None) -> None:
        self._connection = _opened(cache_folder / NAME) if cache_folder else None

    def __enter__(self) -> "Thumbnails":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def missing(self, domain: Domain, catalog: Catalog, rows: npt.NDArray[np.integer]) -> Rows:
        """Those of the ascending ``rows`` [n] without a thumbnail of the current file by ``catalog``.

        Empty if thumbnails can't be stored, so that nobody makes them in vain.
        """
        wanted = np.asarray(rows, np.int64)
        if not len(wanted) or self._connection is None:
            return wanted[:0]
        known: dict[int, int] = {}
        span = (_key(domain, int(wanted[0])), _key(domain, int(wanted[-1])))
        with suppress(sqlite3.Error):
            sql = "SELECT key, identity FROM thumbnails WHERE key BETWEEN ? AND ?"
            known = dict(self._connection.execute(sql, span).fetchall())
        lacking = [row for row in wanted.tolist() if known.get(_key(domain, row)) != _identity(catalog, row)]
        return np.array(lacking, np.int64)

    def save(self, domain: Domain, catalog: Catalog, jpegs: Mapping[int, bytes]) -> None:
        """Store ``jpegs`` (row: result of ``encode``) in one transaction."""
        if not jpegs or self._connection is None:
            return
        rows = [(_key(domain, row), _identity(catalog, row), jpeg) for row, jpeg in sorted(jpegs.items())]
        with suppress(sqlite3.Error), self._connection as sql:
            sql.execute("BEGIN IMMEDIATE")
            sql.executemany("INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?)", rows)

    def load(self, domain: Domain, catalog: Catalog, row: int) -> bytes | None:
        """The JPEG of image ``row``; ``None`` if there is none of the current file by ``catalog``."""
        found: tuple[bytes] | None = None
        with suppress(sqlite3.Error):
            if self._connection is not None:
                sql = "SELECT jpeg FROM thumbnails WHERE key = ? AND identity = ?"
                found = self._connection.execute(sql, (_key(domain, row), _identity(catalog, row))).fetchone()
        return found[0] if found else None

    def close(self) -> None:
        """Close the file; may be called twice."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


def _opened(file: Path) -> sqlite3.Connection | None:
    """A connection to the file, which is replaced if it is damaged; ``None`` if that fails."""
    try:
        try:
            return _connected(file)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, read-only or full: not damaged, so keep it
                return None
            for end in ("", "-wal", "-shm"):
                Path(f"{file}{end}").unlink(missing_ok=True)
            return _connected(file)
    except (sqlite3.Error, OSError):
        return None


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, timeout=_PATIENCE)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # after a power cut the thumbnails are made again
        connection.execute(_TABLE)
        connection.execute("SELECT key, identity, jpeg FROM thumbnails LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _key(domain: Domain, row: int) -> int:
    # The target's keys are consecutive, as the gallery reads them; a domain has at most 2**40 images.
    return int(row) + (0 if domain == "target" else 2**40)


def _identity(catalog: Catalog, row: int) -> int:
    known = f"{catalog.paths[row]}\n{catalog.sizes[row]}\n{catalog.mtimes[row]}{catalog.reading.key}"
    return int.from_bytes(blake2b(known.encode(), digest_size=8).digest(), "big", signed=True)
