"""Which files of a folder are new and whole, found by looking again and again: network shares report no changes.

A file counts as whole when its size and time of change have stayed the same for ``settle`` seconds and it decodes. One
whose bytes could not be read is read again now and then, however it looks. Time is a monotonic clock's: the computer's
own may jump.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from dclgui.images.walk import Passed, image_entries

_LOOKED_AT_AGAIN = 2000
"""Files known already that each look compares with what is known of them; the others wait for a later look."""


class Mark(NamedTuple):
    """What tells a changed file: its size in bytes and its time of change in nanoseconds."""

    size: int
    mtime_ns: int


ABSENT = Mark(-1, 0)
"""Of a link to nothing and the like, which is read too, so as to say why it is no picture."""
UNREAD = Mark(-2, 0)
"""Of a file whose bytes could not be read: that may pass without any change to the file."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two looks, unchanged before a file is read, and unchanged before it is called broken.

    ``again``: between two tries to read the ``UNREAD`` ones.
    """

    every: float = 0.5
    settle: float = 0.4
    patience: float = 5.0
    again: float = 60.0


@dataclass(frozen=True, slots=True)
class Sight:
    """One look: the image files by their paths, whether every sub-folder could be listed, and what was passed over.

    ``passed`` counts the files that are no images by their endings.
    """

    entries: dict[str, os.DirEntry[str]]
    whole: bool
    passed: Counter[str]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file seen with ``mark`` ``since`` a moment of the clock; ``tried`` once in vain."""

    mark: Mark
    since: float
    tried: bool = False


def look(folder: Path) -> Sight | None:
    """What lies below ``folder`` now; ``None`` if the folder itself is not there or can't be listed."""
    refused, passed = list[Path](), Passed()
    entries = dict(image_entries(folder, unreadable=lambda place, _: refused.append(place), passed=passed))
    if refused and (not folder.is_dir() or folder in {place.absolute() for place in refused}):
        return None
    return Sight(entries, not refused, passed.total())


def mark_of(file: Path) -> Mark | None:
    """The file as it is now; ``None`` if it can't be reached."""
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    return Mark(status.st_size, status.st_mtime_ns)


class Arrivals:
    """What is known of each file in ``folder``: ``settled`` ones by their marks, and those that are waited for."""

    def __init__(self, folder: Path, settled: dict[str, Mark], *, pace: Pace) -> None:
        self._folder, self._pace = folder, pace
        self._settled = settled
        self._unread_at = 0.0
        self._waiting: dict[str, _Waiting] = {}
        self._again: Iterator[str] = iter(())

    @property
    def waiting(self) -> int:
        """Files that are there and not done."""
        return len(self._waiting)

    @property
    def settled(self) -> int:
        """Files that are done with, those that are gone too."""
        return len(self._settled)

    def is_settled(self, path: str) -> bool:
        """Whether ``path`` was done with once, perhaps with another content."""
        return path in self._settled

    def ready(self, sight: Sight, now: float) -> list[tuple[str, Mark]]:
        """The files to be read now; ``settle`` or ``put_off`` each of them."""
        for path in self._waiting.keys() - sight.entries.keys():
            del self._waiting[path]
        changed = [path for path in self._some_settled(sight) if self._has_changed(path, sight)]
        changed += self._unread_again(sight, now)
        new = sight.entries.keys() - self._settled.keys() - self._waiting.keys()
        found = []
        for path in sorted({*new, *changed, *self._waiting}):
            mark = mark_of(self._folder / path) or ABSENT
            before = self._waiting.get(path)
            if before is None or before.mark != mark:
                self._waiting[path] = _Waiting(mark, now)
            elif now - before.since >= (self._pace.patience if before.tried else self._pace.settle):
                found.append((path, mark))
        return found

    def settle(self, path: str, mark: Mark) -> None:
        """The file is done with, as long as it stays as it was."""
        self._waiting.pop(path, None)
        self._settled[path] = mark

    def forget(self, path: str) -> None:
        """Nothing is known of ``path`` any more."""
        self._settled.pop(path, None)

    def put_off(self, path: str, now: float) -> bool:
        """Wait with a file that gave no picture; True if it has been given up, since it no longer changes."""
        before = self._waiting[path]
        if before.tried and now - before.since >= self._pace.patience:
            return True
        self._waiting[path] = replace(before, tried=True)
        return False

    def changed_meanwhile(self, path: str, now: float) -> None:
        """The file was written to while it was read: wait from now on."""
        self._waiting[path] = _Waiting(mark_of(self._folder / path) or ABSENT, now)

    def _some_settled(self, sight: Sight) -> list[str]:
        """The next ones to compare. Not all at once: on a network share each costs a request to another computer."""
        found = []
        for path in self._again:
            if path in sight.entries and path in self._settled:
                found.append(path)
            if len(found) == _LOOKED_AT_AGAIN:
                return found
        self._again = iter(list(self._settled))
        return found

    def _unread_again(self, sight: Sight, now: float) -> list[str]:
        """The ``UNREAD`` ones at the first look, and then every ``again`` seconds."""
        if now < self._unread_at:
            return []
        self._unread_at = now + self._pace.again
        return [path for path, mark in self._settled.items() if mark == UNREAD and path in sight.entries]

    def _has_changed(self, path: str, sight: Sight) -> bool:
        known = self._settled[path]
        if path in self._waiting or known == UNREAD:
            return False
        if known == ABSENT:
            return mark_of(self._folder / path) is not None
        try:
            status = sight.entries[path].stat()
        except OSError:
            return False
        # On Windows a listing tells old figures of a file with two names, and of one that is being written.
        return (status.st_size, status.st_mtime_ns) != known and mark_of(self._folder / path) != known
