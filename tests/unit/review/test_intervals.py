"""Tails against sums of binomial coefficients, bounds against a search, Wilson's interval against its equation."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from dclgui.review.intervals import Z95, at_most, most_wrong, wilson


def summed(found: int, images: int, wrong: int, drawn: int) -> float:
    ways = sum(math.comb(wrong, k) * math.comb(images - wrong, drawn - k) for k in range(min(found, drawn) + 1))
    return float(Fraction(ways, math.comb(images, drawn)))


@given(st.data(), st.integers(0, 80))
def test_the_tail_is_the_sum_of_its_terms(data: st.DataObject, images: int) -> None:
    wrong, drawn = data.draw(st.integers(0, images)), data.draw(st.integers(0, images))
    found = data.draw(st.integers(0, drawn))
    tail = at_most(found, images=images, wrong=wrong, drawn=drawn)
    assert tail == pytest.approx(summed(found, images, wrong, drawn), rel=1e-9, abs=1e-300)


@given(st.data(), st.integers(1, 1_000_000))
def test_the_tail_is_the_hypergeometric_distributions(data: st.DataObject, images: int) -> None:
    wrong, drawn = data.draw(st.integers(0, images)), data.draw(st.integers(0, min(images, 5000)))
    found = data.draw(st.integers(0, drawn))
    tail = at_most(found, images=images, wrong=wrong, drawn=drawn)
    assert tail == pytest.approx(hypergeom.cdf(found, images, wrong, drawn), rel=1e-6, abs=1e-12)


def test_the_tail_of_a_million_images_neither_over_nor_underflows() -> None:
    assert at_most(0, images=1_000_000, wrong=500_000, drawn=400) == pytest.approx(2.0**-400, rel=0.1)
    assert at_most(399, images=1_000_000, wrong=500_000, drawn=400) == pytest.approx(1, abs=1e-9)
    assert at_most(0, images=1_000_000, wrong=20_000, drawn=149) == pytest.approx(0.98**149, rel=1e-3)


@given(st.data(), st.integers(1, 60), st.floats(0.01, 0.5))
def test_the_bound_is_the_largest_count_that_is_not_refuted(data: st.DataObject, images: int, risk: float) -> None:
    drawn = data.draw(st.integers(0, images))
    found = data.draw(st.integers(0, drawn))
    possible = range(found, images - (drawn - found) + 1)
    kept = [wrong for wrong in possible if summed(found, images, wrong, drawn) > risk]
    assert most_wrong(found, images=images, drawn=drawn, risk=risk) == max(kept)


def test_bounds_by_hand() -> None:
    # Two of four drawn, none wrong: with two wrong ones that has probability 1/6, with one 1/2.
    assert most_wrong(0, images=4, drawn=2, risk=0.2) == 1
    assert most_wrong(0, images=4, drawn=2, risk=0.1) == 2
    assert most_wrong(3, images=10, drawn=10, risk=0.05) == 3
    assert most_wrong(0, images=10, drawn=0, risk=0.05) == 10


@given(st.floats(0, 1), st.floats(0.5, 1e6))
def test_wilsons_ends_solve_its_equation(share: float, count: float) -> None:
    low, high = wilson(np.array([share]), np.array([count]))
    assert 0 <= low[0] <= share <= high[0] <= 1
    for end in (low[0], high[0]):
        if end not in (0, share, 1):
            assert abs(share - end) == pytest.approx(Z95 * math.sqrt(end * (1 - end) / count), rel=1e-3, abs=1e-9)


def test_wilsons_interval_of_nine_out_of_ten() -> None:
    low, high = wilson(np.array([0.9, 0.9]), np.array([10.0, np.inf]))
    np.testing.assert_allclose(low, [0.5958, 0.9], atol=1e-4)
    np.testing.assert_allclose(high, [0.9821, 0.9], atol=1e-4)
