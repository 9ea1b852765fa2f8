"""Who may change a project: one run, one window, and for a moment whoever lists its pictures."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dclgui.core.errors import FULL, UserError
from dclgui.project.database import read_only_project

_RUN, _SCAN, _WINDOW = "run.lock", "scan.lock", "window.lock"
_SCANNING = 600.0
"""Seconds that a run waits for a scan."""


@contextmanager
def run_locked(folder: Path) -> Iterator[None]:
    """The lock of a run on the project in ``folder``, held until the block or the process ends.

    Waits for the end of a scan. Raises ``UserError`` if another run holds it, or for a disk that can't be written.
    """
    with ExitStack() as held:
        with _locked(folder / _SCAN, _in_use(folder), seconds=_SCANNING):
            held.enter_context(_locked(folder / _RUN, _in_use(folder)))
        yield


@contextmanager
def scan_locked(folder: Path) -> Iterator[None]:
    """The same for a scan that is part of no run: a run that begins meanwhile is not refused, it waits."""
    with _locked(folder / _SCAN, _in_use(folder), seconds=_SCANNING), _locked(folder / _RUN, _in_use(folder)):
        yield


@contextmanager
def window_locked(folder: Path) -> Iterator[None]:
    """The lock of a window that shows the project; raises ``UserError`` as ``run_locked``."""
    message = f"The project {folder} is open in another window."
    with _locked(folder / _WINDOW, UserError(message, "Go on in that window, or close it first.")):
        yield


def _in_use(folder: Path) -> UserError:
    return UserError(f"The project {folder} is in use by another run.", "Wait until that run ends, or stop it.")


@contextmanager
def _locked(file: Path, refusal: UserError, *, seconds: float = 0) -> Iterator[None]:
    lock = FileLock(file, timeout=seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise refusal from error
    except OSError as error:
        if error.errno in FULL:
            raise UserError(f"{file.parent} can't be written: the disk is full.", "Free some space.") from error
        raise read_only_project(file.parent) from error
    try:
        yield
    finally:
        lock.release()
