"""The small pictures of a gallery: JPEGs in one SQLite file, which may be deleted at any time.

Each is kept under its catalog row together with what the image's file was then (path, size, time), so that a row that
means another file now shows nothing rather than the wrong picture. It is only a cache: if the file can't be written
or is damaged, pictures are missing, and nothing is raised.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
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
"""Pixels of a thumbnail's side; one of a model that sees less is as small as what the model sees."""

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


class Thumbnails:
    """The thumbnails in ``cache_folder``, for the thread that opened them; any number of processes may have them open.

    Without a folder nothing is kept. Close them, or use them as a context manager. No method raises for what is
    wrong with the file.
    """

    def __init__(self, cache_folder: Path | None) -> None:
        self._connection = _opened(cache_folder / NAME) if cache_folder else None

    def __enter__(self) -> "Thumbnails":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def missing(self, domain: Domain, catalog: Catalog, rows: npt.NDArray[np.integer]) -> Rows:
        """Those of ``rows`` [n], which ascend, that have no thumbnail of the file as ``catalog`` knows it.

        None where none could be kept, so that nobody makes them for nothing.
        """
        wanted = np.asarray(rows, np.int64)
        if not len(wanted) or self._connection is None:
            return wanted[:0]
        known: dict[int, int] = {}
        span = (_key(domain, int(wanted[0])), _key(domain, int(wanted[-1])))
        with self._forgiven():
            sql = "SELECT key, identity FROM thumbnails WHERE key BETWEEN ? AND ?"
            known = dict(self._connection.execute(sql, span).fetchall())
        lacking = [row for row in wanted.tolist() if known.get(_key(domain, row)) != _identity(catalog, row)]
        return np.array(lacking, np.int64)

    def save(self, domain: Domain, catalog: Catalog, jpegs: Mapping[int, bytes]) -> None:
        """Keep ``jpegs`` (row: what ``encode`` made), all in one go."""
        if not jpegs or self._connection is None:
            return
        rows = [(_key(domain, row), _identity(catalog, row), jpeg) for row, jpeg in sorted(jpegs.items())]
        with self._forgiven(), self._connection as sql:
            sql.execute("BEGIN IMMEDIATE")
            sql.executemany("INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?)", rows)

    def load(self, domain: Domain, catalog: Catalog, row: int) -> bytes | None:
        """The JPEG of image ``row``; ``None`` if there is none of the file as ``catalog`` knows it."""
        found: tuple[bytes] | None = None
        with self._forgiven():
            if self._connection is not None:
                sql = "SELECT jpeg FROM thumbnails WHERE key = ? AND identity = ?"
                found = self._connection.execute(sql, (_key(domain, row), _identity(catalog, row))).fetchone()
        return found[0] if found else None

    def close(self) -> None:
        """Give the file back; may be called twice."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @contextlib.contextmanager
    def _forgiven(self) -> Iterator[None]:
        """A full disk or a file damaged meanwhile costs pictures, not the run."""
        with contextlib.suppress(sqlite3.Error):
            yield


def _opened(file: Path) -> sqlite3.Connection | None:
    """A connection to a file that holds the table, made anew if it is damaged; ``None`` if there can't be one."""
    try:
        try:
            return _connected(file)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, read-only or full, and so not ours to delete
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
        connection.execute("PRAGMA synchronous = OFF")  # a power cut may cost the pictures, which are made again
        connection.execute(_TABLE)
        connection.execute("SELECT key, identity, jpeg FROM thumbnails LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _key(domain: Domain, row: int) -> int:
    # The target's follow each other, as the gallery shows them; a domain has at most 2**40 images.
    return int(row) + (0 if domain == "target" else 2**40)


def _identity(catalog: Catalog, row: int) -> int:
    known = f"{catalog.paths[row]}\n{catalog.sizes[row]}\n{catalog.mtimes[row]}"
    return int.from_bytes(blake2b(known.encode(), digest_size=8).digest(), "big", signed=True)
