"""How long a run would take, estimated from a few of its images and a few of its steps on this machine."""

import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

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
from dclgui.engine.network.exports import exported_backbone
from dclgui.engine.network.features import BATCH, SHARD, FeatureCache
from dclgui.engine.network.finetuned import FinetunedBackbone
from dclgui.engine.network.heads import Heads
from dclgui.engine.network.onnx_forward import ExportDisagreesError, Forward, onnx_forward, torch_forward
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.prepare import (
    DECODED,
    Domains,
    Mode,
    choose_mode,
    new_heads,
    no_features,
)
from dclgui.engine.training.pseudo_labelling import assigned
from dclgui.engine.training.trainer import STATISTICS_ROWS, Targets, Trainer, TrainingRows, source_epochs
from dclgui.images.pictures import in_batches, load_batch, read_ahead
from dclgui.images.scan import source_catalog, source_files, target_catalog, target_files
from dclgui.method.neighbours import EXACT, nearest_rows
from dclgui.project.folder import Project

Result = TypeVar("Result")
_READING = 1.5
"""Seconds given to reading a sample of the images."""
_ROUGHLY = 0.7
"""The same for a first guess, each with and without the backbone."""
_SAMPLE = 64
"""Batches of images in that sample at most."""
_GAIN = 2.8
"""How much faster onnxruntime is than torch on one core of a CPU, until that is measured."""
_EXPORT = 2.0
"""Seconds that an export takes, until that is measured."""
_STEPS = 12
"""Training steps on cached features that are timed."""
_FULL_ON_CPU = 8
"""Images of each domain in a timed step that trains the backbone on a CPU."""
_FULL_STEPS = 3
"""Such steps that are timed on a GPU."""

_DOMAINS: tuple[Domain, Domain] = ("source", "target")


