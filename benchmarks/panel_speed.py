"""How long an answer takes until labels, doubts and the order have followed.

    python -m benchmarks.panel_speed [--images 10000 100000] [--classes 10]

Made-up features of 256 components; five learners, three views, nine labellings. Seconds of processor time on as many
threads as NumPy takes. Prints Markdown; exits 1 if too slow.
"""

import resource
import sys
import time
from argparse import ArgumentParser

import numpy as np

from dclgui.review.learning import Ints, Lessons, Panel, Regression, doubt, space

COMPONENTS, SOURCE, TIMES = 256, 2000, 10
MOST = {10_000: 0.3, 100_000: 2.0}


def main() -> int:
    """Answer, refit and rank a few times at each size."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--images", nargs="+", type=int, default=list(MOST))
    parser.add_argument("--classes", type=int, default=10)
    options = parser.parse_args()
    print("| images | begun | an answer, median | worst | peak memory |\n| ---: | ---: | ---: | ---: | ---: |")
    slow = False
    for images in options.images:
        start = time.process_time()
        panel, graphs = _panel(images, options.classes)
        begun = time.process_time() - start
        took = sorted(_times(panel, graphs, options.classes))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"| {images:,} | {begun:.1f} s | {took[len(took) // 2]:.2f} s | {took[-1]:.2f} s | {peak:.1f} GiB |")
        slow |= took[len(took) // 2] > MOST.get(images, np.inf)
    return 1 if slow else 0


def _panel(images: int, classes: int) -> tuple[Panel, list[Ints]]:
    random = np.random.default_rng(0)
    graphs = [random.integers(0, images, (images, count)) for count in (20, 10)]
    spaces = []
    for _ in range(2):
        source, target = (random.standard_normal((count, COMPONENTS), np.float32) for count in (SOURCE, images))
        spaces.append(space(source, target, graphs))
    labels = random.integers(0, classes, SOURCE)
    said = {str(n): np.eye(classes, dtype=np.float32)[random.integers(0, classes, images)] for n in range(9)}
    lessons = [
        Lessons(number % 2, source=1.0, ridge=1.0, taught=said["0"] if number > 1 else None) for number in range(5)
    ]
    return Panel(spaces, [Regression(each, spaces, labels, classes) for each in lessons], said, "0"), graphs


def _times(panel: Panel, graphs: list[Ints], classes: int) -> list[float]:
    random = np.random.default_rng(1)
    panel.standing()
    took = []
    for row in random.permutation(len(graphs[0]))[:TIMES].tolist():
        start = time.process_time()
        panel.answer(row, int(random.integers(classes)))
        order = doubt(panel, graphs, differing=True)
        np.argpartition(-order, 100)
        took.append(time.process_time() - start)
    return took


if __name__ == "__main__":
    sys.exit(main())
