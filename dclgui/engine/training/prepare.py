"""Everything before the first training step: catalogs, mode, features, and a model to train."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import torch

from dclgui.core.arrays import Floats, Pixels, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain, Event, Scanned, Warned
from dclgui.engine.network.backbones import Backbone, load_backbone
from dclgui.engine.network.cached import CachedFeatures, Extractor
from dclgui.engine.network.exports import exported_backbone
from dclgui.engine.network.features import DomainFeatures, FeatureCache, extract_features
from dclgui.engine.network.finetuned import FinetunedBackbone
from dclgui.engine.network.heads import Heads
from dclgui.engine.network.onnx_forward import ExportDisagreesError, Forward, onnx_forward, torch_forward
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.exclusions import Exclusion
from dclgui.engine.training.trainer import Trainer, TrainingRows
from dclgui.images.check import nothing_on
from dclgui.images.scan import known_truth
from dclgui.importing.catalogs import changes_since, rows_are_fixed, scan_project
from dclgui.importing.glance import glance_notes
from dclgui.project.folder import Project
from dclgui.project.settings import DOMAINS

Mode = Literal["frozen", "finetune"]
BOTTLENECK = 256
"""Width of a head's bottleneck."""
DECODED = "decoded"
"""Stands for a backbone's fingerprint in the cache of images that were only decoded (mode ``finetune``)."""


@dataclass(frozen=True, slots=True, eq=False)
class Domains:
    """The two catalogs."""

    source: Catalog
    target: Catalog

    def of(self, domain: Domain) -> Catalog:
        """The catalog of ``domain``."""
        return self.source if domain == "source" else self.target

    @property
    def classes(self) -> tuple[str, ...]:
        """The K class names, those that a person added behind the source's own."""
        return self.source.class_names

    @property
    def of_source(self) -> int:
        """How many of the classes the source has images of: the first ones."""
        return int(self.source.labels.max()) + 1


def choose_mode(job: Job) -> Mode:
    """The job's mode; ``auto`` keeps the backbone frozen, unless its weights are random.

    Raises ``UserError`` for a frozen backbone with random weights, which could not learn anything.
    """
    if job.mode == "frozen" and job.weights == "scratch":
        raise UserError(
            "The mode frozen keeps the backbone as it is, and a backbone from scratch knows nothing.",
            "Choose --mode finetune, or --weights pretrained.",
        )
    if job.mode != "auto":
        return job.mode
    return "finetune" if job.weights == "scratch" else "frozen"


def catalogs(project: Project, runtime: Runtime) -> Generator[Event, None, Domains]:
    """Both catalogs. The folders are scanned anew until a round or a decision refers to their rows.

    From then on it is only said what has come to the target or gone from it.
    """
    with runtime.agree():
        if runtime.leads and rows_are_fixed(project):
            yield from changes_since(project)
        elif runtime.leads:
            yield from scan_project(project)
    domains = Domains(project.catalog("source"), project.catalog("target"))
    yield Scanned("source", len(domains.source), domains.classes)
    yield Scanned("target", len(domains.target), domains.classes, truth_known=known_truth(domains.target) is not None)
    return domains


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A ``trainer`` over both domains, and ``blank`` [n] int64, rows of the target with nothing to see on them."""

    trainer: Trainer
    blank: Rows


def prepared(
    project: Project, domains: Domains, *, mode: Mode, runtime: Runtime, excluded: Exclusion
) -> Generator[Event, None, Prepared]:
    """Read every image once (features, hashes, problems) and put untrained heads on what was read.

    What was ``excluded`` is read too, so that it can be put back in another project, but takes no part.
    """
    job = project.job
    reader = yield from reader_for(project, mode=mode, cache=project.cache, runtime=runtime, thumbnails=project.cache)
    _require_images(project, reader, domains)
    source = yield from reader.read("source", domains.source)
    _require_source(source, domains, excluded)  # before the target is read, which may take hours
    target = yield from reader.read("target", domains.target)
    if runtime.leads:
        _keep_what_was_read(project, source=source, target=target)
        both = domains.source, domains.target
        yield from glance_notes(project, source.measured, target.measured, catalogs=both)
    rows = TrainingRows(
        source=torch.from_numpy(np.setdiff1d(source.readable, excluded.source)),
        target=torch.from_numpy(np.setdiff1d(target.readable, excluded.target)),
        labels=torch.from_numpy(domains.source.labels.astype(np.int64)),
    )
    _require_target(rows, domains, excluded)
    extractor = reader.extractor({"source": (domains.source, source), "target": (domains.target, target)})
    heads = new_heads(job, dim=reader.backbone.dim, classes=domains.of_source, runtime=runtime)
    blank = nothing_on(target.measured) if target.measured else np.empty(0, np.int64)
    return Prepared(Trainer(extractor, heads, rows, job=job, runtime=runtime), blank)


def new_heads(job: Job, *, dim: int, classes: int, runtime: Runtime) -> Heads:
    """Untrained heads for ``dim`` features, from the job's seed."""
    generator = runtime.generator(0)
    return Heads(dim=dim, classes=classes, heads=job.method.heads, width=BOTTLENECK, generator=generator)


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """How this run reads images: through the frozen backbone, or only to see that they decode (mode ``finetune``).

    ``cache`` keeps what was read; ``thumbnails`` is the cache folder in which a gallery will look, if there is one.
    """

    backbone: Backbone
    forward: Forward
    model: str
    mode: Mode
    job: Job
    cache: Path
    thumbnails: Path | None
    runtime: Runtime

    def cache_of(self, catalog: Catalog) -> FeatureCache:
        """Where the features of ``catalog`` are kept."""
        dim = self.backbone.dim if self.mode == "frozen" else 0
        return FeatureCache.of(catalog, folder=self.cache, model=self.model, side=self.job.image_size, dim=dim)

    def read(self, domain: Domain, catalog: Catalog) -> Generator[Event, None, DomainFeatures]:
        """Every image once, from the cache where it was read before."""
        side, gallery, cache = self.job.image_size, self.thumbnails, self.cache_of(catalog)
        return (
            yield from extract_features(
                catalog, self.forward, domain=domain, side=side, cache=cache, runtime=self.runtime, thumbnails=gallery
            )
        )

    def extractor(self, read: dict[Domain, tuple[Catalog, DomainFeatures]]) -> Extractor:
        """What the heads get their features from."""
        if self.mode == "frozen":
            features = {domain: torch.from_numpy(found.features) for domain, (_, found) in read.items()}
            return CachedFeatures(features, device=self.runtime.device)
        catalogs = {domain: catalog for domain, (catalog, _) in read.items()}
        return FinetunedBackbone(self.backbone, catalogs, job=self.job, runtime=self.runtime)


