r"""Which image of a project a path in somebody else's file means.

Besides the path itself: ``\`` for ``/``, ``./`` before it, other Unicode forms, and in front of it the end of the way
to the image folder, or all of it. If not one path is found so, they are another computer's: then all are matched alike
by the longest end that each has in common with exactly one image; at last without what Label Studio puts before the
names of uploaded pictures.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Ends

_Parts = tuple[str, ...]
_SEVERAL = -1
_UPLOADED = re.compile(r"[0-9a-f]{8}-(.+)")


@dataclass(frozen=True, slots=True)
class Places:
    """``rows`` of the paths asked for, ``None`` for an image that the project has not; ``ends`` as in ``Preview``."""

    rows: list[int | None]
    ends: Ends | None


def places_of(paths: Sequence[str], target: Catalog) -> Places:
    """Find ``paths`` among the images of ``target``."""
    rows = _Rows(target)
    found = [rows.find(path) for path in paths]
    if not paths or any(row is not None for row in found):
        return Places(found, None)
    wanted, there = [_parts_of(path) for path in paths], [_parts_of(path) for path in target.paths]
    places = _by_ends(wanted, there)
    if _found(places.rows):
        return places
    before = [_before_upload(parts) for parts in wanted]
    return _by_ends(before, there) if len({*before}) == len({*wanted}) else places


def _before_upload(parts: _Parts) -> _Parts:
    """A path as it was before Label Studio put a number of its own before the name of an uploaded picture."""
    named = _UPLOADED.fullmatch(parts[-1]) if "upload" in parts[:-1] else None
    return (*parts[:-1], named[1]) if named else parts


class _Rows:
    """The images by their paths, written in all ways that mean this computer's."""

    def __init__(self, target: Catalog) -> None:
        self._rows = {path: row for row, path in enumerate(target.paths)}
        self._normal: dict[str, int] = {}
        for path, row in self._rows.items():
            self._normal.setdefault(unicodedata.normalize("NFC", path), row)
        self._root = Path(target.root).as_posix().split("/")

    def find(self, path: str) -> int | None:
        """The row of ``path``; ``None`` if it is not in the project."""
        if path in self._rows:
            return self._rows[path]
        parts = _parts_of(path)
        for cut in range(min(len(parts), len(self._root) + 1)):
            if parts[:cut] == tuple(self._root[len(self._root) - cut :]) and "/".join(parts[cut:]) in self._normal:
                return self._normal["/".join(parts[cut:])]
        return None


def _by_ends(paths: list[_Parts], target: list[_Parts]) -> Places:
    """Match by one beginning in place of another; where more fit so, by the same number of last parts."""
    ends = _ends_of(target)
    exact = {parts: row for row, parts in enumerate(target)}
    best = Places([None] * len(paths), None)
    swap = _swap(paths, target, ends)
    if swap is not None:
        there, here = swap
        rows = [exact.get((*here, *parts[len(there) :])) if parts[: len(there)] == there else None for parts in paths]
        best = Places(rows, Ends(_folder(there), _folder(here)))
    for length in range(max(map(len, paths)), 0, -1):
        rows = [_unique(ends, parts[-length:]) if len(parts) >= length else None for parts in paths]
        if _found(rows) > _found(best.rows) and _each_once(paths, rows):
            best = Places(rows, Ends("", "", length))
    return best


def _ends_of(target: list[_Parts]) -> dict[_Parts, int]:
    """Every end of every path, with its row, or ``_SEVERAL``."""
    ends: dict[_Parts, int] = {}
    for row, parts in enumerate(target):
        for start in range(len(parts)):
            end = parts[start:]
            ends[end] = row if ends.get(end, row) == row else _SEVERAL
    return ends


def _swap(paths: list[_Parts], target: list[_Parts], ends: dict[_Parts, int]) -> tuple[_Parts, _Parts] | None:
    """The beginning to take off, and the one to put in its place, that most paths ask for; ``None`` if two do alike."""
    wanted: Counter[tuple[_Parts, _Parts]] = Counter()
    for parts in paths:
        longest = next((length for length in range(len(parts), 0, -1) if parts[-length:] in ends), 0)
        row = _unique(ends, parts[-longest:]) if longest else None
        if row is not None:
            wanted[parts[:-longest], target[row][:-longest]] += 1
    most = wanted.most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[1][1] < most[0][1]) else None


def _unique(ends: dict[_Parts, int], end: _Parts) -> int | None:
    row = ends.get(end, _SEVERAL)
    return None if row == _SEVERAL else row


def _each_once(paths: list[_Parts], rows: list[int | None]) -> bool:
    """Whether no image is meant by two different paths."""
    meant = {(parts, row) for parts, row in zip(paths, rows, strict=True) if row is not None}
    return len({row for _, row in meant}) == len(meant)


def _found(rows: list[int | None]) -> int:
    return sum(row is not None for row in rows)


def _folder(parts: _Parts) -> str:
    return "".join(f"{part}/" for part in parts)


def _parts_of(path: str) -> _Parts:
    return tuple(unicodedata.normalize("NFC", path.strip().replace("\\", "/").removeprefix("./")).split("/"))
