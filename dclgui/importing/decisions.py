"""Decisions into a project from a file: shown first, then kept as one step that can be undone."""

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Conflict, Decision, Preview, Verdict
from dclgui.core.errors import UserError
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.importing.reading import Entry, Machine, read_entries
from dclgui.labels.table import Level
from dclgui.project.folder import Project

_ROUNDED, _TINY = 1e-5, 1e-9
"""Tolerances: Excel saves six digits of a small number, other table programs ten decimal places."""
Rounds = Callable[[int], PseudoLabels | None]
"""The pseudo-labels of the N target images in the round of that number; ``None`` if the project has no such round."""


def preview(project: Project, file: Path) -> Preview:
    """What ``file``, a CSV or an export of Label Studio, would change; nothing is changed yet, ``keep`` does that.

    Raises ``UserError`` for a file that can't be understood.
    """

    @cache
    def predictions(number: int) -> PseudoLabels | None:
        return project.rounds.labels(number) if number in project.rounds.numbers() else None

    # An export marks the answers of an audit as a person's. As new decisions they would be trained on, and the audit
    # would no longer be a test.
    decided = {**project.audits.answers(), **project.journal.current()}
    return incoming(read_entries(file), project.catalog("target"), decided=decided, rounds=predictions)


def keep(project: Project, found: Preview, prefer: Literal["mine", "theirs"], *, who: str) -> Preview:
    """Keep what ``found`` brings, as one step that can be undone; returns what it brought.

    It is compared again with what is decided, so that nothing that was decided meanwhile is overruled unasked. Raises
    ``UserError`` if the project can't be written.
    """
    kept = found

    def choose(current: Mapping[int, Decision]) -> Sequence[Decision]:
        nonlocal kept
        kept = found.against({**project.audits.answers(), **current})
        return kept.decisions(prefer)

    project.journal.append_chosen(choose, who)
    return kept


def incoming(entries: Iterable[Entry], target: Catalog, *, decided: Mapping[int, Decision], rounds: Rounds) -> Preview:
    """Compare ``entries`` with the ``target`` and what is ``decided`` on it by row; ``rounds`` are the project's.

    A label counts as a person's if the file names no level, if its level is ``person``, or if it can't be the model's
    (``_Author``): then somebody corrected it in the file. Level ``person`` without a label means "none of these".
    Raises ``UserError`` if the file has an image twice with different labels.
    """
    rows, classes = _Rows(target), _Classes(target.class_names)
    author = _Author(classes, rounds)
    theirs: dict[int, Decision] = {}
    unknown_files, unknown_classes, unclear, silent = [], [], [], 0
    for entry in entries:
        row = rows.find(entry.path)
        if row is None:
            unknown_files.append(entry.path)
            continue
        persons = author.is_a_person(entry, row)
        if persons is None:
            unclear.append(entry.path)
        silent += persons is False
        if not persons:
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
        same=tuple(found for row, found in theirs.items() if decided.get(row) == found),
        conflicts=tuple(
            Conflict(decided[row], found) for row, found in theirs.items() if row in decided and decided[row] != found
        ),
        unknown_files=tuple(unknown_files),
        unknown_classes=tuple(unknown_classes),
        unclear=tuple(unclear),
        silent=silent,
    )


class _Author:
    """Tells who gave a label of dclgui's own CSV, whichever project or model the CSV is of.

    The row has the machine's own label: another one was given by a person. Files of earlier versions lack it. There
    the machine's label is the classifier's, or another one if the row says that it was moved. So a label was changed by
    a person if it is the classifier's in a moved row, or another one in a row that was not moved. That leaves moved
    rows with another label than the classifier's: the machine's label is known only if the row's numbers are those of a
    round here.
    """

    def __init__(self, classes: "_Classes", rounds: Rounds) -> None:
        self._classes, self._rounds = classes, rounds

    def is_a_person(self, entry: Entry, row: int) -> bool | None:
        """``None`` if that can't be known."""
        if entry.level is Level.PERSON:
            return True
        if entry.level is None or not entry.label:
            return bool(entry.label)
        said = entry.machine
        if said is not None and said.label:
            return not self._classes.alike(entry.label, said.label)
        if said is None or said.moved is None:
            return None
        if self._classes.alike(entry.label, said.classifier_label) == said.moved:
            return True
        return self._differs(entry.label, said, row) if said.moved else False

    def _differs(self, label: str, said: Machine, row: int) -> bool | None:
        own = None if said.round is None else self._rounds(said.round)
        if own is None:
            return None
        machine, classifier = int(own.label[row]), int(own.classifier_label[row])
        if machine == classifier or classifier != self._classes.find(said.classifier_label):
            return None
        metrics = (own.probability[row], own.entropy[row], own.margin[row], own.distance[row])
        same = all(
            math.isclose(there, here, rel_tol=_ROUNDED, abs_tol=_TINY)
            for there, here in zip(said.metrics, metrics, strict=True)
        )
        return self._classes.find(label) != machine if same else None


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

    def alike(self, one: str, other: str) -> bool:
        """Whether two names mean one class, of this project or of another."""
        found = self.find(one)
        return one.strip() == other.strip() if found is None else found == self.find(other)
