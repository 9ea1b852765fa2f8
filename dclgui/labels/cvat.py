"""CVAT for images 1.1: one XML file with a ``tag`` for every image that has a label.

``name`` is the path below the image folder, by which CVAT finds its frame. Where it knows no such name it takes
``id`` for the number of the frame; so these count from where no task has frames, lest a tag lands on another image.
A tag's ``source`` is ``manual`` for a person's word, else ``auto``.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from dclgui.core.errors import UserError
from dclgui.labels.batch import ExportBatch, write_lines
from dclgui.labels.sizes import upright_size
from dclgui.labels.table import Level

_NO_FRAME = 10**9
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_cvat(batch: ExportBatch, file: BinaryIO) -> Iterator[int]:
    """One XML document; reads the first bytes of every picture for its width and height."""
    labels = "".join(
        f"<label><name>{escape(_fit(name))}</name><type>tag</type><attributes></attributes></label>"
        for name in batch.class_names
    )
    file.write(
        '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n'
        f"<meta><task><name>dclgui</name><size>{len(batch.table)}</size><mode>annotation</mode>"
        f"<labels>{labels}</labels></task></meta>\n".encode()
    )
    yield from write_lines(_images(batch), file)
    file.write(b"</annotations>\n")


def _images(batch: ExportBatch) -> Iterator[str]:
    table = batch.table
    rows = zip(table.paths, table.labels, table.levels, strict=True)
    for number, (path, label, level) in enumerate(rows, _NO_FRAME):
        width, height = upright_size(batch.root / path)
        source = "manual" if level is Level.PERSON else "auto"
        tag = f'<tag label={quoteattr(label)} source="{source}"></tag>' if label else ""
        yield f'<image id="{number}" name={quoteattr(_fit(path))} width="{width}" height="{height}">{tag}</image>\n'


def _fit(name: str) -> str:
    if _NOT_IN_XML.search(name):
        raise UserError(
            f"The name {name!r} has a control character, which CVAT's XML can't hold.",
            "Rename it, or choose another format.",
        )
    return name
