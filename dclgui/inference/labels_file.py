"""The labels file of a watch: new rows are appended; if that can't be done, the whole file is written anew.

Before that, a file that somebody else has changed is moved beside it. The ledger keeps the digest of what the watch
itself wrote, which tells the two apart.
"""

import os
import time
from contextlib import suppress
from hashlib import blake2b
from itertools import count
from pathlib import Path

from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.core.patience import patiently
from dclgui.core.protocol.watch_events import FileEdited
from dclgui.inference.arrivals import ABSENT, Mark, mark_of
from dclgui.inference.ledger import Ledger
from dclgui.labels.csv import csv_rows, unwritable, whole_csv
from dclgui.labels.table import LabelTable

_SHARE = 0.05
"""Of the time, at most this much goes into writing the whole file; 100,000 rows take a second."""
_DIGEST = 16


class LabelsFile:
    """``file`` always holds whole rows: new ones come in one write, which is taken back if the disk is full."""

    def __init__(self, file: Path, ledger: Ledger) -> None:
        """``ledger`` gives all rows; the file is written when ``keep_up`` is called first."""
        self._file, self._ledger = file, ledger
        self._mark = ABSENT
        self._digest = blake2b(digest_size=_DIGEST)
        self._stale, self._not_before = True, 0.0

    def add(self, table: LabelTable) -> None:
        """Put rows behind the others; if that can't be done now, ``keep_up`` writes them later."""
        if self._stale:
            return
        text = csv_rows(table)
        try:
            if self._mark_now() != self._mark:  # somebody else wrote into it: keep_up moves that aside
                raise OSError
            with self._file.open("ab", buffering=0) as file:
                written = file.write(text)
                if written != len(text):
                    file.truncate(self._mark.size)
                    raise OSError
                os.fsync(file.fileno())
        except OSError:
            self._stale = True
        else:
            self._wrote(text)

    def outdate(self) -> None:
        """A row that is in the file has changed."""
        self._stale = True

    def keep_up(self) -> FileEdited | None:
        """Write the whole file if rows are missing, but not so often that labelling has too little time.

        Says so if somebody else had written into it. Raises ``UserError`` if it can't be written; it is tried again at
        the next call.
        """
        start = time.monotonic()
        if not self._stale or start < self._not_before:
            return None
        self._not_before = start + 1  # the next try if this one fails
        whole = self._whole()
        try:
            edited = None if self._is_own(whole) else self._moved_aside()
            self._write(whole)
        except OSError as error:
            raise unwritable(self._file, error) from error
        now = time.monotonic()
        self._not_before = now + (now - start) / _SHARE
        return edited

    def close(self) -> None:
        """Write missing rows at once; if that fails, or the file is no longer its own, the next watch will do it."""
        with suppress(OSError, UserError):
            if self._stale and self._is_own(whole := self._whole()):
                self._write(whole)

    def _whole(self) -> bytes:
        return whole_csv(self._ledger.table())

    def _write(self, whole: bytes) -> None:
        with file_in_place(self._file) as file:
            file.write(whole)
        self._digest = blake2b(digest_size=_DIGEST)
        self._wrote(whole)
        self._stale = False

    def _wrote(self, text: bytes) -> None:
        self._digest.update(text)
        self._ledger.wrote(self._digest.digest())
        self._mark = self._mark_now()

    def _mark_now(self) -> Mark:
        return mark_of(self._file) or ABSENT

    def _is_own(self, whole: bytes) -> bool:
        """Whether this watch wrote what is there now, if anything; a power cut may have left a piece of ``whole``."""
        if self._mark_now() in {self._mark, ABSENT}:
            return True
        content = self._file.read_bytes()
        digest = blake2b(content, digest_size=_DIGEST).digest()
        return whole.startswith(content) or digest == self._ledger.written()

    def _moved_aside(self) -> FileEdited:
        """Rename the file to a name that is free."""
        names = (f"{self._file.stem}.edited-{number}{self._file.suffix}" for number in count(1))
        aside = next(place for place in map(self._file.with_name, names) if not os.path.lexists(place))
        patiently(lambda: self._file.rename(aside))
        return FileEdited(
            aside,
            message=f"{self._file} was changed by hand or by another program; it is now {aside.name}.",
            hint="The watch writes its file anew: keep corrections in a copy.",
        )


def require_own(file: Path, ledger: Path) -> None:
    """Raise ``UserError`` if ``file`` is there and no watch with its ``ledger`` wrote it."""
    if file.exists() and not ledger.exists():
        raise UserError(
            f"{file} exists and was not written by a watch; it is left as it is.", "Choose another file name."
        )
