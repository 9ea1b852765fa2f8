"""How often an audit says falsely that adapting helped or did harm, and how often it finds a gain that is there."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from benchmarks.peers_report import table
from benchmarks.simulated import Project, Random
from dclgui.core.arrays import Rows
from dclgui.review.audit import draw
from dclgui.review.estimate import AuditResult, Labels, estimate
from dclgui.review.intervals import wilson
from dclgui.review.verdict import Effect, effect_of

SIZES = (50, 100, 200)
MAY_FAIL, FOUND, BEHIND = 0.05, 0.8, 0.05
"""False verdicts at most; gains found at least; and at most so much less often than by the sign test."""
OURS, SIGN, OLD = "the program", "sign test", "the rule of before"
PEEKING = ", at some look"
_EACH = 10
"""Whoever peeks reads after so many answers each time."""
_VERDICTS = {Effect.HELPED, Effect.HARMED}


@dataclass(frozen=True, slots=True)
class Population:
    """``images`` whose two labels ``differ`` in that share; by ``gain`` more are right of the adapted ones."""

    images: int
    differ: float
    gain: float = 0.0
    classes: int = 6

    @property
    def name(self) -> str:
        """In words."""
        return f"{self.images:,} images, {self.classes} classes, {self.differ:.0%} differ, {self.gain:+.0%} right"

    def made(self, random: Random) -> Project:
        """One project; of the images that differ and make no gain two in five each got better and worse."""
        label = random.integers(0, self.classes, self.images).astype(np.int32)
        shift = random.integers(1, self.classes, self.images)
        other = ((label + shift) % self.classes).astype(np.int32)
        third = ((label + shift % (self.classes - 1) + 1) % self.classes).astype(np.int32)
        truth = np.where(random.random(self.images) < 0.9, label, third)
        rows = random.permutation(self.images)[: round(self.differ * self.images)]
        up = round(self.gain * self.images)
        even = round(0.4 * (len(rows) - up))
        better, worse, tied = np.split(rows, [up + even, up + 2 * even])
        truth[better], truth[worse], truth[tied] = label[better], other[worse], third[tied]
        source = label.copy()
        source[rows] = other[rows]
        every = np.ones(self.images, np.bool_)
        labels = Labels(label, source, random.random(self.images) < 0.7, every, self.classes)
        return Project(truth, labels, random.random(self.images).astype(np.float32), ~every)


UNCHANGED = [Population(images, differ) for images in (300, 2_000) for differ in (0.02, 0.04, 0.1)]
UNCHANGED += [Population(200, 0.1, classes=40), Population(200, 0.3, classes=40)]
CHANGED = [Population(images, 0.15, gain) for images in (300, 2_000) for gain in (0.04, 0.08)]
FIVE_A_CLASS = UNCHANGED[-1]


@dataclass(slots=True)
class Verdicts:
    """By population, size and rule: how many audits gave a verdict; ``audits`` of each."""

    audits: int
    given: dict[tuple[Population, int, str], int] = field(default_factory=lambda: defaultdict(int))

    def share(self, place: tuple[Population, int, str]) -> float:
        """Of the audits, those with a verdict."""
        return self.given[place] / self.audits

    def table(self, populations: list[Population]) -> str:
        """In Markdown, %."""
        rules = [OURS, OURS + PEEKING, SIGN, OLD, OLD + PEEKING]
        head = ["", *(f"{rule}: {' / '.join(map(str, SIZES))}" for rule in rules)]
        rows = [
            [one.name, *(" / ".join(f"{100 * self.share((one, size, rule)):.1f}" for size in SIZES) for rule in rules)]
            for one in populations
        ]
        return table(head, rows)

    def wrong(self) -> Iterator[str]:
        """What is not as it must be."""
        for one, size, rule in product(UNCHANGED, SIZES, (OURS, OURS + PEEKING)):
            share = self.share((one, size, rule))
            if share > MAY_FAIL:
                yield f"{one.name}, {size} answers: {share:.1%} false verdicts by {rule}"
        for rule in (OLD, OLD + PEEKING):
            if all(self.share((one, size, rule)) <= MAY_FAIL for one, size in product(UNCHANGED, SIZES)):
                yield f"{rule} passes, so that this benchmark can't fail"
        yield from self._missed()

    def _missed(self) -> Iterator[str]:
        for one, size in product(CHANGED, SIZES):
            ours, sign = (self.share((one, size, rule)) for rule in (OURS, SIGN))
            if ours < sign - BEHIND or (one.gain >= 0.08 and size == max(SIZES) and ours < FOUND):
                yield f"{one.name}, {size} answers: {ours:.1%} found, by the sign test {sign:.1%}"


def verdicts(audits: int, *, seed: int) -> Verdicts:
    """Audit every population so many times; an audit is read after each ``_EACH`` answers."""
    random, found = np.random.default_rng(seed), Verdicts(audits)
    for one in (*UNCHANGED, *CHANGED):
        for number in range(audits):
            made = one.made(random)
            for size in SIZES:
                for rule in _rules(made, size, seed=number):
                    found.given[one, size, rule] += 1
    return found


def _rules(made: Project, size: int, *, seed: int) -> Iterator[str]:
    """The rules that give a verdict on one audit."""
    every = np.ones(len(made.truth), np.bool_)
    design = draw(made.labels.adapted, made.labels.high, eligible=every, count=size, seed=seed)
    looks = [design.rows[:count] for count in range(_EACH, size + 1, _EACH)]
    last = estimate(design, made.said(design.rows), made.labels, decided={})
    peeked = (estimate(design, made.said(rows), made.labels, decided={}) for rows in looks[:-1])
    if _given(last):
        yield OURS
    if _given(last) or any(map(_given, peeked)):
        yield OURS + PEEKING
    if _sign_test(*_counts(made, design.rows)) <= 0.05:
        yield SIGN
    if _old_rule(*_counts(made, design.rows)):
        yield OLD
    if any(_old_rule(*_counts(made, rows)) for rows in looks):
        yield OLD + PEEKING


def _given(found: AuditResult) -> bool:
    return effect_of(found.difference, complete=found.complete) in _VERDICTS


def _counts(made: Project, rows: Rows) -> tuple[int, int, int]:
    """How many of ``rows`` got better and worse, and of how many the labels differ."""
    assert made.labels.source_only is not None
    right, other = (label[rows] == made.truth[rows] for label in (made.labels.adapted, made.labels.source_only))
    differ = made.labels.adapted[rows] != made.labels.source_only[rows]
    return int((right & ~other).sum()), int((other & ~right).sum()), int(differ.sum())


def _sign_test(better: int, worse: int, _differ: int) -> float:
    """P-value to two sides, binomial."""
    judged, less = better + worse, min(better, worse)
    ways = sum(math.comb(judged, count) for count in range(less + 1))
    return min(1.0, math.ldexp(ways, 1 - judged))


def _old_rule(better: int, worse: int, differ: int) -> bool:
    """Whether the difference of two of Wilson's intervals leaves out zero, as if one-way changes were uncorrelated."""
    if not differ:
        return False
    share = np.array([better, worse]) / differ
    low, high = wilson(share, np.full(2, float(differ)))
    spread = math.sqrt(float(np.prod(share * (1 - share))))
    tied = -float(np.prod(share)) / spread if spread else 0.0
    ends = ((share - low)[0], (high - share)[1]), ((high - share)[0], (share - low)[1])
    around = [math.sqrt(one**2 + two**2 - 2 * tied * one * two) for one, two in ends]
    middle = float(share[0] - share[1])
    return middle - around[0] > 0 or middle + around[1] < 0
