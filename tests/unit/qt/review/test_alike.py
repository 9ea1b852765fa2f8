import pytest

from dclgui.qt.review.alike import near_ones


@pytest.mark.parametrize(
    ("distances", "near"),
    [
        ([], 0),
        ([0.1], 1),
        ([0.1, 0.9], 2),
        ([0.1, 0.11, 0.12, 0.13, 0.5, 0.51], 4),
        ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 6),
        ([0.1, 0.1, 0.1], 3),
        ([0.1, 0.1, 0.1, 0.3], 3),
    ],
)
def test_the_near_ones_lie_before_a_gap_that_stands_out(distances: list[float], near: int) -> None:
    assert near_ones(distances) == near
