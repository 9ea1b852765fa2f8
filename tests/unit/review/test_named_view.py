"""A view as text: nothing of a filter is lost, and what is no view is refused."""

from dataclasses import fields

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN
from dclgui.core.classes import Classes
from dclgui.review.named_view import NamedView
from dclgui.review.shown import Filter, Mark
from dclgui.review.table import ReviewTable, State

EVERYTHING = Filter(
    states=frozenset({State.LOW, State.DECIDED}),
    label=1,
    ranges=(("entropy", 0.25, 1.5), ("margin", 0.0, 0.1)),
    text='划痕 "#1"',
    cell=(0, 1),
    rows=np.array([4, 0, 2], np.int64),
    marks=frozenset({Mark.UNLIKE}),
)


def test_every_condition_comes_back() -> None:
    view = NamedView.of_text(NamedView(EVERYTHING, "distance", descending=False).to_text())
    assert (view.sort, view.descending) == ("distance", False)
    for field in fields(Filter):
        before, after = getattr(EVERYTHING, field.name), getattr(view.shown, field.name)
        if field.name == "like":  # the order of a round, kept under no name
            assert before is after is None
            continue
        assert before is not None, f"give {field.name} a value above, and see that it is kept"
        if isinstance(before, np.ndarray):
            np.testing.assert_array_equal(before, after)
        else:
            assert before == after != getattr(Filter(), field.name), field.name


def test_a_filter_without_conditions_comes_back_too() -> None:
    view = NamedView.of_text(NamedView(Filter(), "path", descending=True).to_text())
    assert view.shown.rows is None
    assert view.shown.states == frozenset()


@pytest.mark.parametrize("change", [("DECIDED", "DUBIOUS"), ("entropy", "mood"), ('"rows"', '"raws"'), ("{", "[")])
def test_what_is_no_view_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        NamedView.of_text(NamedView(EVERYTHING, "distance", descending=False).to_text().replace(*change))


def test_a_view_of_classes_or_images_that_there_are_not_fits_no_table() -> None:
    view = NamedView(EVERYTHING, "path", descending=False)

    def table(images: int, *classes: str) -> ReviewTable:
        return ReviewTable(tuple(f"{row}.png" for row in range(images)), classes, None, np.empty(0, np.int64))

    assert view.fits(table(5, "dent", "ok"))
    assert not view.fits(table(4, "dent", "ok"))
    assert not view.fits(table(5, "dent"))
    assert not view.fits(table(5, "dent", "")), "merged or withdrawn"


def test_a_view_follows_a_class_that_was_merged_and_fits_nothing_once_it_is_withdrawn() -> None:
    names = ("dent", "ok", "scratch")
    table = ReviewTable(tuple("abcde"), ("dent", "", "scratch"), None, np.empty(0, np.int64))
    view = NamedView(EVERYTHING, "path", descending=False)
    merged = view.read(Classes(names, names, {1: 2}, 3))
    assert (merged.shown.label, merged.shown.cell) == (2, (0, 2))
    assert merged.fits(table)
    assert not view.read(Classes(names, names, {1: UNKNOWN}, 3)).fits(table)
