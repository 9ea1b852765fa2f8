"""A child process of the window: it takes tasks from a pipe and answers with events, one task after the other.

``pause`` makes it wait before its next event. ``stop`` closes the task's generator, so that its ``finally`` blocks save
what is done. When the window is gone, the child ends.
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
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import psutil

from dclgui.core.errors import UserError, explained, first_line
from dclgui.core.protocol import requests
from dclgui.core.protocol.envelope import Command, Done, Failed, Message, Said
from dclgui.core.protocol.events import Event, MemoryMeasured, Progressed
from dclgui.core.protocol.requests import Task
from dclgui.core.protocol.results import Answer, ChangesFound, DecisionsRead, DemoMade
from dclgui.project.folder import Project

if TYPE_CHECKING:
    from dclgui.labels.batch import Evidence
    from dclgui.learning.relearn import Relearning

_NICER = 10
"""How much lower than the window's the child's priority is; Windows has a class for it."""
_LONGEST_LOG = 1_000_000
"""Bytes of a log after which the next child begins a new one; the one before is kept."""
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
    """The pipe's other end. A task that comes during another waits. A command after its task's end has no effect."""

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
        """Read the commands that have come; after a ``pause`` wait for the next. True for ``stop``."""
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
        """The next message if it is a command; a task is put with those that wait."""
        try:
            message: Task | Command = self._connection.recv()
        except (EOFError, OSError) as error:
            raise _WindowGoneError from error
        if isinstance(message, str):
            return message
        self._waiting.append(message)
        return None


def _answer(window: _Window, task: Task) -> None:
    try:
        stopped = _followed(window, task)
    except UserError as error:
        window.tell(Failed(error, ""))
    except _WindowGoneError:
        raise
    except Exception as error:  # the window shows it as a sentence; the details go into its report
        if isinstance(error, OSError) and (sentence := explained(error)):
            window.tell(Failed(sentence, ""))
            return
        traceback.print_exc()
        sentence = UserError(f"A fault of the program: {first_line(error)}.", "Save a report and send it to us.")
        window.tell(Failed(sentence, traceback.format_exc()))
    else:
        window.tell(Done(stopped=stopped))


def _followed(window: _Window, task: Task) -> bool:
    """Send every event of the task; True if it was stopped before its end."""
    memory_at = -math.inf
    with contextlib.closing(_events(task)) as events:
        for event in events:
            window.tell(Said(event))
            # A task is at rest only between two events: here it can be measured, paused and stopped.
            now = time.monotonic()
            if isinstance(event, Progressed) and now - memory_at > _MEMORY_EVERY:
                memory_at = now
                window.tell(Said(_memory()))
            if window.says_stop():
                return True
    return False


def _events(task: Task) -> Generator[Event | Answer, None, None]:
    """What ``task`` yields. Each task imports what it needs: a scan should not wait for torch."""
    match task:
        case requests.ScanFolder():
            from dclgui.images.survey import survey_folder

            yield from survey_folder(task.domain, task.root, level=task.level)
        case requests.LabelFolder() | requests.Watch():
            from dclgui.inference.models import answered

            yield from answered(task)
        case requests.MakeDemo():
            from dclgui.demo.run import make_project

            yield DemoMade((yield from make_project(task.folder)))
        case (
            requests.CheckImages()
            | requests.ExportLabels()
            | requests.FindChanges()
            | requests.ReadDecisions()
            | requests.Relearn()
            | requests.SaveModel()
        ):
            with Project.open(task.folder) as project:
                yield from _events_in_project(task, project)
        case requests.Adapt() | requests.Resume() | requests.Refine() | requests.AdaptAgain():
            yield from _events_of_training(task)
        case _:
            yield from _events_of_query(task)


def _events_in_project(
    task: requests.CheckImages | requests.ExportLabels | requests.FindChanges | requests.ReadDecisions
    | requests.Relearn | requests.SaveModel,
    project: Project,
) -> Generator[Event | Answer, None, None]:  # fmt: skip
    match task:
        case requests.FindChanges():
            from dclgui.importing.catalogs import changes_in

            found = changes_in(project)
            yield ChangesFound(len(found.came), len(found.gone))
        case requests.CheckImages():
            from dclgui.importing.check import check_images

            yield from check_images(project)
        case requests.ExportLabels():
            from dclgui.standing.labels import export_labels

            yield (yield from export_labels(project, task, evidence=_evidence))
        case requests.ReadDecisions():
            from dclgui.importing.decisions import preview

            yield DecisionsRead(preview(project, task.file))
        case requests.Relearn():
            learnt = _relearning().proposed(project)
            if learnt is not None:
                yield learnt
        case requests.SaveModel():
            from dclgui.engine.export.export import export_model

            yield (yield from export_model(task.file, project))
        case _:
            assert_never(task)


def _events_of_training(
    task: requests.Adapt | requests.Resume | requests.Refine | requests.AdaptAgain,
) -> Generator[Event | Answer, None, None]:
    match task:
        case requests.Adapt():
            from dclgui.engine.training.adapt import adapt

            yield from adapt(task.job, task.folder)
        case requests.Resume():
            from dclgui.engine.training.adapt import resume

            yield from resume(task.folder)
        case requests.Refine():
            from dclgui.engine.training.adapt import refine

            yield from refine(task.folder, rounds=task.rounds)
        case requests.AdaptAgain():
            from dclgui.engine.training.adapt import adapt
            from dclgui.engine.training.warm_start import job_again

            yield from adapt(job_again(task.previous, task.target), task.folder, start=task.previous)
            if task.decisions is not None:
                _take_in(task.folder, task.decisions, who=task.who)
        case _:
            assert_never(task)


def _events_of_query(
    task: requests.EstimateTime | requests.FindAlike | requests.FindLike | requests.GroupUnknown
    | requests.ProjectFeatures,
) -> Generator[Event | Answer, None, None]:  # fmt: skip
    match task:
        case requests.EstimateTime():
            from dclgui.engine.queries.run_time import estimate_time

            yield from estimate_time(task)
        case requests.FindAlike():
            from dclgui.engine.queries.alike import find_alike

            yield from find_alike(task)
        case requests.FindLike():
            from dclgui.engine.queries.like import find_like

            yield from find_like(task)
        case requests.GroupUnknown():
            from dclgui.engine.queries.alike import group_unknown

            yield from group_unknown(task)
        case requests.ProjectFeatures():
            from dclgui.engine.queries.projection import project_features

            yield from project_features(task)
        case _:
            assert_never(task)


def _take_in(folder: Path, decisions: Path, *, who: str) -> None:
    from dclgui.importing.decisions import keep, preview

    with Project.open(folder) as project:
        keep(project, preview(project, decisions), "mine", who=who)


def _evidence(project: Project, task: requests.ExportLabels) -> Generator[Progressed, None, "Evidence"]:
    from dclgui.engine.export.evidence import evidence_of

    return evidence_of(project, source_only=task.source_only)


@cache
def _relearning() -> "Relearning":
    """One for the whole child, since it keeps what it learnt from."""
    from dclgui.learning.relearn import Relearning

    return Relearning()


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
    try:
        if log.is_file() and log.stat().st_size > _LONGEST_LOG:
            with contextlib.suppress(PermissionError):  # Windows refuses while another child writes into it
                log.replace(log.with_stem(f"{log.stem}.old"))
        stream = log.open("a", encoding="utf-8", buffering=1)
    except OSError:  # a disk that can't be written, or is full
        return
    for number in (1, 2):
        os.dup2(stream.fileno(), number)
    sys.stdout = sys.stderr = stream
    faulthandler.enable(stream)
