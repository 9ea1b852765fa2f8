"""What is called sure and what unlike all: how much of it is wrong, on targets of every size.

    python -m benchmarks.levels --data DATA [--quick] [--sizes 20 63 300 1000] [--kinds steel office] [--seeds 0]
                                [--classes 3] [--answers 20 50 100] [--part left-out|sure]

Two black pictures, a white one and three of another data set are mixed into each target; they are of no class, so that
whatever label they get is wrong. Prints Markdown: high confidence (S33) before any answer, and what is sure after 20,
50 and 100 of the queue's questions; of the six, how many are called so and how many are unlike all. Before it, half the
classes are left out of the source in turn (``benchmarks.left_out``). Ends with 1 if more than twice as many are wrong
as is said, by more than one, if one of the six is sure, or if more than 5 % are unlike all with no class left out.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

import numpy as np
from PIL import Image
from rich.console import Console
from rich.progress import track

from benchmarks.arena_data import Setting, prepared, settings
from benchmarks.featured import Featured, featured
from benchmarks.finished import BACKBONE, Finished, finished_of
from benchmarks.left_out import LeftOut, false_alarms, left_out
from benchmarks.left_out import report as left_out_report
from benchmarks.oracle import Review
from benchmarks.peers_report import table
from benchmarks.trial import job_for
from dclgui.core.arrays import Mask
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import UNLIKE
from dclgui.review.table import ReviewTable

SIZES, ANSWERS = (20, 63, 300, 1000), (20, 50, 100)
_FOREIGN = 3
_SIDE = 256
_MOST_SOURCE = 2500
_FALSE_ALARMS = 0.05


@dataclass(frozen=True, slots=True)
class Called:
    """Of one target: ``images`` that could be called so, how many were, how many of these are ``wrong``.

    ``said`` is how many wrong ones are expected, ``odd`` how many of these are of no class at all; ``unlike`` how many
    of those of no class are unlike all, and ``others`` what fraction of the rest is.
    """

    images: int
    called: int
    wrong: int
    said: float
    odd: int
    unlike: int
    others: float


def main() -> int:
    """Adapt, answer, count, print."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="DATA", help="a folder of data sets")
    parser.add_argument("--quick", action="store_true", help="few pairs")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--kinds", nargs="+", default=[], metavar="KIND")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    parser.add_argument("--classes", type=int, default=0, help="left out of each pair, 0 for every judged one")
    parser.add_argument("--answers", nargs="+", type=int, default=ANSWERS)
    parser.add_argument("--part", choices=["left-out", "sure"])
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    options = parser.parse_args()
    chosen = [
        each
        for each in settings(quick=options.quick)
        if each.variant == "full" and (not options.kinds or each.kind in options.kinds)
    ]
    parts = [options.part] if options.part else ["left-out", "sure"]
    domains, odd = swept(options.data, chosen, cache=options.cache)
    print(f"`python -m benchmarks.levels {' '.join(sys.argv[1:])}`\n")
    failed = "left-out" in parts and _left_out(chosen, domains, classes=options.classes, seeds=options.seeds)
    return int(failed | ("sure" in parts and _sure(chosen, domains, odd, options=options)))


def _left_out(chosen: list[Setting], domains: Mapping[str, Featured], *, classes: int, seeds: list[int]) -> bool:
    plans = [(setting, seed) for setting in chosen for seed in seeds]
    found: list[LeftOut] = []
    for setting, seed in track(plans, "left out", console=Console(file=sys.stderr)):
        found += left_out(setting, domains, classes=classes, seed=seed)
    print(f"{left_out_report(found)}\n")
    return false_alarms(found) > _FALSE_ALARMS


def _sure(chosen: list[Setting], domains: Mapping[str, Featured], odd: Featured, *, options: Namespace) -> bool:
    found: dict[tuple[int, str], list[Called]] = defaultdict(list)
    plans = [(setting, size, seed) for setting in chosen for size in options.sizes for seed in options.seeds]
    for setting, size, seed in track(plans, "targets", console=Console(file=sys.stderr)):
        source, target = mixed(setting, domains, odd, size=size, seed=seed)
        with finished_of(setting.name, source, target, seed=seed) as made:
            for way, called in levels(made, options.answers):
                found[size, way].append(called)
    print(report(found))
    told = [one for (_, way), ones in found.items() if way != _TODAY for one in ones]
    return any(_too_good(one) or one.odd for one in told)


