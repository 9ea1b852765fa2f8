"""The model in training: what one round teaches, and going on from what was saved."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
import torch
from torch import Tensor

from dclgui.core.job import Job
from dclgui.engine.network.cached import CachedFeatures
from dclgui.engine.network.model import Judged
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.prepare import new_heads
from dclgui.engine.training.trainer import Learner, Lesson, Losses, TrainingRows
from tests.unit.engine.made import Line, job_of

Result = TypeVar("Result")


def drained(steps: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            result: Result = ended.value
            return result


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
        self.right = Lesson(label=self.labels, weight=torch.ones(60))

    def learner(self) -> Learner:
        rows = TrainingRows(source=torch.arange(60), target=torch.arange(60), labels=self.labels)
        extractor = CachedFeatures({"source": self.source, "target": self.target})
        heads = new_heads(self.job, dim=8, classes=3, runtime=self.runtime)
        return Learner(extractor, heads, rows, job=self.job, runtime=self.runtime)

    def pretrained(self) -> Learner:
        learner = self.learner()
        drained(learner.pretrain())
        return learner


@pytest.fixture
def lab(line: Line, runtime: Runtime) -> Lab:
    return Lab(job_of(line, method={"source_epochs": 20}), runtime)


def judged(learner: Learner) -> Judged:
    return drained(learner.judge())


def accuracy(found: Judged, labels: Tensor) -> float:
    return float((found.probs.argmax(dim=1) == labels).float().mean())


def test_the_source_is_learnt_in_s1(lab: Lab) -> None:
    learner = lab.learner()
    first = drained(learner.pretrain())
    assert accuracy(judged(learner), lab.labels) > 0.6
    again = drained(learner.pretrain())
    assert again < first


def test_probabilities_are_the_average_of_the_heads(lab: Lab) -> None:
    learner = lab.pretrained()
    logits, bottleneck = learner._heads.judge(lab.target)
    found = judged(learner)
    torch.testing.assert_close(found.probs, logits.softmax(dim=2).mean(dim=0))
    torch.testing.assert_close(found.probs.sum(dim=1), torch.ones(60))
    assert torch.equal(found.bottleneck, bottleneck)
    assert torch.equal(found.backbone, lab.target)


def test_a_lesson_is_learnt_and_one_of_weight_zero_is_not(line: Line, runtime: Runtime) -> None:
    lab = Lab(job_of(line, method={"source_epochs": 20, "target_loss_weight": 20.0, "learning_rate": 5e-3}), runtime)
    wrong = (lab.labels + 1) % 3
    taught, untaught = lab.pretrained(), lab.pretrained()
    before = accuracy(judged(taught), wrong)
    for number in range(1, 6):
        drained(taught.train_round(Lesson(wrong, torch.ones(60)), number))
        drained(untaught.train_round(Lesson(wrong, torch.zeros(60)), number))
    assert accuracy(judged(taught), wrong) > before + 0.5
    assert accuracy(judged(untaught), wrong) <= before + 0.05


def test_the_labels_of_unweighted_images_do_not_matter(lab: Lab) -> None:
    weight = torch.ones(60)
    weight[::4] = 0
    other = torch.where(weight == 0, (lab.labels + 1) % 3, lab.labels)
    results = []
    for label in (lab.labels, other):
        learner = lab.pretrained()
        drained(learner.train_round(Lesson(label, weight), 1))
        results.append(judged(learner).probs)
    assert torch.equal(*results)


def test_losses_fall_over_the_rounds(lab: Lab) -> None:
    learner = lab.pretrained()
    losses: list[Losses] = [drained(learner.train_round(lab.right, number)) for number in range(1, 7)]
    assert losses[-1].target < losses[0].target
    assert all(found.source > 0 for found in losses)


def test_a_loaded_learner_goes_on_bit_for_bit(lab: Lab, tmp_path: Path) -> None:
    learner = lab.pretrained()
    drained(learner.train_round(lab.right, 1))
    learner.save(tmp_path)
    again = lab.learner()
    again.load(tmp_path)
    assert torch.equal(judged(again).probs, judged(learner).probs)
    for one in (learner, again):
        torch.manual_seed(id(one) % 1000)  # what else was drawn must not matter
        drained(one.train_round(lab.right, 2))
    assert torch.equal(judged(again).probs, judged(learner).probs)
    assert torch.equal(judged(again).bottleneck, judged(learner).bottleneck)


def test_without_the_optimisers_state_it_would_go_on_otherwise(lab: Lab, tmp_path: Path) -> None:
    learner = lab.pretrained()
    drained(learner.train_round(lab.right, 1))
    learner.save(tmp_path)
    again = lab.learner()
    again.load(tmp_path)
    again._optimiser = again._fresh_optimiser(lab.job.method.learning_rate)
    for one in (learner, again):
        drained(one.train_round(lab.right, 2))
    assert not torch.equal(judged(again).probs, judged(learner).probs)


def test_what_is_saved_is_safetensors_and_a_state_without_code(lab: Lab, tmp_path: Path) -> None:
    lab.pretrained().save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.safetensors", "training_state.pt"]
    torch.load(tmp_path / "training_state.pt", weights_only=True)


def test_rounds_draw_different_batches_of_all_rows(lab: Lab) -> None:
    seen: dict[int, list[int]] = {}
    for number in (1, 2):
        learner = lab.pretrained()
        order: list[int] = []
        losses = learner._losses

        def watched(batch: object, *rest: object, order: list[int] = order, losses: object = losses) -> object:
            order.extend(batch.target.tolist())  # type: ignore[attr-defined]
            return losses(batch, *rest)  # type: ignore[operator]

        learner._losses = watched  # type: ignore[assignment,method-assign]
        drained(learner.train_round(lab.right, number))
        seen[number] = order
    assert seen[1] != seen[2]
    # 60 rows in batches of 16: each pass leaves a short rest out and the next shuffle goes on
    assert len(seen[1]) == 64
    assert len(set(seen[1])) >= 48
