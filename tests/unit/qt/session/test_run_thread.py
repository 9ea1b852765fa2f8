"""A real child, and the thread that listens to it."""

import multiprocessing
import os
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from dclgui.core.protocol.envelope import Done, Failed, Message, Said
from dclgui.core.protocol.requests import LabelFolder, Resume, ScanFolder, Task
from dclgui.core.protocol.results import FolderScanned
from dclgui.qt.session import run_thread
from dclgui.qt.session.run_thread import RunThread
from dclgui.worker import serve
from tests.e2e.terminal import draw_folders

PATIENCE = 300_000
pytestmark = pytest.mark.spawned


class Asked:
    """Keeps what is heard of ``task``."""

    def __init__(self, task: Task, thread: RunThread) -> None:
        self.task = task
        self.heard: list[Message] = []
        self.closed = False
        thread.ask(self)

    def hear(self, message: Message) -> None:
        self.heard.append(message)

    def end(self) -> None:
        self.closed = True

    @property
    def is_over(self) -> bool:
        return bool(self.heard) and not isinstance(self.heard[-1], Said)


def test_tasks_are_answered_in_turn_by_one_child(tmp_path: Path, qtbot: QtBot) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    first = Asked(ScanFolder("source", folders.source), thread)
    wrong = Asked(ScanFolder("target", tmp_path / "nothing"), thread)
    last = Asked(ScanFolder("target", folders.target), thread)
    qtbot.waitUntil(lambda: last.is_over, timeout=PATIENCE)
    assert [asked.heard[-1] for asked in (first, last)] == [Done(stopped=False)] * 2
    (failed,) = wrong.heard
    assert isinstance(failed, Failed)
    assert "nothing" in failed.error.message
    for asked, domain in ((first, "source"), (last, "target")):
        events = [said.event for said in asked.heard if isinstance(said, Said)]
        assert [event.domain for event in events if isinstance(event, FolderScanned) and event.finished] == [domain]
    assert len(multiprocessing.active_children()) == 1
    thread.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("command", ["stop", "pause"])
def test_a_command_reaches_a_child_that_is_still_on_its_way(tmp_path: Path, qtbot: QtBot, command: str) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    asked = Asked(ScanFolder("source", folders.source), thread)
    if command == "pause":
        thread.tell(asked, "pause")
        qtbot.waitUntil(lambda: asked.heard != [], timeout=PATIENCE)
        qtbot.wait(500)
        assert not asked.is_over
        thread.tell(asked, "go on")
    else:
        thread.tell(asked, "stop")
    qtbot.waitUntil(lambda: asked.is_over, timeout=PATIENCE)
    assert asked.heard[-1] == Done(stopped=command == "stop")
    thread.close()


def test_a_command_for_what_is_over_is_forgotten(tmp_path: Path, qtbot: QtBot) -> None:
    folders = draw_folders(tmp_path)
    thread = RunThread(serve)
    first = Asked(ScanFolder("source", folders.source), thread)
    qtbot.waitUntil(lambda: first.is_over, timeout=PATIENCE)
    second = Asked(ScanFolder("source", folders.source), thread)
    thread.tell(first, "stop")
    qtbot.waitUntil(lambda: second.is_over, timeout=PATIENCE)
    assert second.heard[-1] == Done(stopped=False)
    thread.close()


def load_for_ever(_connection: Connection, _log: Path | None) -> None:
    """A child that is still loading its libraries and hears nothing."""
    time.sleep(3600)


def write_then_say_so(connection: Connection, _log: Path | None) -> None:
    """A child that writes a file of the person's before it says anything."""
    task = connection.recv()
    task.folder.joinpath("begun").touch()
    assert connection.recv() == "stop"
    task.file.write_text("labels")
    connection.send(Done(stopped=True))
    connection.recv()


def test_closing_does_not_wait_for_a_child_without_anything_to_save(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_thread, "_SECONDS_TO_END", 3600.0)
    thread = RunThread(load_for_ever)
    asked = Asked(Resume(tmp_path), thread)
    qtbot.waitUntil(lambda: multiprocessing.active_children() != [], timeout=PATIENCE)
    thread.close()
    assert multiprocessing.active_children() == []
    assert asked.closed
    thread = RunThread(load_for_ever)
    asked = Asked(Resume(tmp_path), thread)
    thread.close()  # before there is a child
    assert multiprocessing.active_children() == []
    assert asked.closed


def test_closing_waits_for_a_file_that_is_being_written(tmp_path: Path, qtbot: QtBot) -> None:
    thread = RunThread(write_then_say_so)
    Asked(LabelFolder(tmp_path, tmp_path, tmp_path / "labels.csv"), thread)
    qtbot.waitUntil((tmp_path / "begun").exists, timeout=PATIENCE)
    thread.close()
    assert (tmp_path / "labels.csv").read_text() == "labels"


def _dies_while_it_starts(connection: Connection, log: Path | None) -> None:
    os._exit(3)


@pytest.mark.skipif(sys.platform == "win32", reason="there it is so without our doing")
def test_a_child_that_dies_while_it_starts_is_heard_of(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows its end of the pipe stays open in this process then, so that the pipe tells nothing."""
    context, kept = multiprocessing.get_context("spawn"), list[int]()

    def pipe() -> tuple[Connection, Connection]:
        near, far = context.Pipe()
        kept.append(os.dup(far.fileno()))
        return near, far

    found = SimpleNamespace(Pipe=pipe, Process=context.Process)
    monkeypatch.setattr("multiprocessing.get_context", lambda _: found)
    thread = RunThread(_dies_while_it_starts)
    asked = Asked(Resume(Path("nowhere")), thread)
    qtbot.waitUntil(lambda: asked.is_over, timeout=PATIENCE)
    (failed,) = asked.heard
    assert isinstance(failed, Failed)
    assert "code 3" in failed.error.message
    thread.close()
    os.close(*kept)
