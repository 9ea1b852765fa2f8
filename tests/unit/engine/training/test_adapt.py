"""Steps S1-S6 over a project, wholly: what is promised of labels, resuming and unreadable images."""

import math
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import (
    Event,
    ModeChosen,
    ProblemFound,
    RoundFinished,
    RunFinished,
    RunStarted,
    Scanned,
    Warned,
)
from dclgui.engine.training.adapt import adapt, resume
from dclgui.engine.training.trainer import Targets, Trainer
from dclgui.engine.training.warm_start import job_again
from dclgui.learning.committee import Committee
from dclgui.project.folder import Project
from tests.unit.engine.made import (
    BROKEN,
    CLASSES,
    Line,
    assert_same_labels,
    job_of,
    labels_in,
    of_kind,
    project_of,
)

pytestmark = pytest.mark.slow

MODES: list[dict[str, Any]] = [
    {},
    {"recipe": "patent"},
    {"mode": "finetune", "weights": "scratch"},
    {"mode": "finetune"},
]


def run(line: Line, folder: Path, **settings: Any) -> list[Event]:
    job = job_of(line, **settings)
    return list(adapt(job, project_of(line, folder, job)))


def stop_after(line: Line, folder: Path, number: int, **settings: Any) -> None:
    """Take events until round ``number`` is finished, then close the generator, as Stop does."""
    job = job_of(line, **settings)
    events = adapt(job, project_of(line, folder, job))
    for event in events:
        if isinstance(event, RoundFinished) and event.round == number:
            break
    events.close()


@pytest.fixture(scope="module")
def finished(line: Line, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Event]]:
    """A run whose labels are those of its rounds, without a committee that may say otherwise."""
    folder = tmp_path_factory.mktemp("finished") / "a.dclproj"
    return folder, run(line, folder, method={"labels": "rounds"})


def test_a_run_says_what_it_does_from_start_to_end(finished: tuple[Path, list[Event]]) -> None:
    folder, events = finished
    first, last = events[0], events[-1]
    assert isinstance(first, RunStarted)
    assert (first.mode, first.recipe, first.rounds, first.resumed_from) == ("frozen", "default", 2, -1)
    assert [event.images for event in of_kind(events, Scanned)] == [48, 49]
    assert [event.round for event in of_kind(events, RoundFinished)] == [0, 1, 2]
    assert isinstance(last, RunFinished)
    assert (last.images, last.problems, last.high + last.low) == (49, 1, 48)
    labels = labels_in(folder).label
    truth = np.repeat([0, 1, 2], [16, 17, 16])
    assert last.accuracy == pytest.approx((labels == truth)[labels >= 0].mean())
    assert last.accuracy > 0.5


def test_an_unreadable_image_is_named_and_gets_no_label(finished: tuple[Path, list[Event]]) -> None:
    folder, events = finished
    (problem,) = of_kind(events, ProblemFound)
    assert (problem.domain, problem.path, problem.reason) == ("target", BROKEN, "it is not an image")
    found = labels_in(folder)
    assert np.flatnonzero(~found.readable).tolist() == [problem.row]
    with Project.open(folder) as project:
        assert project.problems("target") == {problem.row: "it is not an image"}


def test_the_figures_of_a_round_are_those_of_its_labels(finished: tuple[Path, list[Event]]) -> None:
    folder, events = finished
    for metrics in of_kind(events, RoundFinished):
        found = labels_in(folder, metrics.round)
        assert metrics.share_high == pytest.approx(found.high.sum() / 48)
        assert metrics.moved == pytest.approx(found.moved.sum() / 48)
        labels = found.label if metrics.round else found.classifier_label
        assert metrics.class_shares == pytest.approx(np.bincount(labels[found.readable], minlength=3) / 48)
        assert metrics.source_shares == pytest.approx((1 / 3, 1 / 3, 1 / 3))
        assert math.isnan(metrics.target_loss) == (metrics.round == 0)


@pytest.mark.parametrize("settings", MODES, ids=str)
def test_the_same_seed_gives_the_same_labels_and_a_stopped_run_ends_with_them(
    line: Line, tmp_path: Path, settings: dict[str, Any]
) -> None:
    run(line, tmp_path / "whole", **settings)
    for number in (0, 1):
        folder = tmp_path / f"stopped {number}"
        stop_after(line, folder, number, **settings)
        events = list(resume(folder))
        assert isinstance(events[0], RunStarted)
        assert events[0].resumed_from == number
        for kept in (0, 1, 2):
            assert_same_labels(labels_in(folder, kept), labels_in(tmp_path / "whole", kept))


