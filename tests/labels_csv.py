"""Reads ``labels.csv`` back, as its description in ``dclgui/labels/csv.py`` says that anybody can."""

import csv
from pathlib import Path

import numpy as np

from dclgui.core.arrays import Floats
from dclgui.labels.csv import COLUMNS
from dclgui.labels.table import LabelTable, Level

TRUTH = {"false": False, "true": True}


def read_csv(path: Path) -> LabelTable:
    """The table in a file of ``save_csv``, exactly; also as Excel saves it again with commas."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file, strict=True)
    assert tuple(header) == COLUMNS
    assert {len(line) for line in lines} <= {len(COLUMNS)}
    cells = {name: tuple(line[place] for line in lines) for place, name in enumerate(COLUMNS)}

    def words(column: str) -> tuple[str, ...]:
        return tuple(cell.removeprefix("'") for cell in cells[column])

    def floats(column: str) -> Floats:
        return np.array([np.float32(cell or "nan") for cell in cells[column]], np.float32)

    return LabelTable(
        paths=words("path"),
        labels=words("label"),
        levels=tuple(Level(cell) for cell in cells["level"]),
        classifier_labels=words("classifier_label"),
        moved=np.array([TRUTH[cell.lower()] for cell in cells["moved_by_prototype"]], np.bool_),
        probability=floats("probability"),
        entropy=floats("entropy"),
        margin=floats("margin"),
        distance=floats("distance"),
        weight=floats("weight"),
        source_labels=words("source_label"),
        rounds=np.array([int(cell) for cell in cells["round"]], np.int32),
        guaranteed=np.array([TRUTH[cell.lower()] for cell in cells["guaranteed"]], np.bool_),
        machine_labels=words("machine_label"),
        doubt=floats("doubt"),
        unlike=floats("unlike"),
        copy_of=words("copy_of"),
    )
