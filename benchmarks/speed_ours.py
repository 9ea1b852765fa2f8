"""The program's side of ``speed.py``."""

import tempfile
from pathlib import Path

import torch

from benchmarks.featured import drained
from benchmarks.made_features import CLASSES, DIMENSIONS, Made
from benchmarks.speed_parts import BACKBONE, NEAR, SIDE, Figures, known, run_part, timed, unseen
from benchmarks.trial import job_for
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.cached import CachedFeatures
from dclgui.engine.network.features import FeatureCache, extract_features
from dclgui.engine.network.onnx_forward import onnx_forward
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.prepare import new_heads
from dclgui.engine.training.trainer import Trainer, TrainingRows
from dclgui.images.scan import target_catalog, target_files
from dclgui.method.neighbours import nearest_rows

JOB = job_for("default", seed=0, settings={"device": "cpu"})


def _features(folder: Path, _: int) -> Figures:
    root = folder / "images"
    with runtimes.started(JOB) as runtime, tempfile.TemporaryDirectory() as cache:

        def work() -> None:
            backbone = load_backbone(BACKBONE, weights="pretrained")
            model = backbone.fingerprint()
            forward = onnx_forward(backbone, side=SIDE, file=folder / "backbone.onnx")
            catalog = target_catalog(root, list(target_files(root)), ("a",))
            kept = FeatureCache.of(catalog, folder=Path(cache), model=model, side=SIDE)
            drained(extract_features(catalog, forward, domain="target", side=SIDE, cache=kept, runtime=runtime))

        return timed(work)


def _neighbours(_: Path, rows: int) -> Figures:
    features = torch.from_numpy(unseen(rows).features)
    with runtimes.started(JOB):
        return timed(lambda: nearest_rows(features, count=NEAR))


def _classifier(_: Path, rows: int) -> Figures:
    own, later = known(rows), unseen(rows)
    with runtimes.started(JOB) as runtime:
        trainer = _trainer(own, later, runtime)
        figures = timed(lambda: drained(trainer.pretrain()))
        said = drained(trainer.predict()).probs.argmax(dim=1).numpy()
    return {**figures, "right": float((said == later.labels).mean())}


def _trainer(own: Made, later: Made, runtime: Runtime) -> Trainer:
    numbers = torch.arange(len(own.labels))
    rows = TrainingRows(source=numbers, target=torch.arange(len(later.labels)), labels=torch.from_numpy(own.labels))
    extractor = CachedFeatures({"source": torch.from_numpy(own.features), "target": torch.from_numpy(later.features)})
    heads = new_heads(JOB, dim=DIMENSIONS, classes=CLASSES, runtime=runtime)
    return Trainer(extractor, heads, rows, job=JOB, runtime=runtime)


if __name__ == "__main__":
    run_part({"features": _features, "neighbours": _neighbours, "classifier": _classifier})
