"""What answers do at once: pictures opened until 99 % of the labels are right, and how right the estimate is.

    python -m benchmarks.answers --data DATA [--sets steel office] [--seeds 0] [--wrong 0.1] [--quick]

An oracle answers in place of the person, wrongly in the share --wrong of the pictures. Prints Markdown.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from tempfile import gettempdir

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import Progress

from benchmarks.arena_data import Setting, prepared
from benchmarks.featured import featured
from benchmarks.finished import PAIRS, Pair
from benchmarks.panels import Begun, begun, panel, rival
from benchmarks.trial import job_for
from dclgui.review.learning import Panel, doubt, expected_right

GOAL, MOST = 0.99, 2500
MARKS = (0, 20, 50, 100, 200)
OURS = "ours"
Ints = npt.NDArray[np.int64]

SETS: dict[str, list[Pair]] = {
    **PAIRS,
    "magnetic_tile": [(f"magnetic_tile/exp{a}", f"magnetic_tile/exp{b}") for a, b in ((1, 4), (4, 1), (2, 5), (3, 6))],
    "mnist_m": [("mnist/train5k", "mnist_m/test")],
}
_BACKBONE = {"backbone": "efficientnet_lite0", "weights": "pretrained", "image_size": 224}


@dataclass(slots=True)
class Curve:
    """Accuracy of what would be exported, and the estimate of it, by pictures opened."""

    opened: list[int] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    estimate: list[float] = field(default_factory=list)

    def at(self, answers: int) -> int:
        """Place of the last point at or before ``answers``."""
        return int(np.searchsorted(self.opened, answers, side="right")) - 1

    @property
    def needed(self) -> int:
        """Pictures opened when the goal was first reached, or all that were."""
        return next((n for n, right in zip(self.opened, self.right, strict=True) if right >= GOAL), self.opened[-1])


@dataclass(frozen=True, slots=True)
class Way:
    """One way to choose pictures and learn: a new ``panel`` of a pair, refitted every ``every`` answers."""

    panel: Callable[[Begun], Panel]
    every: int = 1
    own_doubt: bool = False

    def order(self, made: Panel, start: Begun, differing: bool) -> npt.NDArray[np.float32]:
        """[N], the highest first: the program's own doubt, or how little the best class leads the second."""
        if self.own_doubt:
            return doubt(made, start.graphs, differing=differing)
        second, first = np.partition(made.standing().probabilities, -2, axis=1)[:, -2:].T
        margin: npt.NDArray[np.float32] = 1 - (first - second)
        return margin


WAYS = {
    OURS: Way(panel, own_doubt=True),
    "plain, every answer": Way(lambda start: rival(start, taught=None, smoothed=False)),
    "plain and neighbours": Way(lambda start: rival(start, taught=None, smoothed=True)),
    "plain and neighbours, every 10": Way(lambda start: rival(start, taught=None, smoothed=True), every=10),
    "on adapted labels": Way(lambda start: rival(start, taught="S1-S6", smoothed=True)),
}


def reviewed(start: Begun, way: Way, *, step: int, wrong: float, seed: int, until: int | None = None) -> Curve:
    """Open pictures by doubt until the goal is reached, or ``until`` pictures are open."""
    random = np.random.default_rng(seed)
    truth, said = start.truth, start.truth.copy()
    mistaken = random.random(len(truth)) < wrong
    said[mistaken] = (truth[mistaken] + random.integers(1, max(2, start.classes), int(mistaken.sum()))) % start.classes
    made, curve, turn = way.panel(start), Curve(), 0
    opened = np.zeros(len(truth), np.bool_)
    while True:
        curve.opened.append(int(opened.sum()))
        curve.right.append(float((made.labels() == truth).mean()))
        curve.estimate.append(expected_right(made))
        if opened.all() or opened.sum() >= (until or MOST) or (until is None and curve.right[-1] >= GOAL):
            return curve
        chosen: list[int] = []
        orders = [way.order(made, start, differing) for differing in (False, True)]
        for _ in range(min(max(step, way.every), int((~opened).sum()))):
            turn += 1
            order = orders[turn % 2].copy()
            order[opened] = -1
            order[np.concatenate([start.graphs[graph][chosen].ravel() for graph in (0, 1)])] *= 0.8
            row = int(order.argmax())
            opened[row] = True
            chosen.append(row)
        made.answer_all(chosen, said[chosen].tolist())


def in_order(start: Begun, order: Ints) -> int:
    """Pictures opened in a fixed ``order`` [N] over the crowd's labels."""
    wrong = start.crowd.probabilities.numpy().argmax(axis=1) != start.truth
    left = wrong.sum() - np.concatenate([[0], np.cumsum(wrong[order])])
    return int(np.argmax(left <= int(len(wrong) * (1 - GOAL) + 1e-9)))


def fixed_orders(start: Begun, *, seed: int) -> dict[str, int]:
    """Ways that learn nothing: random, entropy, and cleanlab's self-confidence, on the crowd's votes."""
    votes = start.crowd.votes.numpy()
    entropy = -(votes * np.log(votes.clip(1e-9))).sum(axis=1)
    own = votes[np.arange(len(votes)), start.crowd.probabilities.numpy().argmax(axis=1)]
    return {
        "random": in_order(start, np.random.default_rng(seed).permutation(len(votes))),
        "entropy": in_order(start, np.argsort(-entropy, kind="stable")),
        "cleanlab": in_order(start, np.argsort(own, kind="stable")),
    }


