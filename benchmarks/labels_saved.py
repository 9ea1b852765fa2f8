"""How many pictures a person must open until 99 % of the exported labels are right, and how often a guarantee holds.

    python -m benchmarks.labels_saved --data DATA [--seeds 50] [--quick]

An oracle answers in place of the person. Prints Markdown. Exits 1 if on any data set the queue is more than 3 % worse
than the best other way, or a guarantee holds in fewer than 95 of 100 audits; --quick is too few to judge.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from tempfile import gettempdir

import numpy as np
from rich.console import Console
from rich.progress import Progress

from benchmarks.finished import PAIRS, Finished, finished
from benchmarks.oracle import answers, opened_in_order, opened_in_queue
from dclgui.core.arrays import Mask, Rows
from dclgui.core.terms import Terms
from dclgui.review.audit import draw
from dclgui.review.estimate import Labels
from dclgui.review.guarantee import Guarantee, guarantee, sample_of
from dclgui.review.queue import Queue

AUDIT = 100
SIZES = (100, 200, 400)
ERROR = 0.02
WITHIN, LEAST = 1.03, 0.95
REFINED_SEEDS = 3
QUICK_SEEDS = 2
QUEUE, REFINED, MARGIN = "queue", "queue, refined", "prototype margin"
OWN = (QUEUE, REFINED)
NOT_JUDGED = (*OWN, MARGIN)
"""The margin is one of the queue's own signals, shown alone to see what the others add."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What one guarantee said, and whether it was so.

    ``freed``     share of the images that are promised and unopened
    ``tested``    at most ``ERROR`` of the machine's labels in the accepted set are wrong, audited ones included
    ``exported``  at most so many of the rows that are exported as guaranteed, where a person's word stands if there is
                  one
    ``unopened``  at most so many of the unopened ones alone, which is more than is promised
    """

    freed: float
    tested: bool
    exported: bool
    unopened: bool


@dataclass(slots=True)
class Tally:
    """By data set: what each way cost each pair and seed, and what was promised by size of the audit."""

    images: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    opened: dict[tuple[str, str, int], dict[str, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    promises: dict[tuple[str, int], dict[str, list[Promise]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, data_set: str, made: Finished, audit: int, opened: dict[str, int]) -> None:
        """Count what one person opened after an audit of ``audit`` pictures, by each way."""
        for mode, count in opened.items():
            self.opened[data_set, mode, audit].setdefault(made.name, []).append(count)

    def mean(self, data_set: str, mode: str, audit: int) -> float:
        """Pictures opened, summed over the data set's pairs, mean over the seeds."""
        return sum(fmean(counts) for counts in self.opened[data_set, mode, audit].values())


def main() -> int:
    """Adapt every pair, let the oracle work, print, judge."""
    options = _options()
    seeds = range(QUICK_SEEDS if options.quick else options.seeds)
    tally = Tally()
    with Progress(console=Console(file=sys.stderr)) as bars:
        bar = bars.add_task("audits", total=len(seeds) * sum(len(_chosen(name, options)) for name in PAIRS))
        for data_set in PAIRS:
            for pair in _chosen(data_set, options):
                with finished(options.data, pair, cache=options.cache) as made:
                    tally.images[data_set] += len(made.truth)
                    for seed in seeds:
                        _reviewed(data_set, made, seed, tally)
                        _promised(data_set, made, seed, tally)
                        bars.advance(bar)
    print(_report(tally, len(seeds)))
    if options.quick:
        print("\nToo few to judge.")
        return 0
    wrong = list(_wrong(tally))
    print("\n" + ("\n".join(wrong) or "The queue is within 3 % of the best on every data set; the guarantees hold."))
    return 1 if wrong else 0


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="DATA", help="a folder of data sets")
    parser.add_argument("--seeds", type=int, default=50, help="audits and random orders of each pair")
    parser.add_argument("--quick", action="store_true", help="one pair of each data set, two seeds")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    return parser.parse_args()


def _chosen(data_set: str, options: Namespace) -> list[tuple[str, str]]:
    return PAIRS[data_set][:1] if options.quick else PAIRS[data_set]


def _reviewed(data_set: str, made: Finished, seed: int, tally: Tally) -> None:
    drawn = draw(made.after.label, made.after.high, eligible=np.ones(len(made.truth), np.bool_), count=AUDIT, seed=seed)
    audits: list[Rows] = [np.sort(drawn.rows)]
    if seed == 0:  # without an audit nothing but the random order differs between seeds
        audits.append(drawn.rows[:0])
    for audited in audits:
        opened = {mode: opened_in_order(made, order, audited) for mode, order in _orders(made, seed)}
        opened["everything"] = len(made.truth)
        opened["no adaptation"] = opened_in_queue(made, audited, adapted=False)
        opened[QUEUE] = opened_in_queue(made, audited)
        if seed < REFINED_SEEDS:
            opened[REFINED] = opened_in_queue(made, audited, refined=True)
        tally.add(data_set, made, len(audited), opened)


