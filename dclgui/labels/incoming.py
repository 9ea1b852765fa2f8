"""Labels in: what a file would change among the decisions of a project, before anything is changed."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.incoming import Conflict, Preview
from dclgui.labels.table import Level

MachineWords = Callable[[int], Sequence[Sequence[str]]]
"""The columns of N class names that a file of that round may hold as the machine's; none if the round is gone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One image in a file of labels, as it stands there; ``label`` empty for none.

    ``level`` and ``round`` tell of a file that dclgui wrote who gave the label; ``None`` elsewhere.
    """

    path: str
    label: str
    level: Level | None = None
    round: int | None = None


def incoming(
    entries: Iterable[Entry], target: Catalog, *, decided: Mapping[int, Decision], machine: MachineWords
) -> Preview:
    """Compare ``entries`` with the ``target`` and what is ``decided`` on it by row.

    A label is a person's word if the file names no level, if its level is ``person``, or if it differs from what the
    machine said in the file's round: somebody corrected it there. Level ``person`` without a label means "none of
    these". Raises ``UserError`` if an image stands in the file twice with different words.
    """
    rows, classes = _Rows(target), _Classes(target.class_names)
    theirs: dict[int, Decision] = {}
    unknown_files, unknown_classes, silent = [], [], 0
    for entry in entries:
        row = rows.find(entry.path)
        if row is None:
            unknown_files.append(entry.path)
            continue
        if not _is_a_persons(entry, row, machine):
            silent += 1
            continue
        label = classes.find(entry.label) if entry.label else -1
        if label is None:
            unknown_classes.append((entry.path, entry.label))
            continue
        decision = Decision(row, Verdict.LABEL if entry.label else Verdict.NONE_OF_THESE, label)
        if theirs.setdefault(row, decision) != decision:
            raise UserError(
                f"{entry.path} stands in the file twice, with different labels.", "Remove one of the two lines."
            )
    return Preview(
        new=tuple(found for row, found in theirs.items() if row not in decided),
        same=tuple(row for row, found in theirs.items() if decided.get(row) == found),
        conflicts=tuple(
            Conflict(decided[row], found) for row, found in theirs.items() if row in decided and decided[row] != found
        ),
        unknown_files=tuple(unknown_files),
        unknown_classes=tuple(unknown_classes),
        silent=silent,
    )


def _is_a_persons(entry: Entry, row: int, machine: MachineWords) -> bool:
    if entry.level is None:
        return bool(entry.label)
    if entry.level is Level.PERSON:
        return True
    said = [] if entry.round is None else [words[row].strip() for words in machine(entry.round)]
    return bool(entry.label and said) and entry.label.strip() not in said


class _Rows:
    r"""Finds images by how other programs write their paths.

    Besides the path itself: ``\`` for ``/``, ``./`` before it, other Unicode forms, and in front of it the end of the
    way to the image folder, or all of it.
    """

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
        parts = unicodedata.normalize("NFC", path.strip().replace("\\", "/").removeprefix("./")).split("/")
        for cut in range(min(len(parts), len(self._root) + 1)):
            if parts[:cut] == self._root[len(self._root) - cut :] and "/".join(parts[cut:]) in self._normal:
                return self._normal["/".join(parts[cut:])]
        return None


class _Classes:
    """Finds classes by name, also in other capitals where only one class can be meant."""

    def __init__(self, names: Sequence[str]) -> None:
        self._index = {name: number for number, name in enumerate(names)}
        self._alike: dict[str, list[int]] = {}
        for name, number in self._index.items():
            self._alike.setdefault(name.casefold(), []).append(number)

    def find(self, name: str) -> int | None:
        """The class index of ``name``; ``None`` if there is no such class."""
        if name in self._index:
            return self._index[name]
        name = unicodedata.normalize("NFC", name.strip())
        alike = self._alike.get(name.casefold(), [])
        return self._index.get(name, alike[0] if len(alike) == 1 else None)
