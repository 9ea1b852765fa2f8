"""Pictures that a finished model labelled, by the file of their labels, and what a person says of them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dclgui.core.arrays import Floats, Ints
from dclgui.core.atomic import file_in_place
from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.lists import Line, guarded, list_lines, list_text
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.labels.csv import unwritable
from dclgui.labels.table import Level
from dclgui.review.table import ReviewTable

_COLUMNS = ("path", "label", "level")
_FIGURES = ("entropy", "probability", "margin", "weight", "distance")


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPictures:
    """The pictures as a catalog and as a table to look at, both in the order of the file."""

    catalog: Catalog
    table: ReviewTable


def labelled_pictures(file: Path, folder: Path, like: Catalog) -> LabelledPictures:
    """What the labels ``file`` says of the pictures in ``folder``, of the classes and the range of ``like``.

    Raises ``UserError`` if the file can't be read or is no list of labels.
    """
    lines = list(list_lines(file, list_text(file)))
    total, classes = len(lines), len(like.class_names)
    nothing = np.full(total, UNKNOWN, np.int32)
    empty = np.zeros(total, np.int64)
    paths = tuple(line.path for line in lines)
    catalog = Catalog(folder, paths, like.class_names, nothing, empty, empty, like.reading, like.former)
    levels = [line.cells.get("level", "") for line in lines]
    label = _labels(lines, "label", like)
    figures = {name: _figures(lines, name) for name in _FIGURES}
    distances = np.full((total, classes), np.nan, np.float32)
    named = np.flatnonzero(label != UNKNOWN)
    distances[named, label[named]] = figures.pop("distance")[named]
    found = PseudoLabels(
        label=label,
        classifier_label=_labels(lines, "classifier_label", like),
        high=np.array([level == Level.HIGH for level in levels], np.bool_),
        distances=distances,
        **figures,
    )
    problems = np.flatnonzero([level == Level.PROBLEM for level in levels]).astype(np.int64)
    return LabelledPictures(catalog, ReviewTable(paths, like.class_names, found, problems, round_number=0))


class Corrections:
    """Decisions on ``pictures``, in a list beside the labels file that ``dclgui import`` reads.

    The labels file itself stays as the model wrote it, since a watch goes on with it. Undo reaches back to when this
    was opened.
    """

    def __init__(self, labels: Path, pictures: LabelledPictures) -> None:
        """Raises ``UserError`` if there is such a list already that can't be read."""
        self.file = labels.with_name(f"{labels.stem}.decisions.csv")
        self.table, self._classes = pictures.table, pictures.catalog.numbers
        self._done: list[dict[int, Decision]] = []
        self._undone: list[dict[int, Decision]] = []
        self._others: list[tuple[str, str, str]] = []
        self._now = self._read() if self.file.is_file() else {}
        self.table.decide(np.array(list(self._now), np.int64), self._now)

    @property
    def current(self) -> dict[int, Decision]:
        """The decision on each picture that has one, by row."""
        return dict(self._now)

    def take_over(self, decisions: Sequence[Decision]) -> None:
        """Keep ``decisions``, as one step for undo; raises ``UserError``, and changes nothing, if they can't be."""
        self._go_on({**self._now, **{one.row: one for one in decisions}})

    def take_back(self, rows: Sequence[int]) -> None:
        """Decide nothing on ``rows`` any more, as one step for undo; raises like ``take_over``."""
        gone = set(rows)
        self._go_on({row: one for row, one in self._now.items() if row not in gone})

    def undo(self) -> list[int]:
        """Take back the last step; returns its rows."""
        return self._step(self._done, self._undone)

    def redo(self) -> list[int]:
        """Bring back the step undone last; returns its rows."""
        return self._step(self._undone, self._done)

    def _go_on(self, wanted: dict[int, Decision]) -> None:
        before = self._now
        self._turn_to(wanted)
        self._done.append(before)
        self._undone.clear()

    def _step(self, taken: list[dict[int, Decision]], given: list[dict[int, Decision]]) -> list[int]:
        if not taken:
            return []
        before = self._now
        changed = self._turn_to(taken[-1])
        given.append(before)
        taken.pop()
        return changed

    def _turn_to(self, wanted: dict[int, Decision]) -> list[int]:
        """Have ``wanted`` be all that is decided; the rows where that is another word."""
        changed = sorted(row for row in {*self._now, *wanted} if self._now.get(row) != wanted.get(row))
        self._write(wanted)
        self._now = wanted
        self.table.decide(np.array(changed, np.int64), wanted)
        return changed

    def _write(self, decisions: dict[int, Decision]) -> None:
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        for row in sorted(decisions):
            one = decisions[row]
            name = self.table.class_names[one.label] if one.verdict is Verdict.LABEL else ""
            level = one.verdict.value if one.verdict is Verdict.UNSURE else Level.PERSON.value
            writer.writerow([guarded(self.table.paths[row]), guarded(name), level])
        said = {self.table.paths[row] for row in decisions}
        others = (other for other in self._others if other[0] not in said)
        writer.writerows([guarded(path), guarded(name), level] for path, name, level in others)
        try:
            with file_in_place(self.file) as file:
                file.write(text.getvalue().encode("utf-8-sig"))
        except OSError as error:
            raise unwritable(self.file, error) from error

    def _read(self) -> dict[int, Decision]:
        """What the list says of pictures and classes that there are; the rest is kept to be written again."""
        rows = {path: row for row, path in enumerate(self.table.paths)}
        found = {}
        for line in list_lines(self.file, list_text(self.file)):
            row, name, level = rows.get(line.path), line.cells.get("label", ""), line.cells.get("level", "")
            if row is None or (name and name not in self._classes):
                self._others.append((line.path, name, level))
            elif level == Verdict.UNSURE.value:
                found[row] = Decision(row, Verdict.UNSURE)
            elif name:
                found[row] = Decision(row, Verdict.LABEL, self._classes[name])
            else:
                found[row] = Decision(row, Verdict.NONE_OF_THESE)
        return found


def _labels(lines: Sequence[Line], column: str, like: Catalog) -> Ints:
    known = like.numbers
    return np.array([known.get(line.cells.get(column, ""), UNKNOWN) for line in lines], np.int32)


def _figures(lines: Sequence[Line], column: str) -> Floats:
    return np.array([_figure(line.cells.get(column, "")) for line in lines], np.float32)


def _figure(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return float("nan")
