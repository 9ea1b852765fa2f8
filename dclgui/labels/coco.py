"""COCO-style image tags, as datumaro reads them: ``annotations/labels_default.json`` and ``images/default``.

The JSON has ``images``, ``categories`` and ``annotations`` with an image and a category, no box. ``file_name`` is below
``images/default``, ``path`` below the image folder of the project. Category ids count from 1 in the project's order of
classes. A label of the model has its probability as ``score``, a person's has none; ``attributes`` are level and
guarantee, and of a copy the path of its picture.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from dclgui.core.names import path_names
from dclgui.labels.batch import ExportBatch, write_lines
from dclgui.labels.json_lines import machine_score, records
from dclgui.labels.pictures import place_all, upright_size

ANNOTATIONS = "labels_default.json"


def write_coco(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """The pictures under the ways that they have in the project, and one JSON object about them."""
    names = path_names(batch.table.paths)
    yield from place_all(batch, names, folder / "images" / "default")
    described = folder / "annotations"
    described.mkdir()
    categories = [{"id": number, "name": name, "supercategory": ""} for number, name in enumerate(batch.class_names, 1)]
    with (described / ANNOTATIONS).open("xb") as file:
        file.write(
            f'{{"info": {{"description": "dclgui"}}, "licenses": [], "categories": {_text(categories)},\n'.encode()
        )
        for key, entries in (("images", _images(batch, names)), ("annotations", _annotations(batch))):
            file.write(f'"{key}": ['.encode())
            for _ in write_lines(_separated(entries), file):
                pass
            file.write(b"],\n" if key == "images" else b"]}\n")


def _images(batch: ExportBatch, names: list[str]) -> Iterator[dict[str, object]]:
    for number, (name, path) in enumerate(zip(names, batch.table.paths, strict=True), 1):
        width, height = upright_size(batch.root / path)
        yield {"id": number, "file_name": name, "width": width, "height": height, "path": path}


def _annotations(batch: ExportBatch) -> Iterator[dict[str, object]]:
    categories = {name: number for number, name in enumerate(batch.class_names, 1)}
    labelled = (pair for pair in enumerate(records(batch.table), 1) if pair[1]["label"] is not None)
    for number, (image, record) in enumerate(labelled, 1):
        category = categories[str(record["label"])]
        attributes = {"level": record["level"], "guaranteed": record["guaranteed"]}
        if record["copy_of"]:
            attributes["copy_of"] = record["copy_of"]
        found = {"id": number, "image_id": image, "category_id": category, "iscrowd": 0}
        yield {**found, **machine_score("score", record), "attributes": attributes}


def _separated(entries: Iterator[dict[str, object]]) -> Iterator[str]:
    return (f"{',' if number else ''}\n{_text(entry)}" for number, entry in enumerate(entries))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
