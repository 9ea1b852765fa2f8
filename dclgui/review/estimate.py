"""Accuracy of the labels, estimated from the answers to an audit, with 95 % intervals.

*Method.* Stratified estimate with Wilson's interval at the effective sample size ``p (1 - p) / V``: V is the stratified
variance with finite-population correction, from rates shrunk towards the common one, since the variance of a stratum of
two images can't be estimated (Korn and Graubard 1998, Survey Methodology 24:193-201; Franco, Little, Louis and
Slud 2019, J. Survey Stat. Methodol. 7:334-364 find this the most reliable family for proportions in stratified
samples). The paired difference uses only the images whose two labels differ, as all others contribute zero, and
combines the intervals of "better" and "worse" by MOVER (Zou and Donner 2008, Stat. Med. 27:1693-1702; Newcombe 1998,
Stat. Med. 17:2635-2650). Measured coverage: docs/benchmarks.md.

*While answers come in* every interval is one that may be read after each of them (``at_any_time``), without a point:
who reads a 95 % interval after every answer and stops at the best one is wrong more often than in 5 of 100 cases. It
rests on the images that were drawn at equal chances, each part by itself, and on their being answered in the order
shown, which is random; it would fail if a person picked the easy ones, therefore the window shows one at a time. An
open-ended audit has no other intervals, with a point whenever all that was drawn is answered.

*Whether adapting helped* is told by the exact sign test on the core's images whose labels differ (``no_better``), at
2.5 % to either side, once all images are answered. The interval of the difference says the same as the test: it leaves
out zero if and only if the test does. Without the test an interval of two pictures out of two would claim a gain.

*Unsure* counts as wrong in the lower limit, as right in the upper one and half in the estimate, so that the interval is
valid whatever the true class is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from dclgui.core.arrays import Codes, Doubles, Ints, Mask, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import SETTLED, Decision, VerdictCode
from dclgui.review.audit import Design
from dclgui.review.intervals import Interval, at_any_time, no_better, wilson

_SHRINK = 2.0
_RISK = 0.05
_FEW = 10
"""Of fewer answers in a part of the sample an effective sample size is no more than a guess."""


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The labels whose accuracy is estimated, by row of the target.

    ``adapted``      [N] int32, the adapted model's labels, of the current round or of the draw
    ``source_only``  [N] int32, labels without adaptation; ``None`` if unknown
    ``high``         [N] bool
    ``counted``      [N] bool, readable and not excluded
    ``classes``      number of classes
    """

    adapted: Ints
    source_only: Ints | None
    high: Mask
    counted: Mask
    classes: int


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of right labels of all images, of each class (by these labels) and of both levels."""

    overall: Interval
    by_class: tuple[Interval, ...]
    high: Interval
    low: Interval


@dataclass(frozen=True, slots=True)
class AuditResult:
    """``difference`` is adapted minus source-only on the same images; ``exported`` includes people's corrections.

    ``complete``: all images of the sample are answered. Before that no interval has an estimate, unless it is certain.
    """

    adapted: Accuracy
    source_only: Accuracy | None
    difference: Interval | None
    exported: Interval
    answered: int
    unsure: int
    complete: bool


def estimate(
    design: Design, answers: Mapping[int, Decision], labels: Labels, *, decided: Mapping[int, Decision]
) -> AuditResult:
    """Estimate the accuracy of ``labels`` from ``answers`` to ``design``; answers to rows not drawn are ignored.

    decided: all other decisions. Those from before the draw are of images outside the sample, whose labels are known;
    later ones only correct the export.
    """
    audited = np.zeros(len(labels.adapted), np.bool_)
    asked = [row for row in design.rows.tolist() if row in answers]
    audited[asked] = True
    audited &= labels.counted  # an answered image may have become unreadable
    said = _said(len(labels.adapted), {**decided, **{row: answers[row] for row in asked}})
    complete = design.complete(answers)
    view = _View(design, labels, said, audited, complete=complete)
    adapted = view.accuracy(labels.adapted)
    return AuditResult(
        adapted=adapted,
        source_only=None if labels.source_only is None else view.accuracy(labels.source_only),
        difference=None if labels.source_only is None else view.difference(labels.source_only),
        exported=view.exported(adapted.overall),
        answered=int(audited.sum()),
        unsure=int((said.verdict[audited] == VerdictCode.UNSURE).sum()),
        complete=complete,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """All answers and decisions: ``verdict`` [N] uint8 ``VerdictCode``, ``label`` [N] int32, ``UNKNOWN`` for none."""

    verdict: Codes
    label: Ints

    @property
    def settled(self) -> Mask:
        """[N] bool: a class, or none of them."""
        return np.isin(self.verdict, SETTLED)


def _said(images: int, decisions: Mapping[int, Decision]) -> _Said:
    said = _Said(np.full(images, VerdictCode.NOTHING, np.uint8), np.full(images, UNKNOWN, np.int32))
    for row, decision in decisions.items():
        said.verdict[row] = decision.verdict.code
        if decision.verdict.code == VerdictCode.LABEL:
            said.label[row] = decision.label
    return said


class _View:
    """The counted images, sampled or known for certain, and the shares of right labels in any group of them."""

    def __init__(self, design: Design, labels: Labels, said: _Said, audited: Mask, *, complete: bool) -> None:
        self._labels, self._said, self._settled = labels, said.label, said.settled
        counted = np.flatnonzero(labels.counted)
        self._drawable = counted[design.stratum[counted] >= 0]
        self._certain = counted[design.stratum[counted] < 0]
        self._complete, self._final = complete, complete and not design.open_ended
        asked = design.rows if self._final else design.rows[design.uniform]
        self._sample = np.sort(asked[audited[asked] & (design.stratum[asked] >= 0)])
        self._core = self._sample[np.isin(self._sample, design.rows[design.core])]
        self._stratum, self._part = design.stratum, design.inside.astype(np.int32)
        self._parts = 1 if design.best is None else 2

    def accuracy(self, label: Ints) -> Accuracy:
        classes, high = self._labels.classes, self._labels.high
        by_class = self._shares(label, label, classes)
        by_level = self._shares(label, high.astype(np.int32), 2)
        overall = self._shares(label, np.zeros_like(label), 1)
        return Accuracy(overall[0], tuple(by_class), high=by_level[1], low=by_level[0])

    def exported(self, machine: Interval) -> Interval:
        """The accuracy after export: the model's, and each wrong label that a person has corrected."""
        settled = self._labels.counted & self._settled
        right = float(settled.sum())
        put_right = float((settled & (self._said != self._labels.adapted)).sum())
        images = max(1, machine.images)

        def after(share: float) -> float:
            return min(max(share + put_right / images, right / images), 1.0)  # in this order NaN stays NaN

        return Interval(
            after(machine.low), after(machine.estimate), after(machine.high), machine.answered, machine.images
        )

    def difference(self, source_only: Ints) -> Interval:
        """Adapted minus source-only: better minus worse among the images whose labels differ, over all images."""
        differ = self._labels.adapted != source_only
        images = len(self._drawable) + len(self._certain)
        if images == 0:
            return Interval(-1.0, np.nan, 1.0, 0, 0)
        drawable = int(differ[self._drawable].sum())
        # Lower limit: unsure images are wrong adapted and right source-only; upper limit: the other way round.
        worst, best = (self._change(source_only, differ, unsure=unsure) for unsure in (False, True))
        low = (drawable * worst.limits[0] + worst.sure) / images
        high = (drawable * best.limits[2] + best.sure) / images
        middle = (drawable * (worst.limits[1] + best.limits[1]) + worst.sure + best.sure) / 2 / images
        answered = int(differ[self._sample].sum()) if drawable else len(self._sample)
        if self._final:
            helped = middle > 0 and worst.no_gain(drawable) <= _RISK / 2
            harmed = middle < 0 and best.no_loss(drawable) <= _RISK / 2
            # A gain or loss that is certain is one of an image at least.
            low = max(low, min(middle, 1 / images)) if helped else min(low, 0.0)
            high = min(high, max(middle, -1 / images)) if harmed else max(high, 0.0)
        return Interval(low, middle, high, answered, images)

    def _change(self, source_only: Ints, differ: Mask, *, unsure: bool) -> "_Change":
        """What adapting changed, with ``unsure`` images right by the adapted label or by the other one."""
        right = self._right(self._labels.adapted, unsure_is=unsure)
        other = self._right(source_only, unsure_is=not unsure)
        group = np.where(differ, 0, -1).astype(np.int32)
        known, core = self._certain[differ[self._certain]], self._core[differ[self._core]]
        better, worse = (self._found(values, group, 1, risk=_RISK / 2) for values in (right, other))
        none = not differ[self._drawable].any()
        return _Change(
            limits=(0.0, 0.0, 0.0) if none else (_minus if self._final else _apart)(better, worse),
            sure=int(right[known].sum()) - int(other[known].sum()),
            better=int(right[core].sum()),
            worse=int(other[core].sum()),
            judged=len(core),
        )

    def _shares(self, label: Ints, group: Ints, groups: int) -> list[Interval]:
        """The share of right ``label`` in each group; ``group`` is -1 for an image of none."""
        ends = []
        for unsure_is in (False, True):  # lower limit, upper limit
            right = self._right(label, unsure_is=unsure_is)
            # Column 0 takes the images of no group, whose number is -1.
            known = np.bincount(group[self._certain] + 1, weights=right[self._certain], minlength=groups + 1)[1:]
            ends.append((self._found(right, group, groups), known))
        drawable = np.bincount(group[self._drawable] + 1, minlength=groups + 1)[1:]
        certain = np.bincount(group[self._certain] + 1, minlength=groups + 1)[1:]
        answered = np.bincount(group[self._sample] + 1, minlength=groups + 1)[1:]
        images = drawable + certain
        share = np.maximum(images, 1)
        low = (drawable * ends[0][0].low + ends[0][1]) / share
        high = np.where(images > 0, (drawable * ends[1][0].high + ends[1][1]) / share, 1)
        middle = sum((np.where(drawable > 0, drawable * found.share, 0) + known) / share / 2 for found, known in ends)
        middle = np.where(images > 0, middle, np.nan)
        return [
            Interval(float(low[i]), float(middle[i]), float(high[i]), int(answered[i]), int(images[i]))
            for i in range(groups)
        ]

    def _right(self, label: Ints, *, unsure_is: bool) -> Mask:
        """[N] bool: the label is the person's; ``unsure_is`` where there is none."""
        return np.where(self._settled, self._said == label, unsure_is)

    def _found(self, right: Mask, group: Ints, groups: int, *, risk: float = _RISK) -> "_Found":
        """The share of ``right`` among the images that could be drawn; ``risk`` is for limits read while answering."""
        parts = self._counts(right, group, groups, by=self._part)
        if self._final and self._parts == 1:
            return _stratified(self._counts(right, group, groups, by=self._stratum))
        so_far = _so_far(parts, risk=risk / self._parts)
        if not self._complete:
            return so_far
        whole = _stratified(self._counts(right, group, groups, by=self._stratum))
        if self._final:
            return _exact_where_few(whole, so_far, parts)
        return replace(so_far, share=np.clip(whole.share, so_far.low, so_far.high))

    def _counts(self, right: Mask, group: Ints, groups: int, *, by: Ints) -> "_Cells":
        """Images, answers and right answers of each group and stratum or part ``by``."""
        columns = int(by.max(initial=0)) + 1

        def table(rows: Rows, values: Mask | None = None) -> Doubles:
            cell = (group[rows].astype(np.int64) + 1) * columns + by[rows]
            weights = None if values is None else values[rows].astype(np.float64)
            counts = np.bincount(cell, weights, (groups + 1) * columns).astype(np.float64)
            return counts.reshape(groups + 1, columns)[1:]

        return _Cells(table(self._drawable), table(self._sample), table(self._sample, right))


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """[G, H] float64 each, by group and stratum: images, those answered, and those answered and right."""

    images: Doubles
    answered: Doubles
    right: Doubles