def test_another_seed_gives_another_run(line: Line, tmp_path: Path, finished: tuple[Path, list[Event]]) -> None:
    run(line, tmp_path / "b", seed=1)
    assert (labels_in(tmp_path / "b").distances != labels_in(finished[0]).distances).any()


def test_a_finished_run_resumed_changes_nothing(finished: tuple[Path, list[Event]]) -> None:
    folder, events = finished
    again = list(resume(folder))
    assert of_kind(again, RoundFinished) == []
    assert again[-1] == events[-1]


def test_a_project_with_rounds_is_not_begun_anew(line: Line, finished: tuple[Path, list[Event]]) -> None:
    """Whatever the settings that are asked for, every file stays as it is."""
    folder = finished[0]
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for job in (job_of(line), job_of(line, seed=7), job_of(line, image_size=64), job_of(line, backbone="test_vit")):
        with pytest.raises(UserError, match=r"has finished 2 rounds already.*--resume"):
            next(adapt(job, folder))
    with pytest.raises(UserError, match="has finished 2 rounds already"):
        next(adapt(job_again(folder, line.target), folder, start=folder))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("settings", [{}, {"mode": "finetune"}], ids=str)
def test_only_readable_images_are_trained_on(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any]
) -> None:
    job = job_of(line, **settings)
    broken = sorted(path.relative_to(line.target).as_posix() for path in line.target.rglob("*.png")).index(BROKEN)
    trained: list[int] = []
    losses = Trainer._losses

    def watched(self: Trainer, batch: Any, features: torch.Tensor, targets: Targets | None) -> Any:
        trained.extend(batch.target.tolist())
        return losses(self, batch, features, targets)

    monkeypatch.setattr(Trainer, "_losses", watched)
    list(adapt(job, project_of(line, tmp_path / "a", job)))
    with Project.open(tmp_path / "a") as project:
        assert list(project.problems("target")) == [broken]
    assert broken not in trained
    assert set(trained) == set(range(49)) - {broken}


def test_the_truth_never_reaches_training(line: Line, tmp_path: Path, finished: tuple[Path, list[Event]]) -> None:
    """Folders of the target that bear the wrong names, in the same order, change the accuracy and nothing else."""
    lying = tmp_path / "lying"
    shutil.copytree(line.target, lying)
    for old, new in zip(CLASSES, ("aside", "beside", "cross"), strict=True):
        (lying / old).rename(lying / f"{new}.moved")
    for new in ("aside", "beside", "cross"):
        (lying / f"{new}.moved").rename(lying / new)
    events = run(Line(line.source, lying, line.weights, line.exported), tmp_path / "a")
    assert not any(event.truth_known for event in of_kind(events, Scanned))
    assert isinstance(events[-1], RunFinished)
    assert math.isnan(events[-1].accuracy)
    assert_same_labels(labels_in(tmp_path / "a"), labels_in(finished[0]))


