"""Counts and shares in a finite population, from a random sample drawn without replacement.

Wilson's interval for estimates, a confidence sequence for whoever looks while answers come in, the exact hypergeometric
bound for guarantees and the exact test of which of two labellings is better.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dclgui.core.arrays import Doubles

Z95 = 1.959963984540054
"""The normal distribution's 97.5 % point."""
WIDEST = 0.2
"""No estimate is told of an interval wider than that."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share in [0, 1] (a difference of two: in [-1, 1]) of ``images`` images, estimated from ``answered`` of them.

    ``low`` and ``high`` are the limits of a 95 % confidence interval; ``estimate`` is NaN if nothing is known, or not
    enough to be said.
    """

    low: float
    estimate: float
    high: float
    answered: int
    images: int

    @property
    def point(self) -> float:
        """``estimate`` as it may be told; NaN while the interval is too wide for one number to mean something."""
        return self.estimate if self.high - self.low <= WIDEST else math.nan


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


@lru_cache(maxsize=2**14)
def at_any_time(found: int, *, images: int, drawn: int, risk: float) -> tuple[int, int]:
    """Limits of the number of marked images among ``images``, if ``found`` of the ``drawn`` first ones are.

    They hold at all numbers drawn at once with probability 1 - ``risk`` at least, so that they may be read after every
    answer and whoever likes what they say may stop. A count is left out once the sample is 1 / ``risk`` times likelier
    if all counts are equally likely (prior-posterior ratio: Waudby-Smith and Ramdas 2020, Confidence sequences for
    sampling without replacement, arXiv 2006.04347, theorem 2; Ville 1939).
    """
    # Equal chances of all counts give each sequence of answers the probability B(found + 1, drawn - found + 1).
    mixed = math.lgamma(found + 1) + math.lgamma(drawn - found + 1) - math.lgamma(drawn + 2)

    def kept(marked: int) -> bool:
        likely = _log_choose(images - drawn, marked - found) - _log_choose(images, marked)
        return likely > mixed + math.log(risk)

    least, most = found, images - (drawn - found)
    likeliest = min(most, max(least, (images + 1) * found // max(1, drawn)))
    return _last_kept(kept, likeliest, least), _last_kept(kept, likeliest, most)


def no_better(better: int, worse: int, *, differing: int, tied: int, ahead: int) -> float:
    """P-value of the exact sign test that no more labels got better than worse; below 0.05 / 2 they did.

    Of the ``differing`` images, whose two labels differ, a random sample was judged: ``better`` + ``worse`` + ``tied``
    (both labels wrong). ``ahead``: how many more got better than worse among images known for certain, which count too.
    Given how many of the sample are not tied, the better ones are hypergeometric (McNemar 1947, Psychometrika
    12:153-157, for a finite population). How many untied images there are is not known; the p-value is the largest.
    """
    judged = better + worse
    most = differing - tied  # so many at most are not tied
    # With fewer untied images the spread is smaller, so that only a lead to make up can be likelier among few.
    untied = range(judged if ahead < 0 else max(judged, most - 1), most + 1)
    values = [0.0]  # too few could have got worse
    for images in (count for count in untied if count >= ahead):
        right = min(images, (images - ahead) // 2)  # as many better ones as the hypothesis allows
        values.append(at_most(worse, images=images, wrong=images - right, drawn=judged))
    return max(values)


def _last_kept(kept: Callable[[int], bool], inside: int, end: int) -> int:
    """The count nearest to ``end`` that is ``kept``, by bisection from one ``inside``."""
    while inside != end:
        middle = (inside + end) // 2 if inside > end else (inside + end + 1) // 2
        if kept(middle):
            inside = middle
        else:
            end = middle - 1 if end > inside else middle + 1
    return inside


def _log_choose(total: int, part: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(part + 1) - math.lgamma(total - part + 1)
