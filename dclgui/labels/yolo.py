"""The folders that Ultralytics YOLO trains a classifier from: ``train/class/picture`` and ``val/class/picture``.

Of each class the fraction ``ExportBatch.share``, drawn with ``ExportBatch.seed``, goes to ``val``: at least one picture
of two or more, none of a single one. Every class has its folder in both, so that both number the classes alike.
``split.json`` keeps the seed, the fraction and the counts.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dclgui.labels.batch import ExportBatch
from dclgui.labels.image_folder import place_by_class, rows_by_class


def write_yolo(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``train`` and ``val``, split inside each class."""
    train, val = dict[str, list[int]](), dict[str, list[int]]()
    rng = np.random.default_rng(batch.seed)
    for name, rows in rows_by_class(batch).items():
        held = max(1, round(batch.share * len(rows))) if len(rows) > 1 else 0
        drawn = set(rng.permutation(rows)[:held].tolist())
        train[name] = [row for row in rows if row not in drawn]
        val[name] = [row for row in rows if row in drawn]
    for part, rows_of in (("train", train), ("val", val)):
        yield from place_by_class(batch, rows_of, folder / part)
    facts = {
        "seed": batch.seed,
        "val_share": batch.share,
        "train": sum(map(len, train.values())),
        "val": sum(map(len, val.values())),
    }
    (folder / "split.json").write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
