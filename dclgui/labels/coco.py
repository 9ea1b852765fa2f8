"""COCO-style image tags: ``images``, ``categories`` and ``annotations`` that name an image and a category, no box.

``file_name`` is the path below the image folder. Category ids count from 1 in the project's order of classes. The
machine's word bears its probability as ``score``, a person's none; ``attributes`` hold level and guarantee.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from dclgui.labels.batch import ExportBatch, write_lines
from dclgui.labels.json_lines import records
from dclgui.labels.sizes import upright_size
from dclgui.labels.table import Level


def write_coco(batch: ExportBatch, file: BinaryIO) -> Iterator[int]:
    """One JSON object; reads the first bytes of every picture for its width and height."""
    categories = [{"id": number, "name": name, "supercategory": ""} for number, name in enumerate(batch.class_names, 1)]
    file.write(f'{{"info": {{"description": "dclgui"}}, "licenses": [], "categories": {_text(categories)},\n'.encode())
    file.write(b'"images": [')
    yield from write_lines(_separated(_images(batch)), file)
    file.write(b'],\n"annotations": [')
    for _ in write_lines(_separated(_annotations(batch)), file):
        pass
    file.write(b"]}\n")


def _images(batch: ExportBatch) -> Iterator[dict[str, object]]:
    for number, path in enumerate(batch.table.paths, 1):
        width, height = upright_size(batch.root / path)
        yield {"id": number, "file_name": path, "width": width, "height": height}


def _annotations(batch: ExportBatch) -> Iterator[dict[str, object]]:
    categories = {name: number for number, name in enumerate(batch.class_names, 1)}
    number = 0
    for image, record in enumerate(records(batch.table), 1):
        if record["label"] is None:
            continue
        number += 1
        category = categories[str(record["label"])]
        found: dict[str, object] = {"id": number, "image_id": image, "category_id": category, "iscrowd": 0}
        if record["level"] != Level.PERSON and record["probability"] is not None:
            found["score"] = record["probability"]
        yield {**found, "attributes": {"level": record["level"], "guaranteed": record["guaranteed"]}}


def _separated(entries: Iterator[dict[str, object]]) -> Iterator[str]:
    return (f"{',' if number else ''}\n{_text(entry)}" for number, entry in enumerate(entries))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
