import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.consensus import LEAST, SURE_WRONG
from dclgui.learning.expectation import careful_chances, chances, expectation, sure

Record = list[tuple[float, bool]]
records = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=LEAST, max_size=40)


@given(record=records, sure=st.lists(st.floats(0, 1), min_size=50, max_size=80))
def test_it_is_a_fraction_and_at_least_what_was_opened(record: Record, sure: list[float]) -> None:
    sureness = np.array(sure, np.float32)
    opened = np.arange(len(sure)) < len(record)
    found = expectation(record, sureness, opened, 1 - sureness)
    assert found.answers == opened.sum()
    assert opened.mean() <= found.right <= 1
    assert 0 <= found.more <= (~opened).sum()


@given(record=records)
def test_the_shift_is_the_posterior_mode_of_a_logistic_regression(record: Record) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    sure, right = np.array(record, np.float64).T
    odds = np.log(sure.clip(1e-3, 1 - 1e-3) / (1 - sure.clip(1e-3, 1 - 1e-3)))

    def loss(shift: np.ndarray) -> float:
        return float(np.logaddexp(0, np.where(right > 0, -1, 1) * (shift[0] + odds)).sum() + shift[0] ** 2 / 10)

    wanted = optimize.minimize(loss, np.zeros(1)).x[0]
    moved = chances(record, np.full(1, 0.5, np.float32))[0]
    assert math.log(moved / (1 - moved)) == pytest.approx(wanted, abs=1e-3)


def test_it_falls_with_answers_that_correct_and_rises_with_those_that_confirm() -> None:
    sureness, opened = np.full(100, 0.7, np.float32), np.arange(100) < 20
    wrong, half, right = (
        expectation([(0.7, place < correct) for place in range(20)], sureness, opened, sureness)
        for correct in (2, 14, 20)
    )
    assert wrong.right < half.right < right.right
    assert wrong.more > half.more > right.more
    assert half.right == pytest.approx(0.2 + 0.8 * 0.7, abs=0.02)


def test_nothing_is_said_of_few_answers() -> None:
    found = expectation(
        [(0.9, True)] * (LEAST - 1), np.ones(50, np.float32), np.arange(50) < LEAST - 1, np.ones(50, np.float32)
    )
    assert not found.known
    assert found.more == -1


def test_once_all_are_opened_all_are_right() -> None:
    found = expectation(
        [(0.5, False)] * 30, np.full(30, 0.5, np.float32), np.ones(30, np.bool_), np.ones(30, np.float32)
    )
    assert (found.right, found.more) == (1.0, 0)


@given(record=records, sureness=st.floats(0, 1))
def test_the_careful_chance_is_below_the_likely_one(record: Record, sureness: float) -> None:
    both = np.full(1, sureness, np.float32)
    assert careful_chances(record, both)[0] < chances(record, both)[0]


@given(right=st.integers(2, 20))
def test_more_of_the_same_evidence_is_more_careful_no_longer(right: int) -> None:
    record = [(0.7, place < right) for place in range(20)]
    few, many = (careful_chances(record * times, np.full(1, 0.7, np.float32))[0] for times in (1, 10))
    likely = chances(record * 10, np.full(1, 0.7, np.float32))[0]
    assert abs(many - likely) < abs(few - likely) or few < many


@st.composite
def judged_labels(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    total = draw(st.integers(0, 40))
    chance = np.array(draw(st.lists(st.floats(0, 1), min_size=total, max_size=total)), np.float64)
    doubt = np.array(draw(st.lists(st.sampled_from([0, 0.1, 0.2, 0.5, 1, math.nan]), min_size=total, max_size=total)))
    candidates = np.array(draw(st.lists(st.booleans(), min_size=total, max_size=total)), np.bool_)
    return chance, candidates, doubt.astype(np.float32)


@given(judged_labels())
def test_what_is_sure_is_the_most_of_which_few_are_wrong(made: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    chance, candidates, doubt = made
    found = sure(chance, candidates, doubt)
    assert not (found & ~candidates).any()
    allowed = []
    for limit in np.unique(doubt[np.isfinite(doubt)]):
        below = candidates & (doubt <= limit)
        if below.any() and (1 - chance[below]).mean() <= SURE_WRONG + 1e-12:
            allowed.append(below.sum())
    assert found.sum() == max(allowed, default=0)
    for row in np.flatnonzero(candidates & np.isfinite(doubt)):
        assert (found[candidates & (doubt == doubt[row])] == found[row]).all(), "of equal doubt all or none"


@given(judged_labels(), st.floats(0, 1))
def test_less_evidence_never_makes_more_sure(made: tuple[np.ndarray, np.ndarray, np.ndarray], kept: float) -> None:
    chance, candidates, doubt = made
    assert not (sure(kept * chance, candidates, doubt) & ~sure(chance, candidates, doubt)).any()
