"""How often a guarantee is broken on labels and doubts of real runs, and how many pictures it frees.

    python -m benchmarks.guarantees --data DATA [--audits 500] [--sets office_caltech10 cwru] [--answers 0 20]

An oracle answers each audit, of the pair as it is and of 10,000 images drawn from it with replacement. Before it,
so many pictures were answered in the order of the queue, which are not part of it (--answers). Prints Markdown.
Exits 1 if more than 5 in 100 audits of a cell are broken, or if none are where the surest images are audited.
"""

import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from statistics import fmean
from tempfile import gettempdir

import numpy as np
from rich.console import Console
from rich.progress import Progress

from benchmarks.arena_data import PAIRS
from benchmarks.finished import Finished, finished
from benchmarks.oracle import Review, answers
from benchmarks.peers_report import table
from benchmarks.simulated import from_the_queue
from dclgui.core.arrays import Floats, Ints, Rows
from dclgui.core.terms import Terms
from dclgui.review.audit import Design, best_part, draw
from dclgui.review.estimate import Labels
from dclgui.review.guarantee import Guarantee, answers_needed, guarantee, sample_of
from dclgui.review.queue import Queue

ERROR = 0.02
MAY_FAIL = 0.05
LARGE = 10_000
KINDS = [
    *((Terms(ERROR, over="accepted"), size) for size in (150, 200, 300)),
    *((Terms(ERROR, over="all"), size) for size in (150, 300)),
    *((Terms(ERROR, over="accepted", plan="open"), size) for size in (300,)),
    *((Terms(ERROR, over="all", plan="open"), size) for size in (300,)),
]
BIASED = (Terms(ERROR, over="all"), 300)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """The labels of a real run with their doubt [N] and the ``truth`` [N]."""

    labels: Labels
    truth: Ints
    doubt: Floats

    def resampled(self, random: np.random.Generator, images: int) -> "Run":
        """So many of its images, drawn with replacement."""
        rows = random.integers(0, len(self.truth), images)
        own, every = self.labels, np.ones(images, np.bool_)
        source = None if own.source_only is None else own.source_only[rows]
        labels = Labels(own.adapted[rows], source, own.high[rows], every, own.classes)
        return Run(labels, self.truth[rows], self.doubt[rows])


@dataclass(frozen=True, slots=True)
class Promise:
    """``freed`` is the share of images that need no look; ``held`` that at most ``ERROR`` of what is promised is wrong.

    ``exported``: at most so many of the rows that leave, where a person's word stands if there is one.
    """

    freed: float
    held: bool
    exported: bool


Cell = tuple[str, int, str, str, int]
"""Data set, answers before the audit, population, kind of audit and its size."""


@dataclass(slots=True)
class Tally:
    """The promises of each pair, by cell."""

    promises: dict[Cell, list[list[Promise]]] = field(default_factory=lambda: defaultdict(list))

    def table(self) -> str:
        """In Markdown."""
        head = ["data set", "reviewed", "images", "promise", "answers", "audits", "broken", "worst pair"]
        head += ["as exported", "freed"]
        return table(head, [self._row(place) for place in self.promises])

    def wrong(self) -> Iterator[str]:
        """What is not as it must be."""
        biased = []
        for place, by_pair in self.promises.items():
            broken = fmean(not one.held for own in by_pair for one in own)
            if "biased" in place:
                biased.append(broken)
            elif broken > MAY_FAIL:
                yield f"{', '.join(map(str, place))}: broken in {broken:.1%}"
        if max(biased, default=1.0) <= MAY_FAIL:
            yield "biased draws are not broken either, so that this benchmark can't fail"

    def _row(self, place: Cell) -> list[str]:
        by_pair = self.promises[place]
        every = [one for own in by_pair for one in own]
        shares = (
            fmean(not one.held for one in every),
            max(fmean(not one.held for one in own) for own in by_pair),
            fmean(not one.exported for one in every),
            fmean(one.freed for one in every),
        )
        return [*map(str, place), str(len(every)), *(f"{share:.1%}" for share in shares)]


