"""One size of ``scale.py``: times and peak memory of every stage as JSON, in a process that does nothing else."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import psutil
import torch
from torch.nn import functional

from benchmarks.featured import drained
from benchmarks.made_features import CLASSES, DIMENSIONS, Made, made
from benchmarks.trial import job_for
from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.job import Job
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.core.scratch import LARGE
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.cached import CachedFeatures
from dclgui.engine.network.features import FeatureCache, extract_features
from dclgui.engine.network.model import Predictions
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.adapt import COMMITTEE_STREAM
from dclgui.engine.training.committee import crowd_of, formed
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.engine.training.prepare import new_heads
from dclgui.engine.training.pseudo_labelling import as_table, assigned, source_only
from dclgui.engine.training.trainer import STATISTICS_ROWS, Targets, Trainer, TrainingRows
from dclgui.images.scan import target_catalog, target_files
from dclgui.labels.csv import save_csv
from dclgui.labels.table import label_table
from dclgui.learning.committee import Committee
from dclgui.learning.taught import ROUNDS, SOURCE, Opinion, Taught
from dclgui.method.neighbours import Neighbours, alike_from, nearest_rows
from dclgui.method.shift import domain_gap, trust

SIDE, CELLS, SOURCE_IMAGES, ANSWERS, ASKED = 64, 4, 10_000, 20, 500
Figures = dict[str, float]


@dataclass(slots=True)
class Meter:
    """Seconds by stage, and the largest memory that no file backs, looked at 50 times a second."""

    figures: Figures = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what the block does."""
        start, busy = time.perf_counter(), time.process_time()
        yield
        self.figures[name], self.figures[f"{name}, CPU"] = time.perf_counter() - start, time.process_time() - busy
        print(f"{name}: {self.figures[name]:.1f} s", file=sys.stderr, flush=True)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the memory while the block runs."""
        self.figures |= {"peak": 0.0, "mapped": 0.0}
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        yield
        self._stop.set()
        watcher.join()

    def _watch(self) -> None:
        process = psutil.Process()
        while not self._stop.wait(0.02):
            found = process.memory_info()
            mapped = getattr(found, "shared", 0)
            self.figures["peak"] = max(self.figures["peak"], found.rss - mapped)
            self.figures["mapped"] = max(self.figures["mapped"], mapped)


def main() -> None:
    """Measure so many images, with the pictures in the folder ``target`` of the folder that is the first argument."""
    folder, size = Path(sys.argv[1]), int(sys.argv[2])
    meter, job = Meter(), job_for("default", seed=0, settings={"device": "cpu"})
    with runtimes.started(job) as runtime, meter.watching():
        if (folder / "target").is_dir():
            _pictures(folder, runtime, meter)
        _features(folder, size, job, runtime, meter)
    print(json.dumps(meter.figures))


def _pictures(folder: Path, runtime: Runtime, meter: Meter) -> None:
    root = folder / "target"
    with meter.stage("scan"):
        names = tuple(sorted(path.name for path in root.iterdir()))
        catalog = target_catalog(root, list(target_files(root)), names)
    with meter.stage("sweep"):
        cache = FeatureCache.of(catalog, folder=folder / "cache", model="stub", side=SIDE)
        drained(extract_features(catalog, pooled, domain="target", side=SIDE, cache=cache, runtime=runtime))


def pooled(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """A stub of a backbone, uint8 [B, 64, 64, 3] to [B, 48]: the colours of a 4 x 4 grid."""
    cells = pixels.reshape(len(pixels), CELLS, SIDE // CELLS, CELLS, SIDE // CELLS, 3)
    means: npt.NDArray[np.float32] = cells.mean(axis=(2, 4), dtype=np.float32)
    return means.reshape(len(pixels), 48)


def _features(folder: Path, size: int, job: Job, runtime: Runtime, meter: Meter) -> None:
    """All stages after the sweep, as ``engine.training.adapt`` has them follow each other in a run of one round."""
    source = made(np.empty((SOURCE_IMAGES, DIMENSIONS), np.float32), seed=1)
    target = _target(folder / "target.npy", size)
    trainer = _trainer(source, target, job, runtime)
    with meter.stage("S1"):
        drained(trainer.pretrain())
    with meter.stage("S31"):
        predictions = drained(trainer.predict())
    first = source_only(predictions, method=job.method).classifier_label
    gap = _gap(predictions, source, job, runtime, meter)
    with meter.stage("committee"):
        known = drained(trainer.source_features())
        generator = runtime.generator(COMMITTEE_STREAM)
        committee = drained(formed(*known, predictions.backbone, rows=predictions.rows, generator=generator))
        (folder / "round").mkdir()
        committee.save(folder / "round")
        kept = Committee.load(folder / "round")
        assert kept is not None
    table, label = _round(trainer, gap, job, size, meter)
    opinions = {SOURCE: Opinion(first.numpy()), ROUNDS: Opinion(label)}
    after = _panel(kept, opinions, target.labels, meter)
    right = {"right by S1": first.numpy(), "right by S1-S6": label, "right by all after 20 answers": after}
    meter.figures |= {name: float((said == target.labels).mean()) for name, said in right.items()}
    meter.figures["recall of neighbours"] = _recall(predictions.backbone, gap.neighbours)
    with meter.stage("CSV"):
        _write(folder / "labels.csv", table)


def _target(file: Path, size: int) -> Made:
    """Features as a run has them: in memory, or mapped in half precision."""
    if size <= LARGE:
        return made(np.empty((size, DIMENSIONS), np.float32), seed=2, gap=True)
    written = made(np.lib.format.open_memmap(file, "w+", np.float16, (size, DIMENSIONS)), seed=2, gap=True)
    return Made(np.load(file, mmap_mode="c"), written.labels)


def _trainer(source: Made, target: Made, job: Job, runtime: Runtime) -> Trainer:
    features = CachedFeatures(
        {"source": torch.from_numpy(source.features), "target": torch.from_numpy(target.features)}
    )
    rows = TrainingRows(
        torch.arange(len(source.labels)), torch.arange(len(target.labels)), torch.from_numpy(source.labels)
    )
    heads = new_heads(job, dim=DIMENSIONS, classes=CLASSES, runtime=runtime)
    return Trainer(features, heads, rows, job=job, runtime=runtime)


def _gap(predictions: Predictions, source: Made, job: Job, runtime: Runtime, meter: Meter) -> DomainGap:
    """``measure_domain_gap``, its two halves timed apart."""
    target, method = predictions.backbone, job.method
    some = torch.from_numpy(source.features[:STATISTICS_ROWS])
    with meter.stage("domain gap"):
        far = domain_gap(some, target, generator=runtime.generator(1))
        labels = torch.from_numpy(source.labels[:STATISTICS_ROWS])
        least = alike_from(some, labels, count=method.neighbours, purity=method.purity)
    with meter.stage("neighbours"):
        rows, similarity = nearest_rows(target, count=method.neighbours)
    near = Neighbours(rows=rows, alike=(similarity >= least).float())
    trusted = trust(far, len(target), enough=method.enough)
    return DomainGap(predictions.rows, trusted, near, predictions.probs)


def _round(trainer: Trainer, gap: DomainGap, job: Job, size: int, meter: Meter) -> tuple[PseudoLabels, Rows]:
    """One round: the table of its labels, and [N] int64 the labels."""
    nobody = torch.full((size,), -1)
    trainer.follow(gap)
    drained(trainer.adopt())
    start = assigned(drained(trainer.predict()), gap, nobody, method=job.method, round_number=0)
    with meter.stage("S5"):
        drained(trainer.train_round(Targets(start.label, start.weight), 1))
    del start
    with meter.stage("S31-S43"):
        predictions = drained(trainer.predict())
        found = assigned(predictions, gap, nobody, method=job.method, round_number=1)
        table = as_table(found, predictions.rows, size)
    return table, found.label.numpy()


def _panel(kept: Committee, opinions: dict[str, Opinion], truth: Rows, meter: Meter) -> Rows:
    """[N] int64, the labels after the answers; the last one is timed as the refit."""
    with meter.stage("crowd and panel"):
        taught = Taught.begun(kept, crowd_of(kept, opinions, classes=CLASSES), opinions, classes=CLASSES)
        taught.consensus(np.empty((0, 2), np.int64), images=len(truth))
    rows = np.random.default_rng(0).permutation(len(truth))[:ANSWERS]
    answers = np.stack([rows, truth[rows]], axis=1)
    taught.consensus(answers[:-1], images=len(truth))
    with meter.stage("refit"):
        return taught.consensus(answers, images=len(truth)).label.astype(np.int64)


def _recall(features: torch.Tensor, found: Neighbours) -> float:
    """Share of the true neighbours of some images that were found."""
    count = found.rows.shape[1]
    asked = torch.randperm(len(features), generator=torch.Generator().manual_seed(0))[:ASKED]
    middle = torch.stack([piece.double().mean(dim=0) * len(piece) for piece in features.split(LARGE)]).sum(dim=0)
    middle = (middle / len(features)).float()
    own = functional.normalize(features[asked].float() - middle, dim=1)
    best, rows = torch.full((len(asked), count), -2.0), torch.full((len(asked), count), -1)
    for start in range(0, len(features), LARGE):
        piece = functional.normalize(features[start : start + LARGE].float() - middle, dim=1)
        alike = own @ piece.T
        numbers = torch.arange(start, start + len(piece)).expand(len(asked), -1)
        alike[numbers == asked[:, None]] = -2
        both, places = torch.cat([best, alike], dim=1).topk(count, dim=1)
        rows, best = torch.cat([rows, numbers], dim=1).gather(1, places), both
    return float((found.rows[asked][:, :, None] == rows[:, None, :]).any(dim=1).float().mean())


def _write(file: Path, table: PseudoLabels) -> None:
    count = len(table)
    catalog = Catalog(
        root=file.parent,
        paths=tuple(f"line/{number:07d}.png" for number in range(count)),
        class_names=tuple(f"class {k}" for k in range(CLASSES)),
        labels=np.full(count, -1, np.int32),
        sizes=np.zeros(count, np.int64),
        mtimes=np.zeros(count, np.int64),
    )
    labels = label_table(catalog, table, source_only=table.classifier_label, decisions={}, problems={}, round_number=1)
    save_csv(file, labels)


if __name__ == "__main__":
    main()
