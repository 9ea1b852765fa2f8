"""What each weight of the review queue is worth, and how long a new order takes.

    python -m benchmarks.queue_weights --data DATA

An oracle opens pictures in the queue's order, without an audit, until 99 % of the labels are right. Prints Markdown.
"""

import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median
from tempfile import gettempdir

import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks.arena_data import PAIRS
from benchmarks.finished import finished
from benchmarks.oracle import answers, opened_in_queue
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.review.queue import WEIGHTS, Queue, Weights
from dclgui.review.table import ReviewTable

IMAGES, CLASSES, NEIGHBOURS, TIMES, MOST_MS = 100_000, 20, 20, 200, 50.0
FACTORS = (0.0, 0.5, 2.0)


def main() -> int:
    """Vary one weight at a time, then measure the time."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="a folder of data sets; only the time if not given")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    options = parser.parse_args()
    if options.data:
        print(_costs(options.data, options.cache) + "\n")
    took = sorted(_times())
    worst, middle = took[-1], median(took)
    print(f"A decision and a new order of {IMAGES:,} images: median {middle:.1f} ms, worst of {TIMES} {worst:.1f} ms")
    return 1 if middle > MOST_MS else 0


def _costs(data: Path, cache: Path) -> str:
    opened: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    pairs = [(data_set, pair) for data_set, own in PAIRS.items() for pair in own]
    for data_set, pair in track(pairs, "pairs", console=Console(file=sys.stderr)):
        with finished(data, pair, cache=cache) as made:
            for name, weights in _variants():
                opened[name][data_set] += opened_in_queue(made, np.empty(0, np.int64), weights=weights)
    rows = [[name, *(str(by_set[data_set]) for data_set in PAIRS)] for name, by_set in opened.items()]
    head = [["weights", *PAIRS], ["---", *["---:"] * len(PAIRS)]]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*head, *rows])


def _variants() -> Iterator[tuple[str, Weights]]:
    yield "as they are", WEIGHTS
    for name, value in asdict(WEIGHTS).items():
        if name == "twin":  # says nothing where the order is made anew after each decision
            continue
        for factor in FACTORS:
            yield f"{name} {value * factor:g}", replace(WEIGHTS, **{name: value * factor})


def _times() -> Iterator[float]:
    """Milliseconds from a decision to the next order."""
    random = np.random.default_rng(0)
    table = _made_up(random)
    near = random.integers(0, IMAGES, (IMAGES, NEIGHBOURS))
    queue = Queue(table, source_label=table.classifier_label, neighbours=near)
    truth = random.integers(0, CLASSES, IMAGES).astype(np.int32)
    rows = queue.order()[:1]
    for _ in range(TIMES):
        table.decide(rows, answers(truth, rows))
        start = time.perf_counter()
        queue.decided(rows)
        rows = queue.order()[:1]
        yield (time.perf_counter() - start) * 1000


def _made_up(random: np.random.Generator) -> ReviewTable:
    label = random.integers(0, CLASSES, IMAGES).astype(np.int32)

    def share() -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return random.random(IMAGES, np.float32)

    found = PseudoLabels(
        label=label,
        classifier_label=np.where(share() < 0.9, label, 0).astype(np.int32),
        high=share() < 0.8,
        entropy=share(),
        probability=share(),
        margin=share(),
        weight=share(),
        distances=random.random((IMAGES, CLASSES), np.float32),
    )
    paths, names = tuple(map(str, range(IMAGES))), tuple(map(str, range(CLASSES)))
    return ReviewTable(paths, names, found, np.empty(0, np.int64))


if __name__ == "__main__":
    sys.exit(main())
