"""How often a guarantee holds on real adapted pairs, and how many pictures it frees.

    python -m benchmarks.guarantees --data DATA [--seeds 50]

An oracle answers each audit. Prints Markdown. Exits 1 if a guarantee holds in fewer than 95 of 100 audits of any data
set.
"""

import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import gettempdir

import numpy as np
from rich.console import Console
from rich.progress import Progress

from benchmarks.arena_data import PAIRS
from benchmarks.finished import Finished, finished
from benchmarks.oracle import answers
from benchmarks.peers_report import table
from benchmarks.trial import NO_ANSWERS
from dclgui.core.arrays import Mask, Rows
from dclgui.core.terms import Terms
from dclgui.review.audit import draw
from dclgui.review.estimate import Labels
from dclgui.review.guarantee import Guarantee, guarantee, sample_of
from dclgui.review.queue import Queue

SIZES = (100, 200, 400)
ERROR = 0.02
LEAST = 0.95


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


def main() -> int:
    """Adapt every pair, audit it many times, print, judge."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="DATA", help="a folder of data sets")
    parser.add_argument("--seeds", type=int, default=50, help="audits of each pair")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    options = parser.parse_args()
    promises: dict[tuple[str, int], list[list[Promise]]] = defaultdict(list)
    pairs = [(name, pair) for name, own in PAIRS.items() for pair in own]
    with Progress(console=Console(file=sys.stderr)) as bars:
        for data_set, pair in bars.track(pairs):
            with finished(options.data, pair, cache=options.cache) as made:
                for size, own in _promised(made, options.seeds):
                    promises[data_set, size].append(own)
    head = ["data set", "answers", "pairs", "held", "worst pair", "as exported", "unopened alone", "images freed"]
    rows = [_kept(*place, by_pair) for place, by_pair in promises.items()]
    print(f"Guarantees of at most {ERROR:.0%} wrong, {options.seeds} of each pair:\n\n{table(head, rows)}")
    wrong = list(_wrong(promises))
    print("\n" + ("\n".join(wrong) or "The guarantees hold."))
    return 1 if wrong else 0


def _promised(made: Finished, seeds: int) -> Iterator[tuple[int, list[Promise]]]:
    """Audit, promise at most ``ERROR``, and compare what is promised with the truth; by size of the audit."""
    images = len(made.truth)
    panel = made.adapted.panel() if made.adapted else None
    seen = made.table(made.after, panel.consensus(NO_ANSWERS, images=images) if panel else None)
    counted = np.ones(images, np.bool_)
    labels = Labels(seen.machine_label, made.before.classifier_label, seen.high, counted, len(made.names))
    queue = Queue(seen, source_label=made.before.classifier_label, neighbours=made.neighbours)
    for size in (size for size in SIZES if size < images):
        own = []
        for seed in range(seeds):
            design = draw(seen.machine_label, seen.high, eligible=counted, count=size, seed=seed)
            sample = sample_of(design, answers(made.truth, design.rows), labels, decided={})
            promise = guarantee(sample, uncertainty=queue.uncertainty, terms=Terms(ERROR))
            own.append(_compared(promise, seen.machine_label != made.truth))
        yield size, own


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


def _wrong(promises: dict[tuple[str, int], list[list[Promise]]]) -> Iterator[str]:
    for (data_set, size), by_pair in promises.items():
        held = fmean(each.tested and each.exported for own in by_pair for each in own)
        if held < LEAST:
            yield f"{data_set}, {size} answers: the guarantee holds in {held:.1%}"


if __name__ == "__main__":
    sys.exit(main())
