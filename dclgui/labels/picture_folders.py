"""Formats that are a folder with the pictures in it, copied or linked.

*Folder for each class*: what torchvision, Keras and dclgui itself read as a labelled source. Class folders are named by
``names.folder_names``, files by ``names.file_names`` (so that equal base names survive) inside each class, with a
common suffix. ``classes.txt`` has the class names in the project's order, one a line.

*Ultralytics YOLO*: ``train/class/picture`` and ``val/class/picture``. Of each class the fraction ``ExportBatch.share``,
drawn with ``ExportBatch.seed``, goes to ``val``: at least one picture of two or more, none of a single one. Both parts
have a folder for every class with a picture, so that both number the classes alike. ``split.json`` keeps seed, fraction
and counts, ``classes.txt`` all class names.

*Hugging Face*: the ``imagefolder`` of ``datasets``: pictures and ``metadata.jsonl`` in one folder ``train``.
``load_dataset("imagefolder", data_dir=…)`` gives the column ``image`` and those of ``labels.csv``; ``path`` is the path
in the project. There are no sub-folders, since ``datasets`` takes one named ``test`` for a split. ``features.json`` has
the type of each column as ``Features.from_dict`` reads it, since ``datasets`` guesses: a column of class names that all
look like dates becomes times.

*FiftyOne*: its dataset of image classifications twice over the same pictures in ``data``: ``predictions.json`` has what
the model says, ``ground_truth.json`` what a person said. Each maps a picture's name without suffix to the index of its
class, the model's probability as ``confidence`` (absent where it is unknown) and ``attributes``; ``null`` for no label.
"None of these" is a class of its own behind the others.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np

from dclgui.core.names import file_names, folder_names
from dclgui.labels.batch import ExportBatch
from dclgui.labels.csv import COLUMNS
from dclgui.labels.json_lines import records
from dclgui.labels.pictures import place, with_common_ending
from dclgui.labels.table import NONE_OF_THESE, LabelTable, Level

_METADATA, CLASSES = "metadata.jsonl", "classes.txt"
_FEATURES, _PREDICTIONS, _GROUND_TRUTH = "features.json", "predictions.json", "ground_truth.json"
_ATTRIBUTES = ("path", "level", "moved_by_prototype", "entropy", "margin", "guaranteed", "round", "copy_of")


def write_image_folder(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``class/picture``; rows without a label have no folder to go to."""
    _write_classes(batch, folder)
    return _place_by_class(batch, _rows_by_class(batch), folder)


def write_yolo(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``train`` and ``val``, split inside each class."""
    _write_classes(batch, folder)
    train, val = dict[str, list[int]](), dict[str, list[int]]()
    rng = np.random.default_rng(batch.seed)
    for name, rows in _rows_by_class(batch).items():
        held = max(1, round(batch.share * len(rows))) if len(rows) > 1 else 0
        drawn = set(rng.permutation(rows)[:held].tolist())
        train[name] = [row for row in rows if row not in drawn]
        val[name] = [row for row in rows if row in drawn]
    for part, rows_of in (("train", train), ("val", val)):
        yield from _place_by_class(batch, rows_of, folder / part)
    facts = {
        "seed": batch.seed,
        "val_share": batch.share,
        "train": sum(map(len, train.values())),
        "val": sum(map(len, val.values())),
    }
    (folder / "split.json").write_text(json.dumps(facts, indent=2) + "\n", "utf-8")


def write_hugging_face(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``train/metadata.jsonl`` and the pictures beside it, and ``features.json``."""
    train = folder / "train"
    train.mkdir()
    (folder / _FEATURES).write_text(json.dumps(_features(batch.table), indent=2), "utf-8")
    names = file_names(batch.table.paths)
    with (train / _METADATA).open("x", encoding="utf-8", newline="\n") as metadata:
        for name, record in zip(names, records(batch.table), strict=True):
            place(batch.root / str(record["path"]), train / name, batch.link)
            metadata.write(json.dumps({"file_name": name, **record}, ensure_ascii=False) + "\n")
            yield 1


def _features(table: LabelTable) -> dict[str, dict[str, str]]:
    """The type of each column of the metadata, and of the picture, in the words of ``datasets.Features``."""
    columns = (getattr(table, field.name) for field in fields(table))
    kinds = ("string" if isinstance(values, tuple) else values.dtype.name for values in columns)
    values = {name: {"dtype": kind, "_type": "Value"} for name, kind in zip(COLUMNS, kinds, strict=True)}
    return {"image": {"_type": "Image"}, "file_name": {"dtype": "string", "_type": "Value"}, **values}


def write_fiftyone(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``data/picture``, ``predictions.json`` and ``ground_truth.json``."""
    data = folder / "data"
    data.mkdir()
    index = {name: number for number, name in enumerate((*batch.class_names, NONE_OF_THESE))}
    predictions, ground_truth = dict[str, object](), dict[str, object]()
    for name, record in zip(file_names(batch.table.paths), records(batch.table), strict=True):
        place(batch.root / str(record["path"]), data / name, batch.link)
        machine, score, attributes = record["machine_label"], record["probability"], _attributes(record)
        confidence = {} if score is None else {"confidence": score}
        stem = name.rpartition(".")[0]
        predictions[stem] = machine and {"label": index[str(machine)], **confidence, "attributes": attributes}
        if record["level"] == Level.PERSON:
            ground_truth[stem] = {"label": index[str(record["label"] or NONE_OF_THESE)], "attributes": attributes}
        yield 1
    for file, labels in ((_PREDICTIONS, predictions), (_GROUND_TRUTH, ground_truth)):
        written = json.dumps({"classes": tuple(index), "labels": labels}, ensure_ascii=False)
        (folder / file).write_text(written, "utf-8")


def _attributes(record: dict[str, object]) -> dict[str, object]:
    return {key: record[key] for key in _ATTRIBUTES if record[key] is not None}


def _write_classes(batch: ExportBatch, folder: Path) -> None:
    """``classes.txt``: all classes, also those without a picture; loaders number only the folders that they see."""
    (folder / CLASSES).write_text("".join(f"{name}\n" for name in batch.class_names), "utf-8", newline="\n")


def _rows_by_class(batch: ExportBatch) -> dict[str, list[int]]:
    """The rows of each class with any, in the project's order of classes."""
    found = defaultdict[str, list[int]](list)
    for row, label in enumerate(batch.table.labels):
        found[label].append(row)
    return {name: found[name] for name in batch.class_names if name in found}


def _place_by_class(batch: ExportBatch, rows: dict[str, list[int]], folder: Path) -> Iterator[int]:
    """Make a folder for each class of ``rows`` with their pictures; yields after each picture."""
    folders = folder_names(batch.class_names)
    for name, members in rows.items():
        inside = folder / folders[name]
        inside.mkdir(parents=True)
        paths = [batch.table.paths[row] for row in members]
        for path, file in zip(paths, file_names(paths), strict=True):
            place(batch.root / path, inside / with_common_ending(file), batch.link)
            yield 1
