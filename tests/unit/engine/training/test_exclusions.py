"""What a person excluded before a run takes no part in it, and keeps taking none however often the run is stopped."""

from pathlib import Path

import numpy as np
import pytest
from torch import Tensor

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import RoundFinished, RunFinished
from dclgui.engine.training import prepare
from dclgui.engine.training.adapt import adapt, resume
from dclgui.engine.training.exclusions import Exclusion
from dclgui.engine.training.trainer import TrainingRows
from dclgui.images.thumbnails import Thumbnails
from dclgui.importing.catalogs import scan_project
from dclgui.labels.table import Level
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of
from tests.unit.engine.made import BROKEN, CLASSES, Line, assert_same_labels, job_of, labels_in, of_kind, project_of

pytestmark = pytest.mark.slow

ME = "an operator"
SOURCE, TARGET = [0, 17, 33], [2, 20]


@pytest.fixture
def folder(line: Line, job: Job, tmp_path: Path) -> Path:
    """A scanned project without some images of both domains."""
    folder = project_of(line, tmp_path / "p.dclproj", job)
    with Project.open(folder) as project:
        list(scan_project(project))
        project.exclusions.set("source", SOURCE, excluded=True, who=ME)
        project.exclusions.set("target", TARGET, excluded=True, who=ME)
    return folder


def test_it_takes_no_part(folder: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    begin: list[TrainingRows] = []

    def watched(**rows: Tensor) -> TrainingRows:
        begin.append(TrainingRows(**rows))
        return begin[-1]

    monkeypatch.setattr(prepare, "TrainingRows", watched)
    finished = of_kind(adapt(job, folder), RunFinished)[0]
    with Project.open(folder) as project:
        broken = project.catalog("target").paths.index(BROKEN)
        table = labels_of(project)
    assert set(begin[0].source.tolist()) == set(range(48)) - set(SOURCE)
    assert set(begin[0].target.tolist()) == set(range(49)) - {*TARGET, broken}
    out = [row for row, level in enumerate(table.levels) if level is Level.PROBLEM]
    assert out == sorted([*TARGET, broken])
    assert all(not table.labels[row] for row in out)
    assert finished.problems == 3
    assert finished.high + finished.low == 46


def test_what_is_changed_after_round_0_changes_no_run(folder: Path, job: Job, line: Line, tmp_path: Path) -> None:
    list(adapt(job, folder))
    other = project_of(line, tmp_path / "stopped.dclproj", job)
    with Project.open(other) as project:
        list(scan_project(project))
        project.exclusions.set("source", SOURCE, excluded=True, who=ME)
        project.exclusions.set("target", TARGET, excluded=True, who=ME)
    events = adapt(job, other)
    for event in events:
        if isinstance(event, RoundFinished):
            break
    events.close()
    with Project.open(other) as project:
        project.exclusions.set("target", [TARGET[0]], excluded=False, who=ME)
        project.exclusions.set("target", [30, 31], excluded=True, who=ME)
        project.exclusions.set("source", [5], excluded=True, who=ME)
    list(resume(other))
    assert_same_labels(labels_in(other), labels_in(folder))
    with Project.open(other) as project:
        project.journal.append([Decision(31, Verdict.LABEL, 1)], ME)
        table = labels_of(project)
    assert [str(table.levels[row]) for row in (*TARGET, 30, 31)] == ["problem", "problem", "problem", "person"]
    assert (table.labels[30], table.labels[31]) == ("", CLASSES[1])


def test_a_run_that_nothing_is_left_for_says_so(folder: Path, job: Job) -> None:
    with Project.open(folder) as project:
        project.exclusions.set("source", range(16), excluded=True, who=ME)
    with pytest.raises(UserError, match="No image of the class cross is left"):
        list(adapt(job, folder))
    with Project.open(folder) as project:
        project.exclusions.undo(ME)
        project.exclusions.set("target", np.arange(48), excluded=True, who=ME)
    with pytest.raises(UserError, match=r"can be read and were not excluded; it takes 2\."):
        list(adapt(job, folder))


@pytest.mark.parametrize("mode", ["frozen", "finetune"])
def test_a_run_keeps_thumbnails_of_all_that_can_be_read(line: Line, tmp_path: Path, mode: str) -> None:
    job = job_of(line, mode=mode)
    folder = project_of(line, tmp_path / "p.dclproj", job)
    events = adapt(job, folder)
    for event in events:
        if getattr(event, "step", "") == "S1":
            break
    events.close()
    with Project.open(folder) as project, Thumbnails(project.cache) as thumbnails:
        target = project.catalog("target")
        broken = target.paths.index(BROKEN)
        assert thumbnails.missing("source", project.catalog("source"), np.arange(48)).tolist() == []
        assert thumbnails.missing("target", target, np.arange(49)).tolist() == [broken]


def test_another_file_of_arrays_in_place_of_what_was_taken_out_is_named(folder: Path, job: Job) -> None:
    list(adapt(job, folder))
    with Project.open(folder) as project:
        file = project.rounds.whole(0) / "taken_out.npz"
        with file.open("wb") as opened:
            np.save(opened, np.arange(3))
        with pytest.raises(UserError, match=r"taken_out\.npz"):
            Exclusion.of(project)
