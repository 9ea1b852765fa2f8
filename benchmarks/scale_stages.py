"""One size of ``scale.py``: times and peak memory of every stage as JSON, in a process that does nothing else."""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.featured import drained
from dclgui.core.catalog import Catalog
from dclgui.core.job import Job
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.features import DomainFeatures, FeatureCache, extract_features
from dclgui.engine.network.model import Predictions
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.domain_gap import measure_domain_gap
from dclgui.engine.training.pseudo_labelling import as_table, assigned
from dclgui.images.scan import target_catalog, target_files
from dclgui.labels.csv import save_csv
from dclgui.labels.table import label_table

SIDE, CELLS, SOURCE = 64, 4, 4096
Figures = dict[str, float]


def main() -> None:
    """Measure the pictures in the folder ``target`` of the folder that is the only argument."""
    folder = Path(sys.argv[1])
    root, metrics = folder / "target", Figures()
    job = Job(source=root, target=root, device="cpu")
    with runtimes.started(job) as runtime:
        with _timed("scan", metrics):
            names = tuple(sorted(path.name for path in root.iterdir()))
            catalog = target_catalog(root, list(target_files(root)), names)
        with _timed("sweep", metrics):
            cache = FeatureCache.of(catalog, folder=folder / "cache", model="stub", side=SIDE)
            extract = extract_features(catalog, pooled, domain="target", side=SIDE, cache=cache, runtime=runtime)
            swept = drained(extract)
        table = _labelled(swept, len(names), job, runtime=runtime, metrics=metrics)
        with _timed("CSV", metrics):
            _write(folder / "labels.csv", catalog, table, swept)
    metrics["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps(metrics))


def pooled(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """A stub of a backbone, uint8 [B, 64, 64, 3] to [B, 48]: the colours of a 4 x 4 grid."""
    cells = pixels.reshape(len(pixels), CELLS, SIDE // CELLS, CELLS, SIDE // CELLS, 3)
    means: npt.NDArray[np.float32] = cells.mean(axis=(2, 4), dtype=np.float32)
    return means.reshape(len(pixels), 48)


def _labelled(swept: DomainFeatures, classes: int, job: Job, *, runtime: Runtime, metrics: Figures) -> PseudoLabels:
    """By a random classifier, with the first images in the source's place."""
    features, rows = torch.from_numpy(swept.features), torch.from_numpy(swept.readable)
    classifier = torch.randn(features.shape[1], classes, generator=runtime.generator(0)) / 100
    probs = (features @ classifier).softmax(dim=1)[rows]
    predictions = Predictions(rows=rows, probs=probs, bottleneck=features[rows], backbone=features[rows])
    with _timed("neighbours", metrics):
        source, labels = features[rows][:SOURCE], probs[:SOURCE].argmax(dim=1)
        found = measure_domain_gap(predictions, source, labels, method=job.method, generator=runtime.generator(1))
    with _timed("S31-S43", metrics):
        nobody = torch.full((len(features),), -1)
        assignment = assigned(predictions, found, nobody, method=job.method, round_number=1)
        return as_table(assignment, rows, len(features))


def _write(file: Path, catalog: Catalog, table: PseudoLabels, swept: DomainFeatures) -> None:
    labels = label_table(
        catalog, table, source_only=table.classifier_label, decisions={}, problems=swept.problems, round_number=1
    )
    save_csv(file, labels)


@contextmanager
def _timed(stage: str, metrics: Figures) -> Iterator[None]:
    start, busy = time.perf_counter(), time.process_time()
    yield
    metrics[stage], metrics[f"{stage}, CPU"] = time.perf_counter() - start, time.process_time() - busy


if __name__ == "__main__":
    main()
