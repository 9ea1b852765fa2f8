"""The labels file of a watch: rows are added to its end; what can't be added makes it be written anew, whole."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from dclgui.core.errors import UserError
from dclgui.labels.csv import csv_rows, write_csv
from dclgui.labels.table import LabelTable

_SHARE = 0.05
"""Of the time, at most this much goes into writing the whole file; 100,000 rows take a second."""


class LabelsFile:
    """``file`` always holds whole rows: new ones come in one write, which is taken back if the disk is full."""

    def __init__(self, file: Path, whole: Callable[[], LabelTable]) -> None:
        """``whole`` gives all rows; the file is written when ``keep_up`` is called first."""
        self._file, self._whole = file, whole
        self._size, self._stale, self._not_before = -1, True, 0.0

    def add(self, table: LabelTable) -> None:
        """Put rows behind the others; if that can't be done now, ``keep_up`` writes them later."""
        if self._stale:
            return
        text = csv_rows(table)
        try:
            if self._file.stat().st_size != self._size:
                raise OSError
            with self._file.open("ab", buffering=0) as file:
                written = file.write(text)
                if written != len(text):
                    file.truncate(self._size)
                    raise OSError
                os.fsync(file.fileno())
        except OSError:
            self._stale = True
        else:
            self._size += len(text)

    def outdate(self) -> None:
        """A row that is in the file has changed."""
        self._stale = True

    def keep_up(self, *, at_once: bool = False) -> None:
        """Write the file anew if it lacks something, but not so often that it takes the time of labelling.

        Raises ``UserError`` if it can't be written; it is tried again at the next call.
        """
        start = time.monotonic()
        if not self._stale or (start < self._not_before and not at_once):
            return
        self._not_before = start + 1
        table = self._whole()
        write_csv(self._file, table)
        self._size, self._stale = self._file.stat().st_size, False
        now = time.monotonic()
        self._not_before = now + (now - start) / _SHARE


def require_own(file: Path, ledger: Path) -> None:
    """Raise ``UserError`` if ``file`` is there and no watch with its ``ledger`` wrote it."""
    if file.exists() and not ledger.exists():
        raise UserError(
            f"{file} exists and was not written by a watch; it is left as it is.", "Choose another file name."
        )
