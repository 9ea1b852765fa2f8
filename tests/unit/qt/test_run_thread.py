"""A real child, and the thread that listens to it."""

import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dclgui.core.answers import FolderScanned
from dclgui.core.messages import Done, Failed
from dclgui.core.tasks import LabelFolder, Resume, ScanFolder
from dclgui.qt import run_thread
from dclgui.qt.run_thread import RunThread
from dclgui.worker import serve
from tests.e2e.terminal import draw_folders

PATIENCE = 60_000
pytestmark = [pytest.mark.spawned, pytest.mark.slow]


def test_tasks_are_answered_in_turn_by_one_child(tmp_path: Path, qtbot: QtBot) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    said: list[object] = []
    ended: list[object] = []
    thread.said.connect(said.append)
    for signal in (thread.done, thread.failed):
        signal.connect(ended.append)
    thread.ask(ScanFolder("source", folders.source))
    thread.ask(ScanFolder("target", tmp_path / "nothing"))
    thread.ask(ScanFolder("target", folders.target))
    qtbot.waitUntil(lambda: len(ended) == 3, timeout=PATIENCE)
    assert [type(end) for end in ended] == [Done, Failed, Done]
    assert isinstance(ended[1], Failed)
    assert "nothing" in ended[1].error.message
    found = [event for event in said if isinstance(event, FolderScanned) and event.finished]
    assert [event.domain for event in found] == ["source", "target"]
    thread.close()
    assert thread.process_id is None


@pytest.mark.parametrize("command", ["stop", "pause"])
def test_a_command_reaches_a_child_that_is_still_on_its_way(tmp_path: Path, qtbot: QtBot, command: str) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    thread.ask(ScanFolder("source", folders.source))
    if command == "pause":
        thread.tell("pause")
        with qtbot.assertNotEmitted(thread.done, wait=1500):
            pass
        thread.tell("go on")
    else:
        thread.tell("stop")
    with qtbot.waitSignal(thread.done, timeout=PATIENCE) as said:
        pass
    assert said.args[0] == Done(stopped=command == "stop")
    thread.close()


def test_a_command_without_a_task_is_forgotten(tmp_path: Path, qtbot: QtBot) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    thread.tell("stop")
    thread.ask(ScanFolder("source", folders.source))
    with qtbot.waitSignal(thread.done, timeout=PATIENCE) as said:
        pass
    assert said.args[0] == Done(stopped=False)
    thread.close()


def load_for_ever(_connection: Connection, _log: Path | None) -> None:
    """A child that is still loading its libraries and hears nothing."""
    time.sleep(3600)


def write_then_say_so(connection: Connection, _log: Path | None) -> None:
    """A child that writes a file of the person's before it says anything."""
    task = connection.recv()
    assert connection.recv() == "stop"
    task.file.write_text("labels")
    connection.send(Done(stopped=True))
    connection.recv()


def test_closing_does_not_wait_for_a_child_without_anything_to_save(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_thread, "_SECONDS_TO_END", 3600.0)
    thread = RunThread(load_for_ever)
    thread.ask(Resume(tmp_path))
    qtbot.waitUntil(lambda: thread.process_id is not None, timeout=PATIENCE)
    thread.close()
    assert thread.process_id is None
    thread = RunThread(load_for_ever)
    thread.ask(Resume(tmp_path))
    thread.close()  # before there is a child
    assert thread.process_id is None


def test_closing_waits_for_a_file_that_is_being_written(tmp_path: Path, qtbot: QtBot) -> None:
    thread = RunThread(write_then_say_so)
    thread.ask(LabelFolder(tmp_path, tmp_path, tmp_path / "labels.csv"))
    qtbot.waitUntil(lambda: thread.process_id is not None, timeout=PATIENCE)
    thread.close()
    assert (tmp_path / "labels.csv").read_text() == "labels"
