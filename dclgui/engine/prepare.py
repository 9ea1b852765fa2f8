"""Everything before the first step: catalogs, the way to train, features, and a model to train."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np
import torch

from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.events import Domain, Event, Progressed, Scanned, Step, Warned
from dclgui.core.job import Job
from dclgui.engine.backbones import Backbone, load_backbone
from dclgui.engine.extractor import CachedFeatures, Extractor
from dclgui.engine.features import DomainFeatures, FeatureCache, sweep_features
from dclgui.engine.heads import Heads
from dclgui.engine.learner import Learner, TrainingRows
from dclgui.engine.onnx_forward import ExportDisagreesError, Features, Forward, Pixels, onnx_forward, torch_forward
from dclgui.engine.runtime import Runtime
from dclgui.engine.tuned import TunedBackbone
from dclgui.images.scan import FoundFile, known_truth, source_catalog, source_files, target_catalog, target_files
from dclgui.project.folder import Project

Way = Literal["head", "full"]
BOTTLENECK = 256
_SCAN_STEP = 5000


@dataclass(frozen=True, slots=True, eq=False)
class Domains:
    """The two catalogs."""

    source: Catalog
    target: Catalog

    @property
    def classes(self) -> tuple[str, ...]:
        """The K class names."""
        return self.source.class_names


def choose_way(job: Job, runtime: Runtime) -> Way:
    """The job's way; ``auto`` keeps the backbone frozen on a CPU, unless it starts from scratch.

    Raises ``UserError`` for a frozen backbone with random weights, which could not learn anything.
    """
    if job.way == "head" and job.weights == "scratch":
        raise UserError(
            "The way head keeps the backbone as it is, and a backbone from scratch knows nothing.",
            "Choose --way full, or --weights pretrained.",
        )
    if job.way != "auto":
        return job.way
    return "full" if runtime.device.type != "cpu" or job.weights == "scratch" else "head"


def catalogs(project: Project, runtime: Runtime) -> Generator[Event, None, Domains]:
    """Scan both roots, or load the catalogs that the project has; the rows of a project never change."""
    if runtime.leads and not project.has_catalog("target"):
        job = project.job
        files = yield from _counted(source_files(job.source), "scan source")
        source = source_catalog(job.source, files)
        project.save_catalog("source", source)
        files = yield from _counted(target_files(job.target), "scan target")
        project.save_catalog("target", target_catalog(job.target, files, source.class_names))
    runtime.wait()
    domains = Domains(project.catalog("source"), project.catalog("target"))
    yield Scanned("source", len(domains.source), domains.classes)
    yield Scanned("target", len(domains.target), domains.classes, truth_known=known_truth(domains.target) is not None)
    return domains


def _counted(files: Iterator[FoundFile], step: Step) -> Generator[Progressed, None, list[FoundFile]]:
    found: list[FoundFile] = []
    while more := list(islice(files, _SCAN_STEP)):
        found += more
        yield Progressed(step=step, round=0, done=len(found), total=0, seconds_left=np.nan)
    return found


def learner_for(project: Project, domains: Domains, *, way: Way, runtime: Runtime) -> Generator[Event, None, Learner]:
    """Read every image once (features, hashes, problems) and put untrained heads on what was read."""
    job = project.job
    backbone = load_backbone(job.backbone, weights=job.weights)
    forward: Forward = _no_features
    model = "decoded"
    if way == "head":
        model = backbone.fingerprint()
        forward = yield from _forward(backbone, model, project=project, runtime=runtime)
    source = yield from _read_domain("source", domains.source, forward, model, project=project, runtime=runtime)
    target = yield from _read_domain("target", domains.target, forward, model, project=project, runtime=runtime)
    rows = TrainingRows(
        source=torch.from_numpy(source.readable),
        target=torch.from_numpy(target.readable),
        labels=torch.from_numpy(domains.source.labels.astype(np.int64)),
    )
    _require_images(rows, domains)
    extractor: Extractor
    if way == "head":
        device = runtime.device
        extractor = CachedFeatures(
            {
                "source": torch.from_numpy(source.features).to(device),
                "target": torch.from_numpy(target.features).to(device),
            }
        )
    else:
        by_domain: dict[Domain, Catalog] = {"source": domains.source, "target": domains.target}
        extractor = TunedBackbone(backbone, by_domain, side=job.image_size, batch=job.batch, runtime=runtime)
    heads = Heads(
        dim=backbone.dim,
        classes=len(domains.classes),
        heads=job.method.heads,
        width=BOTTLENECK,
        generator=runtime.generator(0),
    )
    return Learner(extractor, heads, rows, job=job, runtime=runtime)


def _no_features(pixels: Pixels) -> Features:
    return np.empty((len(pixels), 0), np.float32)


def _forward(backbone: Backbone, model: str, *, project: Project, runtime: Runtime) -> Generator[Warned, None, Forward]:
    """Onnxruntime on a CPU, torch elsewhere and where the export disagrees."""
    if runtime.device.type != "cpu":
        return torch_forward(backbone, device=runtime.device)
    side = project.job.image_size
    try:
        return onnx_forward(backbone, side=side, file=project.cache / f"backbone-{model[:16]}-{side}.onnx")
    except ExportDisagreesError as error:
        yield Warned(
            "agreement",
            f"The backbone {project.job.backbone} can't run in onnxruntime: {error}.",
            "torch runs it instead, with the same result, about three times slower.",
        )
    return torch_forward(backbone, device=runtime.device)


def _read_domain(
    domain: Domain, catalog: Catalog, forward: Forward, model: str, *, project: Project, runtime: Runtime
) -> Generator[Event, None, DomainFeatures]:
    side = project.job.image_size
    cache = FeatureCache.of(catalog, folder=project.cache, model=model, side=side)
    found: DomainFeatures
    found = yield from sweep_features(catalog, forward, domain=domain, side=side, cache=cache, runtime=runtime)
    if runtime.leads:
        rows = list(found.digests)
        project.save_digests(domain, rows, [found.digests[row].hex() for row in rows])
        project.save_problems(domain, found.problems)
    return found


def _require_images(rows: TrainingRows, domains: Domains) -> None:
    present = np.bincount(rows.labels[rows.source].numpy(), minlength=len(domains.classes))
    if (present == 0).any():
        name = domains.classes[int(present.argmin())]
        raise UserError(
            f"No image of the class {name} in {domains.source.root} can be read.",
            "Replace its images or take the class folder out of the source folder.",
        )
    if len(rows.target) < 2:
        raise UserError(
            f"{len(rows.target)} of the {len(domains.target)} images in {domains.target.root} can be read; it takes 2.",
            "Check that this is the folder of the new camera's images.",
        )