def main() -> int:
    """Adapt every pair, audit it many times, print, judge."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="DATA", help="a folder of data sets")
    parser.add_argument("--sets", nargs="+", default=list(PAIRS), choices=list(PAIRS), metavar="SET")
    parser.add_argument("--audits", type=int, default=500, help="of each data set, population and kind")
    parser.add_argument("--answers", type=int, nargs="+", default=[0, 20], help="pictures answered before the audit")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    options = parser.parse_args()
    tally = Tally()
    pairs = [(name, pair) for name in options.sets for pair in PAIRS[name]]
    with Progress(console=Console(file=sys.stderr)) as bars:
        for data_set, pair in bars.track(pairs):
            with finished(options.data, pair, cache=options.cache) as made:
                runs = {count: _run(made, count) for count in options.answers}
            seeds = ceil(options.audits / len(PAIRS[data_set]))
            for count, run in runs.items():
                for place, own in _audited(run, seeds):
                    tally.promises[data_set, count, *place].append(own)
    print(f"At most {ERROR:.0%} wrong with 95 % confidence:\n\n{tally.table()}")
    wrong = list(tally.wrong())
    print("\n" + ("\n".join(wrong) or "The guarantees hold; biased draws break them."))
    return 1 if wrong else 0


def _run(made: Finished, count: int) -> Run:
    """The images that are left after ``count`` answers, with the labels and the doubt that know them."""
    panel = made.adapted.panel() if made.adapted else None
    review = Review(made, made.truth, panel=panel)
    for _ in range(count):
        review.open(1)
    seen, left = review.shown(), ~review.opened
    source = made.before.classifier_label
    doubt = Queue(seen, source_label=source, neighbours=made.neighbours).uncertainty
    every = np.ones(int(left.sum()), np.bool_)
    labels = Labels(seen.machine_label[left], source[left], seen.high[left], every, len(made.names))
    return Run(labels, made.truth[left], doubt[left])


def _audited(run: Run, seeds: int) -> Iterator[tuple[tuple[str, str, int], list[Promise]]]:
    """Every kind of audit of the run as it is and of a large one like it."""
    for population, large in (("own", False), (f"{LARGE:,}", True)):
        found: dict[tuple[str, str, int], list[Promise]] = defaultdict(list)
        for seed in range(seeds):
            each = run.resampled(np.random.default_rng([seed, 3]), LARGE) if large else run
            for terms, size in KINDS:
                if size < len(each.truth):
                    kind = f"{terms.over}, {terms.plan}"
                    found[population, kind, size].append(_promised(each, _drawn(each, terms, size, seed), terms))
            terms, size = BIASED
            if size < len(each.truth):
                surest = from_the_queue(_drawn(each, terms, size, seed), 1 - each.doubt)
                found[population, "biased", size].append(_promised(each, surest, terms))
        yield from found.items()


def _drawn(run: Run, terms: Terms, size: int, seed: int) -> Design:
    every = run.labels.counted
    best = best_part(run.doubt, every) if terms.over == "accepted" else None
    least = 0 if best is None else answers_needed(int(best.sum()), terms)
    own = run.labels
    design = draw(own.adapted, own.high, eligible=every, count=size, seed=seed, best=best, least=least)
    return replace(design, open_ended=terms.plan == "open")


def _promised(run: Run, design: Design, terms: Terms) -> Promise:
    sample = sample_of(design, answers(run.truth, design.rows), run.labels, decided={})
    return _compared(guarantee(sample, uncertainty=run.doubt, terms=terms), run)


def _compared(promise: Guarantee, run: Run) -> Promise:
    wrong, images = run.labels.adapted != run.truth, len(run.truth)
    of_all = promise.terms.over == "all"

    def borne(rows: Rows, of: int) -> bool:
        return int(wrong[rows].sum()) <= ERROR * of + 1e-9

    return Promise(
        freed=len(promise.accepted) / images,
        held=borne(promise.promised, images if of_all else len(promise.promised)),
        exported=borne(promise.accepted, images if of_all else len(promise.guaranteed)),
    )


if __name__ == "__main__":
    sys.exit(main())
