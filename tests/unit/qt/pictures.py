"""A folder of small real pictures, its catalog and a table of made-up answers."""

from pathlib import Path

import numpy as np
from PIL import Image

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.consensus import Consensus, Expectation
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.review.table import ReviewTable

NAMES = ("dent", "scratch", "a & <b>")


def draw_catalog(root: Path, images: int) -> Catalog:
    root.mkdir(parents=True, exist_ok=True)
    paths = tuple(f"{row:05d}.png" for row in range(images))
    for row, path in enumerate(paths):
        Image.new("RGB", (40, 30), (row % 256, 100, 200)).save(root / path)
    return Catalog(
        root=root,
        paths=paths,
        class_names=NAMES,
        labels=np.full(images, UNKNOWN, np.int32),
        sizes=np.array([(root / path).stat().st_size for path in paths], np.int64),
        mtimes=np.array([(root / path).stat().st_mtime_ns for path in paths], np.int64),
    )


def agreed(
    label: list[int], *, agreeing: int = 6, version: int = 0, expected: Expectation | None = None, answers: int = 0
) -> Consensus:
    """What 7 ways of naming the pictures say together, of the first ``answers`` rows by a person."""
    found, even = np.array(label, np.int32), np.full(len(label), 0.5, np.float32)
    said = Consensus(
        label=found,
        second=((found + 1) % len(NAMES)).astype(np.int32),
        probability=even,
        agreeing=np.full(len(label), agreeing, np.int32),
        doubt=np.linspace(1, 0, len(label), dtype=np.float32),
        split=0 * even,
        answers=np.stack([np.arange(answers), found[:answers]], axis=1).astype(np.int64),
        members=7,
        expected=expected or Expectation(answers),
    )
    return said.after(None, version=version)


def table_of(images: int, consensus: Consensus | None = None) -> ReviewTable:
    """Row 0 is low, row 1 moved from dent to scratch, row 2 high, row 3 without a picture, and so on."""
    kinds = np.arange(images) % 4
    known = kinds != 3
    distances = np.tile(np.array([[0.31, 0.5, 0.6]], np.float32), (images, 1))
    numbers = np.where(known, 0.97, np.nan).astype(np.float32)
    pseudo_labels = PseudoLabels(
        label=np.where(known, kinds == 1, UNKNOWN).astype(np.int32),
        classifier_label=np.where(known, 0, UNKNOWN).astype(np.int32),
        high=kinds == 2,
        entropy=numbers,
        probability=numbers,
        margin=numbers,
        weight=numbers,
        distances=distances,
    )
    paths = tuple(f"{row:05d}.png" for row in range(images))
    return ReviewTable(paths, NAMES, pseudo_labels, np.empty(0, np.int64), consensus=consensus)
