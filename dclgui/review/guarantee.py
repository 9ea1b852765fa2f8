"""The guarantee: the largest set of labels, by a score of uncertainty, whose error is at most e with confidence 1 - a.

The sets are nested: the m least uncertain images, for growing m, of those that may be promised (``Design.inside``). All
audited images among these are a simple random sample of them, which gives the exact tests of ``nested``.

Two readings, chosen before the draw: at most e *of the labels that go out unseen* is wrong (``over="accepted"``; the
audited images among them included), or at most e *of all labels*, once a person has looked at every image outside the
set (``over="all"``), of which nothing is known until then. And two plans: *one look* when the whole sample is answered,
or *open-ended*, readable after every answer and with more drawn at will. One can't become the other: whoever looks
after each answer and stops when the promise is made tests a hundred times and pays for one.

The guarantee is for the model's labels as they were audited, of the images that could be drawn; decisions from before
the draw are not part of it, and later ones can only lower the error. *Unsure* counts as wrong. The score and the labels
must not depend on the audit's answers; that is why images of the audit stay out of training.

Each draw from the same labels spends the whole risk: with a second one that has been read, both together are right with
confidence 1 - 2 a, which is what is told then. Samples of an earlier version that were drawn on test at the part of the
risk that was left to their last look.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from dclgui.core.arrays import Doubles, Floats, Longs, Mask, Rows
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.terms import Terms
from dclgui.review.audit import Design
from dclgui.review.estimate import Labels
from dclgui.review.nested import Curve, NestedTest, nested_test

_FIRST_LOOK, _NEXT_LOOK = 0.7, 0.3
"""In an earlier version, the part of the risk that a first look took, and a later one of what the one before took."""
_RESAMPLED = 100


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The result of an audit as the tests need it.

    ``drawable``  [N] int64, rows that may be promised
    ``rows``      [n] int64, the answered images among them in the order drawn; none while one look is not complete
    ``wrong``     [n] bool
    ``counted``   [T] bool over the whole target: images that have labels to judge
    ``known``     [T] bool: a person has given the class
    ``risk``      the part of the risk that is left to this look
    ``draws``     how often these labels were drawn from and read, this time included
    """

    drawable: Rows
    rows: Rows
    wrong: Mask
    counted: Mask
    known: Mask
    risk: float = 1.0
    draws: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Guarantee:
    """What is guaranteed by ``terms``, whose confidence is that of all draws from the same labels together.

    ``promised``       [p] int64, the guaranteed set, least uncertain first, with audited images
    ``accepted``       [a] int64, those of it that nobody has looked at
    ``known``          [k] int64, rows whose class a person has given
    ``remaining``      [r] int64, rows to be looked at, the most uncertain first
    ``answered``       number of images that were tested
    ``audits_needed``  answers that any guarantee needs, if none of them is wrong
    ``draws``          how often these labels were drawn from and read
    ``curve``          the bound of every set by itself, also beyond ``promised``
    """

    terms: Terms
    promised: Rows
    accepted: Rows
    known: Rows
    remaining: Rows
    answered: int
    audits_needed: int
    draws: int
    curve: Curve

    @property
    def answers_missing(self) -> int:
        """How many more answers any guarantee needs, even if none of them is wrong."""
        return max(0, self.audits_needed - self.answered)

    @property
    def guaranteed(self) -> Rows:
        """[g] int64, guaranteed or known rows; none before anything is guaranteed, unless all are known.

        Of all labels nothing is guaranteed before the rest was looked at.
        """
        if len(self.remaining) and (self.terms.over == "all" or not len(self.promised)):
            return np.empty(0, np.int64)
        return np.concatenate([self.accepted, self.known])


@dataclass(frozen=True, slots=True)
class Forecast:
    """Images accepted ``now``; ``expected`` with more answers, in nine of ten cases from ``low`` to ``high``."""

    now: int
    low: int
    expected: int
    high: int


def sample_of(
    design: Design, answers: Mapping[int, Decision], labels: Labels, *, decided: Mapping[int, Decision], draws: int = 1
) -> Sample:
    """Compare ``answers`` to ``design`` with the machine's labels; ``decided`` are all other decisions."""
    told = design.open_ended or design.complete(answers)
    tested = design.rows[design.uniform & design.inside[design.rows]]
    rows = np.array([row for row in tested.tolist() if told and row in answers], np.int64)
    said = [answers[row] for row in rows.tolist()]
    right = [each.verdict is Verdict.LABEL and each.label == labels.adapted[each.row] for each in said]
    known = np.zeros(len(labels.counted), np.bool_)
    known[[row for words in (decided, answers) for row in words if words[row].verdict is not Verdict.UNSURE]] = True
    last = 0 if design.open_ended else int(design.look.max(initial=0))
    return Sample(
        drawable=np.flatnonzero(labels.counted & design.inside),
        rows=rows,
        wrong=~np.array(right, np.bool_),
        counted=labels.counted,
        known=known & labels.counted,
        risk=_FIRST_LOOK * _NEXT_LOOK**last if last else 1.0,
        draws=draws,
    )


