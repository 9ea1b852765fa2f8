"""The features of a folder of labelled images, through the same sweep as a run's."""

import sys
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import Progress

from dclgui.core.job import Job
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.features import FeatureCache, extract_features
from dclgui.engine.network.onnx_forward import Forward, onnx_forward, torch_forward
from dclgui.engine.runtime import Runtime
from dclgui.images.check import nothing_on
from dclgui.images.scan import source_catalog, source_files

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class Featured:
    """``features`` [N, D] float32 and ``labels`` [N] int64 of the readable images; ``names`` of the K classes.

    ``blank``: [N] bool, images with nothing to see on them.
    """

    features: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int64]
    names: tuple[str, ...]
    blank: npt.NDArray[np.bool_]

    def only(self, names: Sequence[str]) -> "Featured":
        """The images of the classes ``names``, numbered in that order."""
        order = np.full(len(self.names), -1)
        for number, name in enumerate(names):
            order[self.names.index(name)] = number
        labels = order[self.labels]
        kept = labels >= 0
        return Featured(self.features[kept], labels[kept], tuple(names), self.blank[kept])

    def take(self, rows: npt.NDArray[np.int64]) -> "Featured":
        """The images of ``rows``."""
        return Featured(self.features[rows], self.labels[rows], self.names, self.blank[rows])


def drained(steps: Generator[object, None, Result]) -> Result:
    """What the generator returns, whatever it yields."""
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            result: Result = ended.value
            return result


def featured(folders: Sequence[Path], job: Job, *, cache: Path) -> dict[Path, Featured]:
    """Sweep each of ``folders`` (class/image) with the job's frozen backbone, or read the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    with runtimes.started(job) as runtime, Progress(console=Console(file=sys.stderr)) as bars:
        backbone = load_backbone(job.backbone, weights=job.weights)
        model = backbone.fingerprint()
        forward: Forward
        if runtime.device.type == "cpu":
            forward = onnx_forward(
                backbone, side=job.image_size, file=cache / f"backbone-{model[:16]}-{job.image_size}.onnx"
            )
        else:
            forward = torch_forward(backbone, device=runtime.device)
        found = {}
        for folder in folders:
            found[folder] = _swept(folder, forward, model=model, job=job, cache=cache, runtime=runtime, bars=bars)
        return found


def _swept(
    folder: Path, forward: Forward, *, model: str, job: Job, cache: Path, runtime: Runtime, bars: Progress
) -> Featured:
    catalog = source_catalog(folder, list(source_files(folder)))
    bar = bars.add_task(str(folder), total=len(catalog))
    extract = extract_features(
        catalog,
        forward,
        domain="source",
        side=job.image_size,
        cache=FeatureCache.of(catalog, folder=cache, model=model, side=job.image_size),
        runtime=runtime,
    )
    while True:
        try:
            event = next(extract)
            bars.update(bar, completed=getattr(event, "done", None))
        except StopIteration as ended:
            swept = ended.value
            break
    rows = swept.readable
    blank = np.isin(rows, nothing_on(swept.measured)) if swept.measured else np.zeros(len(rows), np.bool_)
    return Featured(swept.features[rows], catalog.labels[rows].astype(np.int64), catalog.class_names, blank)
