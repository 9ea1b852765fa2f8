"""JSON Lines: the table of ``labels.csv``, one object a line, UTF-8 without a byte order mark.

An empty cell, "not known" and infinity are ``null``. Nothing guards against Excel's formulas, which JSON has not.
"""

import json
import math
from collections.abc import Iterator
from typing import BinaryIO

from dclgui.core.arrays import Floats
from dclgui.labels.batch import ExportBatch, write_lines
from dclgui.labels.csv import COLUMNS
from dclgui.labels.table import LabelTable


def write_json_lines(batch: ExportBatch, file: BinaryIO) -> Iterator[int]:
    """One line a row, keys as in ``labels.csv``."""
    return write_lines((json.dumps(record, ensure_ascii=False) + "\n" for record in records(batch.table)), file)


def records(table: LabelTable) -> Iterator[dict[str, object]]:
    """Each row as a mapping from the columns of ``labels.csv`` to what JSON can hold."""
    columns = (
        table.paths,
        _words(table.labels),
        map(str, table.levels),
        _words(table.classifier_labels),
        table.moved.tolist(),
        metrics(table.probability),
        metrics(table.entropy),
        metrics(table.margin),
        metrics(table.distance),
        metrics(table.weight),
        _words(table.source_labels),
        table.rounds.tolist(),
        table.guaranteed.tolist(),
    )
    return (dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=True))


def metrics(values: Floats) -> Iterator[float | None]:
    """The shortest numbers that give back the same float32."""
    # str of a numpy float32 is its shortest text; of the Python float it would be that of the float64.
    return (float(str(value)) if math.isfinite(value) else None for value in values)


def _words(names: tuple[str, ...]) -> Iterator[str | None]:
    return (name or None for name in names)