def guarantee(sample: Sample, *, uncertainty: Floats, terms: Terms) -> Guarantee:
    """The largest set that ``sample`` supports; ``uncertainty`` [T] float32, NaN is the most uncertain."""
    ordered = _ordered(sample, uncertainty)
    ranks, test = _ranks(ordered, sample.rows), _test(sample, terms)
    promised = ordered[: test.reached(ranks, sample.wrong)]
    left = sample.counted & ~sample.known  # images that a person would have to look at
    left[promised] = False
    remaining = np.flatnonzero(left)
    return Guarantee(
        terms=replace(terms, confidence=round(max(0.0, 1 - sample.draws * (1 - terms.confidence)), 9)),
        promised=promised,
        accepted=promised[~sample.known[promised]],
        known=np.flatnonzero(sample.known),
        remaining=remaining[np.argsort(uncertainty[remaining], kind="stable")[::-1]],
        answered=len(sample.rows),
        audits_needed=test.needed(),
        draws=sample.draws,
        curve=test.curve(ranks, sample.wrong),
    )


def with_more(sample: Sample, *, uncertainty: Floats, terms: Terms, more: int = 50, seed: int = 0) -> Forecast:
    """How many labels would be guaranteed after ``more`` answers of an open-ended audit, simulated from the real ones.

    A simulated answer is wrong as often as the isotonic fit of the real ones says at that uncertainty, with half an
    error added: without it, no errors so far would forecast none.
    """
    ordered, test = _ordered(sample, uncertainty), _test(sample, terms)
    ranks, wrong, count = _ranks(ordered, sample.rows), sample.wrong, len(sample.rows)
    now, order = test.reached(ranks, wrong), np.argsort(ranks)
    free = np.setdiff1d(np.arange(len(ordered)), ranks)
    more = min(more, len(free))
    rate = (_rising(wrong[order].astype(np.float64)) * count + 0.5) / (count + 1) if count else np.full(1, 0.5)
    random = np.random.default_rng(seed)
    found = []
    for _ in range(_RESAMPLED):
        added = random.choice(free, more, replace=False)
        chance = rate[np.minimum(np.searchsorted(ranks[order], added), len(rate) - 1)]
        guessed = random.random(more) < chance
        found.append(test.reached(np.concatenate([ranks, added]), np.concatenate([wrong, guessed])))
    low, expected, high = np.percentile(found, [5, 50, 95])
    return Forecast(now, int(low), int(expected), int(high))


def answers_needed(images: int, terms: Terms) -> int:
    """How many answers, all of them right, a draw from ``images`` that may be promised needs for any guarantee."""
    return nested_test(images, terms, risk=1 - terms.confidence).needed()


def freed_at_best(images: int, answers: int, terms: Terms) -> int:
    """How many of ``images`` that may be promised nobody need look at, if none of so many ``answers`` is wrong."""
    test = nested_test(images, terms, risk=1 - terms.confidence)
    spread = np.linspace(0, images - 1, min(answers, images)).astype(np.int64)
    reached = test.reached(spread, np.zeros(len(spread), np.bool_))
    return reached - int((spread < reached).sum())


def _test(sample: Sample, terms: Terms) -> NestedTest:
    return nested_test(len(sample.drawable), terms, risk=(1 - terms.confidence) * sample.risk)


def _ranks(ordered: Rows, rows: Rows) -> Longs:
    """[n] int64, the place of each of ``rows`` in ``ordered``."""
    sorter = np.argsort(ordered)
    found: Longs = sorter[np.searchsorted(ordered, rows, sorter=sorter)]
    return found


def _ordered(sample: Sample, uncertainty: Floats) -> Rows:
    """The rows that could be drawn, least uncertain first, equal ones by row, NaN last."""
    return sample.drawable[np.argsort(uncertainty[sample.drawable], kind="stable")]


def _rising(values: Doubles) -> Doubles:
    """Isotonic regression: the nearest sequence to ``values`` that never falls (pool adjacent violators)."""
    blocks: list[tuple[float, int]] = []
    for value in values.tolist():
        mean, size = value, 1
        while blocks and blocks[-1][0] >= mean:
            other, many = blocks.pop()
            mean, size = (mean * size + other * many) / (size + many), size + many
        blocks.append((mean, size))
    return np.repeat([mean for mean, _ in blocks], [size for _, size in blocks])
