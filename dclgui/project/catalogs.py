"""The catalog of both domains in the database: images, content hashes, unreadable files, class names."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from sqlite3 import Connection

import numpy as np
import numpy.typing as npt

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.errors import UserError
from dclgui.core.lists import SUFFIXES as LIST_SUFFIXES
from dclgui.core.parsed import json_in
from dclgui.core.protocol.events import Domain
from dclgui.core.reading import Reading
from dclgui.project.classes import names_in, read_classes
from dclgui.project.database import Database
from dclgui.project.settings import found_from, seen_from

# Digest and problem stay valid as long as path, size and time are the same.
_SAVE = """
INSERT INTO catalog (domain, row, path, label, size, mtime) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (domain, row) DO UPDATE SET
    path = excluded.path, label = excluded.label, size = excluded.size, mtime = excluded.mtime,
    digest = CASE WHEN (path, size, mtime) = (excluded.path, excluded.size, excluded.mtime) THEN digest ELSE '' END,
    problem = CASE WHEN (path, size, mtime) = (excluded.path, excluded.size, excluded.mtime) THEN problem END
"""


class Catalogs:
    """The catalog tables; ``places`` are the job's paths of the two domains."""

    def __init__(self, database: Database, places: Mapping[Domain, Path]) -> None:
        self._database = database
        self._places = places

    def __contains__(self, domain: Domain) -> bool:
        return bool(self._database.rows("SELECT 1 FROM domains WHERE domain = ?", domain))

    def save(self, domain: Domain, catalog: Catalog) -> None:
        """Replace the domain's catalog by ``catalog``, in one transaction.

        Its class names are those of the folders, without added ones. Digests and problems stay with the rows whose
        path, size and time are unchanged. Raises ``UserError`` if a round or a decision refers to rows or classes that
        would change their meaning; adding images is allowed.
        """
        self._check_identities(domain, catalog)
        columns = (catalog.paths, catalog.labels.tolist(), catalog.sizes.tolist(), catalog.mtimes.tolist())
        rows = zip(*columns, strict=True)
        root = seen_from(self._places[domain], catalog.root) or str(catalog.root)
        with self._database.transaction() as sql:
            sql.execute(
                "INSERT INTO domains VALUES (?, ?, ?, ?) ON CONFLICT (domain) DO UPDATE "
                "SET root = excluded.root, class_names = excluded.class_names, reading = excluded.reading",
                (domain, root, json.dumps(catalog.class_names), _kept(catalog.reading)),
            )
            sql.executemany(_SAVE, ((domain, row, *values) for row, values in enumerate(rows)))
            sql.execute("DELETE FROM catalog WHERE domain = ? AND row >= ?", (domain, len(catalog)))

    def load(self, domain: Domain) -> Catalog:
        """The domain's catalog, its root where the images are now; raises ``KeyError`` if none was saved."""
        root, _, _ = self._domain(domain)
        sql = "SELECT row, path, label, size, mtime FROM catalog WHERE domain = ? ORDER BY row"
        kept = self._database.rows(sql, domain)
        rows, paths, labels, sizes, mtimes = zip(*kept, strict=True) if kept else ((), (), (), (), ())
        names, reading = self.class_names(domain), self.reading(domain)
        former = read_classes(self._database).former
        try:
            found = Catalog(
                root=found_from(self._places[domain], root),
                paths=paths,
                class_names=names,
                labels=np.array(labels, np.int32),
                sizes=np.array(sizes, np.int64),
                mtimes=np.array(mtimes, np.int64),
                reading=reading,
                former=former,
            )
        except (ValueError, TypeError, OverflowError) as error:
            raise self._database.damaged(f"the {domain}'s table of images can't be read") from error
        self._require_sound(domain, found, rows)
        listed = domain == "source" and self._places[domain].suffix.lower() in LIST_SUFFIXES
        for path in paths:
            self._require_inside(domain, path, listed=listed)
        return found

    def _require_sound(self, domain: Domain, found: Catalog, rows: Sequence[int]) -> None:
        if len(rows) and rows[-1] != len(rows) - 1:
            raise self._database.damaged(f"images of the {domain} are missing in its table")
        if len(found) and not (found.labels.min() >= UNKNOWN and found.labels.max() < len(found.class_names)):
            raise self._database.damaged(f"the {domain}'s table names classes that there are not")

    def _require_inside(self, domain: Domain, path: object, *, listed: bool) -> None:
        """A project may come from a stranger: no image of it is anywhere but below its folder.

        Those that a list names are where the list says. They are learnt from and looked at; no export copies them.
        """
        if not isinstance(path, str) or not path or "\0" in path:
            raise self._database.damaged(f"the {domain}'s table names no file")
        # The quick look first: there may be a million.
        if not listed and (path[0] in "/\\" or ".." in path or ":" in path) and _leads_elsewhere(path):
            raise UserError(
                f"{self._database.path} names an image outside its folder: {path}.",
                "Don't use this project: it was not made by dclgui, or somebody has changed it.",
            )

    def reading(self, domain: Domain) -> Reading:
        """The reading of ``load``, without its images; raises like it."""
        _, _, reading = self._domain(domain)
        try:
            return Reading.from_card(json_in(reading or "null"))
        except (ValueError, TypeError) as error:
            raise UserError(
                f"{self._database.path} is damaged: the range of the {domain} images' values is none.",
                "Put back a copy of the project's folder, or start a new project.",
            ) from error

    def class_names(self, domain: Domain) -> tuple[str, ...]:
        """The K class names, first the source's, then the added ones; raises ``KeyError`` if no catalog was saved.

        For the target, the place of a class that was merged or withdrawn is empty. The source's images keep the numbers
        of their folders, and a merged class has the name of the one it reads as.
        """
        self._domain(domain)
        classes = read_classes(self._database)
        return classes.shown if domain == "target" else classes.by_number

    def save_digests(
        self, domain: Domain, rows: Sequence[int] | npt.NDArray[np.integer], digests: Sequence[str]
    ) -> None:
        """Store the content hash of each image of ``rows``; raises ``KeyError`` if the catalog has no such row."""
        values = list(zip(digests, np.asarray(rows, np.int64).tolist(), strict=True))
        with self._database.transaction() as sql:
            _update(sql, domain, "digest", values)

    def digests(self, domain: Domain) -> tuple[str, ...]:
        """N content hashes by row, empty where none was saved."""
        rows = self._database.rows("SELECT digest FROM catalog WHERE domain = ? ORDER BY row", domain)
        return tuple(digest for (digest,) in rows)

    def save_problems(self, domain: Domain, problems: Mapping[int, str]) -> None:
        """Replace the domain's problems by these (row: reason); raises ``KeyError`` if there is no such row."""
        with self._database.transaction() as sql:
            sql.execute("UPDATE catalog SET problem = NULL WHERE domain = ?", (domain,))
            _update(sql, domain, "problem", [(reason, int(row)) for row, reason in problems.items()])

    def problems(self, domain: Domain) -> dict[int, str]:
        """Why each unreadable image can't be read, by row."""
        sql = "SELECT row, problem FROM catalog WHERE domain = ? AND problem IS NOT NULL ORDER BY row"
        return dict(self._database.rows(sql, domain))

    def fingerprint(self) -> str:
        """A text that changes when an image is added, removed, changed or moved to another row."""
        # Weighted by the row, so that swapped images are noticed; the sum stays below 64 bits.
        sql = (
            "SELECT domain, count(*), sum(size), sum((row % 65521 + 1) * ((size + mtime / 1000) % 65521)) "
            "FROM catalog GROUP BY domain ORDER BY domain"
        )
        return repr(self._database.rows(sql))

    def _domain(self, domain: Domain) -> tuple[str, tuple[str, ...], str | None]:
        """Its root, the names of its folders' classes, and its reading."""
        kept = self._database.rows("SELECT root, class_names, reading FROM domains WHERE domain = ?", domain)
        if not kept:
            if self._database.rows("SELECT 1 FROM rounds LIMIT 1"):
                raise self._database.damaged(f"it has rounds, but no {domain}")
            raise KeyError(domain)
        root, class_names, reading = kept[0]
        return str(root), names_in(self._database, class_names), reading

    def _check_identities(self, domain: Domain, catalog: Catalog) -> None:
        # Rounds and decisions refer to images by row and to classes by index, so neither may change its meaning.
        in_use = self._database.rows("SELECT 1 FROM rounds UNION SELECT 1 FROM steps LIMIT 1")
        if not in_use or domain not in self:
            return
        kept = self.load(domain)
        if self._domain(domain)[1] != catalog.class_names:
            change = "the class names are no longer the same"
        elif domain == "target" and kept.paths != catalog.paths[: len(kept)]:
            change = "images were renamed, removed or put between the others"
        else:
            return
        raise UserError(
            f"The {domain} images in {catalog.root} no longer fit this project: {change}.",
            "Put the images back as they were, or start a new project.",
        )


def _kept(reading: Reading) -> str | None:
    return None if reading.former else json.dumps(reading.as_card())


def _leads_elsewhere(path: str) -> bool:
    parts = PurePath(path)
    return parts.is_absolute() or bool(parts.drive) or bool(parts.root) or ".." in parts.parts


def _update(sql: Connection, domain: Domain, column: str, values: list[tuple[str, int]]) -> None:
    done = sql.executemany(
        f"UPDATE catalog SET {column} = ? WHERE row = ? AND domain = ?", ((*pair, domain) for pair in values)
    )
    if values and done.rowcount != len(values):
        raise KeyError(f"{domain}: the catalog lacks {len(values) - done.rowcount} of these rows")