def estimate_time(task: EstimateTime) -> Iterator[TimeEstimated]:
    """Estimate how long ``task.job`` would take in ``task.folder``, which need not be a project yet.

    Where the backbone has still to be exported, a first estimate comes within seconds and a better one after the
    export; it is kept for the run. Raises ``UserError`` for folders and settings that no run could use.
    """
    with ExitStack() as held:
        runtime = held.enter_context(runtimes.started(task.job))
        start = time.monotonic()
        plan = _planned(task, held, runtime)
        preparing = time.monotonic() - start
        sample = _sample(plan)
        training = _training(plan)

        def estimate(seconds_an_image: float, more: float) -> TimeEstimated:
            reading = sample.unread * seconds_an_image
            whole = preparing + more + reading + training
            return TimeEstimated(task.job, whole, reading, runtimes.describe(runtime.device))

        forward: Forward = no_features
        more = 0.0
        if plan.mode == "frozen":
            forward = torch_forward(plan.backbone, device=runtime.device)
        if plan.mode == "frozen" and runtime.device.type == "cpu":
            if not plan.exported.exists():
                decode = sample.seconds_an_image(no_features, limit=_ROUGHLY)
                both = sample.seconds_an_image(forward, limit=_ROUGHLY)
                yield estimate(decode + max(0.0, both - decode) / _GAIN, _EXPORT)
            start = time.monotonic()
            with suppress(ExportDisagreesError):  # a run then goes on with torch, too
                forward = onnx_forward(plan.backbone, side=task.job.image_size, file=plan.exported)
            more = time.monotonic() - start
        yield estimate(sample.seconds_an_image(forward, limit=_READING), more)


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What the run would work with.

    ``cache`` is the folder of its cache, ``last`` its last finished round. ``key`` names the backbone in the cache,
    ``exported`` is its file for onnxruntime.
    """

    job: Job
    runtime: Runtime
    domains: Domains
    cache: Path
    last: int | None
    mode: Mode
    backbone: Backbone
    key: str

    @property
    def exported(self) -> Path:
        return exported_backbone(self.cache, self.key, side=self.job.image_size)


def _planned(task: EstimateTime, held: ExitStack, runtime: Runtime) -> _Plan:
    job = task.job
    try:
        project = held.enter_context(Project.open(task.folder))
    except UserError:  # not a project yet
        cache, last = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="dclgui-"))), None
        domains = _scanned(job)
    else:
        cache, last = project.cache, project.rounds.last()
        known = all(project.has_catalog(domain) for domain in _DOMAINS)
        domains = Domains(project.catalog("source"), project.catalog("target")) if known else _scanned(job)
    mode = choose_mode(job)
    backbone = load_backbone(job.backbone, weights=job.weights, side=job.image_size)
    key = backbone.fingerprint() if mode == "frozen" else DECODED
    return _Plan(job, runtime, domains, cache, last, mode, backbone, key)


def _scanned(job: Job) -> Domains:
    source = source_catalog(job.source, list(source_files(job.source)), level=job.class_level)
    return Domains(source, target_catalog(job.target, list(target_files(job.target)), source.class_names))


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """``unread`` images are not in the cache; ``batches`` are some of them."""

    plan: _Plan
    unread: int
    batches: list[tuple[Domain, Rows]]

    def seconds_an_image(self, forward: Forward, *, limit: float) -> float:
        """Decode and ``forward``, as a run would, for about ``limit`` seconds; 0 if nothing is left to read."""
        if not self.batches:
            return 0.0
        workers = self.plan.runtime.workers

        def work(number: Rows) -> int:
            domain, rows = self.batches[number[0]]
            forward(load_batch(self.plan.domains.of(domain), rows, side=self.plan.job.image_size).pixels)
            return len(rows)

        numbers = in_batches(np.arange(len(self.batches)), 1)
        work(numbers[0])  # the first one is slow
        start = time.monotonic()
        work(numbers[-1])
        some = numbers[: workers * max(1, round(limit / (time.monotonic() - start)))]
        start = time.monotonic()
        with closing(read_ahead(work, some, workers=workers)) as done:
            images = sum(done)
        return (time.monotonic() - start) / images


def _sample(plan: _Plan) -> _Sample:
    count, batches = 0, list[tuple[Domain, Rows]]()
    for domain in _DOMAINS:
        catalog = plan.domains.of(domain)
        cache = FeatureCache.of(catalog, folder=plan.cache, model=plan.key, side=plan.job.image_size)
        for number, rows in enumerate(in_batches(np.arange(len(catalog)), SHARD)):
            if not cache.has(number):
                count += len(rows)
                batches += [(domain, part) for part in in_batches(rows, BATCH)]
    # At random, since files that lie together are often alike in size.
    some = np.random.default_rng(0).permutation(len(batches))[:_SAMPLE]
    return _Sample(plan, count, [batches[i] for i in some])


def _training(plan: _Plan) -> float:
    """Seconds of S1-S6."""
    job, domains, runtime = plan.job, plan.domains, plan.runtime
    extractor, source, target = (_on_noise if plan.mode == "frozen" else _on_images)(plan)
    rows = TrainingRows(source, target, torch.from_numpy(domains.source.labels.astype(np.int64)))
    heads = new_heads(job, dim=plan.backbone.dim, classes=domains.of_source, runtime=runtime)
    probe = probe_timing(extractor, heads, rows, job=job, runtime=runtime)
    return probe.seconds(job, Sizes(len(domains.source), len(domains.target)), after=plan.last)


def _on_noise(plan: _Plan) -> tuple[Extractor, Tensor, Tensor]:
    """Random numbers as cached features: they take the same time as any others."""
    generator, features = plan.runtime.generator(0), dict[Domain, Tensor]()
    for domain in _DOMAINS:
        count = min(len(plan.domains.of(domain)), _STEPS * plan.job.batch_size)
        features[domain] = torch.randn(count, plan.backbone.dim, generator=generator).to(plan.runtime.device)
    return CachedFeatures(features), torch.arange(len(features["source"])), torch.arange(len(features["target"]))


def _on_images(plan: _Plan) -> tuple[Extractor, Tensor, Tensor]:
    """A few images of each domain that can be read, evenly spaced."""
    job, runtime = plan.job, plan.runtime
    wanted = _FULL_ON_CPU if runtime.device.type == "cpu" else _FULL_STEPS * job.batch_size
    catalogs = {domain: plan.domains.of(domain) for domain in _DOMAINS}
    source, target = (_readable(catalog, wanted, job.image_size, runtime) for catalog in catalogs.values())
    extractor = FinetunedBackbone(plan.backbone, catalogs, job=job, runtime=runtime)
    return extractor, source, target


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


@dataclass(frozen=True, slots=True)
class Sizes:
    """Images of each domain."""

    source: int
    target: int

    @property
    def statistics(self) -> int:
        """Images from which both domains' statistics are made."""
        return min(self.source, STATISTICS_ROWS) + min(self.target, STATISTICS_ROWS)

    @property
    def pairs(self) -> int:
        """Pairs of images that are compared to find neighbours."""
        return min(self.source, STATISTICS_ROWS) ** 2 + self.target * min(self.target, EXACT)