@dataclass(frozen=True, slots=True)
class _Change:
    """``limits`` and estimate of the share better minus worse, and the counts among the core's ``judged`` images.

    ``sure`` is better minus worse among images that were known before the draw.
    """

    limits: tuple[float, float, float]
    sure: int
    better: int
    worse: int
    judged: int

    def no_gain(self, differing: int) -> float:
        """P-value of: no more got better than worse."""
        tied = self.judged - self.better - self.worse
        return no_better(self.better, self.worse, differing=differing, tied=tied, ahead=self.sure)

    def no_loss(self, differing: int) -> float:
        """P-value of: no more got worse than better."""
        tied = self.judged - self.better - self.worse
        return no_better(self.worse, self.better, differing=differing, tied=tied, ahead=-self.sure)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """[G] float64 each: the share and its limits."""

    share: Doubles
    low: Doubles
    high: Doubles


def _stratified(cells: _Cells) -> _Found:
    """The share in each group; a stratum without an answer counts with the mean of its group's others."""
    answered = cells.answered
    nothing = answered.sum(axis=1) == 0
    reached = np.where(answered > 0, cells.images, 0)
    weight = reached / np.maximum(reached.sum(axis=1, keepdims=True), 1)
    share = (weight * cells.right / np.maximum(answered, 1)).sum(axis=1)
    pooled = ((cells.right.sum(axis=1) + 1) / (answered.sum(axis=1) + 2))[:, None]
    rate = (cells.right + _SHRINK * pooled) / (answered + _SHRINK)
    left = (cells.images - answered) / np.maximum(cells.images - 1, 1)
    left /= 1 - answered / (answered + _SHRINK) ** 2  # shrunk rates of few answers have too small a variance
    variance = (weight**2 * left * rate * (1 - rate) / np.maximum(answered, 1)).sum(axis=1)
    # With a stratum that has no answer, no more precision is claimed than that of a simple random sample.
    whole = cells.images.sum(axis=1) - reached.sum(axis=1) > 0
    middle = (weight * rate).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(nothing, 1, np.where(variance > 0, middle * (1 - middle) / variance, np.inf))
    size = np.where(whole & ~nothing, np.minimum(size, answered.sum(axis=1)), size)
    low, high = wilson(share, size)
    return _Found(np.where(nothing, np.nan, share), np.where(nothing, 0, low), np.where(nothing, 1, high))


