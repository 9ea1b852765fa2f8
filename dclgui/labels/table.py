"""The table of labels that every export is made of, and the choice of its rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

import numpy as np

from dclgui.core.arrays import Floats, Ints, Mask, Rows, Words
from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.consensus import Consensus, doubts, unlikeness
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.pseudo_labels import PseudoLabels

Column = tuple[str, ...] | Ints | Floats | Mask
"""What a field of ``LabelTable`` holds: a tuple for text, an array for numbers."""
NONE_OF_THESE = "(none of these)"
"""What a person's row without a label is called in formats where that needs a word."""
_NONE = np.empty(0, np.int64)


class Level(StrEnum):
    """The method's level of confidence (S33), which is not how sure a label is; or who gave it."""

    HIGH = "high"
    LOW = "low"
    PERSON = "person"
    PROBLEM = "problem"


class Kind(StrEnum):
    """One sort of row; a row may be of several."""

    ALL = "all"
    GUARANTEED = "guaranteed"
    DECIDED = "decided"
    HIGH = "high"
    LOW = "low"
    MOVED = "moved"
    PROBLEM = "problem"


_LEVELS = {Kind.DECIDED: Level.PERSON, Kind.HIGH: Level.HIGH, Kind.LOW: Level.LOW, Kind.PROBLEM: Level.PROBLEM}


