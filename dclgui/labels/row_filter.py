"""Which rows leave the program."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dclgui.core.arrays import Mask
from dclgui.labels.table import LabelTable, Level


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


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Rows that are of any of ``kinds`` and whose label is any of ``classes``; empty stands for no condition.

    ``MOVED`` are rows of low confidence whose label is their nearest prototype's and not the classifier's.
    """

    kinds: frozenset[Kind] = frozenset()
    classes: frozenset[str] = frozenset()

    def rows(self, table: LabelTable) -> Mask:
        """[N] bool, the chosen rows of ``table``."""
        chosen = _any(len(table), (_of_kind(table, kind) for kind in self.kinds or {Kind.ALL}))
        if self.classes:
            chosen &= np.fromiter((label in self.classes for label in table.labels), np.bool_, len(table))
        return chosen


def _any(total: int, masks: Iterable[Mask]) -> Mask:
    found = np.zeros(total, np.bool_)
    for mask in masks:
        found |= mask
    return found


def _of_kind(table: LabelTable, kind: Kind) -> Mask:
    if kind is Kind.ALL:
        return np.ones(len(table), np.bool_)
    if kind is Kind.GUARANTEED:
        return table.guaranteed
    wanted = Level.LOW if kind is Kind.MOVED else _LEVELS[kind]
    found = np.fromiter((level is wanted for level in table.levels), np.bool_, len(table))
    return found & table.moved if kind is Kind.MOVED else found
