"""The ``imagefolder`` of Hugging Face ``datasets``: pictures and ``metadata.jsonl`` in one folder ``train``.

``load_dataset("imagefolder", data_dir=…)`` gives the column ``image`` and those of ``labels.csv``; ``path`` is the
path in the project. The pictures lie flat, since ``datasets`` takes a folder named ``test`` for a split.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from dclgui.labels.batch import ExportBatch
from dclgui.labels.copy_or_link import place
from dclgui.labels.json_lines import records
from dclgui.labels.names import file_names

METADATA = "metadata.jsonl"


def write_hugging_face(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``train/metadata.jsonl`` and the pictures beside it."""
    train = folder / "train"
    train.mkdir()
    names = file_names(batch.table.paths)
    with (train / METADATA).open("x", encoding="utf-8", newline="\n") as metadata:
        for name, record in zip(names, records(batch.table), strict=True):
            place(batch.root / str(record["path"]), train / name, batch.link)
            metadata.write(json.dumps({"file_name": name, **record}, ensure_ascii=False) + "\n")
            yield 1