def swept(data: Path, chosen: list[Setting], *, cache: Path) -> tuple[dict[str, Featured], Featured]:
    """The features of all domains by name, and of a black and a white picture."""
    blank = cache / "blank pictures"
    for name, value in (("black", 0), ("white", 255)):
        (blank / name).mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (_SIDE, _SIDE), (value,) * 3).save(blank / name / f"{name}.png")
    names = sorted({name for each in chosen for name in (each.source, each.target)})
    job = job_for("default", seed=0, settings=BACKBONE)
    found = featured([*(data / name for name in names), blank], job, cache=cache)
    return {name: found[data / name] for name in names}, found[blank]


def mixed(
    setting: Setting, domains: Mapping[str, Featured], odd: Featured, *, size: int, seed: int
) -> tuple[Featured, Featured]:
    """Source and ``size`` images of the target, with six behind them that are of no class (``UNKNOWN``)."""
    random = np.random.default_rng([seed, size])
    source, target = prepared(setting, dict(domains), seed=seed)
    source = source.take(np.sort(random.permutation(len(source.labels))[:_MOST_SOURCE]))
    target = target.take(np.sort(random.permutation(len(target.labels))[:size]))
    others = [name for name in domains if name.split("/")[0] != setting.target.split("/")[0]]
    foreign = domains[others[int(random.integers(len(others)))]] if others else odd.take(np.empty(0, np.int64))
    foreign = foreign.take(random.permutation(len(foreign.labels))[:_FOREIGN])
    parts = [target, odd.take(np.array([0, 0, 1])), foreign]
    labels = np.concatenate([target.labels, np.full(3 + len(foreign.labels), UNKNOWN)])
    features, blank = np.concatenate([one.features for one in parts]), np.concatenate([one.blank for one in parts])
    return source, Featured(features, labels, source.names, blank)


_TODAY = "high confidence"


def levels(made: Finished, numbers: Sequence[int]) -> Iterator[tuple[str, Called]]:
    """High confidence before any answer, then what is sure after each number of answers."""
    review = Review(made, made.truth, panel=None if made.adapted is None else made.adapted.panel())
    first = review.table
    yield _TODAY, _counted(made, first, first.high, first.countable, said=float("nan"))
    yield "sure, 0 answers", _counted(made, first, first.sure, first.countable, said=0.0)
    for answers in numbers:
        if answers > len(made.truth):
            return
        while review.opened.sum() < answers:
            review.open(1)
        shown = review.shown()
        sure = shown.sure & ~review.opened
        said = shown.expected.wrong * sure.sum() if sure.any() else 0.0
        yield f"sure, {answers} answers", _counted(made, shown, sure, ~review.opened, said=said)


def _counted(made: Finished, table: ReviewTable, called: Mask, among: Mask, *, said: float) -> Called:
    odd, wrong = np.equal(made.truth, UNKNOWN), np.not_equal(table.machine_label, made.truth)
    unlike = table.unlike >= UNLIKE
    return Called(
        images=int(among.sum()),
        called=int(called.sum()),
        wrong=int((wrong & called).sum()),
        said=said,
        odd=int((odd & called).sum()),
        unlike=int((odd & unlike).sum()),
        others=float(unlike[~odd].mean()),
    )


def _too_good(one: Called) -> bool:
    return one.wrong > 2 * one.said + 1


def report(found: Mapping[tuple[int, str], list[Called]]) -> str:
    """One row for each size and way: shares over all targets of that size, and the worst target."""
    rows = []
    for (size, way), ones in sorted(found.items(), key=lambda item: item[0][0]):
        called, wrong = sum(one.called for one in ones), sum(one.wrong for one in ones)
        worst = max((one.wrong / one.called for one in ones if one.called), default=0.0)
        said = sum(one.said for one in ones)
        row = [str(size), way, f"{called / max(1, sum(one.images for one in ones)):.0%}"]
        row += [f"{wrong / called:.1%}", f"{worst:.1%}"] if called else ["–", "–"]
        row += ["–" if way == _TODAY or not called else f"{said / called:.1%}", str(sum(one.odd for one in ones))]
        row.append("–" if way == _TODAY else str(sum(map(_too_good, ones))))
        unlike, others = sum(one.unlike for one in ones), np.mean([one.others for one in ones])
        rows.append([*row, f"{unlike} of {(3 + _FOREIGN) * len(ones)}", f"{others:.1%}"])
    head = [
        "images",
        "",
        "called so",
        "wrong",
        "worst target",
        "said",
        "of no class",
        "targets over twice what is said",
        "of no class, unlike all",
        "others unlike all",
    ]
    return table(head, rows)


if __name__ == "__main__":
    sys.exit(main())
