"""All images of a folder through one model."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import fields
from functools import partial
from pathlib import Path

import numpy as np

from dclgui.core.predictor import Answers, Predictor
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Event, ProblemFound
from dclgui.core.protocol.watch_events import LabelledImage
from dclgui.images.pictures import available_cores, in_batches, load_batch, read_ahead
from dclgui.importing.catalogs import scanned_folder
from dclgui.labels.table import Labelled, LabelTable, Level

BATCH = 16
"""Images that go through the model at once."""


def label_folder(
    predictor: Predictor, images: Path, *, known: frozenset[str] = frozenset()
) -> Generator[Event, None, Labelled]:
    """Label all images under ``images`` but the paths ``known``, each on its own.

    Raises ``UserError`` as ``scanned_folder`` does.
    """
    catalog = yield from scanned_folder(images, predictor.classes, reading=predictor.reading, known=known)
    progress = Progress("S3", len(catalog))
    found, problems, readable = list[Answers](), dict[int, str](), list[np.ndarray]()
    work = partial(load_batch, catalog, side=predictor.side)
    stream = read_ahead(work, in_batches(np.arange(len(catalog)), BATCH), workers=available_cores())
    with closing(stream):
        for batch in stream:
            keep = np.array([row not in batch.problems for row in batch.rows.tolist()])
            if keep.any():
                found.append(predictor.label(batch.pixels[keep]))
                readable.append(batch.rows[keep])
            for row, reason in batch.problems.items():
                yield ProblemFound("target", row, catalog.paths[row], reason)
            problems |= batch.problems
            yield from progress.passed(len(batch.rows))
    # The empty answers first, so that a folder without a readable image has a table too.
    parts = (Answers.none(len(predictor.classes)), *found)
    whole = Answers(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Answers)))
    rows = np.concatenate(readable) if readable else np.empty(0, np.intp)
    return Labelled(catalog, whole.table().scattered(rows, len(catalog)), problems, predictor.round)


def labelled_images(table: LabelTable) -> tuple[LabelledImage, ...]:
    """The readable images of ``table``, as a window is told of them."""
    rows = zip(table.paths, table.labels, table.levels, table.entropy.tolist(), strict=True)
    return tuple(
        LabelledImage(path, label, level is Level.HIGH, entropy)
        for path, label, level, entropy in rows
        if level is not Level.PROBLEM
    )
