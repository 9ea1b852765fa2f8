"""What both sides of ``speed.py`` share: the clock, made-up features, and how a part is named on the command line."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.made_features import DIMENSIONS, Made, made

NEAR, SIDE, BACKBONE = 20, 224, "efficientnet_lite0"
PARTS = ("features", "neighbours", "classifier")
Figures = dict[str, float]
"""``seconds``, of a classifier also ``right``."""
Part = Callable[[Path, int], Figures]
"""A part's work in a folder, on so many rows of made-up features."""


def run_part(parts: dict[str, Part]) -> None:
    """Do the part that the last arguments name, in a folder and with so many rows; print its figures."""
    name, folder, rows = sys.argv[-3:]
    print(json.dumps(parts[name](Path(folder), int(rows))))


def timed(work: Callable[[], object]) -> Figures:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - start}


def known(rows: int) -> Made:
    """Labelled features to learn from."""
    return made(np.empty((rows, DIMENSIONS), np.float32), seed=1)


def unseen(rows: int) -> Made:
    """Features of the same kind to be judged by."""
    return made(np.empty((rows, DIMENSIONS), np.float32), seed=2)
