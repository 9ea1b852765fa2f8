"""A new project that starts from the model of another."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Event, Progressed, RoundFinished
from dclgui.engine.training.adapt import adapt, resume
from dclgui.engine.training.warm_start import job_again
from dclgui.project.folder import Project
from tests.unit.engine.made import Line, assert_same_labels, job_of, labels_in, make_domain, of_kind, project_of, run_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def first(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; look, don't touch."""
    return run_of(line, tmp_path_factory.mktemp("first") / "p", job_of(line))


@pytest.fixture
def later(tmp_path: Path) -> Path:
    make_domain(tmp_path / "later", per_class=12, seed=8, shifted=True)
    return tmp_path / "later"


def again(line: Line, first: Path, job: Job, folder: Path) -> list[Event]:
    return list(adapt(job, project_of(line, folder, job), start=first))


def test_it_starts_from_the_newest_model_without_s1(line: Line, first: Path, later: Path, tmp_path: Path) -> None:
    before = shutil.copytree(first, tmp_path / "before")
    said = again(line, before, job_again(before, later), tmp_path / "again")
    shutil.rmtree(before)  # the new project needs it no more
    assert not [event for event in of_kind(said, Progressed) if event.step == "S1"]
    assert [event.round for event in of_kind(said, RoundFinished)] == [0, 1, 2]
    with Project.open(first) as old, Project.open(tmp_path / "again") as new:
        assert new.job.target == later
        assert new.job.method == old.job.method
        assert new.rounds.metrics(0).source_loss == old.rounds.metrics(0).source_loss
        assert new.rounds.metrics(1).source_loss < old.rounds.metrics(1).source_loss  # it has learnt already
    assert not [event for event in resume(tmp_path / "again") if isinstance(event, RoundFinished)]


def test_its_old_model_is_the_old_model(line: Line, first: Path, tmp_path: Path) -> None:
    again(line, first, job_again(first, line.target), tmp_path / "again")
    assert_same_labels(labels_in(tmp_path / "again", 0), labels_in(first, 0))


def test_stopped_and_resumed_it_ends_the_same(line: Line, first: Path, later: Path, tmp_path: Path) -> None:
    job = job_again(first, later)
    again(line, first, job, tmp_path / "whole")
    for rounds in (1, 2):
        folder = tmp_path / f"stopped {rounds}"
        run = adapt(job, project_of(line, folder, job), start=first)
        for _ in range(rounds):
            next(event for event in run if isinstance(event, RoundFinished))
        run.close()
        list(resume(folder))
        assert_same_labels(labels_in(folder), labels_in(tmp_path / "whole"))


def test_everything_trained_starts_from_it_too(line: Line, later: Path, tmp_path: Path) -> None:
    job = job_of(line, mode="finetune", weights="scratch")
    run_of(line, tmp_path / "first", job)
    said = again(line, tmp_path / "first", job_again(tmp_path / "first", later), tmp_path / "again")
    assert not [event for event in of_kind(said, Progressed) if event.step == "S1"]
    found = labels_in(tmp_path / "again")
    assert np.isfinite(found.entropy).all()


def test_what_can_not_be_started_from_is_refused(line: Line, first: Path, later: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a project"):
        job_again(tmp_path, later)
    empty = job_of(line)
    with pytest.raises(UserError, match="no finished round"):
        job_again(project_of(line, tmp_path / "empty", empty), later)


def test_a_labelled_folder_with_other_classes_is_refused(line: Line, later: Path, tmp_path: Path) -> None:
    source = shutil.copytree(line.source, tmp_path / "source")
    job = job_of(line, source=source)
    list(adapt(job, project_of(line, tmp_path / "first", job)))
    shutil.copytree(source / "disc", source / "rings")
    with pytest.raises(UserError, match="other classes"):
        again(line, tmp_path / "first", job_again(tmp_path / "first", later), tmp_path / "again")