def reader_for(
    project: Project, *, mode: Mode, cache: Path, runtime: Runtime, thumbnails: Path | None = None
) -> Generator[Warned, None, Reader]:
    """Load the job's backbone and choose what runs it; ``cache`` keeps the features of what it will read.

    ``thumbnails`` is the cache folder that gets the thumbnails of what it decodes, if any does.
    """
    job = project.job
    backbone = load_backbone(job.backbone, weights=job.weights, side=job.image_size)
    forward: Forward = no_features
    model = DECODED
    if mode == "frozen":
        model = backbone.fingerprint()
        forward = yield from _forward(backbone, model, project=project, runtime=runtime)
    return Reader(backbone, forward, model, mode, job, cache, thumbnails, runtime)


def _keep_what_was_read(project: Project, *, source: DomainFeatures, target: DomainFeatures) -> None:
    domains: tuple[tuple[Domain, DomainFeatures], ...] = (("source", source), ("target", target))
    for domain, found in domains:
        rows = list(found.digests)
        project.save_digests(domain, rows, [found.digests[row].hex() for row in rows])
        project.save_problems(domain, found.problems)


def no_features(pixels: Pixels) -> Floats:
    """A ``Forward`` for images that need only decode."""
    return np.empty((len(pixels), 0), np.float32)


def _forward(backbone: Backbone, model: str, *, project: Project, runtime: Runtime) -> Generator[Warned, None, Forward]:
    """Onnxruntime on a CPU, torch elsewhere and where the export disagrees."""
    if runtime.device.type != "cpu":
        return torch_forward(backbone, device=runtime.device)
    side = project.job.image_size
    try:
        return onnx_forward(backbone, side=side, file=exported_backbone(project.cache, model, side=side))
    except ExportDisagreesError as error:
        yield Warned(
            "agreement",
            f"The backbone {project.job.backbone} can't run in onnxruntime: {error}.",
            "torch runs it instead, with the same result, about three times slower.",
        )
    return torch_forward(backbone, device=runtime.device)


def _require_images(project: Project, reader: Reader, domains: Domains) -> None:
    """Raise ``UserError`` if images are gone that this run has to read: what was read before is kept."""
    for domain in DOMAINS:
        if reader.mode == "finetune" or not reader.cache_of(domains.of(domain)).whole:
            project.require_images(domain)


def _require_source(source: DomainFeatures, domains: Domains, excluded: Exclusion) -> None:
    """Raise ``UserError`` for a class of which no image is left to learn from."""
    rows = np.setdiff1d(source.readable, excluded.source)
    present = np.bincount(domains.source.labels[rows], minlength=domains.of_source)
    if present.all():
        return
    lacking = int(present.argmin())
    name = domains.classes[lacking]
    if (domains.source.labels[excluded.source] == lacking).any():
        raise UserError(
            f"No image of the class {name} is left: all that can be read were excluded.",
            "Put some of them back, or take the class out of the labelled images.",
        )
    row = int(np.flatnonzero(domains.source.labels == lacking)[0])
    raise UserError(
        f"No image of the class {name} in {domains.source.root} can be read. {domains.source.paths[row]}: "
        f"{source.problems.get(row, '')}.",
        "Replace its images, or take the class out of the labelled images.",
    )


def _require_target(rows: TrainingRows, domains: Domains, excluded: Exclusion) -> None:
    if len(rows.target) < 2:
        left, hint = "can be read", "Check that this is the folder of the new camera's images."
        if len(excluded.target):
            left, hint = "can be read and were not excluded", "Put some of those that were excluded back."
        raise UserError(
            f"{len(rows.target)} of the {len(domains.target)} images in {domains.target.root} {left}; it takes 2.", hint
        )
