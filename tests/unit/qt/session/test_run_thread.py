"""A real child, and the thread that listens to it."""

import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dclgui.core.protocol.envelope import Done, Failed, Said
from dclgui.core.protocol.requests import LabelFolder, Resume, ScanFolder
from dclgui.core.protocol.results import FolderScanned
from dclgui.qt.session import run_thread
from dclgui.qt.session.run_thread import RunThread, Turn
from dclgui.worker import serve
from tests.e2e.terminal import draw_folders

PATIENCE = 60_000
pytestmark = pytest.mark.spawned


def heard_by(thread: RunThread) -> list[tuple[Turn, object]]:
    heard: list[tuple[Turn, object]] = []
    thread.heard.connect(lambda turn, message: heard.append((turn, message)))
    return heard


def test_tasks_are_answered_in_turn_by_one_child(tmp_path: Path, qtbot: QtBot) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    heard = heard_by(thread)
    tasks = (
        ScanFolder("source", folders.source),
        ScanFolder("target", tmp_path / "nothing"),
        ScanFolder("target", folders.target),
    )
    turns = [thread.ask(task) for task in tasks]
    qtbot.waitUntil(lambda: sum(not isinstance(said, Said) for _, said in heard) == 3, timeout=PATIENCE)
    ends = [(turn, said) for turn, said in heard if not isinstance(said, Said)]
    assert [(turn, type(said)) for turn, said in ends] == list(zip(turns, (Done, Failed, Done), strict=True))
    assert "nothing" in str(ends[1][1])
    found = [(turn, said.event) for turn, said in heard if isinstance(said, Said)]
    finished = [(turn, event.domain) for turn, event in found if isinstance(event, FolderScanned) and event.finished]
    assert finished == [(turns[0], "source"), (turns[2], "target")]
    thread.close()
    assert multiprocessing.active_children() == []


def test_a_command_reaches_a_child_that_is_still_on_its_way(tmp_path: Path, qtbot: QtBot) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    heard = heard_by(thread)
    turn = thread.ask(ScanFolder("source", folders.source))
    thread.tell(turn, "pause")
    qtbot.waitUntil(lambda: heard != [], timeout=PATIENCE)
    qtbot.wait(500)
    assert not any(isinstance(said, Done) for _, said in heard)
    thread.tell(turn, "go on")
    qtbot.waitUntil(lambda: (turn, Done(stopped=False)) in heard, timeout=PATIENCE)
    thread.close()


def test_a_task_can_be_taken_out_while_its_child_is_on_its_way(tmp_path: Path, qtbot: QtBot) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    heard = heard_by(thread)
    turns = [thread.ask(ScanFolder(domain, folders.source)) for domain in ("source", "target")]
    assert thread.take_out(turns[0])
    assert not thread.take_out(turns[0])
    qtbot.waitUntil(lambda: (turns[1], Done(stopped=False)) in heard, timeout=PATIENCE)
    assert {turn for turn, _ in heard} == {turns[1]}
    assert not thread.take_out(turns[1])
    thread.tell(turns[1], "stop")  # what is over hears nothing
    turn = thread.ask(ScanFolder("source", folders.source))
    qtbot.waitUntil(lambda: (turn, Done(stopped=False)) in heard, timeout=PATIENCE)
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
    turn = thread.ask(Resume(tmp_path))
    qtbot.waitUntil(lambda: turn.begun, timeout=PATIENCE)
    thread.close()
    assert multiprocessing.active_children() == []
    thread = RunThread(load_for_ever)
    thread.ask(Resume(tmp_path))
    thread.close()  # before there is a child
    assert multiprocessing.active_children() == []


def test_closing_waits_for_a_file_that_is_being_written(tmp_path: Path, qtbot: QtBot) -> None:
    thread = RunThread(write_then_say_so)
    turn = thread.ask(LabelFolder(tmp_path, tmp_path, tmp_path / "labels.csv"))
    qtbot.waitUntil(lambda: turn.begun, timeout=PATIENCE)
    thread.close()
    assert (tmp_path / "labels.csv").read_text() == "labels"
