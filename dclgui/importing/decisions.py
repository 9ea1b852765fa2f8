"""Decisions into a project from a file: shown first, then kept as one step that can be undone."""

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Disagreement, Preview, Verdict, with_audit
from dclgui.core.errors import UserError
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.importing.entries import Entry, Machine
from dclgui.importing.places import places_of
from dclgui.importing.reading import read_entries
from dclgui.labels.table import Level
from dclgui.project.folder import Project

_ROUNDED, _TINY = 1e-5, 1e-9
"""Tolerances: Excel saves six digits of a small number, other table programs ten decimal places."""
Rounds = Callable[[int], PseudoLabels | None]
"""The pseudo-labels of the N target images in the round of that number; ``None`` if the project has no such round."""


def preview(project: Project, file: Path) -> Preview:
    """What ``file`` would change, of any kind that ``read_entries`` reads; nothing is changed yet, ``keep`` does that.

    Raises ``UserError`` for a file that can't be understood.
    """
    if not project.has_catalog("target"):
        raise UserError(f"{project.folder} knows none of its images yet.", "Run it first, then bring decisions in.")

    @cache
    def predictions(number: int) -> PseudoLabels | None:
        return project.rounds.labels(number) if number in project.rounds.numbers() else None

    # An export marks the answers of an audit as a person's. As new decisions they would be trained on, and the audit
    # would no longer be a test.
    decided = with_audit(project.journal.current(), project.audits.answers())
    target = project.catalog("target")
    names = (*filter(None, target.class_names), *target.former)
    return incoming(read_entries(file, names), target, decided=decided, rounds=predictions)


def keep(project: Project, found: Preview, prefer: Literal["mine", "theirs"], *, who: str) -> Preview:
    """Keep what ``found`` brings, as one step that can be undone; returns what it brought.

    It is compared again with what is decided, so that nothing that was decided meanwhile is overruled unasked. Raises
    ``UserError`` if the project can't be written.
    """
    kept = found

    def choose(current: Mapping[int, Decision]) -> Sequence[Decision]:
        nonlocal kept
        kept = found.against(with_audit(current, project.audits.answers()))
        return kept.decisions(prefer)

    project.journal.append_chosen(choose, who)
    return kept


def incoming(entries: Sequence[Entry], target: Catalog, *, decided: Mapping[int, Decision], rounds: Rounds) -> Preview:
    """Compare ``entries`` with the ``target`` and what is ``decided`` on it by row; ``rounds`` are the project's.

    A label counts as a person's if the file names no level, if its level is ``person``, or if it can't be the model's
    (``_Author``): then somebody corrected it in the file. Level ``person`` without a label means "none of these". Where
    the file has two answers that differ, neither counts.
    """
    places = places_of([entry.path for entry in entries], target)
    said, copies = _Said(_Classes(target), rounds), _Copies(entries, target, decided)
    for entry, row in zip(entries, places.rows, strict=True):
        if copies.repeats(entry):
            said.silent += 1
        else:
            said.hear(entry, row)
    answers = [next(iter(found)) for found in said.answers.values() if len(found) == 1]
    split = {row: found for row, found in said.answers.items() if len(found) > 1}
    found = Preview(
        new=tuple(answer for answer in answers if isinstance(answer, Decision)),
        same=(),
        conflicts=(),
        unknown_files=tuple(said.unknown_files),
        unknown_classes=tuple(said.unknown_classes),
        silent=said.silent,
        unclear=tuple(said.unclear),
        disagreements=tuple(Disagreement(row, tuple(words.values())) for row, words in split.items()),
        ends=places.ends,
    )
    return found.against(decided)


class _Said:
    """What the entries say: ``answers`` {row: {a decision, or a word that is no class here: its word}}."""

    def __init__(self, classes: "_Classes", rounds: Rounds) -> None:
        self._classes, self._author = classes, _Author(classes, rounds)
        self.answers: dict[int, dict[Decision | str, str]] = {}
        self.unknown_files: list[str] = []
        self.unknown_classes: list[tuple[str, str]] = []
        self.unclear: list[str] = []
        self.silent = 0

    def hear(self, entry: Entry, row: int | None) -> None:
        """Take in ``entry``, which is of target image ``row``."""
        if row is None:
            self.unknown_files.append(entry.path)
            return
        persons = self._author.is_a_person(entry, row)
        if persons is None:
            self.unclear.append(entry.path)
        self.silent += persons is False
        if not persons:
            return
        label = self._classes.find(entry.label) if entry.label else -1
        answer: Decision | str = entry.label
        if label is None:
            self.unknown_classes.append((entry.path, entry.label))
        else:
            answer = Decision(row, Verdict.LABEL if entry.label else Verdict.NONE_OF_THESE, label)
        self.answers.setdefault(row, {}).setdefault(answer, entry.label or str(Verdict.NONE_OF_THESE))


class _Copies:
    """Tells which rows of dclgui's own files only repeat what is said of the picture that they are copies of."""

    def __init__(self, entries: Sequence[Entry], target: Catalog, decided: Mapping[int, Decision]) -> None:
        self._said: dict[str, set[str]] = {}
        wanted = {entry.copy_of for entry in entries if entry.copy_of}
        for entry in entries if wanted else ():
            if entry.path in wanted:
                self._said.setdefault(entry.path, set()).add(entry.label)
        for row, path in enumerate(target.paths) if wanted else ():
            if path in wanted and row in decided:
                # In the file the picture's own row may have been corrected, and the copy's not.
                self._said.setdefault(path, set()).add((*target.class_names, "")[decided[row].label])

    def repeats(self, entry: Entry) -> bool:
        """Whether ``entry`` is such a row; a copy that was named otherwise is a picture like any other."""
        return entry.label in self._said.get(entry.copy_of, ())


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


class _Classes:
    """Finds classes by name, also by a former one, and in other capitals where only one class can be meant."""

    def __init__(self, target: Catalog) -> None:
        self._index = target.numbers
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