def _orders(made: Finished, seed: int) -> Iterator[tuple[str, Rows]]:
    """The plain ways to go through the adapted labels.

    cleanlab's default label quality is the *self-confidence*, the model's probability of the given label, lowest first
    (Kuan and Mueller 2022, Model-agnostic label quality scoring to detect real-world label errors, ICML DataPerf;
    ``cleanlab.rank.get_label_quality_scores``).
    """
    yield "random", np.random.default_rng(seed).permutation(len(made.truth))
    yield "entropy", np.argsort(-made.after.entropy, kind="stable")
    yield "cleanlab", np.argsort(made.after.probability, kind="stable")
    yield MARGIN, np.argsort(made.after.margin, kind="stable")


def _promised(data_set: str, made: Finished, seed: int, tally: Tally) -> None:
    """Audit, promise at most ``ERROR``, and compare what is promised with the truth."""
    images, found = len(made.truth), made.after
    labels = Labels(found.label, made.before.classifier_label, found.high, np.ones(images, np.bool_), len(made.names))
    queue = Queue(made.table(found), source_label=made.before.classifier_label, neighbours=made.neighbours)
    for size in SIZES:
        if size >= images:
            continue
        design = draw(found.label, found.high, eligible=labels.counted, count=size, seed=seed)
        sample = sample_of(design, answers(made.truth, design.rows), labels, decided={})
        promise = guarantee(sample, uncertainty=queue.uncertainty, terms=Terms(ERROR))
        said = _compared(promise, found.label != made.truth)
        tally.promises[data_set, size].setdefault(made.name, []).append(said)


def _compared(promise: Guarantee, wrong: Mask) -> Promise:
    freed = promise.accepted

    def borne(rows: Rows, of: int) -> bool:
        return int(wrong[rows].sum()) <= ERROR * of + 1e-9

    return Promise(
        freed=len(freed) / len(wrong),
        tested=borne(promise.promised, len(promise.promised)),
        exported=borne(freed, len(promise.guaranteed)),
        unopened=borne(freed, len(freed)),
    )


def _report(tally: Tally, seeds: int) -> str:
    modes = list(dict.fromkeys(mode for _, mode, _ in tally.opened))
    modes = [mode for mode in modes if mode not in OWN] + list(OWN)
    parts = [f"{seeds} audits of each pair; refined: {min(seeds, REFINED_SEEDS)}."]
    for audit, title in ((AUDIT, f"Pictures opened, the audit's {AUDIT} included"), (0, "Pictures opened, no audit")):
        head = ["data set", "pairs", "images", *modes, "queue against the best other"]
        parts.append(f"{title}:\n\n" + _table(head, [_row(tally, name, modes, audit) for name in tally.images]))
    head = ["data set", "answers", "pairs", "held", "worst pair", "as exported", "unopened alone", "images freed"]
    rows = [_kept(*place, list(by_pair.values())) for place, by_pair in tally.promises.items()]
    parts.append(f"Guarantees of at most {ERROR:.0%} wrong, {seeds} of each pair:\n\n" + _table(head, rows))
    return "\n\n".join(parts)


def _row(tally: Tally, data_set: str, modes: Sequence[str], audit: int) -> list[str]:
    pairs = len(tally.opened[data_set, QUEUE, audit])
    counts = [f"{tally.mean(data_set, mode, audit):,.0f}" for mode in modes]
    return [data_set, str(pairs), f"{tally.images[data_set]:,}", *counts, f"{_against(tally, data_set, audit):.2f}"]


def _against(tally: Tally, data_set: str, audit: int) -> float:
    """The queue's count divided by the best other way's."""
    modes = {mode for name, mode, _ in tally.opened if name == data_set and mode not in NOT_JUDGED}
    best = min(tally.mean(data_set, mode, audit) for mode in modes)
    return tally.mean(data_set, QUEUE, audit) / max(1.0, best)


def _kept(data_set: str, size: int, by_pair: Sequence[Sequence[Promise]]) -> list[str]:
    every = [each for own in by_pair for each in own]
    shares = [
        fmean(each.tested for each in every),
        min(fmean(each.tested for each in own) for own in by_pair),
        fmean(each.exported for each in every),
        fmean(each.unopened for each in every),
        fmean(each.freed for each in every),
    ]
    return [data_set, str(size), str(len(by_pair)), *(f"{share:.1%}" for share in shares)]


def _wrong(tally: Tally) -> Iterator[str]:
    for data_set in tally.images:
        for audit in (AUDIT, 0):
            against = _against(tally, data_set, audit)
            if against > WITHIN:
                yield f"{data_set}, audit of {audit}: the queue opens {against:.2f} times the best other way's"
    for (data_set, size), by_pair in tally.promises.items():
        held = fmean(each.tested and each.exported for own in by_pair.values() for each in own)
        if held < LEAST:
            yield f"{data_set}, {size} answers: the guarantee holds in {held:.1%}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [" | ".join(row) for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]
    return "\n".join(f"| {line} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
