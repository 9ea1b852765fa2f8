"""Whether time grows with the number of images and no faster, and how much memory it takes.

    .venv/bin/python benchmarks/scale.py [--sizes 10000 100000]

Scan, sweep, neighbours, S31-S43 and CSV over generated 64-pixel pictures, with a stub for the backbone, each size in a
process of its own. Fails if the peak is 2 GiB or more, or if an image of the largest size takes more than 1.3 times
as long as one of the smallest.
"""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

MOST_MEMORY, MOST_RATIO = 2 * 2**30, 1.3
CLASSES, SIDE, KINDS = 10, 64, 64
STAGES = ("scan", "sweep", "neighbours", "S31-S43", "CSV")
Figures = dict[str, float]


def main() -> int:
    """Measure each size, print the table; the exit code says whether both limits were kept."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    options = parser.parse_args()
    by_size = {size: _in_a_child(size) for size in sorted(options.sizes)}
    print(_table(by_size))
    small, large = min(by_size), max(by_size)
    ratio = _total(by_size[large]) / _total(by_size[small]) * small / large
    peak = max(metrics["peak"] for metrics in by_size.values())
    print(f"\nPeak {peak / 2**20:.0f} MiB of {MOST_MEMORY / 2**20:.0f}; ratio {ratio:.2f} of {MOST_RATIO}")
    return int(peak >= MOST_MEMORY or ratio > MOST_RATIO)


def _in_a_child(size: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder) / "target", size)
        stages = Path(__file__).with_name("scale_stages.py")
        done = subprocess.run([sys.executable, stages, folder], stdout=subprocess.PIPE, text=True, check=True)
        metrics: Figures = json.loads(done.stdout)
        return metrics


def make_pictures(root: Path, count: int) -> None:
    """Write ``count`` pictures, JPEG and PNG in turn, of which few differ: writing, not drawing, takes the time."""
    random = np.random.default_rng(0)
    files = []
    for number in range(KINDS):
        colours = random.integers(0, 256, (4, 4, 3), np.uint8)
        image = Image.fromarray(colours).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        stream = BytesIO()
        image.save(stream, "JPEG" if number % 2 else "PNG")
        files.append((stream.getvalue(), "jpg" if number % 2 else "png"))
    for k in range(CLASSES):
        (root / f"class {k}").mkdir(parents=True)
    for number in range(count):
        data, suffix = files[number % KINDS]
        (root / f"class {number % CLASSES}" / f"{number:07d}.{suffix}").write_bytes(data)


def _total(metrics: Figures, unit: str = "") -> float:
    return sum(metrics[stage + unit] for stage in STAGES)


def _cells(seconds: list[float], sizes: float) -> list[str]:
    return [*(f"{value:.2f}" for value in seconds), f"{seconds[-1] / seconds[0] * sizes:.2f}"]


def _table(by_size: dict[int, Figures]) -> str:
    sizes, metrics = list(by_size), list(by_size.values())
    growth = sizes[0] / sizes[-1]
    head = ["stage"]
    for unit in ("s", "CPU s"):
        head += [*(f"{size:,} images, {unit}" for size in sizes), "ratio an image"]
    rows = []
    for stage in STAGES:
        wall, busy = ([own[stage + unit] for own in metrics] for unit in ("", ", CPU"))
        rows.append([stage, *_cells(wall, growth), *_cells(busy, growth)])
    wall, busy = ([_total(own, unit) for own in metrics] for unit in ("", ", CPU"))
    total = ["**all**", *_cells(wall, growth), *_cells(busy, growth)]
    memory = ["peak, MiB", *(f"{own['peak'] / 2**20:.0f}" for own in metrics), *[""] * (len(sizes) + 2)]
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows, total, memory]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
