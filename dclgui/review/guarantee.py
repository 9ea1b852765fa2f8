"""Labels that are right with a promise: the largest set, by a score of uncertainty, whose error is at most e.

The sets are nested: the m least uncertain images, for growing m. The audit's core is a simple random sample, so the
number of audited images that are wrong and inside a set is hypergeometric, whatever its size: an exact test for each.

``over="accepted"``: at most e of the set itself is wrong. The sets of a grid fixed beforehand are tested from a first
one upwards until one fails, each at the whole risk (fixed-sequence testing as in *Learn then Test*: Angelopoulos,
Bates, Candes, Jordan and Lei 2021, arXiv 2110.01052). The first one follows from the numbers of images and answers
alone: the set in which as many errors are tolerated as fit into about two thirds of the images.

``over="all"``: at most e of *all* labels is wrong once a person has looked at every image outside the set. The count
of wrong labels inside grows with the set, so that one test without any first set is enough (probably approximately
correct labels: Candes, Ilyas and Zrnic 2025, arXiv 2506.10908, with the hypergeometric bound for theirs). It reaches
further, but says nothing of the set while the rest has not been looked at.

What is promised are the machine's labels as they were audited. Images decided before the draw count as right; later
decisions can only make a set better. *Unsure* counts as wrong. The score and the labels must not be chosen from the
audit's answers; images of the audit stay out of training for that reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from dclgui.core.decisions import Decision, Verdict
from dclgui.review.audit import Design, Mask, Rows
from dclgui.review.estimate import Labels
from dclgui.review.intervals import most_wrong

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Over = Literal["accepted", "all"]

_GRID = 400
_FIRST_AT_MOST = 0.65
_RESAMPLED = 100


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What an audit says, for a promise.

    ``drawable``  [N] int64, rows that could be drawn
    ``rows``      [n] int64, those of the audit's core that are answered; ``wrong`` [n] bool
    ``known``     [T] bool over the whole target: a person has said what it is
    ``before``    how many were known before the draw
    """

    drawable: Rows
    rows: Rows
    wrong: Mask
    known: Mask
    before: int


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """``accepted`` [m] int64 images, least uncertain first; ``bound`` [m] float64, the most that is wrong of them."""

    accepted: Rows
    bound: Doubles


@dataclass(frozen=True, slots=True, eq=False)
class Guarantee:
    """With ``confidence``, at most ``error`` is wrong.

    ``accepted``       [a] int64, rows whose machine label is promised, least uncertain first; none if too few answers
    ``known``          [k] int64, rows a person has said what they are; guaranteed too
    ``remaining``      [r] int64, rows to be looked at, most uncertain first
    ``audits_needed``  answers from which any promise is possible at all, if none of them is wrong
    ``curve``          the bound of each set alone, also beyond what is promised
    """

    error: float
    confidence: float
    over: Over
    accepted: Rows
    known: Rows
    remaining: Rows
    audits_needed: int
    curve: Curve


@dataclass(frozen=True, slots=True)
class Forecast:
    """Images accepted ``now``; with more answers ``expected``, in nine of ten cases from ``low`` to ``high``."""

    now: int
    low: int
    expected: int
    high: int


def sample_of(
    design: Design, answers: Mapping[int, Decision], labels: Labels, *, decided: Mapping[int, Decision]
) -> Sample:
    """Compare ``answers`` to the core of ``design`` with the machine's labels; ``decided`` are all other decisions."""
    drawable = labels.counted & (design.stratum >= 0)
    rows = [row for row in design.rows[design.core].tolist() if row in answers and labels.counted[row]]
    wrong = [answers[row].verdict is not Verdict.LABEL or answers[row].label != labels.adapted[row] for row in rows]
    known = np.zeros(len(drawable), np.bool_)
    known[[row for said in (decided, answers) for row in said if said[row].verdict is not Verdict.UNSURE]] = True
    known &= labels.counted
    return Sample(
        drawable=np.flatnonzero(drawable),
        rows=np.array(rows, np.int64),
        wrong=np.array(wrong, np.bool_),
        known=known,
        before=int((known & ~drawable).sum()),
    )


def guarantee(
    sample: Sample, *, uncertainty: Floats, error: float = 0.01, confidence: float = 0.95, over: Over = "accepted"
) -> Guarantee:
    """The largest set that ``sample`` lets promise; ``uncertainty`` [T] float32, NaN is the most uncertain."""
    ordered = _ordered(sample, uncertainty)
    test = _Test(sample, error=error, risk=1 - confidence, over=over)
    places = np.flatnonzero(np.isin(ordered, sample.rows[sample.wrong]))
    reached = test.reached(places, len(sample.rows))
    promised = np.zeros(len(sample.known), np.bool_)
    promised[ordered[:reached]] = True
    least = ordered[promised[ordered] & ~sample.known[ordered]]
    return Guarantee(
        error=error,
        confidence=confidence,
        over=over,
        accepted=least,
        known=np.flatnonzero(sample.known),
        remaining=ordered[::-1][~(promised | sample.known)[ordered[::-1]]],
        audits_needed=test.needed(),
        curve=test.curve(places, len(sample.rows)),
    )


