"""How many pictures a person must open until 99 % of the exported labels are right, and how right they are before.

    python -m benchmarks.labels_saved --data DATA [--sets steel office_caltech10] [--seeds 0 1 2] [--wrong 0.1]

An oracle answers in place of the person, wrongly in the fraction --wrong of the pictures. Prints Markdown. Exits 1 if
on any data set the program needs more than 5 % more than the best other way.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from tempfile import gettempdir

import numpy as np
from rich.console import Console
from rich.progress import Progress

from benchmarks.arena_data import PAIRS
from benchmarks.finished import Finished, finished
from benchmarks.oracle import GOAL, NOBODY, Curve, Review, mistaken, opened_in_queue
from benchmarks.peers_report import table
from benchmarks.rivals import by_margin, clusters_named, fixed_orders, regression
from dclgui.core.arrays import Ints
from dclgui.learning.taught import Taught

MARKS = (0, 10, 20, 50, 100, 200)
WITHIN = 1.05
OURS = "the program"
AGAIN = 1000
"""Added to the seed of what is said at a first look, for a second one."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One pair before the first answer: ``step`` pictures are opened at a time.

    What the oracle ``said`` [N] at a first look, and says ``again`` [N] at a second one.
    """

    made: Finished
    panel: Taught
    said: Ints
    again: Ints
    step: int
    until: int | None


def _learnt(*, adapted: bool = False, smoothed: bool = False, every: int = 1) -> Callable[[Case], Curve]:
    def found(case: Case) -> Curve:
        learner = regression(case.made, case.panel, adapted=adapted, smoothed=smoothed)
        return by_margin(case.made, learner, case.said, step=max(every, case.step), until=case.until)

    return found


def _program(case: Case) -> Curve:
    return Review(case.made, case.said, panel=case.panel).curve(step=case.step, until=case.until)


def _with_second_looks(case: Case) -> Curve:
    review = Review(case.made, case.said, panel=case.panel)
    return review.curve(step=case.step, until=case.until, second=case.again)


LEARNING: dict[str, Callable[[Case], Curve]] = {
    OURS: _program,
    f"{OURS}, with second looks": _with_second_looks,
    "plain active learning": _learnt(),
    "the same, every ten": _learnt(every=10),
    "the same, neighbours": _learnt(smoothed=True),
    "the same, on S1-S6's labels": _learnt(adapted=True, smoothed=True),
}


@dataclass(slots=True)
class Tally:
    """By data set and way: pictures needed by pair and seed, and right labels after so many answers."""

    needed: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    right: dict[tuple[str, str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    expected: dict[int, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    more: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, data_set: str, way: str, curve: Curve) -> None:
        """Count one curve; the program's own expectations are compared with what came."""
        self.needed[data_set, way].append(curve.needed())
        for mark in MARKS:
            place = curve.at(mark)
            self.right[data_set, way, mark].append(curve.right[place])
            if way == OURS and mark and curve.opened[-1] >= mark and curve.expected[place].known:
                self.expected[mark].append((curve.expected[place].right, curve.right[place]))
                self.more[mark].append((curve.expected[place].more, max(0, curve.needed() - mark)))


def main() -> int:
    """Adapt every pair, let the oracle work by each way, print, judge."""
    options = _options()
    tally = Tally()
    pairs = [(name, pair, seed) for name in options.sets for pair in PAIRS[name] for seed in options.seeds]
    with Progress(console=Console(file=sys.stderr)) as bars:
        for data_set, pair, seed in bars.track(pairs):
            with finished(options.data, pair, cache=options.cache, seed=seed) as made:
                _reviewed(data_set, made, seed, tally, options)
    print(f"`python -m benchmarks.labels_saved {' '.join(sys.argv[1:])}`\n\n{_report(tally, options)}")
    wrong = [] if options.wrong or options.ours else list(_wrong(tally, options))
    print("\n" + "\n".join(wrong))
    return 1 if wrong else 0


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="DATA", help="a folder of data sets")
    parser.add_argument("--sets", nargs="+", default=list(PAIRS), choices=list(PAIRS), metavar="SET")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    parser.add_argument("--wrong", type=float, default=0.0, help="fraction of answers that are wrong")
    parser.add_argument("--ours", action="store_true", help="without the other ways")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    return parser.parse_args()


