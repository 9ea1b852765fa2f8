"""A reading goes into projects and model cards and comes back."""

import json

import pytest

from dclgui.core.reading import ALONE, FORMER, Reading


@pytest.mark.parametrize("reading", [ALONE, Reading(whole=(0, 4095)), Reading((-1.5, 3.25), (0, 1))])
def test_it_comes_back(reading: Reading) -> None:
    assert Reading.from_card(json.loads(json.dumps(reading.as_card()))) == reading


def test_nothing_is_the_former_one() -> None:
    assert Reading.from_card(None) == FORMER


@pytest.mark.parametrize(
    "said",
    [
        [],
        "x",
        3,
        {"whole": [1, 1]},
        {"whole": [2, 1]},
        {"whole": [0]},
        {"fractions": [0, float("inf")]},
        {"whole": ["a", "b"]},
        {"whole": 5},
    ],
)
def test_what_is_none_is_refused(said: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        Reading.from_card(said)


def test_the_key_tells_ranges_apart() -> None:
    assert ALONE.key == FORMER.key == ""
    assert len({Reading((0, 1)).key, Reading((0, 2)).key, Reading(None, (0, 1)).key}) == 3
