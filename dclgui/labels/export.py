"""Labels out: one batch in one format, whole at its place or not at all."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dclgui.core.atomic import file_in_place, folder_in_place
from dclgui.core.errors import UserError
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Progressed
from dclgui.labels.backup import Backup
from dclgui.labels.batch import ExportBatch
from dclgui.labels.csv import is_labels_file, unwritable
from dclgui.labels.formats import Format, ToFile
from dclgui.labels.hugging_face import METADATA


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: ``rows`` to ``place``; ``left_out`` rows do not fit the format.

    That is for want of a label, but for ``unopened`` ones, whose pictures the format's tool does not open.
    ``backup`` is where another labels file that was at ``place`` is now.
    """

    place: Path
    rows: int
    left_out: int
    unopened: int
    backup: Path | None


def export(form: Format, batch: ExportBatch, place: Path) -> Generator[Progressed, None, Exported]:
    """Write those rows of ``batch`` that ``form`` accepts to ``place``; close the generator to cancel.

    Nothing is overwritten: an older ``labels.csv`` of dclgui in the way is moved aside. Whatever ends it early, nothing
    of it stays at ``place`` or beside it. Raises ``UserError`` that names the file and the reason.
    """
    named = form.accepts.rows(batch.table)
    fits = named & form.opened(batch.table)
    rows, unopened = int(fits.sum()), int((named & ~fits).sum())
    left_out = len(batch.table) - rows
    if left_out:
        batch = replace(batch, table=batch.table.only(fits))
    with _told_of(place):
        _require_room(form, place)
    if not rows:
        raise UserError("None of the chosen pictures can go into this format.", "Choose other rows, or another format.")
    progress, backup = Progress("export labels", rows), Backup(place)
    with _told_of(place):
        for done in _written(form, batch, place, backup):
            yield from progress.passed(done)
    return Exported(place, rows, left_out, unopened, backup.kept)


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


def _require_room(form: Format, place: Path) -> None:
    if not place.exists() and not place.is_symlink():
        return
    if form.name == "csv" and is_labels_file(place):
        return
    raise UserError(f"{place} exists already; it is left as it is.", "Choose another name.")


def _require_all(folder: Path, pictures: int) -> None:
    found = sum(1 for path in folder.glob("*/**/*") if path.name != METADATA and not path.is_dir())
    if found != pictures:
        raise UserError(
            f"{pictures} pictures were to go out, but {found} arrived.", "Check the disk they go to, and try again."
        )