def with_more(
    sample: Sample,
    *,
    uncertainty: Floats,
    more: int = 50,
    error: float = 0.01,
    confidence: float = 0.95,
    over: Over = "accepted",
    seed: int = 0,
) -> Forecast:
    """How many labels ``more`` answers would let promise, by adding made-up answers to the real ones.

    A made-up answer is wrong as often as real ones at that uncertainty, by the isotonic fit and half an error besides.
    """
    ordered = _ordered(sample, uncertainty)
    test = _Test(sample, error=error, risk=1 - confidence, over=over)
    sampled = np.flatnonzero(np.isin(ordered, sample.rows))
    wrong = np.isin(ordered[sampled], sample.rows[sample.wrong])
    places, count = sampled[wrong], len(sampled)
    free = np.setdiff1d(np.arange(len(ordered)), sampled)
    more = min(more, len(free))
    rate = (_rising(wrong.astype(np.float64)) * count + 0.5) / (count + 1) if count else np.full(1, 0.5)
    random = np.random.default_rng(seed)
    found = []
    for _ in range(_RESAMPLED):
        added = random.choice(free, more, replace=False)
        chance = rate[np.minimum(np.searchsorted(sampled, added), len(rate) - 1)]
        guessed = added[random.random(more) < chance]
        found.append(test.reached(np.sort(np.concatenate([places, guessed])), count + more))
    low, expected, high = np.percentile(found, [5, 50, 95])
    return Forecast(test.reached(places, count), int(low), int(expected), int(high))


class _Test:
    """The sequence of tests for one number of images; ``places`` are where audited wrong images stand, ascending."""

    def __init__(self, sample: Sample, *, error: float, risk: float, over: Over) -> None:
        self._images, self._before = len(sample.drawable), sample.before
        self._risk, self._over = risk, over
        grid = np.unique(np.linspace(0, self._images, _GRID + 1).round().astype(np.int64))
        self._grid = grid[grid > 0]
        counted = np.full(len(self._grid), self._images) if over == "all" else self._grid
        self._whole = counted + self._before
        self._budget = error * self._whole + 1e-9

    def reached(self, places: Rows, drawn: int) -> int:
        """How many of the least uncertain images are promised, known ones among them."""
        if not len(self._grid):
            return 0
        passes = self._most(places, drawn) <= self._budget
        first = 0 if self._over == "all" else self._first(drawn)
        if first == len(passes) or not passes[first]:
            return 0
        failed = np.flatnonzero(~passes[first:])
        return int(self._grid[first + failed[0] - 1] if len(failed) else self._grid[-1])

    def curve(self, places: Rows, drawn: int) -> Curve:
        return Curve(self._grid, np.minimum(self._most(places, drawn), self._grid) / self._whole)

    def needed(self) -> int:
        """Answers with which the largest set passes if none of them is wrong."""
        if not len(self._grid):
            return 0
        low, high = 0, self._images
        while low < high:
            middle = (low + high) // 2
            if self._bound(0, middle) <= self._budget[-1]:
                high = middle
            else:
                low = middle + 1
        return low

    def _first(self, drawn: int) -> int:
        """Place in the grid of the first set tested: nothing that was answered enters here."""
        first, tolerated = len(self._grid), 0
        while tolerated <= drawn:
            place = int(np.searchsorted(self._budget, self._bound(tolerated, drawn)))
            if place == len(self._grid) or (tolerated and self._grid[place] > _FIRST_AT_MOST * self._images):
                break
            first, tolerated = place, tolerated + 1
        return first

    def _most(self, places: Rows, drawn: int) -> Doubles:
        """[m] float64, how many wrong labels each set of the grid may hold."""
        found = np.searchsorted(places, self._grid)
        values, inverse = np.unique(found, return_inverse=True)
        most = np.array([self._bound(int(value), drawn) for value in values], np.float64)
        return most[inverse]

    def _bound(self, found: int, drawn: int) -> int:
        return most_wrong(found, images=self._images, drawn=drawn, risk=self._risk)


def _ordered(sample: Sample, uncertainty: Floats) -> Rows:
    """The rows that could be drawn, least uncertain first, equal ones by row, NaN last."""
    return sample.drawable[np.argsort(uncertainty[sample.drawable], kind="stable")]


def _rising(values: Doubles) -> Doubles:
    """The nearest sequence to ``values`` that never falls (pool adjacent violators)."""
    blocks: list[tuple[float, int]] = []
    for value in values.tolist():
        mean, size = value, 1
        while blocks and blocks[-1][0] >= mean:
            other, many = blocks.pop()
            mean, size = (mean * size + other * many) / (size + many), size + many
        blocks.append((mean, size))
    return np.repeat([mean for mean, _ in blocks], [size for _, size in blocks])
