"""How long an answer takes until labels, doubts and the order have followed.

    python -m benchmarks.panel_speed [--images 10000 100000] [--classes 10]

A made-up committee of the program's own size: 256 components, 20 and 10 neighbours. Wall seconds on as many threads as
NumPy takes, and those of the processor. Prints Markdown; exits 1 if too slow.
"""

import resource
import sys
import time
from argparse import ArgumentParser

import numpy as np

from dclgui.learning.committee import Committee, CrowdVotes
from dclgui.learning.taught import ROUNDS, SOURCE, Opinion, Taught

COMPONENTS, SOURCES, TIMES = 256, 2000, 10
MOST = {10_000: 0.3, 100_000: 2.0}
_NAMES = ("discriminant", "settled, discriminant", "settled, distance", "settled, direction", "class confusion", "norm")


def main() -> int:
    """Answer, refit and rank a few times at each size."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--images", nargs="+", type=int, default=list(MOST))
    parser.add_argument("--classes", type=int, default=10)
    options = parser.parse_args()
    print("| images | begun | an answer, median | worst | of the processor | peak memory |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    slow = False
    for images in options.images:
        start = time.perf_counter()
        taught = _begun(images, options.classes)
        begun = time.perf_counter() - start
        busy = time.process_time()
        took = sorted(_times(taught, images, options.classes))
        busy = (time.process_time() - busy) / TIMES
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        median = took[len(took) // 2]
        print(f"| {images:,} | {begun:.1f} s | {median:.2f} s | {took[-1]:.2f} s | {busy:.2f} s | {peak:.1f} GiB |")
        slow |= median > MOST.get(images, np.inf)
    return 1 if slow else 0


def _begun(images: int, classes: int) -> Taught:
    random = np.random.default_rng(0)

    def features(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float16]]:
        return random.standard_normal((count, COMPONENTS), np.float32).astype(np.float16)

    committee = Committee(
        names=np.array(_NAMES),
        labels=random.integers(0, classes, (len(_NAMES), images)).astype(np.int16),
        rows=np.arange(images),
        source_labels=random.integers(0, classes, SOURCES).astype(np.int16),
        raw_source=features(SOURCES),
        raw_target=features(images),
        white_source=features(SOURCES),
        white_target=features(images),
        near=random.integers(0, images, (images, 20)).astype(np.int32),
        white_near=random.integers(0, images, (images, 10)).astype(np.int32),
    )
    unsure = random.random(images, np.float32)
    opinions = {name: Opinion(random.integers(0, classes, images), unsure=unsure) for name in (SOURCE, ROUNDS)}
    votes = random.random((images, classes), np.float32)
    votes /= votes.sum(axis=1, keepdims=True)
    return Taught.begun(committee, CrowdVotes(votes=votes, joint=votes), opinions, classes=classes)


def _times(taught: Taught, images: int, classes: int) -> list[float]:
    random = np.random.default_rng(1)
    given = np.stack([random.permutation(images)[: TIMES + 1], random.integers(0, classes, TIMES + 1)], axis=1)
    taught.consensus(given[:1], images=images)
    took = []
    for count in range(2, TIMES + 2):
        start = time.perf_counter()
        found = taught.consensus(given[:count], images=images)
        np.argpartition(-found.usefulness, 100)
        took.append(time.perf_counter() - start)
    return took


if __name__ == "__main__":
    sys.exit(main())
