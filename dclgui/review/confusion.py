"""Where two ways to name the images differ: counts by pair of names."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dclgui.core.arrays import Ints, Longs, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import SETTLED, Decision, VerdictCode
from dclgui.review.table import ReviewTable


@dataclass(frozen=True, slots=True, eq=False)
class Confusion:
    """Counts of images by their names: ``counts`` [L, C] int64 by ``lines`` [L] and ``columns`` [C], both ascending.

    Only names that occur are among them. ``first`` and ``second`` [N] int32 are the two names of each image, whose
    classes are 0 to K - 1, ``K`` for none of these, and ``UNKNOWN`` where nothing is said.
    """

    first: Ints
    second: Ints
    lines: Longs
    columns: Longs
    counts: Longs

    @property
    def agreed(self) -> int:
        """How many images both name alike."""
        return int(self.counts[self.lines[:, None] == self.columns].sum())

    @property
    def differing(self) -> int:
        """How many they name otherwise."""
        return int(self.counts.sum()) - self.agreed

    def rows(self, line: int, column: int) -> Rows:
        """[n] int64, the images of a cell, by its place in ``counts``."""
        return np.flatnonzero((self.first == self.lines[line]) & (self.second == self.columns[column]))


def confusion_of(first: Ints, second: Ints, *, classes: int) -> Confusion:
    """Count the images of ``classes`` classes by ``first`` (lines) and ``second`` (columns), [N] int32 each."""
    both = (first != UNKNOWN) & (second != UNKNOWN)
    one, other = first[both].astype(np.int64), second[both].astype(np.int64)
    # Each class that occurs has a line and a column, so that there is a diagonal; "none of these" has a line alone.
    columns = np.union1d(one[one < classes], other)
    lines = np.union1d(one, columns)
    cell = np.searchsorted(lines, one) * len(columns) + np.searchsorted(columns, other)
    counts = np.bincount(cell, minlength=len(lines) * len(columns)).reshape(len(lines), len(columns))
    return Confusion(first, second, lines, columns, counts)


def named_by_person(table: ReviewTable, audited: Mapping[int, Decision]) -> Ints:
    """[N] int32, the class that a person gave each image, K for none of these, ``UNKNOWN`` where nobody said.

    audited: answers to an audit; where Review settles it too, that counts.
    """
    named = np.full(len(table), UNKNOWN, np.int32)
    verdict, settled = table.verdict, np.isin(table.verdict, SETTLED)
    for row, answer in audited.items():
        if row < len(table) and answer.verdict.code != VerdictCode.UNSURE:
            named[row] = answer.label if answer.verdict.code == VerdictCode.LABEL else len(table.class_names)
    own = np.where(verdict == VerdictCode.LABEL, table.label, len(table.class_names))
    return np.where(settled, own, named).astype(np.int32)
