"""Shares in a finite population: Wilson's interval for estimates, the exact hypergeometric bound for guarantees."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dclgui.core.arrays import Doubles

Z95 = 1.959963984540054
"""The normal distribution's 97.5 % point."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share in [0, 1] (a difference of two: in [-1, 1]) of ``images`` images, estimated from ``answered`` of them.

    ``low`` and ``high`` are the limits of a 95 % confidence interval; ``estimate`` is NaN if nothing is known.
    """

    low: float
    estimate: float
    high: float
    answered: int
    images: int


def wilson(share: Doubles, count: Doubles) -> tuple[Doubles, Doubles]:
    """Limits of Wilson's 95 % score interval, element by element; ``count`` > 0 may be an effective size, or infinite.

    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22:209-212.
    """
    part = Z95 * Z95 / count
    middle = (share + part / 2) / (1 + part)
    around = np.sqrt(part * (share * (1 - share) + part / 4)) / (1 + part)
    return np.clip(middle - around, 0, share), np.clip(middle + around, share, 1)


def at_most(found: int, *, images: int, wrong: int, drawn: int) -> float:
    """Probability that at most ``found`` of ``drawn`` images are wrong, drawn at random from ``images`` (``wrong``).

    The hypergeometric distribution's lower tail, exact up to rounding.
    """
    first, last = max(0, drawn - (images - wrong)), min(drawn, wrong)
    top = min(found, last)
    if top < first:
        return 0.0
    if found >= last:
        return 1.0
    places = np.arange(top, first, -1, dtype=np.float64)
    # By the ratios p(k - 1) / p(k), downwards from the largest k, so that only one term needs factorials.
    ratios = places * (images - wrong - drawn + places) / ((wrong - places + 1) * (drawn - places + 1))
    log_top = _log_choose(wrong, top) + _log_choose(images - wrong, drawn - top) - _log_choose(images, drawn)
    logs = log_top + np.concatenate([[0.0], np.cumsum(np.log(ratios))])
    largest = float(logs.max())  # log-sum-exp, against underflow
    return min(1.0, math.exp(largest) * float(np.exp(logs - largest).sum()))


@lru_cache(maxsize=2**14)
def most_wrong(found: int, *, images: int, drawn: int, risk: float) -> int:
    """Exact upper bound of the number of wrong images among ``images``, if ``found`` of ``drawn`` are wrong.

    The true number exceeds it with probability ``risk`` at most: inversion of the hypergeometric test (Buonaccorsi
    1987, JASA 82:1162; Wang 2015, JASA 110:1592, for the two-sided case).
    """
    low, high = found, images - (drawn - found)
    while low < high:
        middle = (low + high + 1) // 2
        if at_most(found, images=images, wrong=middle, drawn=drawn) > risk:
            low = middle
        else:
            high = middle - 1
    return low


def _log_choose(total: int, part: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(part + 1) - math.lgamma(total - part + 1)
