"""Export of one batch in one format: complete at its place or not at all."""

import filecmp
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from dclgui.core.arrays import Mask
from dclgui.core.atomic import file_in_place, folder_in_place, remove_abandoned
from dclgui.core.errors import UserError
from dclgui.core.patience import patiently
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Progressed
from dclgui.core.regular import is_there
from dclgui.labels.batch import ExportBatch
from dclgui.labels.csv import is_labels_file, unwritable
from dclgui.labels.formats import Accepts, Format, ToFile, ToFolder

DESCRIPTIONS = (".json", ".jsonl")
"""Suffixes of what formats write beside the pictures."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: ``rows`` to ``place``; ``left_out`` rows do not fit the format.

    ``unopened`` of these are pictures that the format's tool does not open, ``gone`` are no longer there, the others
    have no label. ``empty`` are the classes without a row, in a format of class folders. ``backup`` is where a
    different labels file that was at ``place`` has been moved to; ``removed`` what a killed export had left.
    """

    place: Path
    rows: int
    left_out: int
    unopened: int
    gone: int
    empty: tuple[str, ...]
    backup: Path | None
    removed: tuple[Path, ...] = ()


class Backup:
    """Moves the labels file at ``place`` away before it is replaced: a person may have corrected it.

    ``kept`` is where it is now, ``None`` if there was none.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self.kept: Path | None = None

    def keep(self, new: Path) -> None:
        """Rename the file at the place to ``NAME.old.csv``, or ``NAME.old-2.csv``, unless ``new`` has the same bytes.

        Raises ``OSError`` if it can't be moved.
        """
        if self._place.exists() and not filecmp.cmp(self._place, new, shallow=False):
            free = name_aside(self._place)
            patiently(lambda: self._place.rename(free))
            self.kept = free


def name_aside(place: Path) -> Path:
    """``NAME.old.csv`` for ``NAME.csv``, or ``NAME.old-2.csv`` and so on: the first that nothing has."""
    names = (place.with_name(f"{place.stem}.old{f'-{number}' * (number > 1)}{place.suffix}") for number in count(1))
    return next(name for name in names if not name.exists() and not name.is_symlink())


def export(form: Format, batch: ExportBatch, place: Path) -> Generator[Progressed, None, Exported]:
    """Write those rows of ``batch`` that ``form`` accepts to ``place``; close the generator to cancel.

    Nothing is overwritten: a ``labels.csv`` of dclgui at ``place`` is renamed. If it ends early, nothing is left at
    ``place`` or beside it. Raises ``UserError`` with the file and the reason.
    """
    named = form.accepts.rows(batch.table)
    opened = named & form.opened(batch.table)
    fits = opened & _there(form, batch)
    rows, unopened, gone = int(fits.sum()), int((named & ~opened).sum()), int((opened & ~fits).sum())
    left_out = len(batch.table) - rows
    if left_out:
        batch = batch.only(fits)
    require_room(form, place)  # before anything is copied, which may take minutes
    if gone and not rows:
        raise UserError(
            f"None of the chosen pictures is in {batch.root} any more.",
            "Put them back, or say where they are now: --target FOLDER, or in the window on Folders.",
        )
    if not rows:
        raise UserError("None of the chosen pictures can go into this format.", "Choose other rows, or another format.")
    removed = remove_abandoned(place.parent, place.name)
    progress, backup = Progress("export labels", rows), Backup(place)
    with _told_of(place):
        for done in _written(form, batch, place, backup):
            yield from progress.passed(done)
    labels = {*batch.table.labels}
    by_class = form.accepts is Accepts.NAMED
    empty = tuple(name for name in batch.class_names if by_class and name not in labels)
    return Exported(place, rows, left_out, unopened, gone, empty, backup.kept, removed)


def _there(form: Format, batch: ExportBatch) -> Mask:
    """[N] bool, the rows whose pictures are there, or that need none."""
    needs = isinstance(form.to, ToFolder) and form.to.places
    there = (not needs or is_there(batch.root / path) for path in batch.table.paths)
    return np.fromiter(there, np.bool_, len(batch.table))


def _written(form: Format, batch: ExportBatch, place: Path, backup: Backup) -> Iterator[int]:
    if isinstance(form.to, ToFile):
        with file_in_place(place, before=backup.keep) as file:
            yield from form.to.fill(batch, file)
    else:
        with folder_in_place(place, many=form.to.places) as folder:
            yield from form.to.fill(batch, folder)
            if form.to.places:
                _require_all(folder, len(batch.table))


@contextmanager
def _told_of(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(place, error) from error


def require_room(form: Format, place: Path) -> None:
    """Raise ``UserError`` if something is at ``place`` that an export in ``form`` leaves, or if that can't be seen."""
    with _told_of(place):
        if not place.exists() and not place.is_symlink():
            return
        if form.name == "csv" and is_labels_file(place):
            return
    raise UserError(f"{place} exists already; it is left as it is.", "Choose another name.")


def _require_all(folder: Path, pictures: int) -> None:
    # Names that differ here may mean the same file on the disk they go to.
    found = sum(1 for path in folder.glob("*/**/*") if path.suffix not in DESCRIPTIONS and not path.is_dir())
    if found != pictures:
        raise UserError(
            f"{pictures} pictures were to go out, but {found} arrived.", "Check the disk they go to, and try again."
        )
