"""The one word for what adapting did, and the one way to tell an expected share."""

import math

import numpy as np
import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.review.audit import draw
from dclgui.review.estimate import Labels, estimate
from dclgui.review.intervals import Interval
from dclgui.review.verdict import Effect, about_right, effect_of


def difference(low: float, high: float) -> Interval:
    return Interval(low, (low + high) / 2, high, answered=100, images=1000)


@pytest.mark.parametrize(
    ("low", "high", "effect"),
    [
        (0.02, 0.1, Effect.HELPED),
        (-0.1, -0.02, Effect.HARMED),
        (-0.02, 0.1, Effect.UNCLEAR),
        (0.0, 0.1, Effect.UNCLEAR),
        (-0.1, 0.0, Effect.UNCLEAR),
        (0.0, 0.0, Effect.SAME),
        (1e-17, 1e-17, Effect.SAME),
        (-1e-17, -0.0, Effect.SAME),
    ],
)
def test_the_interval_decides(low: float, high: float, effect: Effect) -> None:
    assert effect_of(difference(low, high), complete=True) is effect


def test_nothing_is_said_before_anything_is_known() -> None:
    nothing = Interval(-1.0, math.nan, 1.0, 0, 0)
    assert effect_of(None, complete=True) is None
    assert effect_of(nothing, complete=False) is None
    assert effect_of(nothing, complete=True) is Effect.UNCLEAR, "no picture whose labels differ was drawn"


def test_two_labellings_that_are_one_are_the_same_after_few_answers() -> None:
    label = np.arange(60, dtype=np.int32) % 3
    everything = np.ones(60, np.bool_)
    design = draw(label, everything, eligible=everything, count=12, seed=1)
    answers = {row: Decision(row, Verdict.LABEL, row % 2) for row in design.rows.tolist()}
    labels = Labels(label, label.copy(), everything, everything, classes=3)
    assert effect_of(estimate(design, answers, labels, decided={}).difference, complete=True) is Effect.SAME


@pytest.mark.parametrize(
    ("right", "told"),
    [(0.912, 0.91), (0.29, 0.29), (0.988, 0.98), (0.99, 0.99), (0.9996, 0.99), (1 - 1e-7, 0.99), (1.0, 1.0)],
)
def test_what_is_expected_is_told_in_whole_per_cents_and_never_too_good(right: float, told: float) -> None:
    assert about_right(right) == told
    assert math.isnan(about_right(math.nan))
