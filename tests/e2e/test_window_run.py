"""A run in the window: start, pause, go on, stop and keep, resume; and a child that is killed."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.qt.run.page import RunPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve
from tests.e2e.terminal import Folders
from tests.e2e.window_parts import session_of

PATIENCE = 300_000
ROUNDS = 3


@pytest.fixture
def window(folders: Folders, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a project that has not run, its page of the run in front."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    job = Job.parse(
        {"source": folders.source, "target": folders.target, "backbone": "test_resnet", "weights": "scratch"}
        | {"image_size": 32, "batch_size": 8, "device": "cpu", "method": {"rounds": ROUNDS, "source_epochs": 3}}
    )
    Project.create(tmp_path / "line.dclproj", job).close()
    made = MainWindow(serve)
    qtbot.addWidget(made)
    made.show()
    made.open_project(tmp_path / "line.dclproj")
    session = session_of(made)
    qtbot.waitUntil(lambda: session.project.check() is not None, timeout=PATIENCE)  # it holds the folders it scans
    made.go("run")
    yield made
    made.leave()


def page_of(window: MainWindow) -> RunPage:
    page = window.page
    assert isinstance(page, RunPage)
    return page


def shown_buttons(window: MainWindow) -> list[str]:
    return [one.text() for one in page_of(window).findChildren(QPushButton) if one.isVisible()]


def test_start_pause_go_on_stop_and_keep_and_resume_to_the_end(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    assert "Start" in shown_buttons(window)
    window.perform("start")
    window.perform("pause")
    assert page_of(window).step_state().note == "Paused"
    assert "Go on" in shown_buttons(window)
    window.perform("start")
    assert session.run.status == "running"

    qtbot.waitUntil(lambda: session.run.newest_round is not None, timeout=PATIENCE)
    window.perform("stop")
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    kept = session.run.newest_round
    assert kept is not None
    assert session.run.failure is None
    if kept < ROUNDS:
        assert {"Resume", "Start over…", "Go to Review"} <= set(shown_buttons(window))
        assert page_of(window).step_state().note == f"Stopped after round {kept} of {ROUNDS}"
        window.perform("start")
        qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)

    assert session.run.newest_round == ROUNDS
    assert page_of(window).step_state().done
    assert page_of(window).title.text() == "The pictures have their names"
    assert "Go to Review" in shown_buttons(window)
    assert "Resume" not in shown_buttons(window)


def test_a_killed_child_is_a_sentence_and_resume_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    session, page = session_of(window), page_of(window)
    window.perform("start")
    qtbot.waitUntil(lambda: session.run.newest_round is not None, timeout=PATIENCE)
    window.perform("pause")
    children = multiprocessing.active_children()
    with qtbot.waitSignal(session.run.failed, timeout=PATIENCE):
        for child in children:
            child.kill()
    assert page.banner.isVisible()
    assert page.step_state().note == "Ended unexpectedly"
    resume = next(one for one in page.banner.findChildren(QPushButton) if one.text() == "Resume")
    resume.click()
    assert not page.banner.isVisible()
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    assert session.run.failure is None
    assert session.run.newest_round == ROUNDS


def test_starting_over_asks_first_and_keeps_what_was_decided(window: MainWindow, qtbot: QtBot) -> None:
    session, page = session_of(window), page_of(window)
    window.perform("start")
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    window.perform("start")
    assert session.run.newest_round == ROUNDS
    assert page.banner.isVisible()
    remove = next(one for one in page.banner.findChildren(QPushButton) if one.text() == "Remove the rounds")
    remove.click()
    assert session.run.newest_round is None
    assert "Start" in shown_buttons(window)
