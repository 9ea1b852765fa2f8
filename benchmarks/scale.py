"""Whether time grows with the number of images and no faster, and how much memory it takes.

    python -m benchmarks.scale [--sizes 10000 100000] [--million] [--features-only]

Each size in a process of its own, both cores. Scan and sweep read generated 64-pixel pictures, with a stub for the
backbone; everything after them works on 1,280 made-up features an image that lie as real ones do
(``benchmarks.made_features``), and on 10,000 labelled source images at every size. ``--million`` measures 1,000,000
images too, without pictures. Fails if an image of a larger size takes more processor time in any stage than one of the
smallest by more than 1.15 times (the million: all in all 1.3 times one of 100,000, 25 minutes), or for too much memory.
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

MILLION = 1_000_000
MOST_MEMORY = {100_000: 2 * 2**30, MILLION: 6 * 2**30}
MOST_RATIO, MOST_RATIO_OF_ALL, MOST_SECONDS = 1.15, 1.3, 25 * 60
LEAST_SECONDS = 2.0
"""Stages that take less at the largest size are shown and not judged: the clock's noise is larger."""
CLASSES, SIDE, KINDS = 10, 64, 64
PICTURES = ("scan", "sweep")
SOURCE = "S1"
"""Of the source alone; in no sum."""
STAGES = ("S31", "domain gap", "neighbours", "committee", "S5", "S31-S43", "crowd and panel", "refit", "CSV")
Figures = dict[str, float]


def main() -> int:
    """Measure each size, print the table; the exit code says whether all limits were kept."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--million", action="store_true", help="1,000,000 images too: a quarter of an hour, 10 GB")
    parser.add_argument("--features-only", action="store_true", help="leave out scan and sweep")
    options = parser.parse_args()
    sizes = sorted({*options.sizes, *([MILLION] if options.million else [])})
    by_size = {size: _in_a_child(size, pictures=size < MILLION and not options.features_only) for size in sizes}
    print(_table(by_size))
    broken = list(_broken(by_size))
    print("\n" + ("\n".join(broken) or "All limits were kept."))
    return int(bool(broken))


def _in_a_child(size: int, *, pictures: bool) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        if pictures:
            make_pictures(Path(folder) / "target", size)
        command = [sys.executable, "-m", "benchmarks.scale_stages", folder, str(size)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
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


def _broken(by_size: dict[int, Figures]) -> list[str]:
    """A sentence for each limit that was not kept."""
    found = []
    small = min(by_size)
    for size, metrics in by_size.items():
        most = MOST_MEMORY.get(size)
        if most and metrics["peak"] >= most:
            found.append(f"{size:,} images took {metrics['peak'] / 2**20:.0f} MiB of {most / 2**20:.0f}.")
        if size == MILLION and _total(metrics) > MOST_SECONDS:
            found.append(f"{size:,} images took {_total(metrics):.0f} s of {MOST_SECONDS}.")
        if size in (small, MILLION):
            continue
        for stage in (*(PICTURES if PICTURES[0] in metrics else ()), *STAGES):
            ratio = metrics[f"{stage}, CPU"] / by_size[small][f"{stage}, CPU"] * small / size
            if ratio > MOST_RATIO and metrics[f"{stage}, CPU"] >= LEAST_SECONDS:
                found.append(f"{stage}: {ratio:.2f} of {MOST_RATIO} an image at {size:,} images.")
    if MILLION in by_size and 100_000 in by_size:
        ratio = _total(by_size[MILLION], ", CPU") / _total(by_size[100_000], ", CPU") / 10
        if ratio > MOST_RATIO_OF_ALL:
            found.append(f"All: {ratio:.2f} of {MOST_RATIO_OF_ALL} an image at {MILLION:,} images.")
    return found


def _total(metrics: Figures, unit: str = "") -> float:
    return sum(metrics[stage + unit] for stage in STAGES)


def _cells(values: list[float | None], sizes: list[int]) -> list[str]:
    """Seconds of each size, then the largest one's an image against the smallest one's."""
    known = [(value, size) for value, size in zip(values, sizes, strict=True) if value is not None]
    ratio = known[-1][0] / max(known[0][0], 1e-9) * known[0][1] / known[-1][1]
    return [*("" if value is None else f"{value:.2f}" for value in values), f"{ratio:.2f}"]


def _table(by_size: dict[int, Figures]) -> str:
    sizes, metrics = list(by_size), list(by_size.values())
    head = ["stage"]
    for unit in ("s", "CPU s"):
        head += [*(f"{size:,} images, {unit}" for size in sizes), "ratio an image"]
    rows = [head, ["---", *["---:"] * (len(head) - 1)]]
    for stage in (*(PICTURES if PICTURES[0] in metrics[0] else ()), SOURCE, *STAGES):
        values = [[own.get(stage + unit) for own in metrics] for unit in ("", ", CPU")]
        rows.append([stage, *_cells(values[0], sizes), *_cells(values[1], sizes)])
    totals = [[_total(own, unit) for own in metrics] for unit in ("", ", CPU")]
    rows.append(["**all after S1**", *(cell for total in totals for cell in _cells(list(total), sizes))])
    for name, figure in (("peak beyond maps, MiB", "peak"), ("features and scratch mapped, MiB", "mapped")):
        rows.append([name, *(f"{own[figure] / 2**20:.0f}" for own in metrics), *[""] * (len(sizes) + 2)])
    for name in ("recall of neighbours", "right by S1", "right by S1-S6", "right by all after 20 answers"):
        rows.append([name, *(f"{own[name]:.3f}" for own in metrics), *[""] * (len(sizes) + 2)])
    return "\n".join(f"| {' | '.join(line)} |" for line in rows)


if __name__ == "__main__":
    sys.exit(main())
