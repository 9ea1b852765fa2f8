"""The exported ONNX model, as it is and with float16 weights, against the run's own model.

    .venv/bin/python -m benchmarks.onnx_model --data DATA [--images 1000] [--pairs PAIR ...] [--openvino PYTHON]

A pair is ``set/domain:set/domain`` below DATA. For each, a run of the default recipe (frozen) is made and exported;
the same target images go through the run's own model and through both files, 8 and 1 at a time, by onnxruntime and, if
a Python is named that has it, by OpenVINO. Speed is of onnxruntime's forward pass alone, in one thread, 8 images at a
time, by turns. Fails unless the float32 model has the same most probable class for at least 99.9 % of the images
everywhere and no probability differs by 1e-3.
"""

import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
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
from dclgui.core.predictor import INPUT, OUTPUTS
from dclgui.engine import runtime as runtimes
from dclgui.engine.export.agreement import Agreement, agreement
from dclgui.engine.export.export import export_model
from dclgui.engine.export.formats import Answers, Asked, asked_net, joined
from dclgui.engine.export.portable import LabelNet
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
class Row:
    """One file in one runtime: how it agrees with the run's own model, shares of right labels and of sure images."""

    name: str
    agreement: Agreement
    right: float
    sure: float
    half: bool


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One pair: the run's own shares of right labels and of sure images; images a second of torch and both files."""

    pair: str
    own: tuple[float, float]
    rows: tuple[Row, ...]
    speeds: tuple[float, float, float]
    sizes: tuple[int, int]


def main() -> int:
    """Measure every pair; the exit code says whether the claims hold."""
    options = _options()
    with TemporaryDirectory() as folder:
        found = [_measured(pair, options, Path(folder) / str(number)) for number, pair in enumerate(options.pairs)]
    print(_report(found))
    plain = [row.agreement for one in found for row in one.rows if not row.half]
    return 0 if all(each.same >= SAME and each.difference < DIFFERENCE for each in plain) else 1


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--pairs", nargs="+", default=PAIRS)
    parser.add_argument("--openvino", metavar="PYTHON", help="a Python with openvino")
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
    rows = [
        Row(name, agreement(said, answers), _share(answers["label"] == truth), _share(answers["high"]), "fp16" in name)
        for name, answers in _asked(files, pixels, options.openvino, place)
    ]
    return Measured(
        pair,
        own=(_share(said.assignment.label.numpy() == truth), _share(said.assignment.high.numpy())),
        rows=tuple(rows),
        speeds=_speeds((asked_net(net), *map(_onnx, files)), pixels[:TIMED]),
        sizes=(files[0].stat().st_size, files[1].stat().st_size),
    )


def _asked(files: Sequence[Path], pixels: Pixels, openvino: str | None, place: Path) -> Iterator[tuple[str, Answers]]:
    """The answers of both ``files`` by every runtime, by a name for a row."""
    for file, size in product(files, (BATCH, 1)):
        yield f"{file.name}, onnxruntime, {size} at a time", _in_batches(_onnx(file), pixels, size)
        if openvino:
            given, out = place / "pixels.npy", place / "found.npz"
            np.save(given, pixels)
            script = Path(__file__).with_name("onnx_openvino.py")
            subprocess.run([openvino, str(script), str(file), str(given), str(size), str(out)], check=True)
            with np.load(out) as found:
                yield f"{file.name}, OpenVINO, {size} at a time", dict(found)


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


def _in_batches(ask: Asked, pixels: Pixels, size: int = BATCH) -> Answers:
    return joined([ask(pixels[start : start + size]) for start in range(0, len(pixels), size)])


def _share(mask: npt.NDArray[np.bool_]) -> float:
    return float(mask.mean())


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
        "| pair, model | same top class | largest probability difference | right | sure |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for one in found:
        lines.append(f"| **{one.pair}**, the run's own, torch | | | {one.own[0]:.1%} | {one.own[1]:.1%} |")
        for row in one.rows:
            same, apart = row.agreement.same, row.agreement.difference
            lines.append(f"| {row.name} | {same:.2%} | {apart:.1e} | {row.right:.1%} | {row.sure:.1%} |")
    return "\n".join([*lines, "", *(_speed(one) for one in found)])


def _speed(one: Measured) -> str:
    first, second, third = one.speeds
    plain, half = (size / 1e6 for size in one.sizes)
    start = f"{one.pair}, {one.rows[0].agreement.images:,} images: "
    files = f"float32 {plain:.1f} MB, {second / first:.1f} times as fast as torch; float16 {half:.1f} MB, "
    return f"{start}{files}{third / first:.1f} times."


if __name__ == "__main__":
    sys.exit(main())