def _reviewed(data_set: str, made: Finished, seed: int, tally: Tally, options: Namespace) -> None:
    run = made.adapted
    panel, crowd = (run.panel(), run.crowd()) if run else (None, None)
    assert panel is not None
    assert crowd is not None
    said = mistaken(made.truth, len(made.names), wrong=options.wrong, seed=seed)
    # More at a time where there are many, as a person does who is faster than the program; the same for all ways.
    step = max(1, len(made.truth) // 500)
    again = mistaken(made.truth, len(made.names), wrong=options.wrong, seed=seed + AGAIN)
    case = Case(made, panel, said, again, step, until=MARKS[-1] if options.wrong else None)
    for way, how in LEARNING.items():
        if way.startswith(OURS) or not options.ours:
            tally.add(data_set, way, how(case))
    if options.wrong or options.ours:
        return
    panel.panel.follow([])
    fixed = fixed_orders(made, panel, crowd.votes, seed=seed) | {"clusters": clusters_named(made, panel)}
    fixed["S1-S6 alone, its queue"] = opened_in_queue(made, NOBODY, step=step)
    fixed["no adaptation, its queue"] = opened_in_queue(made, NOBODY, adapted=False, step=step)
    for way, count in fixed.items():
        tally.needed[data_set, way].append(count)


def _report(tally: Tally, options: Namespace) -> str:
    ways = list(dict.fromkeys(way for _, way in tally.needed))
    seeds = len(options.seeds)
    parts = []
    if not options.wrong:
        rows = [[way, *(f"{sum(tally.needed[name, way]) / seeds:,.0f}" for name in options.sets)] for way in ways]
        worst = ["worst pair and seed of the program", *(f"{max(tally.needed[name, OURS]):,}" for name in options.sets)]
        title = f"Pictures opened until {GOAL:.0%} are right, summed over the pairs, mean over the seeds:"
        parts += [title, table(["way", *options.sets], [*rows, worst])]
    learning = [way for way in ways if way in LEARNING]
    rows = [[way, *(_right(tally, name, way, fmean) for name in options.sets)] for way in learning]
    rows.append([f"{OURS}, worst", *(_right(tally, name, OURS, min) for name in options.sets)])
    parts += [f"Right (%) after {' / '.join(map(str, MARKS))} answers, mean:", table(["way", *options.sets], rows)]
    return "\n\n".join([*parts, *_expectations(tally)])


def _right(tally: Tally, data_set: str, way: str, of: Callable[[list[float]], float]) -> str:
    return " / ".join(f"{100 * of(tally.right[data_set, way, mark]):.1f}" for mark in MARKS)


def _expectations(tally: Tally) -> Iterator[str]:
    rows = []
    for mark, pairs in sorted(tally.expected.items()):
        off = 100 * np.array([expected - right for expected, right in pairs])
        rows.append([str(mark), str(len(off)), *(f"{x:+.1f}" for x in (off.mean(), np.abs(off).mean(), off.max()))])
    yield "What was expected of all labels less the truth, in points:"
    yield table(["answers", "runs", "mean", "absolute", "worst, too good"], rows)
    rows = []
    for mark, counts in sorted(tally.more.items()):
        enough = fmean(expected >= needed for expected, needed in counts)
        times = np.quantile([(expected + 1) / (needed + 1) for expected, needed in counts], [0.1, 0.5, 0.9])
        rows.append([str(mark), str(len(counts)), f"{enough:.0%}", *(f"{x:.1f}" for x in times)])
    yield f"Further answers until {GOAL:.0%}, expected against needed:"
    yield table(["answers", "runs", "were enough", "times too many: 10 %", "median", "90 %"], rows)


def _wrong(tally: Tally, options: Namespace) -> Iterator[str]:
    for name in options.sets:
        costs = {way: sum(counts) for (data_set, way), counts in tally.needed.items() if data_set == name}
        best = min((way for way in costs if way != OURS), key=lambda way: costs[way])
        if costs[OURS] > WITHIN * costs[best]:
            yield f"{name}: the program needs {costs[OURS] / costs[best]:.2f} times as many as {best}"


if __name__ == "__main__":
    sys.exit(main())
