"""How close the sweep comes to the limit of its own parts, measured alone in the same run.

    .venv/bin/python benchmarks/throughput.py [--images 600] [--repeats 3]

Decoding alone and the forward pass alone use all workers. On a CPU both share the cores, so the limit is
1 / (1 / decode + 1 / forward) images a second; on a GPU it is the smaller of the two. Needs no data: it makes JPEG
pictures of a camera's size. Fails below 0.9 of the limit.
"""

import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import gettempdir

import numpy as np
from PIL import Image, ImageFilter
from rich.console import Console

from benchmarks.featured import drained
from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.job import Job
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.features import BATCH, FeatureCache, extract_features
from dclgui.engine.network.onnx_forward import Forward, onnx_forward, torch_forward
from dclgui.engine.runtime import Runtime
from dclgui.images.pictures import in_batches, load_batch, read_ahead
from dclgui.images.scan import target_catalog, target_files

LEAST = 0.9
SIZE, KINDS = (640, 480), 40
Rate = float


def main() -> int:
    """Measure in turn, so that other programs disturb all parts alike; the exit code says whether it was enough."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "images"
        make_pictures(root, options.images)
        job = Job(source=root, target=root, backbone=options.backbone, device=options.device)
        with runtimes.started(job) as runtime:
            catalog = target_catalog(root, list(target_files(root)), ("a", "b"))
            forward = _forward(job, runtime, options.cache)
            rates = [_rates(catalog, forward, job, Path(folder) / str(n), runtime) for n in range(options.repeats + 1)]
            gpu = runtime.device.type != "cpu"
            print(
                f"{runtimes.describe(runtime.device)}, {runtime.workers} workers, {options.images} JPEG of 640 x 480\n"
            )
    return _report(rates[1:], gpu=gpu)  # the first warms up


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--images", type=int, default=600)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--backbone", default="efficientnet_lite0")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    return parser.parse_args()


def make_pictures(root: Path, count: int) -> None:
    """Write ``count`` JPEG pictures as a camera does: soft shapes, some noise, quality 90."""
    root.mkdir(parents=True)
    random = np.random.default_rng(0)
    for number in range(min(count, KINDS)):
        shapes = Image.fromarray(random.integers(0, 256, (12, 16, 3), np.uint8)).resize(SIZE, Image.Resampling.BICUBIC)
        noise = random.normal(0, 4, (SIZE[1], SIZE[0], 3))
        pixels = (np.asarray(shapes.filter(ImageFilter.SHARPEN)) + noise).clip(0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(root / f"{number:05d}.jpg", quality=90)
    for number in range(KINDS, count):
        (root / f"{number:05d}.jpg").write_bytes((root / f"{number % KINDS:05d}.jpg").read_bytes())


def _forward(job: Job, runtime: Runtime, cache: Path) -> Forward:
    backbone = load_backbone(job.backbone, weights=job.weights)
    if runtime.device.type != "cpu":
        return torch_forward(backbone, device=runtime.device)
    cache.mkdir(parents=True, exist_ok=True)
    return onnx_forward(backbone, side=job.image_size, file=cache / f"{job.backbone}-{job.image_size}.onnx")


def _rates(catalog: Catalog, forward: Forward, job: Job, folder: Path, runtime: Runtime) -> tuple[Rate, Rate, Rate]:
    """Images a second of decoding, of the forward pass, and of the sweep."""
    batches = in_batches(np.arange(len(catalog)), BATCH)
    pixels = load_batch(catalog, np.arange(min(BATCH, len(catalog))), side=job.image_size).pixels

    def all_of(work: Callable[[Rows], object]) -> Callable[[], object]:
        return lambda: [None for _ in read_ahead(work, batches, workers=runtime.workers)]

    cache = FeatureCache.of(catalog, folder=folder, model="throughput", side=job.image_size)
    extract = partial(extract_features, domain="target", side=job.image_size, cache=cache, runtime=runtime)
    decode = all_of(lambda rows: len(load_batch(catalog, rows, side=job.image_size).rows))
    run = all_of(lambda rows: forward(pixels[: len(rows)]))
    works = (decode, run, lambda: drained(extract(catalog, forward)))
    decoded, forwarded, swept = (len(catalog) / _seconds(work) for work in works)
    return decoded, forwarded, swept


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _limit(decode: Rate, forward: Rate, *, gpu: bool) -> Rate:
    return min(decode, forward) if gpu else 1 / (1 / decode + 1 / forward)


def _report(rates: list[tuple[Rate, Rate, Rate]], *, gpu: bool) -> int:
    print("| decode alone | forward alone | limit | sweep | share of the limit |\n| ---: | ---: | ---: | ---: | ---: |")
    shares = []
    for decode, forward, extract in rates:
        limit = _limit(decode, forward, gpu=gpu)
        shares.append(extract / limit)
        print(f"| {decode:.0f} | {forward:.0f} | {limit:.0f} | {extract:.0f} | {shares[-1]:.2f} |")
    ratio = median(shares)
    print(f"\nImages a second; median share of the limit {ratio:.2f}, needed {LEAST}")
    if ratio < LEAST:
        Console(file=sys.stderr).print("The sweep is slower than its parts allow.")
    return int(ratio < LEAST)


if __name__ == "__main__":
    sys.exit(main())
