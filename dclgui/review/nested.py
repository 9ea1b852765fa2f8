"""Tests of nested sets of labels, the least uncertain first: up to which one at most so many are wrong.

Both kinds take the answers as ``ranks`` [n] int64, the place of each answered image among all by uncertainty, in the
order answered, and ``wrong`` [n] bool. The sets of a grid fixed beforehand are tested from a first one upwards until
one fails, each at the whole risk (fixed-sequence testing as in *Learn then Test*: Angelopoulos, Bates, Candes, Jordan
and Lei 2021, arXiv 2110.01052). The first one may depend on the numbers of images and answers alone.

``over="accepted"``: at most the error of the set itself is wrong. ``over="all"``: of all images, where the number of
wrong labels inside grows with the set (probably approximately correct labels: Candes, Ilyas and Zrnic 2025, arXiv
2506.10908, here with exact tests).
"""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dclgui.core.arrays import Doubles, Longs, Mask, Rows
from dclgui.core.terms import Over, Terms
from dclgui.review.intervals import most_wrong

_GRID = 400
_FIRST_AT_MOST = 0.65
_OPEN_GRID, _OPEN_FIRST = 60, 0.7
_ALTERNATIVES = 50


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """``accepted`` [m] int64, the sizes of the sets; ``bound`` [m] float64, upper bound of the error of each."""

    accepted: Rows
    bound: Doubles


class NestedTest(ABC):
    """A sequence of tests for one number of ``images``, at the whole ``risk``."""

    def __init__(self, images: int, *, error: float, risk: float, over: Over, grid: Rows) -> None:
        self._images, self._risk, self._over = images, risk, over
        self._grid = grid[grid > 0]
        self._whole = np.full(len(self._grid), images) if over == "all" else self._grid
        self._budget = error * self._whole + 1e-9  # 0.29 * 100 comes out below 29

    @abstractmethod
    def reached(self, ranks: Longs, wrong: Mask) -> int:
        """How many of the least uncertain images are guaranteed, including audited ones."""

    @abstractmethod
    def needed(self) -> int:
        """Answers that any guarantee needs, if none of them is wrong."""

    def curve(self, ranks: Longs, wrong: Mask) -> Curve:
        """The bound of every set by itself after all these answers."""
        return Curve(self._grid, np.minimum(self._bounds(ranks, wrong), self._grid) / self._whole)

    def _bounds(self, ranks: Longs, wrong: Mask) -> Doubles:
        """[m] float64, how many wrong labels each set of the grid may hold."""
        found = np.searchsorted(np.sort(ranks[wrong]), self._grid)  # wrong audited images inside each set
        # Few distinct counts among hundreds of sets, and each bound is a bisection over exact tails.
        values, inverse = np.unique(found, return_inverse=True)
        most = np.array([self._most(int(value), len(ranks)) for value in values], np.float64)
        return most[inverse]

    @abstractmethod
    def _most(self, found: int, drawn: int) -> int:
        """How many wrong labels a set may hold of which ``found`` of ``drawn`` answers are wrong and inside."""

    @abstractmethod
    def _passes(self, drawn: int, budget: float) -> bool:
        """Whether a set passes after ``drawn`` answers without a mistake."""

    def _enough(self, first: int) -> int:
        """Answers without a mistake with which the set at place ``first`` of the grid passes."""
        if not len(self._grid):
            return 0
        low, high = 0, self._images
        while low < high:  # bisection: one more right answer never speaks against a set
            middle = (low + high) // 2
            if self._passes(middle, float(self._budget[first])):
                high = middle
            else:
                low = middle + 1
        return low


class OneLook(NestedTest):
    """One look at all answers: exact hypergeometric bounds.

    The first set is the one in which as many errors are tolerated as fit into about two thirds of the images.
    """

    def __init__(self, images: int, *, error: float, risk: float, over: Over) -> None:
        grid = np.unique(np.linspace(0, images, _GRID + 1).round().astype(np.int64))
        super().__init__(images, error=error, risk=risk, over=over, grid=grid)

    def reached(self, ranks: Longs, wrong: Mask) -> int:
        """How many are guaranteed."""
        if not len(self._grid):
            return 0
        passes = self._bounds(ranks, wrong) <= self._budget
        first = 0 if self._over == "all" else self._first(len(ranks))
        if first == len(passes) or not passes[first]:
            return 0
        # Fixed sequence: sets beyond the first failure are not tested, even if their bound would pass.
        failed = np.flatnonzero(~passes[first:])
        return int(self._grid[first + failed[0] - 1] if len(failed) else self._grid[-1])

    def needed(self) -> int:
        """Answers that the largest set needs to pass."""
        return self._enough(-1)

    def _passes(self, drawn: int, budget: float) -> bool:
        return self._most(0, drawn) <= budget

    def _first(self, drawn: int) -> int:
        """Index in the grid of the first set tested. It must not depend on the answers, only on their number."""
        first, tolerated = len(self._grid), 0
        while tolerated <= drawn:
            place = int(np.searchsorted(self._budget, self._most(tolerated, drawn)))
            if place == len(self._grid) or (tolerated and self._grid[place] > _FIRST_AT_MOST * self._images):
                break
            first, tolerated = place, tolerated + 1
        return first

    def _most(self, found: int, drawn: int) -> int:
        return most_wrong(found, images=self._images, drawn=drawn, risk=self._risk)


