"""The ``imagefolder`` of Hugging Face ``datasets``: pictures and ``metadata.jsonl`` in one folder ``train``.

``load_dataset("imagefolder", data_dir=…)`` gives the column ``image`` and those of ``labels.csv``; ``path`` is the
path in the project. The pictures lie flat, since ``datasets`` takes a folder named ``test`` for a split.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from dclgui.labels.batch import Parcel
from dclgui.labels.copy_or_link import place
from dclgui.labels.json_lines import records
from dclgui.labels.names import file_names

METADATA = "metadata.jsonl"


def fill_hugging_face(parcel: Parcel, folder: Path) -> Iterator[int]:
    """``train/metadata.jsonl`` and the pictures beside it."""
    train = folder / "train"
    train.mkdir()
    names = file_names(parcel.table.paths)
    with (train / METADATA).open("x", encoding="utf-8", newline="\n") as metadata:
        for name, record in zip(names, records(parcel.table), strict=True):
            place(parcel.root / str(record["path"]), train / name, parcel.link)
            metadata.write(json.dumps({"file_name": name, **record}, ensure_ascii=False) + "\n")
            yield 1
