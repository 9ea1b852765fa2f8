"""The two signs of a run away."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.method.collapse import far_from, vanished

shares = st.lists(st.sampled_from([0.0, 0.005, 0.01, 0.05, 0.1, 0.15, 0.3, 0.6, 1.0]), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("now", "before", "classes"),
    [
        ([0.5, 0.5, 0.0], [0.4, 0.4, 0.2], [2]),
        ([0.5, 0.5, 0.0], [0.4, 0.591, 0.009], []),
        ([0.5, 0.5, 0.0], [0.4, 0.59, 0.01], [2]),
        ([0.5, 0.499, 0.001], [0.4, 0.4, 0.2], []),
        ([0.0, 1.0, 0.0], [0.4, 0.4, 0.2], [0, 2]),
    ],
)
def test_a_class_that_the_source_model_saw_has_vanished(
    now: list[float], before: list[float], classes: list[int]
) -> None:
    assert vanished(now, before) == classes


@pytest.mark.parametrize(
    ("now", "source", "far"),
    [
        (0.31, 0.1, True),
        (0.29, 0.1, False),
        (0.09, 0.3, True),
        (0.11, 0.3, False),
        (0.05, 0.01, False),
        (0.12, 0.01, True),
        (0.0, 0.09, False),
        (0.3, 0.3, False),
        (0.5, 0.0, False),
    ],
)
def test_a_class_lies_far_from_the_sources_share(now: float, source: float, *, far: bool) -> None:
    assert far_from([now, 1 - now], [source, 1 - source]).count(0) == far


@given(shares, st.randoms())
def test_classes_are_judged_each_by_itself(now: list[float], random: Random) -> None:
    before = [random.choice([0.0, 0.01, 0.2, 0.5]) for _ in now]
    for signs in (vanished, far_from):
        alone = [k for k in range(len(now)) if signs([now[k]], [before[k]])]
        assert signs(now, before) == alone


def test_tables_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        vanished([1.0], [0.5, 0.5])
