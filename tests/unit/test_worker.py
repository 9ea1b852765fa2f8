"""The child process of a window: one task after the other through a pipe."""

import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

import psutil
import pytest

from dclgui.core.job import Job
from dclgui.core.protocol.envelope import Command, Done, Failed, Message, Said
from dclgui.core.protocol.events import Event, MemoryMeasured, Progressed, RoundFinished, RunFinished, RunStarted
from dclgui.core.protocol.requests import (
    Adapt,
    EstimateTime,
    FindAlike,
    MakeDemo,
    ProjectFeatures,
    Refine,
    Resume,
    SaveModel,
    Task,
)
from dclgui.core.protocol.results import AlikeFound, Answer, DemoMade, ModelSaved, Projected, TimeEstimated
from dclgui.demo.run import make_project, project_of
from dclgui.project.folder import Project
from dclgui.worker import serve
from tests.children import quick_start
from tests.e2e.terminal import draw_folders

pytestmark = pytest.mark.slow

PATIENCE = 300.0
"""Seconds after which a silent child counts as stuck; no test waits so long if all is well."""
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Child:
    """A spawned child and this end of its pipe."""

    process: BaseProcess
    connection: Connection

    def ask(self, word: Task | Command) -> None:
        self.connection.send(word)

    def next_message(self) -> Message:
        assert self.connection.poll(PATIENCE), "the child is stuck"
        message: Message = self.connection.recv()
        return message

    def until(self, kind: type[Kind]) -> tuple[list[Event | Answer], Kind]:
        """What is said before the first event or message of ``kind``, and that one."""
        said: list[Event | Answer] = []
        while True:
            message = self.next_message()
            if isinstance(message, kind):
                return said, message
            assert isinstance(message, Said), message
            if isinstance(message.event, kind):
                return said, message.event
            said.append(message.event)


@contextmanager
def child(log: Path | None = None, *, start: str = "spawn") -> Iterator[Child]:
    """Spawned as a window's; a test of what a child says, not of the child, starts it quickly."""
    ours, theirs = multiprocessing.Pipe()
    context: Any = multiprocessing.get_context(start)
    process: BaseProcess = context.Process(target=serve, args=(theirs, log))
    process.start()
    theirs.close()
    try:
        yield Child(process, ours)
    finally:
        ours.close()
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        code = process.exitcode
        process.close()
    assert code in (0, -getattr(signal, "SIGKILL", signal.SIGTERM))


def of_kind(events: list[Event | Answer], kind: type[Kind]) -> list[Kind]:
    return [event for event in events if isinstance(event, kind)]


def quick_job(root: Path, **method: int) -> Job:
    folders = draw_folders(root)
    return Job.parse(
        {
            "source": folders.source,
            "target": folders.target,
            "backbone": "test_resnet",
            "weights": "scratch",
            "image_size": 32,
            "batch_size": 8,
            "device": "cpu",
            "method": {"rounds": 2, "source_epochs": 3, **method},
        }
    )


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Event | Answer]]:
    """A project whose run went through a child to its end, and all that was said; look, don't touch."""
    root = tmp_path_factory.mktemp("finished")
    with child(start=quick_start()) as one:
        one.ask(Adapt(quick_job(root), root / "a.dclproj"))
        said, done = one.until(Done)
    assert done == Done(stopped=False)
    return root / "a.dclproj", said


def test_a_run_arrives_whole_and_in_order(finished: tuple[Path, list[Event | Answer]]) -> None:
    _, said = finished
    assert isinstance(said[0], RunStarted)
    assert [event.round for event in of_kind(said, RoundFinished)] == [0, 1, 2]
    assert isinstance(said[-1], RunFinished)
    assert all(event.process > 0 for event in of_kind(said, MemoryMeasured))
    assert of_kind(said, MemoryMeasured)


def test_one_child_answers_several_tasks_also_those_that_wait(
    finished: tuple[Path, list[Event | Answer]], tmp_path: Path
) -> None:
    folder = tmp_path / "copy.dclproj"
    shutil.copytree(finished[0], folder)
    shutil.copytree(finished[0].parent / "old camera", tmp_path / "old camera")
    shutil.copytree(finished[0].parent / "new camera", tmp_path / "new camera")
    with child(start=quick_start()) as one:
        one.ask(SaveModel(folder, tmp_path / "model.safetensors"))
        one.ask(Resume(folder))
        one.ask(FindAlike(folder, 3, 2))
        one.ask(ProjectFeatures(folder, "pca"))
        one.ask(EstimateTime(quick_job(tmp_path / "more"), tmp_path / "b.dclproj"))
        (saved,) = of_kind(one.until(Done)[0], ModelSaved)
        assert saved.file == tmp_path / "model.safetensors"
        assert saved.same == 1.0
        assert saved.difference < 1e-3
        assert isinstance(one.until(Done)[0][-1], RunFinished)
        (alike,) = of_kind(one.until(Done)[0], AlikeFound)
        assert (alike.row, len(alike.target)) == (3, 2)
        (projected,) = of_kind(one.until(Done)[0], Projected)
        assert projected.file.is_file()
        (estimated,) = of_kind(one.until(Done)[0], TimeEstimated)
        assert estimated.seconds > 0
    assert (tmp_path / "model.json").exists()


