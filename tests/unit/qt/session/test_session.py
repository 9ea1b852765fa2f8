"""What the pages may rely on: one project, its table, its decisions and its run."""

import multiprocessing
import shutil
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.qt.session.session import Session
from dclgui.review.table import State
from dclgui.worker import serve
from tests.e2e.terminal import Folders, draw_folders

pytestmark = pytest.mark.slow

PATIENCE = 300_000
"""Milliseconds after which a silent run counts as stuck; no test waits so long if all is well."""


def job_of(folders: Folders, rounds: int = 2) -> Job:
    return Job.parse(
        {
            "source": folders.source,
            "target": folders.target,
            "backbone": "test_resnet",
            "weights": "scratch",
            "image_size": 32,
            "batch_size": 8,
            "device": "cpu",
            "method": {"rounds": rounds, "source_epochs": 3},
        }
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folders = draw_folders(tmp_path)
    with Project.create(tmp_path / "line.dclproj", job_of(folders)) as made:
        return made.folder


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from dclgui.engine.training.adapt import adapt

    root = tmp_path_factory.mktemp("ran")
    list(adapt(job_of(draw_folders(root)), root / "line.dclproj"))
    return root


@pytest.fixture
def finished(ran: Path, tmp_path: Path) -> Path:
    shutil.copytree(ran, tmp_path / "copy")
    return tmp_path / "copy" / "line.dclproj"


def test_each_round_shows_until_a_person_looks_and_later_ones_wait(project: Path, qtbot: QtBot) -> None:
    session = Session(project, serve)
    ready: list[int] = []
    shown: list[int | None] = []

    def look() -> None:
        shown.append(session.shown_round)
        session.looked_at = session.shown_round == 1

    session.round_ready.connect(ready.append)
    session.table_replaced.connect(look)
    session.run.start(session.job)
    assert session.run.status == "running"
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    assert session.run.failure is None
    assert [number for number in shown if number is not None] == [0, 1]
    assert session.shown_round == 1
    assert ready == [2]
    assert session.run.state.finished is not None
    session.show_newest_round()
    assert session.shown_round == 2
    assert set(session.table.state.tolist()) <= {State.HIGH, State.MOVED, State.LOW}
    session.close()


def test_decisions_undo_and_redo_outlive_the_window(finished: Path, qtbot: QtBot) -> None:
    session = Session(finished, serve)
    rows = np.array([0, 3], np.int64)
    with qtbot.waitSignal(session.decided) as said:
        session.decide(rows, Verdict.LABEL, 1)
    assert said.args[0].tolist() == [0, 3]
    session.decide(np.array([1], np.int64), Verdict.NONE_OF_THESE)
    assert session.undo().tolist() == [1]
    session.close()

    again = Session(finished, serve)
    assert again.table.state[rows].tolist() == [State.DECIDED] * 2
    assert again.table.label[rows].tolist() == [1, 1]
    assert again.redo().tolist() == [1]
    assert again.table.label[1] == -1
    assert again.undo().tolist() == [1]
    assert again.undo().tolist() == [0, 3]
    assert again.table.label.tolist() == again.table.machine_label.tolist()
    again.close()


def test_what_no_round_knows_yet_is_to_learn(finished: Path, qtbot: QtBot) -> None:
    session = Session(finished, serve)
    assert session.run.to_learn == 0
    with pytest.raises(UserError, match="knows all of your decisions"):
        session.run.refine()
    with qtbot.waitSignal(session.run.refine_changed, timeout=PATIENCE):
        session.decide(np.array([1, 2], np.int64), Verdict.LABEL, 0)
    assert session.run.to_learn == 2
    session.undo()
    assert session.run.to_learn == 0
    session.redo()
    session.close()
    for knows, to_learn in ((False, 2), (True, 0)):  # they were decided while round 2 was under way, or before it
        with Project.open(finished) as project:
            table, metrics = project.rounds.pseudo_labels(2), project.rounds.metrics(2)
            project.rounds.truncate_after(1)
            knew = project.journal.last_step() if knows else 0
            project.rounds.write(2, table, metrics, lambda _folder: None, knew=knew)
        session = Session(finished, serve)
        assert session.run.to_learn == to_learn
        session.close()


def test_a_second_window_on_the_same_project_is_told_so(finished: Path) -> None:
    first = Session(finished, serve)
    with pytest.raises(UserError, match="open in another window"):
        Session(finished, serve)
    first.close()
    Session(finished, serve).close()


def test_a_child_that_is_killed_is_one_failure_and_the_run_can_go_on(project: Path, qtbot: QtBot) -> None:
    session = Session(project, serve)
    session.run.start(session.job)
    session.run.pause()  # so that it can't end before it is killed
    qtbot.waitUntil(lambda: multiprocessing.active_children() != [], timeout=PATIENCE)
    (child,) = multiprocessing.active_children()
    with qtbot.waitSignal(session.run.failed, timeout=PATIENCE) as said:
        child.kill()
    assert "ended unexpectedly" in said.args[0].error.message
    assert "Resume" in said.args[0].error.hint
    assert session.run.status == "idle"
    session.run.start(session.job)
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    assert session.run.failure is None
    assert session.run.newest_round == 2
    session.close()


def test_starting_over_removes_the_rounds_and_keeps_the_decisions(finished: Path) -> None:
    session = Session(finished, serve)
    session.decide(np.array([2], np.int64), Verdict.LABEL, 0)
    session.start_over()
    assert session.run.newest_round is None
    assert session.project.rounds.numbers() == []
    assert session.table.state[2] == State.DECIDED
    assert set(np.delete(session.table.state, 2).tolist()) == {State.NONE_YET}
    session.close()
