"""One run and one window at a time; whoever only lists the pictures lets a run wait, not fail."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import NoReturn

import pytest
from filelock import FileLock

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.project.locks import run_locked


def test_one_run_at_a_time(project: Project, job: Job) -> None:
    with project.run_lock(), Project.open(project.folder) as other:
        with pytest.raises(UserError, match="is in use by another run"), other.run_lock():
            pass
        with pytest.raises(UserError, match="is in use by another run"):
            Project.create(project.folder, job)
    with Project.open(project.folder) as later, later.run_lock():
        pass


@pytest.mark.parametrize(
    ("reason", "said"), [(errno.ENOSPC, "can't be written: the disk is full"), (errno.EROFS, "is read-only")]
)
def test_a_lock_that_can_not_be_made_is_named(
    project: Project, monkeypatch: pytest.MonkeyPatch, reason: int, said: str
) -> None:
    def refused(_: FileLock) -> NoReturn:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(FileLock, "acquire", refused)
    for lock in (project.run_lock, project.scan_lock, project.window_lock):
        with pytest.raises(UserError, match=said), lock():
            pass


def test_a_killed_run_gives_the_lock_back(project: Project) -> None:
    program = (
        "import sys, time; from pathlib import Path; from dclgui.project.folder import Project\n"
        "with Project.open(Path(sys.argv[1])) as p, p.run_lock(): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, project.folder], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(UserError, match="is in use"), project.run_lock():
            pass
        child.kill()
    with project.run_lock():
        pass


def test_a_run_that_begins_during_a_scan_waits_for_its_end(project: Project) -> None:
    order, begun = list[str](), Event()

    def begin(folder: Path) -> None:
        begun.set()
        with run_locked(folder):
            order.append("run")

    run = Thread(target=begin, args=(project.folder,))
    with project.scan_lock():
        run.start()
        begun.wait()
        order.append("scan")
    run.join()
    assert order == ["scan", "run"]


def test_a_scan_is_refused_while_a_run_goes_on(project: Project) -> None:
    with project.run_lock():
        with pytest.raises(UserError, match="is in use by another run"), project.scan_lock():
            pass
        with pytest.raises(UserError, match="is in use by another run"), project.run_lock():
            pass
