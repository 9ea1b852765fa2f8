"""labelme and X-AnyLabeling: each picture with a JSON of its own beside it, whose ``flags`` name the picture's class.

``pictures/NAME.png`` and ``pictures/NAME.json``; all class names and "none of these" are flags of every picture, one of
them ``true``, and stand in ``flags.txt``, one a line. ``checked``, which X-AnyLabeling ticks, is a person's rows'.
Both programs keep entries that they don't know: ``dclgui`` has the columns of ``labels.csv``, by which a flag
that a person set is told from the machine's when the files come back.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from dclgui.core.names import file_names
from dclgui.labels.batch import ExportBatch
from dclgui.labels.json_lines import records
from dclgui.labels.pictures import place, upright_size
from dclgui.labels.table import NONE_OF_THESE, Level

OWN = "dclgui"
"""The entry with the row of the table."""
_VERSION = "5.0.0"
"""The first of labelme with these entries; newer ones and X-AnyLabeling read it."""


def write_labelme(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``flags.txt``, and ``pictures`` with a JSON beside each."""
    names = (*batch.class_names, NONE_OF_THESE)
    (folder / "flags.txt").write_text("".join(f"{name}\n" for name in names), "utf-8", newline="\n")
    pictures = folder / "pictures"
    pictures.mkdir()
    for name, record in zip(file_names(batch.table.paths), records(batch.table), strict=True):
        source = batch.root / str(record["path"])
        place(source, pictures / name, batch.link)
        width, height = upright_size(source)
        said = record["label"] or (NONE_OF_THESE if record["level"] == Level.PERSON else None)
        described: dict[str, object] = {
            "version": _VERSION,
            "flags": {flag: flag == said for flag in names},
            "shapes": [],
            "imagePath": name,
            "imageData": None,
            "imageHeight": height or None,
            "imageWidth": width or None,
            "checked": record["level"] == Level.PERSON,
            OWN: record,
        }
        with (pictures / f"{name.rpartition('.')[0]}.json").open("xb") as file:
            file.write(json.dumps(described, ensure_ascii=False).encode())
        yield 1
