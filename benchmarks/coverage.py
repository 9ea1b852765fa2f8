"""How often the audit's intervals cover the truth, how often its verdicts and guarantees fail, over made-up projects.

    python -m benchmarks.coverage [--projects 2000] [--audits 400] [--seed 0]

Prints Markdown. Exits 1 if an honest audit covers too seldom or too often, if a sample from the queue does not, if
verdicts are false too often or gains found too seldom, or if the rule of before does no worse.
"""

import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import get_args

import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks.simulated import Project, from_the_queue, project
from benchmarks.verdicts import CHANGED, FIVE_A_CLASS, UNCHANGED, verdicts
from dclgui.core.terms import Over, Plan, Terms
from dclgui.review.audit import Design, best_part, draw, more
from dclgui.review.estimate import estimate
from dclgui.review.guarantee import answers_needed, guarantee, sample_of
from dclgui.review.intervals import Interval

SIZES = (50, 100, 200, 400)
LEAST, MOST = 0.94, 0.98
MAY_FAIL = 0.05
MORE = 50
"""Answers that an open-ended audit draws on, twice."""
ERRORS = (0.01, 0.02, 0.05)
JUDGED = ("adapted", "source-only", "exported")
"""All others rest on small groups or on few pictures that differ, where an exact interval is right more often than 95
times of 100, or are read more than once: only LEAST holds."""
READINGS = 8
"""How often an audit is read before its last answer."""


@dataclass(slots=True)
class Tally:
    """How often a statement held, of how many, and the sum of how much it said."""

    held: int = 0
    of: int = 0
    sum: float = 0.0

    def add(self, holds: bool, said: float) -> None:
        """Count one statement."""
        self.held, self.of, self.sum = self.held + holds, self.of + 1, self.sum + said

    @property
    def share(self) -> float:
        """Of the statements, those that held."""
        return self.held / max(1, self.of)

    @property
    def mean(self) -> float:
        """What one statement said on average."""
        return self.sum / max(1, self.of)


@dataclass(slots=True)
class Tallies:
    """By what was said and the size of the audit."""

    intervals: dict[tuple[str, int], Tally] = field(default_factory=lambda: defaultdict(Tally))
    guarantees: dict[tuple[str, int], Tally] = field(default_factory=lambda: defaultdict(Tally))