class OpenEnded(NestedTest):
    """A test that may be read after every answer, with as many more answers as one likes.

    The wealth of a bet against *one more is wrong than is allowed*: how much likelier the answers are if fewer are, at
    equal chances of all counts up to half of what is allowed. It is a martingale at most, so that it ever reaches
    1 / risk with that risk at most (Ville 1939; Waudby-Smith and Ramdas 2020, arXiv 2006.04347). More wrong labels than
    one too many only lower it. The first set is fixed.
    """

    def __init__(self, images: int, *, error: float, risk: float, over: Over) -> None:
        first = 0 if over == "all" else _OPEN_FIRST * images
        grid = np.unique(np.linspace(first, images, _OPEN_GRID).round().astype(np.int64))
        super().__init__(images, error=error, risk=risk, over=over, grid=grid)

    def reached(self, ranks: Longs, wrong: Mask) -> int:
        """How many are guaranteed, by what any of the answers so far showed."""
        drawn, reached = np.arange(1, len(ranks) + 1), 0
        for size, budget in zip(self._grid.tolist(), self._budget.tolist(), strict=True):
            found = np.cumsum(wrong & (ranks < size))
            # Only the last answer before each mistake can be the best moment to read.
            ends = np.flatnonzero(np.diff(found, append=found[-1:] + 1))
            wealth = [self._wealth(int(found[end]), int(drawn[end]), int(budget)) for end in ends]
            if max(wealth, default=-np.inf) < -math.log(self._risk):
                break
            reached = size
        return reached

    def needed(self) -> int:
        """Answers that the first set needs to pass."""
        return self._enough(0)

    def _passes(self, drawn: int, budget: float) -> bool:
        return self._wealth(0, drawn, int(budget)) >= -math.log(self._risk)

    def _most(self, found: int, drawn: int) -> int:
        low, high = found, self._images - (drawn - found)
        while low < high:
            middle = (low + high) // 2
            if self._wealth(found, drawn, middle) >= -math.log(self._risk):
                high = middle
            else:
                low = middle + 1
        return low

    def _wealth(self, found: int, drawn: int, allowed: int) -> float:
        """Logarithm of the wealth after ``drawn`` answers, ``found`` of them wrong, against ``allowed`` + 1."""
        counts = np.unique(np.linspace(0, allowed // 2, _ALTERNATIVES).round().astype(np.int64))
        against = self._likelihood(found, drawn, np.array([allowed + 1]))[0]
        if against == -np.inf:
            return -np.inf if found > allowed else np.inf
        return float(np.logaddexp.reduce(self._likelihood(found, drawn, counts)) - np.log(len(counts)) - against)

    def _likelihood(self, found: int, drawn: int, counts: Longs) -> Doubles:
        """Logarithm of the probability of one such sequence of answers, for each number of wrong images."""
        left = self._images - drawn
        possible = (counts >= found) & (counts - found <= left)
        inside = np.clip(counts - found, 0, left)
        whole = np.minimum(counts, self._images)
        likely = _log_choose(left, inside, self._images) - _log_choose(self._images, whole, self._images)
        return np.where(possible, likely, -np.inf)


def nested_test(images: int, terms: Terms, *, risk: float) -> NestedTest:
    """The test of ``images`` by the plan of ``terms``, at ``risk``."""
    kind = OpenEnded if terms.plan == "open" else OneLook
    return kind(images, error=terms.error, risk=risk, over=terms.over)


def _log_choose(total: int, part: Longs, most: int) -> Doubles:
    table = _log_factorials(most)
    chosen: Doubles = table[total] - table[part] - table[total - part]
    return chosen


@lru_cache(maxsize=4)
def _log_factorials(most: int) -> Doubles:
    table: Doubles = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1, dtype=np.float64)))])
    return table
