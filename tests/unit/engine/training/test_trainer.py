"""The model in training: what one round teaches, and going on from what was saved."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from torch import Tensor

from dclgui.core.job import Job
from dclgui.engine.network.cached import CachedFeatures
from dclgui.engine.network.model import Predictions
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.prepare import new_heads
from dclgui.engine.training.trainer import Losses, Targets, Trainer, TrainingRows
from tests.drained import drained
from tests.unit.engine.made import Line, job_of


@dataclass
class Lab:
    """Three clouds of eight-dimensional features for each domain, the target's moved aside."""

    job: Job
    runtime: Runtime

    def __post_init__(self) -> None:
        generator = torch.Generator().manual_seed(0)
        centres = 4 * torch.randn(3, 8, generator=generator)
        self.labels = torch.arange(60) % 3
        self.source = centres[self.labels] + torch.randn(60, 8, generator=generator)
        self.target = centres[self.labels] + torch.randn(60, 8, generator=generator) + 1
        self.right = Targets(label=self.labels, weight=torch.ones(60))

    def trainer(self) -> Trainer:
        rows = TrainingRows(source=torch.arange(60), target=torch.arange(60), labels=self.labels)
        extractor = CachedFeatures({"source": self.source, "target": self.target})
        heads = new_heads(self.job, dim=8, classes=3, runtime=self.runtime)
        return Trainer(extractor, heads, rows, job=self.job, runtime=self.runtime)

    def pretrained(self) -> Trainer:
        trainer = self.trainer()
        drained(trainer.pretrain())
        return trainer


@pytest.fixture
def lab(line: Line, runtime: Runtime) -> Lab:
    return Lab(job_of(line, method={"source_epochs": 20}), runtime)


def predictions(trainer: Trainer) -> Predictions:
    return drained(trainer.predict())


def accuracy(found: Predictions, labels: Tensor) -> float:
    return float((found.probs.argmax(dim=1) == labels).float().mean())


def test_the_source_is_learnt_in_s1(lab: Lab) -> None:
    trainer = lab.trainer()
    first = drained(trainer.pretrain())
    assert accuracy(predictions(trainer), lab.labels) > 0.6
    again = drained(trainer.pretrain())
    assert again < first


def test_probabilities_are_the_average_of_the_heads(lab: Lab) -> None:
    trainer = lab.pretrained()
    logits, bottleneck = trainer._heads.predict(lab.target)
    found = predictions(trainer)
    torch.testing.assert_close(found.probs, logits.softmax(dim=2).mean(dim=0))
    torch.testing.assert_close(found.probs.sum(dim=1), torch.ones(60))
    assert torch.equal(found.bottleneck, bottleneck)
    assert torch.equal(found.backbone, lab.target)


def test_a_lesson_is_learnt_and_one_of_weight_zero_is_not(line: Line, runtime: Runtime) -> None:
    lab = Lab(job_of(line, method={"source_epochs": 20, "target_loss_weight": 20.0, "learning_rate": 5e-3}), runtime)
    wrong = (lab.labels + 1) % 3
    begin, untaught = lab.pretrained(), lab.pretrained()
    before = accuracy(predictions(begin), wrong)
    for number in range(1, 6):
        drained(begin.train_round(Targets(wrong, torch.ones(60)), number))
        drained(untaught.train_round(Targets(wrong, torch.zeros(60)), number))
    assert accuracy(predictions(begin), wrong) > before + 0.5
    assert accuracy(predictions(untaught), wrong) <= before + 0.05


def test_the_labels_of_unweighted_images_do_not_matter(lab: Lab) -> None:
    weight = torch.ones(60)
    weight[::4] = 0
    other = torch.where(weight == 0, (lab.labels + 1) % 3, lab.labels)
    results = []
    for label in (lab.labels, other):
        trainer = lab.pretrained()
        drained(trainer.train_round(Targets(label, weight), 1))
        results.append(predictions(trainer).probs)
    assert torch.equal(*results)