def main() -> int:
    """Simulate, print, judge."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--projects", type=int, default=2000)
    parser.add_argument("--audits", type=int, default=400, help="of each population for verdicts")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    tallies = Tallies()
    for number in track(range(options.projects), "projects", console=Console(file=sys.stderr)):
        made = project(random)
        for size in SIZES:
            if size < int((~made.decided).sum()):  # a census can't be wrong
                _audit(made, size, number, tallies)
        if number % 10 == 0:
            made = FIVE_A_CLASS.made(random)
            for size in (size for size in SIZES if size < len(made.truth)):
                design = draw(made.labels.adapted, made.labels.high, eligible=~made.decided, count=size, seed=number)
                for name, interval, truth in _said(made, design):
                    _count(tallies.intervals[f"five a class: {name}", size], interval, truth)
    given = verdicts(options.audits, seed=options.seed)
    print(_table(tallies.intervals, "width") + "\n\n" + _table(tallies.guarantees, "images accepted"))
    print(f"\nVerdicts where adapting changes nothing, %:\n\n{given.table(UNCHANGED)}")
    print(f"\nVerdicts where it helps, %:\n\n{given.table(CHANGED)}")
    wrong = [*_wrong(tallies), *given.wrong()]
    print("\n" + ("\n".join(wrong) or "honest audits: all within the limits; the sample from the queue: none"))
    return 1 if wrong else 0


def _audit(made: Project, size: int, seed: int, tallies: Tallies) -> None:
    labels, free = made.labels, ~made.decided
    design = draw(labels.adapted, labels.high, eligible=free, count=size, seed=seed)
    for name, interval, truth in _said(made, design):
        _count(tallies.intervals[name, size], interval, truth)
    _read(made, design, tallies.intervals["adapted, at every reading", size])
    queued = from_the_queue(design, made.uncertainty)
    biased = estimate(queued, made.said(queued.rows), labels, decided=made.said(np.flatnonzero(made.decided)))
    _count(tallies.intervals["biased", size], biased.adapted.overall, float(made.right.mean()))
    easiest = from_the_queue(design, 1 - made.uncertainty)  # who audits what looks right promises too much
    for error in ERRORS:
        _promise(made, easiest, tallies.guarantees[f"{error:.0%} of all, biased", size], Terms(error, over="all"))
        for over, plan in product(get_args(Over), get_args(Plan)):
            terms = Terms(error, over=over, plan=plan)
            drawn = _drawn_for(made, terms, size, seed)
            _promise(made, drawn, tallies.guarantees[f"{error:.0%} of {over}, {plan}", size], terms)
    drawn = _drawn_for(made, Terms(), size, seed)
    for name, interval, truth in _said(made, drawn):
        _count(tallies.intervals[f"in the best part: {name}", size], interval, truth)
    _read(made, drawn, tallies.intervals["in the best part: adapted, at every reading", size])


def _drawn_for(made: Project, terms: Terms, size: int, seed: int) -> Design:
    """A draw for ``terms``; an open-ended one goes on twice, as whoever does until the promise is made."""
    free = ~made.decided
    best = best_part(made.uncertainty, free) if terms.over == "accepted" else None
    least = 0 if best is None else answers_needed(int(best.sum()), terms)
    labels = made.labels
    design = draw(labels.adapted, labels.high, eligible=free, count=size, seed=seed, best=best, least=least)
    return design if terms.plan == "once" else more(more(replace(design, open_ended=True), MORE), MORE)


def _said(made: Project, design: Design) -> Iterator[tuple[str, Interval, float]]:
    """Every interval of one audit, and the truth it is about."""
    labels, right = made.labels, made.right
    found = estimate(design, made.said(design.rows), labels, decided=made.said(np.flatnonzero(made.decided)))
    exported = right | made.decided
    exported[design.rows] = True
    yield "adapted", found.adapted.overall, float(right.mean())
    if labels.source_only is not None and found.source_only is not None and found.difference is not None:
        source = labels.source_only == made.truth
        yield "source-only", found.source_only.overall, float(source.mean())
        yield "difference", found.difference, float(right.mean() - source.mean())
    yield "exported", found.exported, float(exported.mean())
    groups = [("by class", labels.adapted == k, each) for k, each in enumerate(found.adapted.by_class)]
    groups += [("high", labels.high, found.adapted.high), ("low", ~labels.high, found.adapted.low)]
    for name, members, interval in groups:
        if interval.answered:
            yield name, interval, float(right[members].mean())


def _read(made: Project, design: Design, tally: Tally) -> None:
    """Whether the interval holds the truth each time that it is read, while answers come in and at the end."""
    decided, truth = made.said(np.flatnonzero(made.decided)), float(made.right.mean())
    counts = np.linspace(1, len(design.rows), READINGS + 1).astype(int)
    answers = (made.said(design.rows[:count]) for count in counts)
    read = [estimate(design, said, made.labels, decided=decided).adapted.overall for said in answers]
    holds = all(each.low - 1e-9 <= truth <= each.high + 1e-9 for each in read)
    tally.add(holds, read[len(read) // 2].high - read[len(read) // 2].low)


def _count(tally: Tally, interval: Interval, truth: float) -> None:
    tally.add(interval.low - 1e-9 <= truth <= interval.high + 1e-9, interval.high - interval.low)


def _promise(made: Project, design: Design, tally: Tally, terms: Terms) -> None:
    decided = made.said(np.flatnonzero(made.decided))
    sample = sample_of(design, made.said(design.rows), made.labels, decided=decided)
    found = guarantee(sample, uncertainty=made.uncertainty, terms=terms)
    wrong = int((~made.right[found.promised]).sum())
    whole = sample.drawable if terms.over == "all" else found.promised
    tally.add(wrong <= terms.error * len(whole), len(found.accepted) / len(made.truth))


def _wrong(tallies: Tallies) -> Iterator[str]:
    for (name, size), tally in ((place, tally) for place, tally in tallies.intervals.items() if tally.of):
        most = MOST if name in JUDGED else 1.0
        within = LEAST <= tally.share <= most
        if within == (name == "biased"):
            yield f"{name}, {size} answers: covers {tally.share:.1%}"
    for (name, size), tally in tallies.guarantees.items():
        fails = 1 - tally.share > MAY_FAIL
        # A small sample promises next to nothing, however it was chosen.
        if fails != ("biased" in name) and (fails or size == max(SIZES)):
            yield f"guarantee of {name}, {size} answers: fails in {1 - tally.share:.1%}"


def _table(tallies: dict[tuple[str, int], Tally], what: str) -> str:
    cells = [f"{size} answers | {what}" for size in SIZES]
    rows = [f"| | {' | '.join(cells)} |", "| --- |" + " ---: |" * 2 * len(SIZES)]
    for name in dict.fromkeys(name for name, _ in tallies):
        own = (tallies[name, size] for size in SIZES)
        said = (f"{each.share:.1%} | {each.mean:.3f}" if each.of else " | " for each in own)
        rows.append(f"| {name} | {' | '.join(said)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
