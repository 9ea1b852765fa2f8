"""Labels and time saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.review.saved import LONGEST, Saving, labels_saved, pace, saving


def test_an_image_opened_twice_was_opened_once() -> None:
    assert labels_saved(10, [3, 3, 4]) == 8


def test_more_images_opened_than_there_are_is_an_error() -> None:
    with pytest.raises(ValueError, match="2 images opened of 1"):
        labels_saved(1, [0, 1])


def test_the_pace_is_the_median_without_pauses() -> None:
    assert pace([0, 2, 4, 9, 1000, 1004]) == 3
    assert pace([5]) is None
    assert pace([0, LONGEST + 1]) is None


def test_time_saved_is_pace_times_labels_saved() -> None:
    assert saving(100, [0, 1, 1, 2], [0, 2, 4]) == Saving(100, 3, 97, 2, 194)
    assert saving(100, [], []) == Saving(100, 0, 100, None, None)


@given(st.lists(st.integers(0, 50)), st.lists(st.floats(0, 1e6)))
def test_saved_and_opened_add_up(opened: list[int], times: list[float]) -> None:
    found = saving(51, opened, times)
    assert found.opened + found.saved == 51
    assert found.pace is None or 0 < found.pace <= LONGEST
