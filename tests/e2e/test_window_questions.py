"""Several pages ask at once: each hears of its own question, and leaving one touches no other."""

import os
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui import worker
from dclgui.core.protocol.events import Event
from dclgui.core.protocol.requests import CheckImages, EstimateTime, GroupUnknown, SaveModel, Task
from dclgui.core.protocol.results import Answer
from dclgui.project.folder import Project
from dclgui.qt.export.page import ExportPage
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import Folders
from tests.unit.test_worker import quick_job

PATIENCE = 300_000
_events = worker._events


def serve_with_holds(connection: Connection, log: Path | None) -> None:
    """The window's child, but a task waits after each event while the test holds it."""
    worker._events = _held
    worker.serve(connection, log)


def _held(task: Task) -> Generator[Event | Answer, None, None]:
    with closing(_events(task)) as said:
        for event in said:
            yield event
            if isinstance(task, CheckImages | EstimateTime | SaveModel):
                hold = Hold(task.folder, type(task))
                if hold.file.exists():
                    hold.reached.write_text(str(os.getpid()))
                while hold.file.exists():
                    time.sleep(0.005)


class Hold:
    """Keeps tasks of ``kind`` after their first event until ``let_go``."""

    def __init__(self, project: Path, kind: type) -> None:
        self.file, self.reached = project / f"hold {kind.__name__}", project / f"held {kind.__name__}"

    def begin(self) -> "Hold":
        self.file.touch()
        return self

    def let_go(self) -> None:
        self.file.unlink()

    def wait(self, qtbot: QtBot) -> psutil.Process:
        """The child that is at it."""
        qtbot.waitUntil(lambda: self.reached.exists() and self.reached.read_text() != "", timeout=PATIENCE)
        return psutil.Process(int(self.reached.read_text()))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(serve_with_holds)
    qtbot.addWidget(made)
    made.perform("english")
    made.show()
    yield made
    made.leave()


def test_cancel_on_the_map_leaves_the_check_alone(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    check, review = window.pages["check"], window.pages["review"]
    assert isinstance(review, ReviewPage)
    hold = Hold(project, CheckImages).begin()
    window.go("check")
    hold.wait(qtbot)
    review.map.ask("pca")
    review.map.cancel.click()
    hold.let_go()
    qtbot.waitUntil(lambda: check.step_state().done, timeout=PATIENCE)
    assert window.session is not None
    assert window.session.project.check() is not None
    grouped: list[object] = []
    window.session.ask(GroupUnknown(project)).answered.connect(grouped.append)
    qtbot.waitUntil(lambda: grouped != [], timeout=PATIENCE)
    assert list(window.session.project.cache.glob("map-*")) == [], "it was taken out before its turn came"


def test_what_is_most_alike_can_fail_alone(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    for file in project.glob("rounds/*/embedding*"):  # as in a project of an older version
        file.unlink()
    window.open_project(project)
    check, review = window.pages["check"], window.pages["review"]
    assert isinstance(review, ReviewPage)
    hold = Hold(project, CheckImages).begin()
    window.go("check")
    hold.wait(qtbot)
    with qtbot.waitSignal(review.alike.failed, timeout=PATIENCE):
        review.alike.look_at(3)
    assert check.step_state().note == "Looking at the pictures"
    assert not check.banner.isVisible()
    hold.let_go()
    qtbot.waitUntil(lambda: check.step_state().done, timeout=PATIENCE)


def test_stop_of_the_labels_leaves_the_model_alone(
    window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    hold = Hold(project, SaveModel).begin()
    page.save_model_to(tmp_path / "model.safetensors")
    hold.wait(qtbot)
    page.export_labels_to(tmp_path / "labels.csv")
    (stop,) = [one for one in page.labels.findChildren(QPushButton) if one.text() == "Stop"]
    stop.click()
    assert page.labels.save.isVisible()
    hold.let_go()
    qtbot.waitUntil(lambda: "Saved: " in _told(page), timeout=PATIENCE)
    assert (tmp_path / "model.safetensors").is_file()
    assert not (tmp_path / "labels.csv").exists()


def test_a_run_that_starts_ends_the_estimate(
    window: MainWindow, folders: Folders, tmp_path: Path, qtbot: QtBot
) -> None:
    project = tmp_path / "line.dclproj"
    Project.create(project, quick_job(tmp_path / "more", rounds=50)).close()
    window.open_project(project)
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.project.check() is not None, timeout=PATIENCE)
    hold = Hold(project, EstimateTime).begin()
    window.go("run")
    estimating = hold.wait(qtbot)
    window.perform("start")
    qtbot.waitUntil(lambda: not estimating.is_running(), timeout=PATIENCE)
    hold.let_go()


def _told(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.banner.findChildren(QLabel))
