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
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

MOST_MEMORY, MOST_RATIO = 2 * 2**30, 1.3
CLASSES, SIDE, KINDS = 10, 64, 64
STAGES = ("scan", "sweep", "neighbours", "S31-S43", "CSV")
Figures = dict[str, float]


def main() -> int:
    """Measure each size, print the table; the exit code says whether both limits were kept."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--child", nargs=2, metavar=("FOLDER", "CLASSES"), help="measure this folder; used by itself")
    options = parser.parse_args()
    if options.child:
        print(json.dumps(_measured(Path(options.child[0]))))
        return 0
    by_size = {size: _in_a_child(size) for size in sorted(options.sizes)}
    print(_table(by_size))
    small, large = min(by_size), max(by_size)
    ratio = _total(by_size[large]) / _total(by_size[small]) * small / large
    peak = max(figures["peak"] for figures in by_size.values())
    print(f"\nPeak {peak / 2**20:.0f} MiB of {MOST_MEMORY / 2**20:.0f}; ratio {ratio:.2f} of {MOST_RATIO}")
    return int(peak >= MOST_MEMORY or ratio > MOST_RATIO)


def _in_a_child(size: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder) / "target", size)
        command = [sys.executable, __file__, "--child", folder, str(CLASSES)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        figures: Figures = json.loads(done.stdout)
        return figures


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


def pooled(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """A stub of a backbone, uint8 [B, 64, 64, 3] to [B, 48]: the colours of a 4 x 4 grid."""
    cells = pixels.reshape(len(pixels), 4, SIDE // 4, 4, SIDE // 4, 3)
    return cells.mean(axis=(2, 4), dtype=np.float32).reshape(len(pixels), 48)


def _measured(folder: Path) -> Figures:
    # The parent stays small without these, so that its memory is not counted as the child's.
    import resource  # noqa: PLC0415

    import torch  # noqa: PLC0415

    from benchmarks.featured import drained  # noqa: PLC0415
    from dclgui.core.job import Job  # noqa: PLC0415
    from dclgui.engine import runtime as runtimes  # noqa: PLC0415
    from dclgui.engine.features import FeatureCache, sweep_features  # noqa: PLC0415
    from dclgui.engine.judging import as_table, assigned  # noqa: PLC0415
    from dclgui.engine.model import Judged  # noqa: PLC0415
    from dclgui.engine.survey import survey  # noqa: PLC0415
    from dclgui.images.scan import target_catalog, target_files  # noqa: PLC0415
    from dclgui.labels.csv import write_csv  # noqa: PLC0415
    from dclgui.labels.table import label_table  # noqa: PLC0415

    root, names = folder / "target", tuple(f"class {k}" for k in range(CLASSES))
    job = Job(source=root, target=root, device="cpu")
    figures: Figures = {}
    with runtimes.started(job) as runtime:
        with _timed("scan", figures):
            catalog = target_catalog(root, list(target_files(root)), names)
        with _timed("sweep", figures):
            cache = FeatureCache.of(catalog, folder=folder / "cache", model="stub", side=SIDE)
            swept = drained(sweep_features(catalog, pooled, domain="target", side=SIDE, cache=cache, runtime=runtime))
        features = torch.from_numpy(swept.features)
        weights = torch.randn(48, CLASSES, generator=runtime.generator(0)) / 100
        rows = torch.arange(len(catalog))
        judged = Judged(rows=rows, probs=(features @ weights).softmax(1), bottleneck=features, backbone=features)
        with _timed("neighbours", figures):
            source, labels = features[:4096], judged.probs[:4096].argmax(1)
            found = survey(judged, source, labels, method=job.method, generator=runtime.generator(1))
        with _timed("S31-S43", figures):
            nobody = torch.full((len(catalog),), -1)
            assignment = assigned(judged, found, nobody, method=job.method, round_number=1)
            table = as_table(assignment, rows, len(catalog))
        with _timed("CSV", figures):
            source_only = table.classifier_label
            labels_out = label_table(
                catalog, table, source_only=source_only, decisions={}, problems=swept.problems, round_number=1
            )
            write_csv(folder / "labels.csv", labels_out)
    figures["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return figures


@contextmanager
def _timed(stage: str, figures: Figures) -> Iterator[None]:
    start = time.perf_counter()
    yield
    figures[stage] = time.perf_counter() - start


def _total(figures: Figures) -> float:
    return sum(figures[stage] for stage in STAGES)


def _table(by_size: dict[int, Figures]) -> str:
    small, large = min(by_size), max(by_size)
    head = ["stage", *(f"{size:,} images, s" for size in by_size), "ratio an image"]
    rows = [
        [stage, *(f"{figures[stage]:.2f}" for figures in by_size.values())]
        + [f"{by_size[large][stage] / by_size[small][stage] * small / large:.2f}"]
        for stage in STAGES
    ]
    total = ["**all**", *(f"{_total(figures):.2f}" for figures in by_size.values()), ""]
    memory = ["peak, MiB", *(f"{figures['peak'] / 2**20:.0f}" for figures in by_size.values()), ""]
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows, total, memory]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
