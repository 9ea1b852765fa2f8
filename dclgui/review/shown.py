"""Which target images are shown and in which order, as arrays of row numbers."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from dclgui.core.arrays import Codes, Floats, Mask, Rows
from dclgui.review.table import Column, ReviewTable, State


class Mark(StrEnum):
    """What an image can be beside its state, each a column of the table: [N] bool."""

    DOUBTFUL = "doubtful"
    UNLIKE = "unlike_all"
    AGAIN = "look_again"
    ASK = "ask"


@dataclass(frozen=True, slots=True, eq=False)
class Like:
    """The images most like one called ``name``, which shows first if it is one of them.

    ``order``   [n] int64, all rows that ``round`` knows the features of, most alike first
    ``before``  the filter to go back to
    """

    name: str
    round: int
    order: Rows
    before: "Filter"


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """The conditions for an image to be shown, all at once; the default shows all images but those of an audit.

    ``states``  states to show, all if empty
    ``label``   current class, decisions included
    ``ranges``  (column, lowest, highest), both ends included; images without a value are left out
    ``text``    part of the path or of the class name, case-insensitive
    ``cell``    (classifier's label, machine's label)
    ``rows``    [n] int64, the only rows to show
    ``marks``   all of which an image must have
    ``like``    only images with features, and in its order
    """

    states: frozenset[State] = frozenset()
    label: int | None = None
    ranges: tuple[tuple[Column, float, float], ...] = ()
    text: str = ""
    cell: tuple[int, int] | None = None
    rows: Rows | None = None
    marks: frozenset[Mark] = frozenset()
    like: Like | None = None


def shown_rows(table: ReviewTable, shown: Filter, sort: Column, *, descending: bool) -> Rows:
    """[M] int64, the rows of ``table`` that pass ``shown``, ordered by ``sort``, or by likeness.

    Rows with equal values stay in row order, and rows without a value are last, in both directions.
    """
    rows = np.flatnonzero(_passes(table, shown, by_state=True))
    if shown.like is not None:
        return _among(shown.like.order, rows, len(table))
    if sort == "path":
        return rows[::-1] if descending else rows
    return _ordered(rows, table.column(sort)[rows], descending=descending)


def fitting(shown: Filter, table: ReviewTable) -> Filter:
    """``shown``, and what it goes back to, without the classes and images that ``table`` lacks."""
    if shown.like is not None:
        before = fitting(shown.like.before, table)
        if len(shown.like.order) and shown.like.order.max() >= len(table):
            return before
        shown = replace(shown, like=replace(shown.like, before=before))
    listed = set(table.listed.tolist())
    rows = shown.rows
    return replace(
        shown,
        label=shown.label if shown.label in listed else None,
        cell=shown.cell if shown.cell is not None and listed.issuperset(shown.cell) else None,
        rows=None if rows is not None and len(rows) and rows.max() >= len(table) else rows,
    )


def counts(table: ReviewTable, shown: Filter) -> dict[State, int]:
    """How many images of each state would pass ``shown`` without its condition on states."""
    found = np.bincount(table.state[_passes(table, shown, by_state=False)], minlength=len(State))
    return {state: int(found[state]) for state in State}


def mark_counts(table: ReviewTable, shown: Filter) -> dict[Mark, int]:
    """How many images of each mark would pass ``shown`` without its condition on marks."""
    passing = _passes(table, replace(shown, marks=frozenset()), by_state=True)
    return {mark: int(np.count_nonzero(passing & _marked(table, mark))) for mark in Mark}


def _marked(table: ReviewTable, mark: Mark) -> Mask:
    marked: Mask = getattr(table, mark)
    return marked


def _passes(table: ReviewTable, shown: Filter, *, by_state: bool) -> Mask:
    """[N] bool."""
    passes = ~table.in_audit
    if by_state and shown.states:
        wanted = np.zeros(len(State), np.bool_)
        wanted[list(shown.states)] = True
        passes &= wanted[table.state]
    for mark in shown.marks:
        passes &= _marked(table, mark)
    if shown.label is not None:
        passes &= table.label == shown.label
    if shown.cell is not None:
        passes &= (table.classifier_label == shown.cell[0]) & (table.machine_label == shown.cell[1])
    for column, low, high in shown.ranges:
        values = table.column(column)
        passes &= (values >= low) & (values <= high)
    for only in (shown.rows, None if shown.like is None else shown.like.order):
        if only is not None:
            among = np.zeros(len(table), np.bool_)
            among[only] = True
            passes &= among
    if shown.text:
        passes &= _with_text(table, shown.text)
    return passes


def _ordered(rows: Rows, values: Floats, *, descending: bool) -> Rows:
    """``rows`` sorted by ``values``, stable, NaN last.

    Each value's bits and its row are packed into one integer: sorting these is six times as fast as a stable argsort.
    """
    bits = (values + np.float32(0)).view(np.uint32)  # -0 becomes 0, which has other bits
    ascending = np.where(bits >> 31 == 1, ~bits, bits | np.uint32(1 << 31))
    keys = np.where(np.isnan(values), np.uint32(2**32 - 1), ~ascending if descending else ascending)
    together = keys.astype(np.uint64) << np.uint64(32) | rows.astype(np.uint64)
    together.sort()
    return (together & np.uint64(2**32 - 1)).astype(np.int64)


def queued_first(shown: Rows, order: Rows, images: int) -> Rows:
    """The rows of ``shown`` in the ``order`` of the queue, then those that are not queued."""
    queued = np.zeros(images, np.bool_)
    queued[order] = True
    return np.concatenate([_among(order, shown, images), shown[~queued[shown]]])


def _among(order: Rows, wanted: Rows, images: int) -> Rows:
    """The rows of ``order`` that are ``wanted``, in its order."""
    among = np.zeros(images, np.bool_)
    among[wanted] = True
    return order[among[order]]


class _PathIndex:
    """All case-folded paths of a table in one block of bytes: one fast search instead of one for each path."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self._text = ("\0".join(paths) + "\0").casefold().encode("utf-8", "surrogatepass")

    @cached_property
    def _bytes(self) -> Codes:
        return np.frombuffer(self._text, np.uint8)

    @cached_property
    def _ends(self) -> Rows:
        """[N] int64, the offset of each path's end."""
        return np.flatnonzero(self._bytes == 0)

    def having(self, text: str) -> Mask:
        """[N] bool, the paths with ``text`` in them."""
        wanted = text.casefold().encode("utf-8", "surrogatepass")
        having = np.zeros(len(self._ends), np.bool_)
        if len(wanted) == 1:
            places = np.flatnonzero(self._bytes == wanted[0])
        else:
            # One call of split finds every place, and yields few pieces for more than one letter.
            pieces = self._text.split(wanted)
            lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
            places = np.cumsum(lengths + len(wanted))[:-1] - len(wanted)
        having[np.searchsorted(self._ends, places)] = True
        return having


_INDEXES: WeakKeyDictionary[ReviewTable, _PathIndex] = WeakKeyDictionary()


def _with_text(table: ReviewTable, text: str) -> Mask:
    """[N] bool, images with ``text`` in their path or in the name of their class."""
    if "\0" in text:
        return np.zeros(len(table), np.bool_)
    if table not in _INDEXES:
        _INDEXES[table] = _PathIndex(table.paths)
    folded = text.casefold()
    # One more entry than classes: label -1, for no class, indexes the last.
    named = np.array([folded in name.casefold() for name in table.class_names] + [False], np.bool_)
    return _INDEXES[table].having(text) | named[table.label]
