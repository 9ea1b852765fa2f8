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

What is promised are the machine's labels as they were audited, of the images that could be drawn; what people decided
before the draw is no part of it, and later decisions can only make a set better. *Unsure* counts as wrong. The score
and the labels must not be chosen from the audit's answers; images of the audit stay out of training for that reason.

*Looks.* Who looks at every answer and stops when the promise is made breaks it too often. So nothing is promised before
all images drawn were answered, and each further look (``audit.more``) is paid for: the first one tests at 0.7 of the
risk, each later one at 0.3 of what the one before took, together at no more than the whole (Bonferroni). A look
can't take away what an earlier one promised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dclgui.core.arrays import Doubles, Floats, Longs, Mask, Rows
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.terms import Terms
from dclgui.review.audit import Design
from dclgui.review.estimate import Labels
from dclgui.review.intervals import most_wrong

Over = Literal["accepted", "all"]

_FIRST_LOOK, _NEXT_LOOK = 0.7, 0.3
_GRID = 400
_FIRST_AT_MOST = 0.65
_RESAMPLED = 100


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What an audit says, for a promise.

    ``drawable``  [N] int64, rows that could be drawn
    ``rows``      [n] int64, the audit's core, as far as its looks are answered to their end; ``wrong`` [n] bool
    ``look``      [n] int64, the look of each; ``looks`` how many are answered to their end
    ``counted``   [T] bool over the whole target: images that have labels to judge
    ``known``     [T] bool: a person has said what it is
    """

    drawable: Rows
    rows: Rows
    wrong: Mask
    look: Longs
    looks: int
    counted: Mask
    known: Mask

    def until(self, look: int) -> tuple[Rows, Rows]:
        """The rows of the looks up to ``look``, and those of them that are wrong."""
        seen = self.look <= look
        return self.rows[seen], self.rows[seen & self.wrong]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """``accepted`` [m] int64 images, least uncertain first; ``bound`` [m] float64, the most that is wrong of them."""

    accepted: Rows
    bound: Doubles


@dataclass(frozen=True, slots=True, eq=False)
class Guarantee:
    """What holds by ``terms``.

    ``promised``       [p] int64, the set of which that is said, least uncertain first; audited images among them
    ``accepted``       [a] int64, those of them that nobody has looked at
    ``known``          [k] int64, rows a person has said what they are
    ``remaining``      [r] int64, rows to be looked at: those that can't be drawn first, then the most uncertain
    ``answered``       images of the audit's core on which this rests
    ``audits_needed``  so many the next look must have for any promise at all, if none of them is wrong
    ``curve``          the bound of each set alone at the last look, also beyond what is promised
    """

    terms: Terms
    over: Over
    promised: Rows
    accepted: Rows
    known: Rows
    remaining: Rows
    answered: int
    audits_needed: int
    curve: Curve

    @property
    def answers_missing(self) -> int:
        """How many more images must be answered before anything can be promised, even if none of them is wrong."""
        return max(0, self.audits_needed - self.answered)

    @property
    def guaranteed(self) -> Rows:
        """[g] int64, rows that can go out, promised or known; none before anything is promised or all is known."""
        if not len(self.promised) and len(self.remaining):
            return np.empty(0, np.int64)
        return np.concatenate([self.accepted, self.known])


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
    looks = design.answered_looks(answers)
    tested = design.core & (design.look < looks)
    rows = design.rows[tested]
    said = [answers[row] for row in rows.tolist()]
    right = [each.verdict is Verdict.LABEL and each.label == labels.adapted[each.row] for each in said]
    known = np.zeros(len(labels.counted), np.bool_)
    known[[row for words in (decided, answers) for row in words if words[row].verdict is not Verdict.UNSURE]] = True
    return Sample(
        drawable=np.flatnonzero(labels.counted & (design.stratum >= 0)),
        rows=rows,
        wrong=~np.array(right, np.bool_),
        look=design.look[tested],
        looks=looks,
        counted=labels.counted,
        known=known & labels.counted,
    )


def guarantee(sample: Sample, *, uncertainty: Floats, terms: Terms, over: Over = "accepted") -> Guarantee:
    """The largest set that ``sample`` lets promise; ``uncertainty`` [T] float32, NaN is the most uncertain."""
    ordered = _ordered(sample, uncertainty)
    tests = _tests(len(ordered), sample.looks + 1, terms=terms, over=over)
    promised = ordered[: _reached(sample, ordered, tests)]
    left = sample.counted & ~sample.known
    left[promised] = False
    outside = left.copy()
    outside[ordered] = False
    last = max(0, sample.looks - 1)
    rows, wrong = sample.until(last)
    return Guarantee(
        terms=terms,
        over=over,
        promised=promised,
        accepted=promised[~sample.known[promised]],
        known=np.flatnonzero(sample.known),
        remaining=np.concatenate([np.flatnonzero(outside), ordered[::-1][left[ordered[::-1]]]]),
        answered=len(rows),
        audits_needed=tests[-1].needed(),
        curve=tests[last].curve(_places(ordered, wrong), len(rows)),
    )


def with_more(
    sample: Sample,
    *,
    uncertainty: Floats,
    terms: Terms,
    more: int = 50,
    over: Over = "accepted",
    seed: int = 0,
) -> Forecast:
    """How many labels would be promised after one more look at ``more`` answers, made up from the real ones.

    A made-up answer is wrong as often as real ones at that uncertainty, by the isotonic fit and half an error besides.
    """
    ordered = _ordered(sample, uncertainty)
    tests = _tests(len(ordered), sample.looks + 1, terms=terms, over=over)
    now = _reached(sample, ordered, tests)
    sampled = _places(ordered, sample.rows)
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
        found.append(max(now, tests[-1].reached(np.sort(np.concatenate([places, guessed])), count + more)))
    low, expected, high = np.percentile(found, [5, 50, 95])
    return Forecast(now, int(low), int(expected), int(high))


def answers_needed(images: int, terms: Terms) -> int:
    """So many images, all answered and all right, must a first draw from ``images`` have for any promise at all."""
    return _tests(images, 1, terms=terms, over="accepted")[0].needed()


def _tests(images: int, looks: int, *, terms: Terms, over: Over) -> "list[_Test]":
    """One for each look, at its share of the risk."""
    risks = [(1 - terms.confidence) * _FIRST_LOOK * _NEXT_LOOK**look for look in range(looks)]
    return [_Test(images, error=terms.error, risk=risk, over=over) for risk in risks]


def _reached(sample: Sample, ordered: Rows, tests: "Sequence[_Test]") -> int:
    """How many of ``ordered`` are promised, by the look that promises most."""
    reached = [0]
    for look in range(sample.looks):
        rows, wrong = sample.until(look)
        reached.append(tests[look].reached(_places(ordered, wrong), len(rows)))
    return max(reached)


def _places(ordered: Rows, rows: Rows) -> Rows:
    return np.flatnonzero(np.isin(ordered, rows))


class _Test:
    """The sequence of tests for one number of images; ``places`` are where audited wrong images stand, ascending."""

    def __init__(self, images: int, *, error: float, risk: float, over: Over) -> None:
        self._images, self._risk, self._over = images, risk, over
        grid = np.unique(np.linspace(0, self._images, _GRID + 1).round().astype(np.int64))
        self._grid = grid[grid > 0]
        self._whole = np.full(len(self._grid), self._images) if over == "all" else self._grid
        self._budget = error * self._whole + 1e-9

    def reached(self, places: Rows, drawn: int) -> int:
        """How many of the least uncertain images are promised, audited ones among them."""
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
