"""Files and folders written beside their place and moved into it in one step.

Whoever looks sees the old content or the new, never a half; when the block ends well, the new one is on the disk.
A killed process leaves at most a hidden ``.NAME.xxxxxxxx.tmp`` beside the place, which ``leftovers`` finds and
``remove_abandoned`` removes. What came to its place may be read by whoever may read what is made there by hand, also
where a library wrote it for its own user alone.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from dclgui.core.patience import move, patiently, remove

if os.name == "nt":
    _lock = None  # and no folder can be opened there
else:
    import fcntl

    _lock = fcntl.flock

_IDLE = 3600.0
"""Seconds without a change after which what is half-written is taken for abandoned, where no lock can tell."""


@contextmanager
def file_in_place(path: Path, *, before: Callable[[Path], object] | None = None) -> Iterator[BinaryIO]:
    """Yield a binary file to fill; it becomes ``path`` if the block ends well and vanishes if it raises.

    ``before`` is called with the whole new file just before it takes its place. Raises ``OSError`` when the folder of
    ``path`` is missing, read-only or full.
    """
    with files_in_place(path, before=before) as (file,):
        yield file


@contextmanager
def files_in_place(*paths: Path, before: Callable[[Path], object] | None = None) -> Iterator[tuple[BinaryIO, ...]]:
    """The same for several files that belong together; they come to their places in this order, all of them or none.

    ``before`` is called with each whole new file before any takes its place. Raises ``OSError`` as ``file_in_place``;
    what was at the places is there again then.
    """
    beside = [_beside(path) for path in paths]
    with ExitStack() as hidden:
        for new in beside:
            hidden.callback(remove, new)
        with ExitStack() as open_ones:
            files = tuple(open_ones.enter_context(new.open("xb")) for new in beside)
            for file in files:
                _hold(file.fileno())
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
        if before is not None:
            for new in beside:
                before(new)
        with ExitStack() as back:
            for new, path in zip(beside, paths, strict=True):
                # Nothing can fail after the last one.
                if path == paths[-1] or not path.is_file():
                    move(new, path)
                    back.callback(path.unlink)
                else:
                    old = _copied_beside(path)
                    hidden.callback(remove, old)
                    move(new, path)
                    back.callback(move, old, path)
            back.pop_all()
    for folder in {path.parent for path in paths}:
        flush_folder(folder)


@contextmanager
def folder_in_place(path: Path, *, many: bool = False) -> Iterator[Path]:
    """Yield an empty hidden folder to fill; it becomes ``path``, which may not exist yet, if the block ends well.

    ``many`` says that it will hold many files or links to files of others: no file is opened again, the system is
    asked once to bring everything to its disks, where it can be asked.

    Raises ``OSError`` when the folder of ``path`` is missing, read-only or full, or when ``path`` exists.
    """
    beside = _beside(path)
    try:
        beside.mkdir()  # in here: Ctrl-C may come as soon as the folder is there
        with _held(beside):
            yield beside
            if many:
                _flush_all()
            else:
                _flush_tree(beside)
            patiently(lambda: beside.rename(path))
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    flush_folder(path.parent)


def leftovers(folder: Path, name: str = "*") -> list[Path]:
    """What killed writers of ``name``, or of any name, left in ``folder``; a writer at work owns such a file too."""
    pattern = re.compile(rf"\.{'.*' if name == '*' else re.escape(name)}\.[0-9a-f]{{8}}\.tmp", re.DOTALL)
    return sorted(path for path in folder.iterdir() if pattern.fullmatch(path.name)) if folder.is_dir() else []


def remove_abandoned(folder: Path, name: str = "*") -> tuple[Path, ...]:
    """Remove the ``leftovers`` that no process writes any more; returns those that are gone now."""
    found = [path for path in leftovers(folder, name) if _is_abandoned(path)]
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    return tuple(path for path in found if not path.exists())


def _is_abandoned(path: Path) -> bool:
    try:
        if _lock is not None:
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            try:
                _lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            else:
                return True
            finally:
                os.close(descriptor)
    except OSError:  # a disk of the network may have no locks
        pass
    with suppress(OSError):
        return time.time() - path.lstat().st_mtime > _IDLE
    return False


def _hold(descriptor: int) -> None:
    """Show as long as the file is open that it is being written; the system forgets that when the process ends."""
    if _lock is not None:
        with suppress(OSError):
            _lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    if _lock is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _hold(descriptor)
        yield
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable; Windows does so by itself."""
    if _lock is None:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")


def _copied_beside(path: Path) -> Path:
    copy = _beside(path)
    try:
        shutil.copyfile(path, copy)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _flush_all() -> None:
    if hasattr(os, "sync"):  # Windows has none
        os.sync()


def _flush_tree(folder: Path) -> None:
    rights = folder.stat().st_mode & 0o666  # those of anything made here
    for path in folder.rglob("*"):
        if path.is_dir():
            flush_folder(path)
            continue
        mode = path.stat().st_mode & 0o777
        if mode | rights != mode:
            path.chmod(mode | rights)
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    flush_folder(folder)
