"""A few more rounds from the newest model, with all that a person said."""

from pathlib import Path

import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import RoundFinished, RunFinished
from dclgui.engine.training.adapt import adapt, refine, resume
from dclgui.labels.table import Level
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of
from tests.e2e.terminal import draw_folders

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folders = draw_folders(tmp_path)
    settings = {"backbone": "test_resnet", "weights": "scratch", "image_size": 32, "batch_size": 8, "device": "cpu"}
    method = {"rounds": 2, "source_epochs": 3}
    list(
        adapt(
            Job.parse({"source": folders.source, "target": folders.target, "method": method, **settings}),
            tmp_path / "p",
        )
    )
    return tmp_path / "p"


def test_two_more_rounds_keep_every_decision(project: Path) -> None:
    with Project.open(project) as opened:
        opened.journal.append([Decision(0, Verdict.LABEL, 2), Decision(3, Verdict.NONE_OF_THESE)], "someone")
    events = list(refine(project, rounds=2))
    assert [event.round for event in events if isinstance(event, RoundFinished)] == [3, 4]
    assert isinstance(events[-1], RunFinished)
    with Project.open(project) as opened:
        table = labels_of(opened)
        assert opened.rounds.last() == 4
        names = opened.catalog("target").class_names
    assert (table.labels[0], table.levels[0]) == (names[2], Level.PERSON)
    assert (table.labels[3], table.levels[3]) == ("", Level.PERSON)
    assert not [event for event in resume(project) if isinstance(event, RoundFinished)], "all is done after it"


def test_a_refinement_that_was_stopped_is_brought_to_its_end(project: Path) -> None:
    run = refine(project, rounds=2)
    next(event for event in run if isinstance(event, RoundFinished))
    run.close()
    assert [event.round for event in resume(project) if isinstance(event, RoundFinished)] == [4]


def test_there_must_be_something_to_refine(project: Path) -> None:
    with pytest.raises(ValueError, match="0 rounds"):
        list(refine(project, rounds=0))
    with Project.open(project) as opened:
        opened.rounds.truncate_after(-1)
    with pytest.raises(UserError, match="no finished round"):
        list(refine(project))
