"""JSON Lines: the table of ``labels.csv``, one object a line, UTF-8 without a byte order mark.

Empty text, unknown numbers and infinity are ``null``. There is no guard against formulas, which only Excel needs.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import BinaryIO

import numpy as np

from dclgui.core.arrays import Floats
from dclgui.labels.batch import ExportBatch, write_lines
from dclgui.labels.csv import COLUMNS
from dclgui.labels.table import Column, LabelTable, Level


def write_json_lines(batch: ExportBatch, file: BinaryIO) -> Iterator[int]:
    """One line a row, keys as in ``labels.csv``."""
    return write_lines((json.dumps(record, ensure_ascii=False) + "\n" for record in records(batch.table)), file)


def records(table: LabelTable) -> Iterator[dict[str, object]]:
    """Each row as a mapping from the columns of ``labels.csv`` to JSON values."""
    columns = (_json_values(getattr(table, field.name)) for field in fields(table))
    return (dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=True))


def machine_score(key: str, record: dict[str, object]) -> dict[str, object]:
    """``{key: probability}`` of a label that the model gave with a known probability, else empty."""
    scored = record["level"] != Level.PERSON and record["probability"] is not None
    return {key: record["probability"]} if scored else {}


def numbers(values: Floats) -> Iterator[float | None]:
    """The shortest decimal numbers that give the same float32 again; ``None`` for NaN and infinity."""
    return (float(str(value)) if math.isfinite(value) else None for value in values)


def _json_values(values: Column) -> Iterable[object]:
    if isinstance(values, tuple):
        return (str(word) or None for word in values)
    return numbers(values.astype(np.float32)) if values.dtype.kind == "f" else values.tolist()