def clusters_named(start: Begun) -> int:
    """Few-shot clustering: name the middle of each of n clusters, the cluster follows; n doubles until the goal."""
    features = start.spaces[0].target[:, :-1]
    for count in (2 ** np.arange(3, 12)).tolist():
        if count >= len(features):
            break
        middles, member = _clustered(features, count)
        if (start.truth[middles][member] == start.truth).mean() >= GOAL:
            return int(count)
    return len(features)


def _clustered(features: npt.NDArray[np.float32], count: int) -> tuple[Ints, Ints]:
    random = np.random.default_rng(0)
    centres = features[random.choice(len(features), count, replace=False)]
    for _ in range(10):
        squares = (centres**2).sum(axis=1) - 2 * features @ centres.T
        member = squares.argmin(axis=1)
        for number in np.unique(member):
            centres[number] = features[member == number].mean(axis=0)
    squares = (centres**2).sum(axis=1) - 2 * features @ centres.T
    return squares.argmin(axis=0), squares.argmin(axis=1)


def main() -> None:
    """Begin every pair, let the oracle work by each way, print."""
    options = _options()
    needed: dict[tuple[str, str], list[int]] = defaultdict(list)
    after: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    errors: dict[int, list[float]] = defaultdict(list)
    pairs = [(name, pair, seed) for name in options.sets for pair in _pairs(name, options) for seed in options.seeds]
    with Progress(console=Console(file=sys.stderr)) as bars:
        for name, pair, seed in bars.track(pairs):
            start = _begun(pair, options, seed)
            step = options.step or max(1, len(start.truth) // 500)
            for way, how in WAYS.items():
                if way != OURS and options.ours:
                    continue
                until = MARKS[-1] if options.wrong else None
                curve = reviewed(start, how, step=step, wrong=options.wrong, seed=seed, until=until)
                needed[name, way].append(curve.needed)
                for mark in MARKS:
                    after[name, way, mark].append(curve.right[curve.at(mark)])
                    if way == OURS and curve.opened[-1] >= mark:
                        errors[mark].append(curve.estimate[curve.at(mark)] - curve.right[curve.at(mark)])
            if not options.wrong and not options.ours:
                for way, count in (fixed_orders(start, seed=seed) | {"clusters": clusters_named(start)}).items():
                    needed[name, way].append(count)
    print(f"`python -m benchmarks.answers {' '.join(sys.argv[1:])}`\n")
    print(_report(needed, after, errors, options))


def _pairs(name: str, options: Namespace) -> list[Pair]:
    return SETS[name][:2] if options.quick else SETS[name]


def _begun(pair: Pair, options: Namespace, seed: int) -> Begun:
    job = job_for("default", seed=0, settings=_BACKBONE, method={})
    found = featured([options.data / name for name in pair], job, cache=options.cache)
    domains = {name: found[options.data / name] for name in pair}
    return begun(*prepared(Setting("", *pair), domains, seed=seed), seed=seed)


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="DATA", help="a folder of data sets")
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=list(SETS), metavar="SET")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    parser.add_argument(
        "--step", type=int, default=0, help="answers between refits; a 500th of the images if not given"
    )
    parser.add_argument("--wrong", type=float, default=0.0, help="share of answers that are wrong")
    parser.add_argument("--ours", action="store_true", help="without the rivals")
    parser.add_argument("--quick", action="store_true", help="two pairs of each data set")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    return parser.parse_args()


def _report(
    needed: dict[tuple[str, str], list[int]],
    after: dict[tuple[str, str, int], list[float]],
    errors: dict[int, list[float]],
    options: Namespace,
) -> str:
    ways = list(dict.fromkeys(way for _, way in needed))
    seeds = len(options.seeds)
    rows = [[way, *(f"{sum(needed[name, way]) / seeds:,.0f}" for name in options.sets)] for way in ways]
    parts = ["Pictures opened until 99 % are right, summed over the pairs:", _table(["way", *options.sets], rows)]
    rows = [
        [way, *(" / ".join(f"{100 * fmean(after[name, way, mark]):.1f}" for mark in MARKS) for name in options.sets)]
        for way in dict.fromkeys(way for _, way, _ in after)
    ]
    parts += [f"Right (%) after {' / '.join(map(str, MARKS))} answers:", _table(["way", *options.sets], rows)]
    rows = [
        [str(mark), str(len(off)), *(f"{100 * figure:+.1f}" for figure in (fmean(off), np.abs(off).mean(), max(off)))]
        for mark, off in sorted(errors.items())
    ]
    parts += [
        "The estimate less the truth, in points:",
        _table(["answers", "runs", "mean", "absolute", "highest"], rows),
    ]
    return "\n\n".join(parts)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [" | ".join(row) for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]
    return "\n".join(f"| {line} |" for line in lines)


if __name__ == "__main__":
    main()