def test_a_decision_made_during_the_run_is_learnt_by_every_later_round(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training_decisions: list[Targets] = []
    train = Trainer.train_round

    def watched(self: Trainer, targets: Targets, number: int) -> Any:
        training_decisions.append(targets)
        return (yield from train(self, targets, number))

    monkeypatch.setattr(Trainer, "train_round", watched)
    stop_after(line, tmp_path / "a", 0)
    with Project.open(tmp_path / "a") as project:
        project.journal.append([Decision(0, Verdict.LABEL, 2), Decision(1, Verdict.NONE_OF_THESE)], "ann")
    list(resume(tmp_path / "a"))
    assert training_decisions
    for targets in training_decisions:
        assert targets.label[0] == 2
        assert targets.weight[:2].tolist() == [1, 0]


def test_a_class_that_vanishes_is_warned_of_once(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From round 1 on the model says ``disc`` wherever it looks."""
    train = Trainer.train_round

    def collapsing(self: Trainer, targets: Targets, number: int) -> Any:
        losses = yield from train(self, targets, number)
        with torch.no_grad():
            self._heads.bias[..., 1] += 1000
        return losses

    monkeypatch.setattr(Trainer, "train_round", collapsing)
    method = {"labels": "rounds", "trust": "full", "rounds": 3}
    warnings = [event for event in run(line, tmp_path / "a", method=method) if isinstance(event, Warned)]
    messages = [warning.message for warning in warnings if warning.code == "collapse"]
    assert messages == ["In round 1 no image is labelled any of these 2 classes: cross, stripes."]


def test_a_frozen_backbone_from_scratch_is_refused(line: Line, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="a backbone from scratch knows nothing"):
        list(adapt(job_of(line, weights="scratch"), tmp_path / "a"))


def test_a_class_without_a_readable_image_is_refused(line: Line, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(line.source, source)
    for path in (source / "stripes").iterdir():
        path.write_bytes(b"")
    with pytest.raises(UserError, match=r"No image of the class stripes in .* can be read"):
        run(Line(source, line.target, line.weights, line.exported), tmp_path / "a")


def test_two_runs_of_one_project_do_not_meet(line: Line, tmp_path: Path) -> None:
    job = job_of(line)
    folder = project_of(line, tmp_path / "a", job)
    first = adapt(job, folder)
    next(first)
    with pytest.raises(UserError, match="is in use by another run"):
        list(resume(folder))
    first.close()


def test_bad_images_can_be_mended_before_the_first_round(line: Line, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(line.source, source)
    good = [path.read_bytes() for path in sorted((source / "disc").iterdir())]
    for path in (source / "disc").iterdir():
        path.write_bytes(b"rubbish")
    job = job_of(line, source=source)
    with pytest.raises(UserError, match="No image of the class disc"):
        list(adapt(job, project_of(line, tmp_path / "a", job)))
    for path, content in zip(sorted((source / "disc").iterdir()), good, strict=True):
        path.write_bytes(content)
    assert of_kind(adapt(job, tmp_path / "a"), RunFinished)
    with Project.open(tmp_path / "a") as project:
        assert project.problems("source") == {}


def test_the_way_is_settled_once(line: Line, tmp_path: Path) -> None:
    chosen = of_kind(run(line, tmp_path / "a", mode="auto"), ModeChosen)
    with Project.open(tmp_path / "a") as project:
        assert [event.mode for event in chosen] == [project.job.mode] == ["frozen"]


def test_resume_refuses_other_readable_images(line: Line, tmp_path: Path) -> None:
    target = tmp_path / "target"
    shutil.copytree(line.target, target)
    job = job_of(line, target=target)
    events = adapt(job, project_of(line, tmp_path / "a", job))
    next(event for event in events if isinstance(event, RoundFinished))
    events.close()
    for features in (tmp_path / "a" / "cache").glob("features-*"):
        shutil.rmtree(features)
    gone = next(path for path in sorted((target / "disc").iterdir()) if path.name != "broken.png")
    gone.unlink()
    with pytest.raises(UserError, match=f"1 images can't be read.*{gone.name}"):
        list(resume(tmp_path / "a"))


def test_round_0_is_the_source_models_own_word(finished: tuple[Path, list[Event]]) -> None:
    found = labels_in(finished[0], 0)
    assert (found.label == found.classifier_label).all()
    assert not found.moved.any()


def test_one_folder_cannot_be_both(line: Line, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="are the same folder"):
        list(adapt(job_of(line, target=line.source), tmp_path / "a"))
    assert not (tmp_path / "a").exists()


def test_a_committee_that_forms_beside_s1_is_the_one_that_forms_after_it(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_by_one(
        events: Generator[Event, None, float], others: Generator[Event, None, Committee | None]
    ) -> Generator[Event, None, tuple[float, Committee | None]]:
        loss = yield from events
        return loss, (yield from others)

    run(line, tmp_path / "beside", method={"rounds": 1})
    monkeypatch.setattr("dclgui.engine.training.adapt.together", one_by_one)
    run(line, tmp_path / "after", method={"rounds": 1})
    found = []
    for name in ("beside", "after"):
        with Project.open(tmp_path / name) as project:
            made = Committee.load(project.rounds.whole(0))
            assert made is not None
            found.append((made.labels.tobytes(), made.near.tobytes(), np.array(made.white_target).tobytes()))
    assert found[0] == found[1]
    assert_same_labels(labels_in(tmp_path / "beside"), labels_in(tmp_path / "after"))
