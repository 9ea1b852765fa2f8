"""Windows' rule for what is open, laid over this system: its name can't be changed, replaced or removed.

A file counts as open while this process holds it or has it in its memory, as Linux tells in ``/proc/self``.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CAN_TELL = sys.platform == "linux"
_CHANGES_TWO, _CHANGES_ONE = ("replace", "rename"), ("unlink", "remove", "rmdir")


def refuse_what_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on ``os`` refuses as it does on Windows."""
    for name in _CHANGES_TWO:
        monkeypatch.setattr(os, name, _asked_first(getattr(os, name), places=2))
    for name in _CHANGES_ONE:
        monkeypatch.setattr(os, name, _asked_first(getattr(os, name), places=1))


def open_below(place: str | os.PathLike[str]) -> set[str]:
    """The files that are open and are ``place`` or lie below it."""
    real = os.path.join(os.path.realpath(os.path.dirname(place)), os.path.basename(place))  # noqa: PTH118, PTH119, PTH120 - Path would drop what is refused
    return {file for file in _open_files() if file == real or file.startswith(real + os.sep)}


def _asked_first(change: Callable[..., None], *, places: int) -> Callable[..., None]:
    def asked(*names: Any, **further: Any) -> None:
        folder = further.get("dir_fd")
        start = Path(f"/proc/self/fd/{folder}").readlink() if folder is not None else Path.cwd()
        for name in names[:places]:
            if held := open_below(start / os.fsdecode(name)):
                raise PermissionError(errno.EACCES, f"open in this process: {', '.join(sorted(held))}", str(name))
        change(*names, **further)

    return asked


def _open_files() -> Iterator[str]:
    for number in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names alone
        try:
            place = str(Path(f"/proc/self/fd/{number}").readlink())
        except OSError:  # that of the listing itself
            continue
        if not os.path.isdir(place):  # noqa: PTH112 - a folder may be listed on Windows while it is renamed
            yield place
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        yield line.split(maxsplit=5)[5] if line.count("/") else ""
