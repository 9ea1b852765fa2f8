"""How long a run would take, guessed from a few of its images and a few of its steps on this machine."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.requests import EstimateTime
from dclgui.core.protocol.results import TimeEstimated
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.backbones import Backbone, load_backbone
from dclgui.engine.network.cached import CachedFeatures, Extractor
from dclgui.engine.network.features import BATCH, SHARD, FeatureCache
from dclgui.engine.network.finetuned import FinetunedBackbone
from dclgui.engine.network.onnx_forward import ExportDisagreesError, Forward, onnx_forward, torch_forward
from dclgui.engine.queries.timing_probe import Sizes, probe_timing
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.prepare import Domains, Mode, choose_mode, exported_backbone, new_heads, no_features
from dclgui.engine.training.trainer import TrainingRows
from dclgui.images.pictures import in_batches, load_batch, read_ahead
from dclgui.images.scan import source_catalog, source_files, target_catalog, target_files
from dclgui.project.folder import Project

_READING = 1.5
"""Seconds given to reading a sample of the images."""
_ROUGHLY = 0.7
"""The same for a first guess, each with and without the backbone."""
_SAMPLE = 64
"""Batches of images in that sample at most."""
_GAIN = 2.8
"""How much faster onnxruntime is than torch on one core of a CPU, until that is measured."""
_EXPORT = 8.0
"""Seconds that an export takes, until that is measured."""
_STEPS = 12
"""Training steps on cached features that are timed."""
_FULL_ON_CPU = 8
"""Images of each domain in a timed step that trains the backbone on a CPU."""

_FULL_STEPS = 3
"""Such steps that are timed on a GPU."""

DOMAINS: tuple[Domain, Domain] = ("source", "target")


def estimate_time(task: EstimateTime) -> Iterator[TimeEstimated]:
    """Guess how long ``task.job`` would take in ``task.folder``, which need not be a project yet.

    Where the backbone has still to be exported, a first guess comes within seconds and a better one after the export;
    a project keeps the export for its run. Raises ``UserError`` for folders and settings that no run could use either.
    """
    with ExitStack() as held:
        runtime = held.enter_context(runtimes.started(task.job))
        start = time.monotonic()
        place = _place(task, held)
        model = _model(task.job, place)
        preparing = time.monotonic() - start
        sample = _sample(task.job, place, model, runtime)
        training = _training(task.job, place, model, runtime)

        def guess(seconds_an_image: float, more: float) -> TimeEstimated:
            reading = sample.unread * seconds_an_image
            whole = preparing + more + reading + training
            return TimeEstimated(task.job, whole, reading, runtimes.describe(runtime.device))

        forward: Forward = no_features
        more = 0.0
        if model.mode == "frozen":
            forward = torch_forward(model.backbone, device=runtime.device)
        if model.mode == "frozen" and runtime.device.type == "cpu":
            if not model.exported.exists():
                decode = sample.seconds_an_image(no_features, limit=_ROUGHLY)
                both = sample.seconds_an_image(forward, limit=_ROUGHLY)
                yield guess(decode + max(0.0, both - decode) / _GAIN, _EXPORT)
            start = time.monotonic()
            with suppress(ExportDisagreesError):  # a run then goes on with torch, too
                forward = onnx_forward(model.backbone, side=task.job.image_size, file=model.exported)
            more = time.monotonic() - start
        yield guess(sample.seconds_an_image(forward, limit=_READING), more)


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where the run would be: its catalogs, a folder for its cache, and the last finished round."""

    domains: Domains
    cache: Path
    last: int | None


def _place(task: EstimateTime, held: ExitStack) -> _Place:
    try:
        project = held.enter_context(Project.open(task.folder))
    except UserError:  # not a project yet
        return _Place(_scanned(task.job), Path(held.enter_context(tempfile.TemporaryDirectory(prefix="dclgui-"))), None)
    known = all(project.has_catalog(domain) for domain in DOMAINS)
    domains = Domains(project.catalog("source"), project.catalog("target")) if known else _scanned(task.job)
    return _Place(domains, project.cache, project.rounds.last())


def _scanned(job: Job) -> Domains:
    source = source_catalog(job.source, list(source_files(job.source)))
    return Domains(source, target_catalog(job.target, list(target_files(job.target)), source.class_names))


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """What a run would read images with; ``key`` names it in the cache, ``exported`` is its file for onnxruntime."""

    backbone: Backbone
    mode: Mode
    key: str
    exported: Path


