"""How right the labels are by the answers so far, before any audit: an expectation, not a measurement.

The sureness of each label is moved, on the scale of log odds, by the one number that fits best how often labels of a
given sureness turned out right: logistic regression with its slope held at 1 and a normal prior on the number. The
answers are no random sample, what was asked was doubtful; so it is tested how far off it is (docs/benchmarks.md), and
only an audit makes it known.
"""

from collections.abc import Sequence

import numpy as np

from dclgui.core.arrays import Doubles, Floats, Mask
from dclgui.core.consensus import GOAL, LEAST, SURE_WRONG, Expectation

_SHIFT_VARIANCE = 5.0
_STEPS = 40


def expectation(record: Sequence[tuple[float, bool]], sureness: Floats, opened: Mask, order: Floats) -> Expectation:
    """From the ``record`` of answers, and of all N images: ``sureness``, which are ``opened``, and the ``order``.

    ``more`` counts how many of the others must be put right, the largest ``order`` first, until about ``GOAL`` is
    right: each is taken to be as wrong as its sureness says now, so that what answers teach of others comes on top.
    """
    answers = int(opened.sum())
    if answers < LEAST:
        return Expectation(answers)
    chance = chances(record, sureness)
    chance[opened] = 1.0
    left = np.flatnonzero(~opened)
    ranked = left[np.argsort(-order[left], kind="stable")]
    gained = chance.sum() + np.concatenate([[0.0], np.cumsum(1 - chance[ranked])])
    reached = np.flatnonzero(gained >= GOAL * len(chance) - 1e-9)
    return Expectation(answers, float(chance.mean()), int(reached[0]) if len(reached) else len(left))


def chances(record: Sequence[tuple[float, bool]], sureness: Floats) -> Doubles:
    """[N] in [0, 1], how probably each label is right."""
    return _sigmoid(_shift(record) + _log_odds(sureness.astype(np.float64)))


def sure(chance: Doubles, candidates: Mask, doubt: Floats) -> Mask:
    """[N] bool, the most ``candidates`` [N], the least doubtful first, of which ``SURE_WRONG`` at most is wrong.

    chance: [N], how probably each label is right, by a careful reckoning. Images of equal ``doubt`` [N] come together.
    """
    rows = np.flatnonzero(candidates & np.isfinite(doubt))
    ranked = rows[np.argsort(doubt[rows], kind="stable")]
    wrong = np.cumsum(1 - chance[ranked]) / np.arange(1, len(ranked) + 1)
    whole = np.append(np.diff(doubt[ranked]) > 0, True)[: len(ranked)]
    passing = np.flatnonzero((wrong <= SURE_WRONG) & whole)
    found = np.zeros(len(doubt), np.bool_)
    found[ranked[: passing[-1] + 1 if len(passing) else 0]] = True
    return found


def careful_chances(record: Sequence[tuple[float, bool]], sureness: Floats) -> Doubles:
    """[N] in [0, 1], what ``chances`` would say one standard error of its number lower.

    The fewer answers there are, and the less they tell, the lower: the number's variance is taken from the curvature of
    the posterior at its mode (Laplace's approximation).
    """
    shift = _shift(record)
    told = _sigmoid(shift + _log_odds(np.array([sure for sure, _ in record], np.float64)))
    variance = 1 / ((told * (1 - told)).sum() + 1 / _SHIFT_VARIANCE)
    return _sigmoid(shift - np.sqrt(variance) + _log_odds(sureness.astype(np.float64)))


def _shift(record: Sequence[tuple[float, bool]]) -> float:
    """The posterior mode of the number by which log odds are moved."""
    if not record:
        return 0.0
    sure, right = np.array(record, np.float64).T
    odds = _log_odds(sure)
    low, high = (side * _SHIFT_VARIANCE * len(record) for side in (-1, 1))
    for _ in range(_STEPS):  # the slope falls all the way, so that bisection can't miss, as Newton's method does here
        middle = (low + high) / 2
        rising = (right - _sigmoid(middle + odds)).sum() > middle / _SHIFT_VARIANCE
        low, high = (middle, high) if rising else (low, middle)
    return (low + high) / 2


def _log_odds(chance: Doubles) -> Doubles:
    kept = chance.clip(1e-3, 1 - 1e-3)
    odds: Doubles = np.log(kept / (1 - kept))
    return odds


def _sigmoid(odds: Doubles) -> Doubles:
    chance: Doubles = 1 / (1 + np.exp(-odds.clip(-500, 500)))
    return chance
