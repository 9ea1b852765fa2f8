"""One child process of a window: it takes tasks from a pipe and answers with events, one after the other.

The window reads a message, the child works on until the next; a ``pause`` makes it wait before its next event, a
``stop`` closes the task's generator, so that its ``finally`` saves. If the window is gone, so is the child.
"""

import contextlib
import faulthandler
import math
import os
import sys
import time
import traceback
from collections import deque
from collections.abc import Generator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import assert_never

import psutil

from dclgui.core.errors import UserError, first_line
from dclgui.core.protocol.envelope import Command, Done, Failed, Message, Said
from dclgui.core.protocol.events import Event, MemoryMeasured, Progressed
from dclgui.core.protocol.requests import (
    Adapt,
    AdaptAgain,
    CheckImages,
    EstimateTime,
    ExportLabels,
    FindAlike,
    GroupUnknown,
    LabelFolder,
    MakeDemo,
    ProjectFeatures,
    ReadDecisions,
    Refine,
    Resume,
    SaveModel,
    ScanFolder,
    Task,
    Watch,
)
from dclgui.core.protocol.results import Answer, DecisionsRead, DemoMade, ModelSaved

_NICER = 10
"""How much lower than the window's the child's priority is; Windows has a class for it."""
_MEMORY_EVERY = 1.0
"""Seconds between two looks at the memory."""


def serve(connection: Connection, log: Path | None = None) -> None:
    """Answer tasks until the other end is closed; what libraries print goes to the end of ``log``, if one is named."""
    if log is not None:
        _print_into(log)
    _lower_priority()
    window = _Window(connection)
    with contextlib.suppress(_WindowGoneError, KeyboardInterrupt):
        while True:
            _answer(window, window.next_task())


class _WindowGoneError(Exception):
    """The other end of the pipe is closed."""


class _Window:
    """The pipe's other end. A task that comes while another is at work waits; a command without a task is too late."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: deque[Task] = deque()

    def next_task(self) -> Task:
        """The oldest task not answered yet, as soon as there is one."""
        while not self._waiting:
            self._read()
        return self._waiting.popleft()

    def tell(self, message: Message) -> None:
        """Send ``message``; waits while the pipe is full."""
        try:
            self._connection.send(message)
        except OSError as error:
            raise _WindowGoneError from error

    def says_stop(self) -> bool:
        """Read what the window has to say; after a ``pause`` wait for it to say more."""
        paused = False
        while paused or self._has_spoken():
            match self._read():
                case "stop":
                    return True
                case "pause":
                    paused = True
                case "go on":
                    paused = False
        return False

    def _has_spoken(self) -> bool:
        try:
            return self._connection.poll()
        except OSError as error:
            raise _WindowGoneError from error

    def _read(self) -> Command | None:
        """The next word if it is a command; a task is put with those that wait."""
        try:
            word: Task | Command = self._connection.recv()
        except (EOFError, OSError) as error:
            raise _WindowGoneError from error
        if isinstance(word, str):
            return word
        self._waiting.append(word)
        return None


def _answer(window: _Window, task: Task) -> None:
    try:
        stopped = _followed(window, task)
    except UserError as error:
        window.tell(Failed(error, ""))
    except _WindowGoneError:
        raise
    except Exception as error:  # the window shows it as a sentence; the details go into its report
        traceback.print_exc()
        sentence = UserError(f"A fault of the program: {first_line(error)}.", "Save a report and send it to us.")
        window.tell(Failed(sentence, traceback.format_exc()))
    else:
        window.tell(Done(stopped=stopped))


def _followed(window: _Window, task: Task) -> bool:
    """Send all that the task says; whether it was stopped before its end."""
    memory_at = -math.inf
    with contextlib.closing(_events(task)) as events:
        for event in events:
            window.tell(Said(event))
            now = time.monotonic()
            if isinstance(event, Progressed) and now - memory_at > _MEMORY_EVERY:
                memory_at = now
                window.tell(Said(_memory()))
            if window.says_stop():
                return True
    return False


def _events(task: Task) -> Generator[Event | Answer, None, None]:
    """The rooms are imported by the task that needs them: a scan should not wait for torch."""
    match task:
        case ScanFolder():
            from dclgui.images.survey import survey_folder

            yield from survey_folder(task.domain, task.root)
        case CheckImages():
            from dclgui.importing.check import check_images
            from dclgui.project.folder import Project

            with Project.open(task.folder) as project:
                yield from check_images(project)
        case ExportLabels():
            from dclgui.project.folder import Project
            from dclgui.standing.labels import export_labels

            with Project.open(task.folder) as project:
                yield (yield from export_labels(project, task))
        case ReadDecisions():
            from dclgui.importing.decisions import preview
            from dclgui.project.folder import Project

            with Project.open(task.folder) as project:
                yield DecisionsRead(preview(project, task.file))
        case LabelFolder() | Watch():
            from dclgui.inference.models import answered

            yield from answered(task)
        case MakeDemo():
            from dclgui.demo.run import make_project

            yield DemoMade((yield from make_project(task.folder)))
        case _:
            yield from _events_of_engine(task)


def _events_of_engine(
    task: Adapt | Resume | Refine | AdaptAgain | EstimateTime | FindAlike | GroupUnknown | ProjectFeatures | SaveModel,
) -> Generator[Event | Answer, None, None]:
    match task:
        case Adapt():
            from dclgui.engine.training.adapt import adapt

            yield from adapt(task.job, task.folder)
        case Resume():
            from dclgui.engine.training.adapt import resume

            yield from resume(task.folder)
        case Refine():
            from dclgui.engine.training.adapt import refine

            yield from refine(task.folder, rounds=task.rounds)
        case AdaptAgain():
            from dclgui.engine.training.adapt import adapt
            from dclgui.engine.training.warm_start import job_again

            yield from adapt(job_again(task.previous, task.target), task.folder, start=task.previous)
        case EstimateTime():
            from dclgui.engine.queries.run_time import estimate_time

            yield from estimate_time(task)
        case FindAlike():
            from dclgui.engine.queries.alike import find_alike

            yield from find_alike(task)
        case GroupUnknown():
            from dclgui.engine.queries.unknown import group_unknown

            yield from group_unknown(task)
        case ProjectFeatures():
            from dclgui.engine.queries.projection import project_features

            yield from project_features(task)
        case SaveModel():
            yield (yield from _saved(task))
        case _:
            assert_never(task)


def _saved(task: SaveModel) -> Generator[Event | Answer, None, ModelSaved]:
    from dclgui.engine.export.export import export_model
    from dclgui.project.folder import Project

    with Project.open(task.folder) as project:
        exported = yield from export_model(task.file, project)
    return ModelSaved(exported.file, exported.difference, exported.same, exported.images)


def _memory() -> MemoryMeasured:
    gpu, total = 0, 0
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        free, total = torch.cuda.mem_get_info()
        gpu = total - free
    return MemoryMeasured(psutil.Process().memory_info().rss, gpu, total)


def _lower_priority() -> None:
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            psutil.Process().nice(_NICER)


def _print_into(log: Path) -> None:
    """Python's streams and, for what libraries print by themselves, the process's own; also where it crashes."""
    stream = log.open("a", encoding="utf-8", buffering=1)
    for number in (1, 2):
        os.dup2(stream.fileno(), number)
    sys.stdout = sys.stderr = stream
    faulthandler.enable(stream)