@dataclass(frozen=True, slots=True, eq=False)
class LabelTable:
    """One row per target image, in the order of the catalog; class names instead of indices, empty for none.

    ``labels`` and ``levels`` include decisions: a person's label has level ``person``; "none of these" has level
    ``person`` and no label; "unsure" leaves the machine's label. An image that can't be read or was excluded has level
    ``problem`` and no label, unless a person gave it one, or it is the copy of a picture in use.
    All other columns are the machine's, whatever a person decided, and empty or NaN for such an image.

    ``paths``               N relative paths
    ``labels``              N class names
    ``levels``              N levels
    ``classifier_labels``   N class names, argmax of the softmax
    ``moved``               [N] bool, the machine's label is not that of the softmax: the nearest prototype's, or that
                            of all labellings together
    ``probability``         [N] float32 in [0, 1], of the machine's label, by what it came from: all labellings
                            together, or that softmax
    ``entropy``             [N] float32 in [0, log K], nats, of that softmax
    ``margin``              [N] float32 in [0, 1]
    ``distance``            [N] float32, to the prototype of the machine's label
    ``weight``              [N] float32 in [0, 1]
    ``source_labels``       N class names, the source model's
    ``rounds``              [N] int32, the round that the machine's label is from
    ``guaranteed``          [N] bool, in the largest set whose error an audit bounds by the chosen share
    ``machine_labels``      N class names, the label without a person's word on that image; by it a corrected file
                            tells a person's label from the machine's, whatever the labels have become since
    ``doubt``               [N] float32 in [0, 1], of the machine's label: the larger, the sooner it needs a look; an
                            order, no chance
    ``unlike``              [N] float32, how unlike everything in the source; *unlike all* from 1 on; NaN where there is
                            no committee, and for images that came later
    ``copy_of``             N paths, of a copy that was left out that of its picture, whose label, level and figures it
                            has; empty for all others. A guarantee counts the picture alone

    The softmax is the target model's; in the default recipe averaged with the source model's as far as trust is
    below 1, and smoothed over similar images.
    """

    paths: tuple[str, ...]
    labels: tuple[str, ...]
    levels: tuple[Level, ...]
    classifier_labels: tuple[str, ...]
    moved: Mask
    probability: Floats
    entropy: Floats
    margin: Floats
    distance: Floats
    weight: Floats
    source_labels: tuple[str, ...]
    rounds: Ints
    guaranteed: Mask
    machine_labels: tuple[str, ...]
    doubt: Floats
    unlike: Floats
    copy_of: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def pictures(self) -> Rows:
        """[N] int64, the row of the picture that each row tells of: its own, but for a copy."""
        rows = {path: row for row, path in enumerate(self.paths)} if any(self.copy_of) else {}
        return np.array([rows.get(path, row) for row, path in enumerate(self.copy_of)], np.int64)

    def only(self, rows: Rows | Mask) -> "LabelTable":
        """The table of these rows: [n] int in any order, or [N] bool."""
        index = np.arange(len(self))[rows]
        picked = index.tolist()

        def taken(column: Any) -> Any:
            return column[index] if isinstance(column, np.ndarray) else tuple(column[row] for row in picked)

        return LabelTable(*(taken(getattr(self, field.name)) for field in fields(self)))


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Rows of any of ``kinds`` whose label is any of ``classes``; empty means no condition.

    ``MOVED`` are rows of low confidence that have another label than the classifier's.
    """

    kinds: frozenset[Kind] = frozenset()
    classes: frozenset[str] = frozenset()

    def rows(self, table: LabelTable) -> Mask:
        """[N] bool, the chosen rows of ``table``."""
        chosen: Mask = np.any([_of_kind(table, kind) for kind in self.kinds or {Kind.ALL}], axis=0)
        if self.classes:
            chosen &= np.fromiter((label in self.classes for label in table.labels), np.bool_, len(table))
        return chosen


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """New images and their labels by the model of round ``round``; ``problems`` {row: reason} of unreadable ones."""

    catalog: Catalog
    pseudo_labels: PseudoLabels
    problems: dict[int, str]
    round: int

    def table(self) -> LabelTable:
        """The rows of the labels file."""
        return label_table(
            self.catalog,
            self.pseudo_labels,
            source_only=np.full(len(self.catalog), UNKNOWN, np.int32),
            decisions={},
            problems=self.problems,
            round_number=self.round,
        )


def label_table(
    catalog: Catalog,
    pseudo_labels: PseudoLabels,
    *,
    source_only: Ints,
    decisions: Mapping[int, Decision],
    problems: Collection[int],
    round_number: int,
    consensus: Consensus | None = None,
    guaranteed: Rows = _NONE,
) -> LabelTable:
    """The table of the N images of the target ``catalog``, after round ``round_number``.

    ``source_only`` [N] int32, the source model's class indices, ``UNKNOWN`` for none; ``decisions`` by row;
    ``problems`` rows that can't be read or were excluded; ``consensus`` gives the doubt of those ``pseudo_labels``, if
    they are its, and how unlike the source they are; ``guaranteed`` [n] int64, rows of the guaranteed set, marked as
    such if they have a label. Raises ``ValueError`` if lengths differ, ``IndexError`` if a row or a class is not in the
    catalog.
    """
    total = len(catalog)
    if not total == len(pseudo_labels) == len(source_only):
        raise ValueError(f"{total} images, {len(pseudo_labels)} pseudo-labels, {len(source_only)} source labels")
    # UNKNOWN is -1, which indexes the empty name at the end.
    names = np.array([*catalog.class_names, ""], object)
    readable = pseudo_labels.readable.copy()
    readable[list(problems)] = False

    def named(labels: Ints) -> tuple[str, ...]:
        return tuple(np.where(readable, names[labels], "").tolist())

    def figure(values: Floats) -> Floats:
        return np.where(readable, values, np.float32(np.nan)).astype(np.float32)

    labels, levels = _with_decisions(pseudo_labels, readable, names=names, decisions=decisions)
    return LabelTable(
        paths=catalog.paths,
        labels=labels,
        levels=levels,
        classifier_labels=named(pseudo_labels.classifier_label),
        moved=pseudo_labels.moved & readable,
        probability=figure(pseudo_labels.probability),
        entropy=figure(pseudo_labels.entropy),
        margin=figure(pseudo_labels.margin),
        distance=figure(pseudo_labels.distance),
        weight=figure(pseudo_labels.weight),
        source_labels=named(source_only),
        rounds=np.full(total, round_number, np.int32),
        guaranteed=np.isin(np.arange(total), guaranteed) & np.fromiter(map(bool, labels), np.bool_, total),
        machine_labels=named(pseudo_labels.label),
        doubt=figure(doubts(pseudo_labels, consensus)),
        unlike=figure(unlikeness(total, consensus)),
        copy_of=("",) * total,
    )


def with_copies(table: LabelTable, copies: Mapping[int, int]) -> LabelTable:
    """``table`` with all that is said of a picture in the rows of its ``copies``, but what is promised of it.

    ``copies`` are those that were left out: {row: the row of the picture}. One that a person named keeps that name.
    """
    if not copies:
        return table
    rows, copy_of = np.arange(len(table)), [*table.copy_of]
    for row, twin in copies.items():
        if table.levels[row] is Level.PROBLEM:
            rows[row], copy_of[row] = twin, table.paths[twin]
    guaranteed = table.guaranteed & (rows == np.arange(len(table)))
    return replace(table.only(rows), paths=table.paths, guaranteed=guaranteed, copy_of=tuple(copy_of))


def _with_decisions(
    pseudo_labels: PseudoLabels, readable: Mask, *, names: Words, decisions: Mapping[int, Decision]
) -> tuple[tuple[str, ...], tuple[Level, ...]]:
    labels = np.where(readable, names[pseudo_labels.label], "")
    levels = np.array([Level.LOW, Level.HIGH], object)[pseudo_labels.high.astype(np.intp)]
    levels[~readable] = Level.PROBLEM
    for row, decision in decisions.items():
        if decision.verdict is not Verdict.UNSURE:
            labels[row] = names[:-1][decision.label] if decision.verdict is Verdict.LABEL else ""
            levels[row] = Level.PERSON
    return tuple(labels.tolist()), tuple(levels.tolist())


def _of_kind(table: LabelTable, kind: Kind) -> Mask:
    if kind is Kind.ALL:
        return np.ones(len(table), np.bool_)
    if kind is Kind.GUARANTEED:
        return table.guaranteed
    wanted = Level.LOW if kind is Kind.MOVED else _LEVELS[kind]
    found = np.fromiter((level is wanted for level in table.levels), np.bool_, len(table))
    return found & table.moved if kind is Kind.MOVED else found