def _exact_where_few(found: _Found, so_far: _Found, parts: _Cells) -> _Found:
    """``found`` with the limits of ``so_far`` where a part of a group has few answers; no share where it has none."""
    few = ((parts.answered < _FEW) & (parts.answered < parts.images)).any(axis=1)
    unseen = ((parts.answered == 0) & (parts.images > 0)).any(axis=1)
    low, high = np.where(few, so_far.low, found.low), np.where(few, so_far.high, found.high)
    return _Found(np.where(unseen, np.nan, np.clip(found.share, low, high)), low, high)


def _so_far(parts: _Cells, *, risk: float) -> _Found:
    """The share in each group by limits that may be read after every answer, of each part at ``risk``; no estimate."""
    counts = np.stack([parts.images, parts.answered, parts.right], axis=-1).reshape(-1, 3).astype(np.int64)
    unlike, which = np.unique(counts, axis=0, return_inverse=True)  # of thousands of classes most have the same counts
    found = [at_any_time(right, images=images, drawn=drawn, risk=risk) for images, drawn, right in unlike.tolist()]
    ends = np.array(found, np.float64).reshape(-1, 2)[which.reshape(-1)].reshape(*parts.images.shape, 2)
    low, high = ends[..., 0], ends[..., 1]
    images = parts.images.sum(axis=1)
    least, most = (each.sum(axis=1) / np.maximum(images, 1) for each in (low, high))
    known = parts.answered.sum(axis=1) == images
    return _Found(np.where(known, least, np.nan), least, np.where(images > 0, most, 1))


def _minus(better: _Found, worse: _Found) -> tuple[float, float, float]:
    """Lower limit, estimate and upper limit of the share ``better`` minus that ``worse``."""
    if np.isnan(better.share[0]):
        return _apart(better, worse)
    up, down = float(better.share[0]), float(worse.share[0])
    spread = float(np.sqrt(up * (1 - up) * down * (1 - down)))
    # No picture is both better and worse, so that the two shares are negatively correlated.
    tied = -up * down / spread if spread > 0 else -float(max(up, down) == 1)
    below, above = up - float(better.low[0]), float(better.high[0]) - up
    under, over = down - float(worse.low[0]), float(worse.high[0]) - down
    low = up - down - np.sqrt(below**2 + over**2 - 2 * tied * below * over)
    high = up - down + np.sqrt(above**2 + under**2 - 2 * tied * above * under)
    return max(-1.0, float(low)), up - down, min(1.0, float(high))


def _apart(better: _Found, worse: _Found) -> tuple[float, float, float]:
    """The same by the ends of both alone, whatever they have to do with each other."""
    low, high = (better.low - worse.high)[0], (better.high - worse.low)[0]
    return float(low), float((better.share - worse.share)[0]), float(high)
