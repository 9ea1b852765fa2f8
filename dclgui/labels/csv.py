r"""``labels.csv``: the table as a file for Excel, pandas and people.

UTF-8 with a byte order mark, without which Excel shows no Chinese; commas; ``\r\n`` between the lines, as in RFC 4180
and in Excel's own files; one line per target image in the order of the catalog. Equal tables give equal bytes.

*Formulas.* Excel would run a path such as ``=cmd|…``. A text (path or class name) that begins with ``=``, ``+``,
``-``, ``@``, tab, ``\r``, ``\n`` or ``'`` is written with one more ``'`` before it; to read, drop the first
character of each text that begins with ``'``. Numbers are written as they are.

*Numbers* are the shortest text that gives the same float32 again; an empty cell is "unknown" (NaN in the table).
``moved_by_prototype`` (the machine's label is not the classifier's) and ``guaranteed`` are ``true`` or ``false``.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np

from dclgui.core import errors
from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.core.lists import guarded
from dclgui.labels.batch import ExportBatch
from dclgui.labels.table import Column, LabelTable

COLUMNS = (
    "path", "label", "level", "classifier_label", "moved_by_prototype", "probability", "entropy", "margin", "distance",
    "weight", "source_label", "round", "guaranteed", "machine_label", "doubt",
    "unlike", "copy_of",
)  # fmt: skip
"""The header line, in the order of the fields of ``LabelTable``."""
_HEADERS = tuple(",".join(COLUMNS[:end]) for end in (None, -1, -2, -3, -4))
"""Of this version and those before it, which lacked the copies, the unlikeness, the doubt, the machine's own label."""

_AT_ONCE = 1000


def write_csv(batch: ExportBatch, file: BinaryIO) -> Iterator[int]:
    """The header and one line a row."""
    rows = _lines(batch.table)
    file.write(_encoded([COLUMNS], "utf-8-sig"))
    while piece := list(islice(rows, _AT_ONCE)):
        file.write(_encoded(piece, "utf-8"))
        yield len(piece)


def whole_csv(table: LabelTable) -> bytes:
    """All bytes that ``save_csv`` writes."""
    return _encoded([COLUMNS], "utf-8-sig") + csv_rows(table)


def save_csv(path: Path, table: LabelTable, *, before: Callable[[Path], object] | None = None) -> None:
    """Write ``table`` to ``path``, completely or not at all; raises ``UserError`` if the file can't be written.

    ``before`` is called with the finished temporary file before it replaces ``path``.
    """
    try:
        with file_in_place(path, before=before) as file:
            for _ in write_csv(ExportBatch(table, root=path.parent, class_names=()), file):
                pass
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> UserError:
    """The error for a place that can't be written, which Excel may hold."""
    return errors.unwritable(
        path,
        error,
        "Close it in other programs such as Excel, check that its folder exists and may be written, and try again.",
    )


def is_labels_file(path: Path) -> bool:
    """Whether ``path`` is a file with the header line of ``save_csv``, of this version or an earlier one."""
    if not path.is_file():
        return False
    with path.open("rb") as stored:
        return stored.readline(4096).decode("utf-8-sig", "replace").strip() in _HEADERS


def csv_rows(table: LabelTable) -> bytes:
    """The lines of ``table`` without the header, to be appended to a file of ``save_csv``."""
    return _encoded(_lines(table), "utf-8")


def _encoded(rows: Iterable[Iterable[object]], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def _lines(table: LabelTable) -> Iterator[tuple[object, ...]]:
    return zip(*(_cells(getattr(table, field.name)) for field in fields(table)), strict=True)


def _cells(values: Column) -> Iterable[object]:
    if isinstance(values, tuple):
        return map(guarded, values)
    if values.dtype.kind == "f":
        # str of a numpy float32 is the shortest text; that of the Python float would have the digits of a float64.
        return ("" if np.isnan(value) else str(value) for value in values)
    return map(str.lower, map(str, values.tolist()))