def test_losses_fall_over_the_rounds(lab: Lab) -> None:
    trainer = lab.pretrained()
    losses: list[Losses] = [drained(trainer.train_round(lab.right, number)) for number in range(1, 7)]
    assert losses[-1].target < losses[0].target
    assert all(found.source > 0 for found in losses)


def test_a_loaded_learner_goes_on_bit_for_bit(lab: Lab, tmp_path: Path) -> None:
    trainer = lab.pretrained()
    drained(trainer.train_round(lab.right, 1))
    trainer.save(tmp_path)
    again = lab.trainer()
    again.load(tmp_path)
    assert torch.equal(predictions(again).probs, predictions(trainer).probs)
    for one in (trainer, again):
        torch.manual_seed(id(one) % 1000)  # what else was drawn must not matter
        drained(one.train_round(lab.right, 2))
    assert torch.equal(predictions(again).probs, predictions(trainer).probs)
    assert torch.equal(predictions(again).bottleneck, predictions(trainer).bottleneck)


def test_without_the_optimisers_state_it_would_go_on_otherwise(lab: Lab, tmp_path: Path) -> None:
    trainer = lab.pretrained()
    drained(trainer.train_round(lab.right, 1))
    trainer.save(tmp_path)
    again = lab.trainer()
    again.load(tmp_path)
    again._optimiser = again._fresh_optimiser(lab.job.method.learning_rate)
    for one in (trainer, again):
        drained(one.train_round(lab.right, 2))
    assert not torch.equal(predictions(again).probs, predictions(trainer).probs)


def test_an_earlier_versions_optimiser_goes_on(lab: Lab, tmp_path: Path) -> None:
    """It stepped one weight at a time."""
    first, second = lab.pretrained(), lab.trainer()
    drained(first.train_round(lab.right, 1))
    first.save(tmp_path)
    state = torch.load(tmp_path / "training_state.pt", weights_only=True)
    for group in state["optimiser"]["param_groups"]:
        group["fused"] = None
    torch.save(state, tmp_path / "training_state.pt")
    second.load(tmp_path)
    losses = [drained(trainer.train_round(lab.right, 2)) for trainer in (first, second)]
    assert losses[1].source == pytest.approx(losses[0].source, rel=1e-4)
    assert losses[1].target == pytest.approx(losses[0].target, rel=1e-4)


def test_what_is_saved_is_safetensors_and_a_state_without_code(lab: Lab, tmp_path: Path) -> None:
    lab.pretrained().save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.safetensors", "training_state.pt"]
    torch.load(tmp_path / "training_state.pt", weights_only=True)


def test_only_class_confusion_teaches_where_no_pseudo_label_has_weight(line: Line, runtime: Runtime) -> None:
    nothing = Targets(label=torch.zeros(60, dtype=torch.int64), weight=torch.zeros(60))
    losses = []
    for weight in (0.0, 1.0, 2.0):
        lab = Lab(job_of(line, method={"source_epochs": 2, "class_confusion": weight}), runtime)
        losses.append(drained(lab.pretrained().train_round(nothing, 1)).target)
    assert losses[0] == 0
    assert losses[2] > losses[1] > 0


def test_rounds_draw_different_batches_of_all_rows(lab: Lab) -> None:
    reference: dict[int, list[int]] = {}
    for number in (1, 2):
        trainer = lab.pretrained()
        order: list[int] = []
        losses = trainer._losses

        def watched(batch: object, *rest: object, order: list[int] = order, losses: object = losses) -> object:
            order.extend(batch.target.tolist())  # type: ignore[attr-defined]
            return losses(batch, *rest)  # type: ignore[operator]

        trainer._losses = watched  # type: ignore[assignment,method-assign]
        drained(trainer.train_round(lab.right, number))
        reference[number] = order
    assert reference[1] != reference[2]
    # 60 rows in batches of 16: each pass leaves a short rest out and the next shuffle goes on
    assert len(reference[1]) == 64
    assert len(set(reference[1])) >= 48
