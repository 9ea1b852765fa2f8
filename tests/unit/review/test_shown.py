import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.review.shown import Filter, Like, counts, fitting, queued_first, shown_rows
from dclgui.review.table import Column, ReviewTable, State

NAMES = ("Dent", "凹痕", "straße")
COLUMNS: tuple[Column, ...] = ("doubt", "entropy", "distance", "margin", "probability", "weight", "path")

values = st.one_of(st.just(math.nan), st.sampled_from([0.0, -0.0, 0.5, 1.0, math.inf]), st.floats(-2, 2, width=32))
names = st.text("aB/İß凹. ", max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> ReviewTable:
    images = draw(st.integers(0, 12))
    random = np.random.default_rng(draw(st.integers(0, 2**16)))
    paths = tuple(draw(st.lists(names, min_size=images, max_size=images)))
    numbers = np.array(draw(st.lists(values, min_size=images, max_size=images)), np.float32)
    label, classifier_label = random.integers(-1, 3, (2, images), np.int32)
    pseudo_labels = PseudoLabels(
        label=label,
        classifier_label=classifier_label,
        high=random.random(images) < 0.5,
        entropy=numbers,
        probability=numbers[::-1].copy(),
        margin=random.random(images, np.float32),
        weight=numbers,
        distances=random.random((images, 3), np.float32),
    )
    return ReviewTable(paths, NAMES, pseudo_labels, np.arange(images)[random.random(images) < 0.1])


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    return Filter(
        states=frozenset(draw(st.sets(st.sampled_from(State), max_size=4))),
        label=draw(st.none() | st.integers(0, 2)),
        ranges=draw(st.sampled_from([(), (("entropy", 0.0, 1.0),), (("doubt", -1, 2), ("weight", 0.5, math.inf))])),
        text=draw(st.sampled_from(["", "", "a", "b/", "DEN", "SS", "i̇", "凹", "\0"])),
        cell=draw(st.none() | st.tuples(st.integers(0, 2), st.integers(0, 2))),
    )


def passes(table: ReviewTable, shown: Filter, row: int) -> bool:
    text, label = shown.text.casefold(), int(table.label[row])
    name = NAMES[label] if label >= 0 else ""
    cell = (int(table.classifier_label[row]), int(table.machine_label[row]))
    return (
        (shown.label is None or label == shown.label)
        and (shown.cell is None or cell == shown.cell)
        and all(low <= table.column(column)[row] <= high for column, low, high in shown.ranges)
        and (not text or text in table.paths[row].casefold() or text in name.casefold())
    )


@given(tables(), filters(), st.sampled_from(COLUMNS), st.booleans())
def test_as_plain_python_would_do_it(table: ReviewTable, shown: Filter, sort: Column, descending: bool) -> None:
    kept = [row for row in range(len(table)) if passes(table, shown, row)]
    tally = {state: sum(table.state[row] == state for row in kept) for state in State}
    kept = [row for row in kept if not shown.states or State(table.state[row]) in shown.states]
    if sort == "path":
        kept.sort(reverse=descending)
    else:
        keys = [float(value) for value in table.column(sort)]
        sign = -1 if descending else 1
        kept.sort(key=lambda row: (math.isnan(keys[row]), 0 if math.isnan(keys[row]) else sign * keys[row]))
    found = shown_rows(table, shown, sort, descending=descending)
    assert found.dtype == np.int64
    assert found.tolist() == kept
    assert counts(table, shown) == tally


def plain_table(images: int) -> ReviewTable:
    return ReviewTable(tuple(f"{row}.jpg" for row in range(images)), NAMES, None, np.empty(0, np.int64))


def test_only_the_rows_of_a_lasso() -> None:
    lasso = Filter(rows=np.array([4, 1], np.int64))
    assert shown_rows(plain_table(6), lasso, "path", descending=False).tolist() == [1, 4]


def test_a_search_does_not_reach_from_one_path_into_the_next() -> None:
    assert shown_rows(plain_table(3), Filter(text="jpg1"), "path", descending=False).tolist() == []


def test_paths_are_no_range() -> None:
    with pytest.raises(ValueError, match="path"):
        shown_rows(plain_table(3), Filter(ranges=(("path", 0, 1),)), "path", descending=False)


@given(st.data())
def test_the_queue_comes_first_and_nothing_is_lost(data: st.DataObject) -> None:
    images = data.draw(st.integers(1, 30))
    rows = st.permutations(range(images)).flatmap(lambda order: st.integers(0, images).map(lambda end: order[:end]))
    shown, order = (np.array(data.draw(rows), np.int64) for _ in range(2))
    queued = queued_first(shown, order, images)
    expected = [row for row in order.tolist() if row in set(shown.tolist())]
    expected += [row for row in shown.tolist() if row not in set(order.tolist())]
    assert queued.tolist() == expected


def test_likeness_is_an_order_and_leaves_out_what_has_no_features() -> None:
    table = ReviewTable(tuple("abcde"), NAMES, None, np.empty(0, np.int64))
    like = Like("a.png", 1, np.array([3, 0, 2], np.int64), before=Filter(text="x"))
    assert shown_rows(table, Filter(like=like), "entropy", descending=True).tolist() == [3, 0, 2]
    few = Filter(like=like, rows=np.array([2, 3, 4], np.int64))
    assert shown_rows(table, few, "path", descending=False).tolist() == [3, 2]
    table.in_audit[0] = True
    assert shown_rows(table, Filter(like=like), "path", descending=True).tolist() == [3, 2]


def test_a_filter_keeps_what_the_table_still_has() -> None:
    table = ReviewTable(tuple("abcd"), ("dent", "", "ok"), None, np.empty(0, np.int64))
    kept = Filter(label=2, cell=(0, 2), rows=np.array([3]), text="a")
    found = fitting(kept, table)
    assert (found.label, found.cell, found.rows, found.text) == (2, (0, 2), kept.rows, "a")
    gone = fitting(Filter(label=1, cell=(1, 0), rows=np.array([4]), text="a"), table)
    assert (gone.label, gone.cell, gone.rows, gone.text) == (None, None, None, "a")


def test_what_a_search_goes_back_to_is_kept_as_far_as_it_fits_too() -> None:
    table = ReviewTable(tuple("abcd"), ("dent", "", "ok"), None, np.empty(0, np.int64))
    before = Filter(label=1, text="a")
    found = fitting(Filter(like=Like("b", 0, np.array([1, 0]), before)), table)
    assert found.like is not None
    assert (found.like.before.label, found.like.before.text) == (None, "a")
    without = fitting(Filter(like=Like("e", 0, np.array([4, 0]), before)), table)
    assert (without.like, without.label, without.text) == (None, None, "a")
