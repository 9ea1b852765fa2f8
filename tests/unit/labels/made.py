"""A small camera folder and its label table with a row of every sort."""

from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image

from dclgui.core.protocol.events import Progressed
from dclgui.labels.batch import Evidence, ExportBatch, Link
from dclgui.labels.export import Exported, export
from dclgui.labels.formats import FORMATS
from dclgui.labels.table import LabelTable, Level

CLASSES = ("dent", "Dent", "划痕", "a/b", "CON")
ROWS = (
    ("cam1/1.png", "dent", Level.HIGH),
    ("cam2/1.png", "dent", Level.LOW),
    ("cam1/test.png", "Dent", Level.HIGH),
    ("划 & <1>.png", "划痕", Level.PERSON),
    ("cam1/1.jpg", "a/b", Level.LOW),
    ("cam2/none.png", "", Level.PERSON),
    ("cam2/broken.png", "", Level.PROBLEM),
    ("cam2/2.png", "CON", Level.HIGH),
    ("cam3/1.png", "dent", Level.LOW),
)
Value = TypeVar("Value")


def table_of(*rows: tuple[str, str, Level]) -> LabelTable:
    """The third row is moved, the first guaranteed; figures as on the disk, NaN for a problem."""
    total = len(rows)
    metrics = np.linspace(0.1, 0.9, 7 * total, dtype=np.float32).reshape(7, total)
    metrics[:, [level is Level.PROBLEM for _, _, level in rows]] = np.nan
    number = np.arange(total)
    return LabelTable(
        paths=tuple(path for path, _, _ in rows),
        labels=tuple(label for _, label, _ in rows),
        levels=tuple(level for _, _, level in rows),
        classifier_labels=tuple(
            "dent" if level is Level.PERSON or row == 4 else label for row, (_, label, level) in enumerate(rows)
        ),
        moved=number == 4,
        probability=metrics[0],
        entropy=metrics[1],
        margin=metrics[2],
        distance=metrics[3],
        weight=metrics[4],
        source_labels=tuple("" if level is Level.PROBLEM else "划痕" for _, _, level in rows),
        rounds=np.full(total, 7, np.int32),
        guaranteed=number == 0,
        machine_labels=tuple({Level.PERSON: "dent", Level.PROBLEM: ""}.get(level, label) for _, label, level in rows),
        doubt=metrics[5],
        unlike=metrics[6],
        copy_of=("",) * total,
    )


def draw_batch(folder: Path, *, link: Link = Link.COPY, seed: int = 0) -> ExportBatch:
    """``ROWS`` below a new folder ``new camera``; picture ``i`` is ``10 + i`` wide and 8 high."""
    root = folder / "new camera"
    for number, (path, _, level) in enumerate(ROWS):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if level is Level.PROBLEM:
            file.write_bytes(b"not a picture")
        else:
            Image.new("RGB", (10 + number, 8), (20 * number, 0, 0)).save(file)
    return ExportBatch(table_of(*ROWS), root, CLASSES, link=link, seed=seed, evidence=evidence_for(len(ROWS)))


def evidence_for(rows: int) -> Evidence:
    """Of ``rows`` images of ``CLASSES``, seven features each."""
    drawn = np.random.default_rng(rows)
    values = drawn.random((rows, len(CLASSES)), np.float32)
    return Evidence(
        probabilities=values / values.sum(axis=1, keepdims=True),
        features=drawn.random((rows, 7), np.float32),
        distances=1 - values,
    )


def ended(events: Generator[Progressed, None, Value]) -> tuple[list[Progressed], Value]:
    said = []
    while True:
        try:
            said.append(next(events))
        except StopIteration as end:
            value: Value = end.value
            return said, value


def exported(name: str, batch: ExportBatch, place: Path) -> Exported:
    _, done = ended(export(FORMATS[name], batch, place))
    return done


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
