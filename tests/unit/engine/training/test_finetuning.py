"""S1 in mode ``finetune``: what a backbone knows is kept, and random weights learn."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from dclgui.core.catalog import Catalog
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain, Warned
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.cached import CachedFeatures, Extractor
from dclgui.engine.network.finetuned import FinetunedBackbone
from dclgui.engine.network.model import Saying
from dclgui.engine.runtime import Runtime
from dclgui.engine.training import trainer as trainers
from dclgui.engine.training.prepare import new_heads
from dclgui.engine.training.trainer import Trainer, TrainingRows
from dclgui.images.scan import known_truth, source_catalog, source_files, target_catalog, target_files
from tests.drained import drained
from tests.unit.engine.made import BACKBONE, CLASSES, SIDE, Line, make_domain
from tests.unit.engine.training.test_trainer import accuracy, predictions

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

    def trainer(self, extractor: Extractor, runtime: Runtime) -> Trainer:
        labels = torch.from_numpy(self.catalogs["source"].labels.astype(np.int64))
        rows = TrainingRows(torch.arange(len(labels)), torch.arange(len(self.truth)), labels)
        dim = drained(extractor.extract("source", rows.source[:2])).shape[1]
        heads = new_heads(self.job, dim=dim, classes=len(CLASSES), runtime=runtime)
        return Trainer(extractor, heads, rows, job=self.job, runtime=runtime)

    def right(self, trainer: Trainer) -> float:
        return accuracy(predictions(trainer), self.truth)


def known_backbone(source: Source, runtime: Runtime) -> FinetunedBackbone:
    backbone = load_backbone(source.job.backbone, weights=source.job.weights, side=SIDE)
    return FinetunedBackbone(backbone, source.catalogs, job=source.job, runtime=runtime)


def frozen_trainer(source: Source, extractor: FinetunedBackbone, runtime: Runtime) -> Trainer:
    """S1 of mode ``frozen`` on the same backbone."""
    features: dict[Domain, Tensor] = {
        domain: drained(extractor.extract(domain, torch.arange(len(catalog))))
        for domain, catalog in source.catalogs.items()
    }
    trainer = source.trainer(CachedFeatures(features), runtime)
    drained(trainer.learn_source())
    return trainer


def learnt(trainer: Trainer) -> list[str]:
    """Codes of the warnings of S1."""
    said = trainer.learn_source()
    return [event.code for event in said if isinstance(event, Warned)]


def test_fine_tuning_loses_nothing_that_the_frozen_backbone_knew_of_the_source(tmp_path: Path) -> None:
    source = Source(tmp_path)
    with runtimes.started(source.job) as runtime:
        extractor = known_backbone(source, runtime)
        frozen = frozen_trainer(source, extractor, runtime)
        tuned = source.trainer(extractor, runtime)
        drained(tuned.learn_source())
        assert source.right(frozen) > 0.9
        assert source.right(tuned) >= source.right(frozen) - 0.02


def test_even_unjudged_the_training_loses_nothing_on_the_source(tmp_path: Path) -> None:
    source = Source(tmp_path)
    with runtimes.started(source.job) as runtime:
        extractor = known_backbone(source, runtime)
        trainer = source.trainer(extractor, runtime)
        drained(trainer.fit_heads())
        before, first = source.right(trainer), predictions(trainer).probs
        drained(trainer.pretrain())
        assert not torch.allclose(predictions(trainer).probs, first, atol=1e-2)
        assert source.right(trainer) >= before - 0.02


def test_where_training_names_no_more_right_the_source_model_is_the_frozen_one(
    tmp_path: Path, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source(tmp_path, weights=f"file:{line.weights}", backbone=BACKBONE)
    monkeypatch.setattr(Trainer, "_right", in_turn(3, 3))
    with runtimes.started(source.job) as runtime:
        extractor = known_backbone(source, runtime)
        frozen = frozen_trainer(source, extractor, runtime)
        tuned = source.trainer(extractor, runtime)
        assert learnt(tuned) == ["fine_tuning"]
        torch.testing.assert_close(predictions(tuned).probs, predictions(frozen).probs, rtol=1e-3, atol=1e-4)


def test_what_names_more_right_is_kept(tmp_path: Path, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(tmp_path, weights=f"file:{line.weights}", backbone=BACKBONE)
    monkeypatch.setattr(Trainer, "_right", in_turn(3, 4))
    with runtimes.started(source.job) as runtime:
        extractor = known_backbone(source, runtime)
        before = {key: value.clone() for key, value in extractor.network.state_dict().items()}
        tuned = source.trainer(extractor, runtime)
        assert learnt(tuned) == []
        after = extractor.network.state_dict()
        moved = [key for key, value in before.items() if not torch.equal(value, after[key])]
        assert any(key.endswith("weight") for key in moved)
        assert not any("running" in key or "target_" in key for key in moved)


def in_turn(*counts: int) -> Callable[[Trainer, Tensor], Iterator[Any]]:
    """Stands for how many held-back images are right, one answer after the other."""
    answers = iter(counts)

    def right(_: Trainer, rows: Tensor) -> Generator[Any, None, int]:
        yield from ()
        return next(answers)

    return right


def test_what_is_kept_back_is_a_fifth_of_every_class_and_trained_on_by_nobody(tmp_path: Path, line: Line) -> None:
    source = Source(tmp_path, weights=f"file:{line.weights}", backbone=BACKBONE)
    with runtimes.started(source.job) as runtime:
        trainer = source.trainer(known_backbone(source, runtime), runtime)
        held = trainer._held_back()
        assert torch.bincount(trainer._rows.labels[held]).tolist() == [4, 4, 4]
        assert torch.equal(held, trainer._held_back())
        seen: list[Tensor] = []
        train = trainer.pretrain

        def watched() -> Generator[Saying, None, float]:
            seen.append(trainer._rows.source)
            return (yield from train())

        trainer.pretrain = watched  # type: ignore[method-assign, assignment]
        drained(trainer.learn_source())
        assert [len(rows) for rows in seen] == [48]
        assert not torch.isin(seen[0], held).any()
        assert len(trainer._rows.source) == 60


def test_random_first_weights_learn_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trainers, "SCRATCH_STEPS", 100)
    source = Source(tmp_path, weights="scratch", backbone=BACKBONE)
    with runtimes.started(source.job) as runtime:
        trainer = source.trainer(known_backbone(source, runtime), runtime)
        assert learnt(trainer) == []
        assert source.right(trainer) > 0.9
