"""Tails against sums of binomial coefficients, bounds against a search, Wilson's interval against its equation."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom, binomtest, hypergeom

from dclgui.review.intervals import Z95, at_any_time, at_most, most_wrong, no_better, wilson


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
            assert abs(share - end) == pytest.approx(Z95 * math.sqrt(end * (1 - end) / count), rel=1e-3, abs=1e-7)


def test_wilsons_interval_of_nine_out_of_ten() -> None:
    low, high = wilson(np.array([0.9, 0.9]), np.array([10.0, np.inf]))
    np.testing.assert_allclose(low, [0.5958, 0.9], atol=1e-4)
    np.testing.assert_allclose(high, [0.9821, 0.9], atol=1e-4)


@given(st.data(), st.integers(1, 200), st.sampled_from([0.01, 0.05, 0.3]))
def test_at_any_time_keeps_the_counts_whose_ratio_to_the_mixture_is_small(
    data: st.DataObject, images: int, risk: float
) -> None:
    drawn = data.draw(st.integers(0, images))
    found = data.draw(st.integers(0, drawn))
    possible = np.arange(found, images - (drawn - found) + 1)
    mixture = betabinom.pmf(found, drawn, 1, 1)  # of so many found, in any order
    kept = possible[hypergeom.pmf(found, images, possible, drawn) > risk * mixture * (1 + 1e-9)]
    assert at_any_time(found, images=images, drawn=drawn, risk=risk) == (kept.min(), kept.max())


@pytest.mark.parametrize("wrong", [0, 3, 30, 100, 299])
def test_whoever_reads_after_every_answer_is_misled_as_seldom_as_is_said(wrong: int) -> None:
    random, images, misled = np.random.default_rng(wrong), 300, 0
    for _ in range(200):
        found = np.cumsum(random.permutation(np.arange(images) < wrong))
        ends = [at_any_time(int(found[n - 1]), images=images, drawn=n, risk=0.05) for n in (1, 3, 10, 30, 100, 200)]
        misled += any(not low <= wrong <= high for low, high in ends)
    assert misled <= 0.05 * 200


@given(st.data(), st.integers(1, 14))
def test_the_sign_test_errs_as_seldom_as_it_says(data: st.DataObject, differing: int) -> None:
    """Exact: over all samples of a population in which no more got better than worse."""
    better = data.draw(st.integers(0, differing))
    worse = data.draw(st.integers(0, differing - better))
    ahead = worse - better - data.draw(st.integers(0, 6))
    judged, tied = data.draw(st.integers(0, differing)), differing - better - worse
    erring = 0.0
    for up in range(min(better, judged) + 1):
        for down in range(max(0, judged - up - tied), min(worse, judged - up) + 1):
            same = judged - up - down
            ways = math.comb(better, up) * math.comb(worse, down) * math.comb(tied, same)
            if no_better(up, down, differing=differing, tied=same, ahead=ahead) <= 0.1:
                erring += ways / math.comb(differing, judged)
    assert erring <= 0.1 + 1e-9


@given(st.integers(0, 40), st.integers(0, 40))
def test_among_very_many_images_it_is_the_binomial_sign_test(better: int, worse: int) -> None:
    wanted = binomtest(better, better + worse, alternative="greater").pvalue if better + worse else 1.0
    found = no_better(better, worse, differing=10_000_000, tied=0, ahead=0)
    assert found == pytest.approx(wanted, rel=1e-3, abs=1e-9)


def test_a_census_of_what_differs_leaves_no_doubt() -> None:
    assert no_better(3, 2, differing=7, tied=2, ahead=0) == 0
    assert no_better(2, 2, differing=6, tied=2, ahead=0) == 1
    assert no_better(3, 2, differing=7, tied=2, ahead=-1) == 1
    assert no_better(0, 0, differing=0, tied=0, ahead=1) == 0
    assert no_better(0, 0, differing=0, tied=0, ahead=0) == 1