def _model(job: Job, place: _Place) -> _Model:
    mode = choose_mode(job)
    backbone = load_backbone(job.backbone, weights=job.weights, side=job.image_size)
    key = backbone.fingerprint() if mode == "frozen" else "decoded"
    return _Model(backbone, mode, key, exported_backbone(place.cache, key, side=job.image_size))


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """``unread`` images are not in the cache; ``batches`` are some of them."""

    domains: Domains
    unread: int
    batches: list[tuple[Domain, Rows]]
    side: int
    workers: int

    def seconds_an_image(self, forward: Forward, *, limit: float) -> float:
        """Decode and ``forward``, as a run would, for about ``limit`` seconds; 0 if nothing is left to read."""
        if not self.batches:
            return 0.0

        def work(number: Rows) -> int:
            domain, rows = self.batches[number[0]]
            forward(load_batch(_catalog(self.domains, domain), rows, side=self.side).pixels)
            return len(rows)

        numbers = in_batches(np.arange(len(self.batches)), 1)
        work(numbers[0])  # the first one is slow
        start = time.monotonic()
        work(numbers[-1])
        some = numbers[: self.workers * max(1, round(limit / (time.monotonic() - start)))]
        start = time.monotonic()
        with closing(read_ahead(work, some, workers=self.workers)) as done:
            images = sum(done)
        return (time.monotonic() - start) / images


def _sample(job: Job, place: _Place, model: _Model, runtime: Runtime) -> _Sample:
    unread = [(domain, rows) for domain in DOMAINS for rows in _unread(domain, job, place, model)]
    batches = [(domain, part) for domain, rows in unread for part in in_batches(rows, BATCH)]
    some = np.random.default_rng(0).permutation(len(batches))[:_SAMPLE]
    count = sum(len(rows) for _, rows in unread)
    return _Sample(place.domains, count, [batches[i] for i in some], job.image_size, runtime.workers)


def _unread(domain: Domain, job: Job, place: _Place, model: _Model) -> list[Rows]:
    catalog = _catalog(place.domains, domain)
    cache = FeatureCache.of(catalog, folder=place.cache, model=model.key, side=job.image_size)
    shards = in_batches(np.arange(len(catalog)), SHARD)
    return [rows for number, rows in enumerate(shards) if not cache.has(number)]


def _catalog(domains: Domains, domain: Domain) -> Catalog:
    return domains.source if domain == "source" else domains.target


def _training(job: Job, place: _Place, model: _Model, runtime: Runtime) -> float:
    """Seconds of S1-S6."""
    sizes = Sizes(len(place.domains.source), len(place.domains.target))
    extractor, source, target = (_on_noise if model.mode == "frozen" else _on_images)(job, place, model, runtime)
    labels = torch.from_numpy(place.domains.source.labels.astype(np.int64))
    classes = place.domains.of_source
    heads = new_heads(job, dim=model.backbone.dim, classes=classes, runtime=runtime)
    probe = probe_timing(extractor, heads, TrainingRows(source, target, labels), job=job, runtime=runtime)
    return probe.seconds(job, sizes, after=place.last)


def _on_noise(job: Job, place: _Place, model: _Model, runtime: Runtime) -> tuple[Extractor, Tensor, Tensor]:
    """Cached features take the same time whatever they are."""
    generator, features = runtime.generator(0), {}
    for domain in DOMAINS:
        count = min(len(_catalog(place.domains, domain)), _STEPS * job.batch_size)
        noise = torch.randn(count, model.backbone.dim, generator=generator)
        features[domain] = noise.to(runtime.device)
    rows = {domain: torch.arange(len(values)) for domain, values in features.items()}
    return CachedFeatures(features), rows["source"], rows["target"]


def _on_images(job: Job, place: _Place, model: _Model, runtime: Runtime) -> tuple[Extractor, Tensor, Tensor]:
    """A few images of each domain that can be read, evenly spaced."""
    wanted = _FULL_ON_CPU if runtime.device.type == "cpu" else _FULL_STEPS * job.batch_size
    catalogs = {domain: _catalog(place.domains, domain) for domain in DOMAINS}
    rows = {domain: _readable(catalogs[domain], wanted, job.image_size, runtime) for domain in DOMAINS}
    extractor = FinetunedBackbone(model.backbone, catalogs, side=job.image_size, batch=job.batch_size, runtime=runtime)
    return extractor, rows["source"], rows["target"]


def _readable(catalog: Catalog, wanted: int, side: int, runtime: Runtime) -> Tensor:
    """[n] int64, ascending; raises ``UserError`` if fewer than two can be read."""
    rows = np.unique(np.linspace(0, len(catalog) - 1, wanted).astype(np.intp))

    def readable(some: Rows) -> list[int]:
        problems = load_batch(catalog, some, side=side).problems
        return [row for row in some.tolist() if row not in problems]

    with closing(read_ahead(readable, in_batches(rows, BATCH), workers=runtime.workers)) as parts:
        found = [row for part in parts for row in part]
    if len(found) < 2:
        raise UserError(f"Hardly an image in {catalog.root} can be read.", "Check that this is the right folder.")
    return torch.tensor(found)
