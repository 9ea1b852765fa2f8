"""S1 in mode ``finetune``: what a backbone knows is kept, and random weights learn."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from dclgui.core.catalog import Catalog
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.cached import CachedFeatures, Extractor
from dclgui.engine.network.finetuned import FinetunedBackbone
from dclgui.engine.runtime import Runtime
from dclgui.engine.training import trainer as trainers
from dclgui.engine.training.prepare import new_heads
from dclgui.engine.training.trainer import Trainer, TrainingRows
from dclgui.images.scan import known_truth, source_catalog, source_files, target_catalog, target_files
from tests.unit.engine.made import BACKBONE, CLASSES, SIDE, make_domain
from tests.unit.engine.training.test_trainer import accuracy, drained, predictions

pytestmark = pytest.mark.slow


class Source:
    """Source images of one camera to train on, and as "target" others of the same camera that were kept back."""

    def __init__(self, place: Path, **settings: object) -> None:
        make_domain(place / "source", per_class=20, seed=0, shifted=False)
        make_domain(place / "held", per_class=20, seed=1, shifted=False)
        folders = {"source": place / "source", "target": place / "held"}
        own = {"image_size": SIDE, "batch_size": 16, "device": "cpu", "mode": "finetune"}
        self.job = Job.parse({**folders, **own, "method": {"source_epochs": 5}, **settings})
        files = {name: list(source_files(folder)) for name, folder in folders.items()}
        self.catalogs: dict[Domain, Catalog] = {
            "source": source_catalog(folders["source"], files["source"]),
            "target": target_catalog(folders["target"], list(target_files(folders["target"])), CLASSES),
        }
        truth = known_truth(self.catalogs["target"])
        assert truth is not None
        self.truth = torch.from_numpy(truth.astype(np.int64))

    def trainer(self, extractor: Extractor, dim: int, runtime: Runtime) -> Trainer:
        labels = torch.from_numpy(self.catalogs["source"].labels.astype(np.int64))
        rows = TrainingRows(torch.arange(len(labels)), torch.arange(len(self.truth)), labels)
        heads = new_heads(self.job, dim=dim, classes=len(CLASSES), runtime=runtime)
        return Trainer(extractor, heads, rows, job=self.job, runtime=runtime)

    def right(self, trainer: Trainer) -> float:
        return accuracy(predictions(trainer), self.truth)


def probabilities(trainer: Trainer) -> Tensor:
    return predictions(trainer).probs


def test_fine_tuning_loses_nothing_that_the_frozen_backbone_knew_of_the_source(tmp_path: Path) -> None:
    source = Source(tmp_path)
    with runtimes.started(source.job) as runtime:
        backbone = load_backbone(source.job.backbone, weights="pretrained", side=SIDE)
        extractor = FinetunedBackbone(backbone, source.catalogs, job=source.job, runtime=runtime)
        features: dict[Domain, Tensor] = {
            domain: drained(extractor.extract(domain, torch.arange(len(catalog))))
            for domain, catalog in source.catalogs.items()
        }
        frozen = source.trainer(CachedFeatures(features), backbone.dim, runtime)
        drained(frozen.pretrain())
        tuned = source.trainer(extractor, backbone.dim, runtime)
        drained(tuned.fit_heads())
        torch.testing.assert_close(probabilities(tuned), probabilities(frozen), rtol=1e-3, atol=1e-4)
        drained(tuned.pretrain())
        assert not torch.allclose(probabilities(tuned), probabilities(frozen), atol=1e-2)
        assert source.right(frozen) > 0.9
        assert source.right(tuned) >= source.right(frozen) - 0.02


def test_random_first_weights_learn_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trainers, "SCRATCH_STEPS", 100)
    source = Source(tmp_path, weights="scratch", backbone=BACKBONE)
    with runtimes.started(source.job) as runtime:
        backbone = load_backbone(BACKBONE, weights="scratch", side=SIDE)
        extractor = FinetunedBackbone(backbone, source.catalogs, job=source.job, runtime=runtime)
        trainer = source.trainer(extractor, backbone.dim, runtime)
        drained(trainer.fit_heads())
        drained(trainer.pretrain())
        assert source.right(trainer) > 0.9