def test_stop_saves_and_the_run_goes_on_later(tmp_path: Path) -> None:
    folder = tmp_path / "a.dclproj"
    with child(start=quick_start()) as one:
        one.ask(Adapt(quick_job(tmp_path, rounds=3), folder))
        one.until(RoundFinished)
        one.ask("stop")
        _, done = one.until(Done)
        assert done.stopped
        with Project.open(folder) as project:
            kept = project.rounds.numbers()
        assert 3 not in kept
        one.ask(Resume(folder))
        said, _ = one.until(Done)
    started = of_kind(said, RunStarted)
    assert [event.resumed_from for event in started] == [kept[-1]]
    assert of_kind(said, RoundFinished)[-1].round == 3


def test_a_paused_child_says_nothing_until_told_to_go_on(tmp_path: Path) -> None:
    with child(start=quick_start()) as one:
        one.ask(Adapt(quick_job(tmp_path, rounds=50), tmp_path / "a.dclproj"))
        one.until(RoundFinished)
        one.ask("pause")
        last = time.monotonic()
        while time.monotonic() - last < 1.0:
            if one.connection.poll(0.05):  # said before the word arrived
                assert isinstance(one.next_message(), Said)
                last = time.monotonic()
        one.ask("go on")
        one.until(RoundFinished)
        one.ask("pause")
        one.ask("stop")
        assert one.until(Done)[1].stopped


def test_a_mistake_of_the_person_arrives_with_its_hint(tmp_path: Path) -> None:
    job = quick_job(tmp_path).model_copy(update={"source": tmp_path / "nowhere"})
    with child(start=quick_start()) as one:
        one.ask(Adapt(job, tmp_path / "a.dclproj"))
        _, failed = one.until(Failed)
        assert "nowhere" in failed.error.message
        assert failed.error.hint == "Check the path."
        assert failed.details == ""
        one.ask(Resume(tmp_path / "b.dclproj"))
        _, failed = one.until(Failed)
        assert "is not a project" in failed.error.message


def test_a_fault_arrives_with_a_traceback_and_stands_in_the_log(
    finished: tuple[Path, list[Event | Answer]], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy.dclproj"
    shutil.copytree(finished[0], folder)
    for name in ("old camera", "new camera"):
        shutil.copytree(finished[0].parent / name, tmp_path / name)
    log = tmp_path / "log.txt"
    log.write_text("earlier\n")
    with child(log, start=quick_start()) as one:
        one.ask(SaveModel(folder, None))  # type: ignore[arg-type]  # a fault of the program that asks
        _, failed = one.until(Failed)
        assert failed.error.message.startswith("A fault of the program: ")
        assert "Traceback" in failed.details
    text = log.read_text(encoding="utf-8")
    assert text.startswith("earlier\n")
    assert failed.details in text
    assert capfd.readouterr() == ("", "")


def test_words_without_a_task_are_too_late(tmp_path: Path) -> None:
    words: list[Command] = ["stop", "pause", "go on"]
    with child(start=quick_start()) as one:
        for word in words:
            one.ask(word)
        one.ask(Resume(tmp_path))
        assert "is not a project" in one.until(Failed)[1].error.message
        for word in words:
            one.ask(word)
        one.ask(Resume(tmp_path))
        assert "is not a project" in one.until(Failed)[1].error.message


def test_the_child_ends_with_its_window(finished: tuple[Path, list[Event | Answer]], tmp_path: Path) -> None:
    folder = shutil.copytree(finished[0], tmp_path / "a.dclproj")
    with child() as one:
        one.ask(Refine(folder, rounds=500))
        ended = one.until(RoundFinished)[1].round
        one.connection.close()
        one.process.join(PATIENCE)
        assert one.process.exitcode == 0
    with Project.open(folder) as project, project.run_lock():
        assert project.rounds.numbers()[-1] >= ended


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no kill -9")
def test_a_killed_child_leaves_a_project_that_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "a.dclproj"
    with child(start=quick_start()) as one:
        one.ask(Adapt(quick_job(tmp_path, rounds=6), folder))
        while one.until(RoundFinished)[1].round < 2:
            pass
        one.process.kill()
        one.process.join()
        with pytest.raises((EOFError, ConnectionError)):  # what the window sees
            one.until(Done)
    with child(start=quick_start()) as one:
        one.ask(Resume(folder))
        said, _ = one.until(Done)
    assert of_kind(said, RunStarted)[0].resumed_from >= 2
    assert of_kind(said, RoundFinished)[-1].round == 6


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not show a process's libraries")
def test_the_demo_is_drawn_and_found_again_without_torch(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with child() as one:
        one.ask(MakeDemo(folder))
        said, drawn = one.until(Progressed)
        assert (said, drawn.step) == ([], "draw")
        one.ask("stop")
        assert one.until(Done)[1].stopped
        assert not project_of(folder, "default").exists()
        steps, place = drain(make_project(folder, per_class=1))
        assert steps[-1].done == steps[-1].total
        one.ask(MakeDemo(folder))
        assert one.until(Done)[0] == [DemoMade(place)]
        assert not has_torch(one.process)
        one.ask(SaveModel(place, tmp_path / "model.safetensors"))
        assert "no finished round" in one.until(Failed)[1].error.message
        assert has_torch(one.process)
    with Project.open(place) as project:
        assert project.job.target.is_dir()


def drain(drawing: Generator[Progressed, None, Path]) -> tuple[list[Progressed], Path]:
    steps: list[Progressed] = []
    while True:
        try:
            steps.append(next(drawing))
        except StopIteration as end:
            place: Path = end.value
            return steps, place


def has_torch(process: BaseProcess) -> bool:
    """Whether the program's libraries of torch are mapped into the child."""
    return any("torch" in Path(mapped.path).name for mapped in psutil.Process(process.pid).memory_maps())
