"""FiftyOne's own dataset of image classifications: pictures in ``data``, and ``labels.json``.

``labels.json`` maps each picture's name without its ending to the index of its class, the model's probability as
``confidence`` (none for a person's word, nor where it is not known) and ``attributes``; ``null`` for no label.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from dclgui.labels.batch import ExportBatch
from dclgui.labels.copy_or_link import place
from dclgui.labels.json_lines import records
from dclgui.labels.names import file_names
from dclgui.labels.table import Level

_ATTRIBUTES = ("path", "level", "moved_by_prototype", "entropy", "margin", "guaranteed", "round")


def write_fiftyone(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``data/picture`` and ``labels.json``."""
    data = folder / "data"
    data.mkdir()
    index = {name: number for number, name in enumerate(batch.class_names)}
    labels: dict[str, object] = {}
    for name, record in zip(file_names(batch.table.paths), records(batch.table), strict=True):
        place(batch.root / str(record["path"]), data / name, batch.link)
        label = record["label"]
        labels[name.rpartition(".")[0]] = None if label is None else _target(record, index[str(label)])
        yield 1
    written = json.dumps({"classes": batch.class_names, "labels": labels}, ensure_ascii=False)
    (folder / "labels.json").write_text(written, "utf-8")


def _target(record: dict[str, object], label: int) -> dict[str, object]:
    found: dict[str, object] = {"label": label}
    if record["level"] != Level.PERSON and record["probability"] is not None:
        found["confidence"] = record["probability"]
    found["attributes"] = {key: record[key] for key in _ATTRIBUTES if record[key] is not None}
    return found
