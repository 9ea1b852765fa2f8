r"""A list as a source: which file each line means.

Paths are compared as files, so that ``a.jpg``, ``./a.jpg`` and a link to it are one. Paths of another computer
(``D:\data\img\1.jpg``) of which not one is there are looked for below the list's own folder, all cut at one place.
"""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dclgui.core.errors import UserError
from dclgui.core.lists import LABELS, cell_of, list_lines, list_text, unnamed_columns
from dclgui.core.regular import is_there
from dclgui.images.walk import Passed


class ListedFile(NamedTuple):
    """One picture: its ``path`` seen from the list's folder, or absolute; its class; the first line that names it."""

    path: str
    label: str
    line: int


def read_list(table: Path, passed: Passed | None = None) -> Iterator[ListedFile]:
    """Yield every file that ``table`` names, once. ``passed`` is told of what was read in another way than it stands.

    Raises ``UserError`` for a text that is no such list, a line without a class, and a file of two classes.
    """
    folder = table.parent.absolute()
    lines = list(_labelled(table, passed))
    cut = _cut(folder, [written for _, written, _ in lines])
    if cut and passed is not None:
        passed.cut = "/".join(lines[0][1].split("/")[:cut]) + "/"
    known: dict[object, ListedFile] = {}
    for line, written, label in lines:
        path = _seen_from(folder, "/".join(written.split("/")[cut:]))
        file = ListedFile(path, label, line)
        before = known.setdefault(_identity(folder / path), file)
        if before.label != label:
            raise UserError(
                f"Line {line} of {table} calls {written} {label}, line {before.line} calls it {before.label}.",
                "Keep the line that is right and delete the other.",
            )
        if before is file:
            if passed is not None:
                passed.reaches[Path(os.path.realpath((folder / path).parent))] += 1
            yield file


def _labelled(table: Path, passed: Passed | None) -> Iterator[tuple[int, str, str]]:
    """Line number, path with ``/`` between its parts, and class of each line."""
    spellings: dict[str, set[str]] = {}
    for number, name, cells in list_lines(table, list_text(table)):
        if not set(LABELS) & set(cells):
            raise unnamed_columns(table)
        said = cell_of(cells, LABELS)
        if not said:
            raise UserError(f"Line {number} of {table} has no label.", "Fill it in or delete the line.")
        label = unicodedata.normalize("NFC", said.strip())
        spellings.setdefault(label, set()).add(said)
        yield number, name.strip().replace("\\", "/"), label
    if passed is not None:
        passed.spelt = tuple(label for label, said in spellings.items() if len(said) > 1)


def _cut(folder: Path, written: list[str]) -> int:
    """How many parts to leave off the front of every path: 0, unless not one file is there and half are then."""
    if not written or any(is_there(folder / path) for path in written):
        return 0
    first = written[0].split("/")
    for parts in range(1, len(first)):
        ends = ["/".join(path.split("/")[parts:]) for path in written if path.split("/")[:parts] == first[:parts]]
        if len(ends) == len(written) and 2 * sum(is_there(folder / end) for end in ends) >= len(written):
            return parts
    return 0


def _seen_from(folder: Path, written: str) -> str:
    """``written`` relative to ``folder`` if it lies there, else as it is, without needless parts."""
    path = Path(os.path.normpath(folder / written))
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    real = Path(os.path.realpath(folder))
    return path.relative_to(real).as_posix() if path.is_relative_to(real) else path.as_posix()


def _identity(file: Path) -> object:
    """The same for two paths of one file."""
    try:
        return os.path.realpath(file, strict=True)
    except (OSError, ValueError):
        return os.path.normpath(file)
