r"""``labels.csv``: the table as a file for Excel, pandas and people.

UTF-8 with a byte order mark, without which Excel shows no Chinese; commas; ``\r\n`` between the lines, as RFC 4180
has it and as Excel writes it; one line per target image in the order of the catalog. Equal tables make equal bytes.

*Formulas.* Excel would run a path such as ``=cmd|…``. A word (path or class name) that begins with ``=``, ``+``,
``-``, ``@``, tab, ``\r``, ``\n`` or ``'`` is written with one more ``'`` before it; to read, drop the first
character of each word that begins with ``'``. Numbers are written as they are.

*Numbers* are the shortest text that gives back the same float32; an empty cell is "not known" (NaN in the table).
``moved_by_prototype`` and ``guaranteed`` are ``true`` or ``false``.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np

from dclgui.core.arrays import Floats
from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.labels.batch import ExportBatch
from dclgui.labels.copy_or_link import FULL
from dclgui.labels.table import LabelTable

COLUMNS = (
    "path",
    "label",
    "level",
    "classifier_label",
    "moved_by_prototype",
    "probability",
    "entropy",
    "margin",
    "distance",
    "weight",
    "source_label",
    "round",
    "guaranteed",
)
"""The header line."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_AT_ONCE = 1000


def write_csv(batch: ExportBatch, file: BinaryIO) -> Iterator[int]:
    """The header and one line a row."""
    rows = zip(*_cells(batch.table), strict=True)
    file.write(_encoded([COLUMNS], "utf-8-sig"))
    while piece := list(islice(rows, _AT_ONCE)):
        file.write(_encoded(piece, "utf-8"))
        yield len(piece)


def save_csv(path: Path, table: LabelTable, *, before: Callable[[Path], object] | None = None) -> None:
    """Write ``table`` to ``path``, whole or not at all; raises ``UserError`` if the file can't be written.

    ``before`` is called with the new file before it takes its place.
    """
    try:
        with file_in_place(path, before=before) as file:
            for _ in write_csv(ExportBatch(table, root=path.parent, class_names=()), file):
                pass
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> UserError:
    """What to say of a place where nothing can be written."""
    if error.errno in FULL:
        return UserError(
            f"{path} can't be written: the disk is full.", "Make room or choose another disk, and try again."
        )
    return UserError(
        f"{path} can't be written: {error.strerror}.",
        "Close it in other programs such as Excel, check that its folder exists and may be written, and try again.",
    )


def is_labels_file(path: Path) -> bool:
    """Whether ``path`` is a file that begins as ``save_csv`` begins one."""
    if not path.is_file():
        return False
    with path.open("rb") as stored:
        return stored.readline(4096).decode("utf-8-sig", "replace").strip() == ",".join(COLUMNS)


def csv_rows(table: LabelTable) -> bytes:
    """The lines of ``table`` as they stand below the header, to be added to a file of ``save_csv``."""
    return _encoded(zip(*_cells(table), strict=True), "utf-8")


def _encoded(rows: Iterable[Iterable[object]], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def _cells(table: LabelTable) -> tuple[Iterable[object], ...]:
    return (
        _guarded(table.paths),
        _guarded(table.labels),
        map(str, table.levels),
        _guarded(table.classifier_labels),
        ("true" if moved else "false" for moved in table.moved.tolist()),
        _numbers(table.probability),
        _numbers(table.entropy),
        _numbers(table.margin),
        _numbers(table.distance),
        _numbers(table.weight),
        _guarded(table.source_labels),
        table.rounds.tolist(),
        ("true" if promised else "false" for promised in table.guaranteed.tolist()),
    )


def _guarded(words: Iterable[str]) -> Iterable[str]:
    return ("'" + word if word.startswith(_FORMULA) else word for word in words)


def unguarded(word: str) -> str:
    """The word that a cell means, without the guard against formulas if it has one."""
    return word[1:] if word.startswith("'") and word[1:].startswith(_FORMULA) else word


def _numbers(values: Floats) -> Iterable[str]:
    # str of a numpy float32 is its shortest text; of the Python float it would be that of the float64.
    return ("" if np.isnan(value) else str(value) for value in values)
