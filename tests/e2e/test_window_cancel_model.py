"""Saving a model is cancelled: its child process ends, and nothing of the file is left."""

import os
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui import worker
from dclgui.core.protocol.events import Event, Progressed
from dclgui.core.protocol.requests import MODEL_WRITTEN_FROM, SaveModel, Task
from dclgui.core.protocol.results import Answer
from dclgui.qt.export.page import ExportPage
from dclgui.qt.shell.main_window import MainWindow

PATIENCE = 300_000
_events = worker._events


def serve_and_wait(connection: Connection, log: Path | None) -> None:
    """The window's child, but a model that is saved waits where a file in the project says: per cent, how often."""
    worker._events = _waiting
    worker.serve(connection, log)


def _waiting(task: Task) -> Generator[Event | Answer, None, None]:
    passed = 0
    with closing(_events(task)) as said:
        for event in said:
            yield event
            if not isinstance(task, SaveModel) or not isinstance(event, Progressed):
                continue
            hold = task.folder / "hold at"
            if not hold.exists():
                continue
            per_cent, times = map(int, hold.read_text().split())
            passed += event.done >= per_cent
            if passed >= times:
                (task.folder / "held").write_text(str(os.getpid()))
                while hold.exists():
                    time.sleep(0.005)


@pytest.fixture
def page(qtbot: QtBot, project: Path) -> Iterator[ExportPage]:
    window = MainWindow(serve_and_wait)
    qtbot.addWidget(window)
    window.perform("english")
    window.resize(1366, 768)
    window.show()
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    yield page
    window.leave()


EARLY, WRITING = (1, 1), (MODEL_WRITTEN_FROM, 2)
"""Where to wait: before anything is written, and while the file is compared."""


def begun(page: ExportPage, project: Path, file: Path, *, at: tuple[int, int], qtbot: QtBot) -> psutil.Process:
    """The child that saves the model to ``file``, waiting."""
    held = project / "held"
    held.unlink(missing_ok=True)
    (project / "hold at").write_text(f"{at[0]} {at[1]}")
    page.save_model_to(file)
    qtbot.waitUntil(lambda: held.exists() and bool(held.read_text()), timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.model._done >= at[0], timeout=PATIENCE)
    return psutil.Process(int(held.read_text()))


def told(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.banner.findChildren(QLabel))


def test_cancel_before_anything_is_written_ends_the_child_at_once(
    page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    child = begun(page, project, folder / "model.onnx", at=EARLY, qtbot=qtbot)
    assert not page.model.save.isVisible()
    assert "Making the file of the model: " in page.model.text.text()
    QTest.mouseClick(page.model.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not child.is_running(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: "model.onnx was not written" in told(page), timeout=PATIENCE)
    assert list(folder.iterdir()) == []
    assert page.model.save.isVisible()
    assert not page.at_work()
    (project / "hold at").unlink()
    page.save_model_to(folder / "model.safetensors")
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    assert (folder / "model.safetensors").is_file()


def test_cancel_while_it_is_written_leaves_what_was_there_before(
    page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    page.save_model_to(folder / "model.safetensors")
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    before = {place.name: place.read_bytes() for place in folder.iterdir()}
    begun(page, project, folder / "model.safetensors", at=WRITING, qtbot=qtbot)
    assert "Comparing the file with the run's own model: " in page.model.text.text()
    assert len(list(folder.iterdir())) > len(before)
    QTest.mouseClick(page.model.cancel, Qt.MouseButton.LeftButton)
    assert not page.model.cancel.isEnabled()
    (project / "hold at").unlink()
    qtbot.waitUntil(lambda: "model.safetensors was not written" in told(page), timeout=PATIENCE)
    assert {place.name: place.read_bytes() for place in folder.iterdir()} == before


def test_what_a_killed_child_began_is_removed(page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "others.txt").write_text("mine")
    child = begun(page, project, folder / "model.safetensors", at=WRITING, qtbot=qtbot)
    page.model._done = 0.0  # as if what the child said last had not come yet
    assert len(list(folder.iterdir())) > 1
    QTest.mouseClick(page.model.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "model.safetensors was not written" in told(page), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not child.is_running(), timeout=PATIENCE)
    assert [place.name for place in folder.iterdir()] == ["others.txt"]
