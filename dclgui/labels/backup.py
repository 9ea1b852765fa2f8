"""What a new labels file replaces is kept beside it: a person may have corrected it."""

import filecmp
from collections.abc import Iterator
from itertools import count
from pathlib import Path


class Backup:
    """Makes room at ``place`` for a new file; ``kept`` is where the one before is then, ``None`` if there is none."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.kept: Path | None = None

    def keep(self, new: Path) -> None:
        """Move the file at the place to ``NAME.old.csv``, or ``NAME.old-2.csv``, unless ``new`` holds the same bytes.

        Raises ``OSError`` if it can't be moved.
        """
        if self._place.exists() and not filecmp.cmp(self._place, new, shallow=False):
            free = next(place for place in self._names() if not place.exists() and not place.is_symlink())
            self._place.rename(free)
            self.kept = free

    def _names(self) -> Iterator[Path]:
        for number in count(1):
            more = f"-{number}" if number > 1 else ""
            yield self._place.with_name(f"{self._place.stem}.old{more}{self._place.suffix}")