@dataclass(frozen=True, slots=True)
class TimingProbe:
    """Seconds on the few rows of ``few``."""

    few: Sizes
    fitting: float
    source_pass: float
    domain_gap: float
    pairs: float
    statistics: float
    target_pass: float
    judging: float
    writing: float

    def seconds(self, job: Job, sizes: Sizes, *, after: int | None) -> float:
        """What S1-S6 would take for all rows, from the start or ``after`` a finished round."""
        method = job.method
        longer = max(sizes.source, sizes.target) / max(self.few.source, self.few.target)
        statistics = self.statistics * sizes.statistics / self.few.statistics
        judging = self.judging * sizes.target / self.few.target
        each = method.epochs * self.target_pass * longer + statistics + judging + self.writing
        if after is not None:
            return max(0, method.rounds - after) * each
        passes = source_epochs(job, sizes.source)
        source = (self.fitting + passes * self.source_pass) * sizes.source / self.few.source
        gap = self.domain_gap + self.pairs * (sizes.pairs / self.few.pairs - 1)
        # Statistics and predictions twice more than the rounds have them: of the source model, and before round 1.
        return source + gap + 2 * (statistics + judging) + self.writing + method.rounds * each


def probe_timing(extractor: Extractor, heads: Heads, rows: TrainingRows, *, job: Job, runtime: Runtime) -> TimingProbe:
    """Go through S1-S43 once on ``rows`` with untrained ``heads``; everything is thrown away afterwards."""
    short = job.model_copy(update={"method": job.method.model_copy(update={"epochs": 1})})
    trainer = Trainer(extractor, heads, rows, job=short, runtime=runtime)
    few = Sizes(len(rows.source), len(rows.target))
    _drained(lambda: trainer.pretrain(epochs=1))  # the first steps on a device are slow
    fitting = _drained(trainer.fit_heads)[0] if trainer.begins_frozen else 0.0
    source_pass, _ = _drained(lambda: trainer.pretrain(epochs=1))
    predict, predictions = _drained(trainer.predict)
    gap_seconds, found = _drained(lambda: trainer.measure_domain_gap(predictions))
    statistics, _ = _drained(trainer.adopt)
    total = int(rows.target.max()) + 1
    targets = Targets(label=torch.zeros(total, dtype=torch.int64), weight=torch.ones(total))
    target_pass, _ = _drained(lambda: trainer.train_round(targets, 1))
    near = min(job.method.neighbours, few.target - 1)
    nobody = torch.full((total,), -1)

    def write() -> None:
        with tempfile.TemporaryDirectory(prefix="dclgui-") as name:
            trainer.save(Path(name))
            trainer.embedding(predictions).save(Path(name))

    # A training ends with an estimate of the statistics: that of S1 for one domain, that of a round for both.
    return TimingProbe(
        few=few,
        fitting=fitting,
        source_pass=max(0.0, source_pass - statistics / 2),
        domain_gap=gap_seconds,
        pairs=_timed(lambda: nearest_rows(predictions.backbone, count=near)) if near else 0.0,
        statistics=statistics,
        target_pass=max(0.0, target_pass - statistics),
        judging=predict + _timed(lambda: assigned(predictions, found, nobody, method=job.method, round_number=1)),
        writing=_timed(write),
    )


def _drained(work: Callable[[], Generator[object, None, Result]]) -> tuple[float, Result]:
    """Seconds that the generator took, and what it returned."""
    start = time.monotonic()
    generator = work()
    while True:
        try:
            next(generator)
        except StopIteration as end:
            result: Result = end.value
            return time.monotonic() - start, result


def _timed(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start
