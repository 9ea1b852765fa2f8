"""CVAT for images 1.1: ``annotations.xml`` with a ``tag`` for every image that has a label, and ``images``.

``name`` is the path below ``images``, which is that below the image folder wherever it can be, and by which CVAT finds
the frame. For an unknown name CVAT takes ``id`` as the frame number, so that a tag could land on another image;
therefore the ids are larger than any task's frame numbers.
A tag's ``source`` is ``manual`` for a person's label, else ``auto``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from dclgui.core.errors import UserError
from dclgui.core.names import path_names
from dclgui.labels.batch import ExportBatch, write_lines
from dclgui.labels.pictures import place_all, upright_size
from dclgui.labels.table import Level

_NO_FRAME = 10**9
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_cvat(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """The pictures under the ways that they have in the project, and one XML document about them."""
    labels = "".join(
        f"<label><name>{escape(_fit(name))}</name><type>tag</type><attributes></attributes></label>"
        for name in batch.class_names
    )
    names = path_names(batch.table.paths)
    yield from place_all(batch, names, folder / "images")
    with (folder / "annotations.xml").open("xb") as file:
        file.write(
            '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n'
            f"<meta><task><name>dclgui</name><size>{len(batch.table)}</size><mode>annotation</mode>"
            f"<labels>{labels}</labels></task></meta>\n".encode()
        )
        for _ in write_lines(_images(batch, names), file):
            pass
        file.write(b"</annotations>\n")


def _images(batch: ExportBatch, names: list[str]) -> Iterator[str]:
    table = batch.table
    rows = zip(names, table.paths, table.labels, table.levels, strict=True)
    for number, (name, path, label, level) in enumerate(rows, _NO_FRAME):
        width, height = upright_size(batch.root / path)
        source = "manual" if level is Level.PERSON else "auto"
        tag = f'<tag label={quoteattr(label)} source="{source}"></tag>' if label else ""
        yield f'<image id="{number}" name={quoteattr(name)} width="{width}" height="{height}">{tag}</image>\n'


def _fit(name: str) -> str:
    if _NOT_IN_XML.search(name):
        raise UserError(
            f"The name {name!r} has a control character, which CVAT's XML can't hold.",
            "Rename it, or choose another format.",
        )
    return name
