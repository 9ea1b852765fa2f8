"""Tests that may be read once, and tests that may be read at any time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from dclgui.core.terms import Over, Terms
from dclgui.review.nested import OneLook, OpenEnded, nested_test


def test_the_plan_chooses_the_test() -> None:
    assert isinstance(nested_test(10, Terms(), risk=0.05), OneLook)
    assert isinstance(nested_test(10, Terms(plan="open"), risk=0.05), OpenEnded)


@given(st.data(), st.integers(20, 300))
def test_the_wealth_is_the_likelihood_ratio_of_fewer_wrong_labels(data: st.DataObject, images: int) -> None:
    drawn = data.draw(st.integers(0, images))
    found, allowed = data.draw(st.integers(0, drawn)), data.draw(st.integers(0, 20))
    test = OpenEnded(images, error=0.1, risk=0.05, over="accepted")
    counts = np.arange(allowed // 2 + 1)
    fewer = hypergeom.pmf(found, images, counts, drawn).mean()
    against = hypergeom.pmf(found, images, allowed + 1, drawn) if allowed < images else 0.0
    wealth = test._wealth(found, drawn, allowed)
    if against > 0:
        assert np.exp(wealth) == pytest.approx(fewer / against, rel=1e-6, abs=1e-12)
    else:
        assert wealth == (-np.inf if found > allowed else np.inf)


@pytest.mark.parametrize("wrong", [11, 12, 20, 60, 199])
def test_whatever_is_wrong_beyond_what_is_allowed_the_wealth_is_no_gain_on_average(wrong: int) -> None:
    """Exact: the expected wealth under every number of wrong labels above the allowed one, after each answer."""
    images, allowed = 200, 10
    test = OpenEnded(images, error=0.05, risk=0.05, over="all")
    before = 1.0
    for drawn in (1, 5, 20, 80, 150):
        chances = hypergeom.pmf(np.arange(drawn + 1), images, wrong, drawn)
        wealth = np.array([np.exp(test._wealth(found, drawn, allowed)) for found in range(drawn + 1)])
        expected = float(chances[chances > 0] @ wealth[chances > 0])
        assert expected <= before + 1e-9
        before = expected


@pytest.mark.parametrize("over", ["accepted", "all"])
def test_whoever_reads_after_every_answer_is_promised_too_much_as_seldom_as_is_said(over: Over) -> None:
    random, images, broken = np.random.default_rng(0), 400, 0
    test = OpenEnded(images, error=0.05, risk=0.05, over=over)
    for _ in range(150):
        wrong = np.zeros(images, np.bool_)
        wrong[random.choice(images, 22, replace=False)] = True
        ranks = random.permutation(images)[:200]
        reached = test.reached(ranks, wrong[ranks])  # the best of all readings
        broken += int(wrong[:reached].sum() > 0.05 * (images if over == "all" else reached))
    assert broken <= 0.05 * 150 + 3 * np.sqrt(0.05 * 0.95 * 150)


@given(st.integers(0, 999), st.integers(1, 300), st.sampled_from(["accepted", "all"]))
def test_what_was_reached_stays_and_enough_answers_without_a_mistake_reach_something(
    seed: int, images: int, over: Over
) -> None:
    random = np.random.default_rng(seed)
    test = OpenEnded(images, error=0.1, risk=0.05, over=over)
    ranks = random.permutation(images)
    wrong = random.random(images) < 0.05
    reached = [test.reached(ranks[:count], wrong[:count]) for count in range(0, images + 1, 1 + images // 5)]
    assert reached == sorted(reached)
    right = np.zeros(images, np.bool_)
    needed = test.needed()
    assert test.reached(ranks[:needed], right[:needed]) > 0
    assert needed == 0 or test.reached(ranks[: needed - 1], right[: needed - 1]) == 0
    once = OneLook(images, error=0.1, risk=0.05, over=over)
    assert once.needed() <= needed


def test_a_set_of_which_enough_was_seen_has_the_bound_of_what_was_seen() -> None:
    test = OpenEnded(100, error=0.1, risk=0.05, over="accepted")
    wrong = np.arange(100) == 3
    curve = test.curve(np.arange(100), wrong)
    np.testing.assert_allclose(curve.bound * curve.accepted, 1)
    nothing = test.curve(np.empty(0, np.int64), np.empty(0, np.bool_))
    np.testing.assert_allclose(nothing.bound, 1)
