"""The exported ONNX model, as it is and with float16 weights, against the run's own model.

    .venv/bin/python -m benchmarks.onnx_model --data DATA [--images 1000] [--pairs PAIR ...]

A pair is ``set/domain:set/domain`` below DATA. For each, a run of the default recipe (frozen) is made and exported;
the same target images go through the run's own model and through both files. Speed is of the forward pass alone, in one
thread, 8 images at a time, by turns. Fails unless the ONNX model has the same most probable class for at least
99.9 % of the images and no probability differs by 1e-3.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch

from benchmarks.featured import drained
from dclgui.core.arrays import Pixels
from dclgui.core.catalog import Catalog
from dclgui.core.job import Job
from dclgui.engine import runtime as runtimes
from dclgui.engine.export.agreement import Agreement, agreement
from dclgui.engine.export.export import export_model
from dclgui.engine.export.formats import Answers, Asked, asked_net, joined
from dclgui.engine.export.portable import INPUT, OUTPUTS, LabelNet
from dclgui.engine.training.adapt import adapt
from dclgui.engine.training.predict import Said, predict_catalog
from dclgui.images.pictures import load_batch
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project

SAME, DIFFERENCE = 0.999, 1e-3
BATCH, TIMED, REPEATS = 8, 160, 5
PAIRS = ("office_caltech10/amazon:office_caltech10/Caltech", "usps/test:mnist/train5k")
Labels = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One pair: what both files agree to, the share of right labels and of sure images, and images a second."""

    pair: str
    plain: Agreement
    half: Agreement
    right: tuple[float, float, float]
    sure: tuple[float, float, float]
    speeds: tuple[float, float, float]
    sizes: tuple[int, int]


def main() -> int:
    """Measure every pair; the exit code says whether the claims hold."""
    options = _options()
    with TemporaryDirectory() as folder:
        found = [_measured(pair, options, Path(folder) / str(number)) for number, pair in enumerate(options.pairs)]
    print(_report(found))
    return 0 if all(one.plain.same >= SAME and one.plain.difference < DIFFERENCE for one in found) else 1


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--pairs", nargs="+", default=PAIRS)
    return parser.parse_args()


def _measured(pair: str, options: Namespace, place: Path) -> Measured:
    source, target = (options.data / name for name in pair.split(":"))
    drained(adapt(Job(source=source, target=target, device="cpu", mode="frozen"), place))
    files = (place / "model.onnx", place / "model.fp16.onnx")
    with Project.open(place) as project:
        for file in files:
            drained(export_model(file, project))
        catalog = _some(project.catalog("target"), options.images)
        said = _said(project, catalog, place)
        net = LabelNet.of_project(project)
    pixels = load_batch(catalog, np.arange(len(catalog)), side=net.side).pixels[said.rows.numpy()]
    truth = known_truth(catalog)
    assert truth is not None, f"the class folders of {pair} differ"
    truth = truth[said.rows.numpy()]
    plain, half = (_in_batches(_onnx(file), pixels) for file in files)
    return Measured(
        pair,
        agreement(said, plain),
        agreement(said, half),
        right=_shares(said.assignment.label.numpy() == truth, plain["label"] == truth, half["label"] == truth),
        sure=_shares(said.assignment.high.numpy(), plain["high"], half["high"]),
        speeds=_speeds((asked_net(net), *map(_onnx, files)), pixels[:TIMED]),
        sizes=(files[0].stat().st_size, files[1].stat().st_size),
    )


def _some(catalog: Catalog, count: int) -> Catalog:
    """``count`` images spread over all."""
    rows = np.linspace(0, len(catalog) - 1, min(count, len(catalog))).astype(np.intp)
    paths = tuple(catalog.paths[row] for row in rows)
    return Catalog(
        catalog.root, paths, catalog.class_names, catalog.labels[rows], catalog.sizes[rows], catalog.mtimes[rows]
    )


def _said(project: Project, catalog: Catalog, place: Path) -> Said:
    with runtimes.started(project.job) as runtime, TemporaryDirectory(dir=place) as cache:
        return drained(predict_catalog(project, catalog, mode="frozen", cache=Path(cache), runtime=runtime))


def _onnx(file: Path) -> Asked:
    """In one thread, so that cores taken by other programs don't count."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    return lambda pixels: dict(zip(OUTPUTS, session.run(list(OUTPUTS), {INPUT: pixels}), strict=True))


def _in_batches(ask: Asked, pixels: Pixels) -> Answers:
    return joined([ask(pixels[start : start + BATCH]) for start in range(0, len(pixels), BATCH)])


def _shares(*masks: npt.NDArray[np.bool_]) -> tuple[float, float, float]:
    first, second, third = (float(mask.mean()) for mask in masks)
    return first, second, third


def _speeds(models: Sequence[Asked], pixels: Pixels) -> tuple[float, float, float]:
    """Images a second of torch and both files: the median over rounds in which each has its turn."""
    torch.set_num_threads(1)
    seconds: list[list[float]] = [[] for _ in models]
    for _ in range(REPEATS + 1):  # the first warms up
        for ask, own in zip(models, seconds, strict=True):
            start = time.perf_counter()
            _in_batches(ask, pixels)
            own.append(time.perf_counter() - start)
    first, second, third = (len(pixels) / median(own[1:]) for own in seconds)
    return first, second, third


def _report(found: Sequence[Measured]) -> str:
    lines = [
        "| pair | images | file | MB | same top class | largest probability difference | right | sure | images/s |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in found:
        torch_speed = one.speeds[0]
        start = f"| {one.pair} | {one.plain.images:,} "
        lines.append(
            f"{start}| the run's own, torch | | | | {_percent(one.right[0], one.sure[0])} | {torch_speed:.0f} |"
        )
        for number, (name, size, own) in enumerate(
            zip(("ONNX", "ONNX fp16"), one.sizes, (one.plain, one.half), strict=True), start=1
        ):
            speed = f"{one.speeds[number]:.0f} ({one.speeds[number] / torch_speed:.1f} x)"
            lines.append(
                f"| | | {name} | {size / 1e6:.1f} | {own.same:.2%} | {own.difference:.1e} "
                f"| {_percent(one.right[number], one.sure[number])} | {speed} |"
            )
    return "\n".join(lines)


def _percent(*shares: float) -> str:
    return " | ".join(f"{share:.1%}" for share in shares)


if __name__ == "__main__":
    sys.exit(main())
