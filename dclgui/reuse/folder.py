"""All images of a folder through one model."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

import numpy as np

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.clock import Clock
from dclgui.core.events import Event, ProblemFound, Scanned
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.images.pictures import available_cores, in_batches, load_batch, read_ahead
from dclgui.images.scan import target_catalog, target_files
from dclgui.intake.catalogs import counted
from dclgui.labels.table import LabelTable, label_table
from dclgui.reuse.labeller import Answers, Labeller

BATCH = 16
"""Images that go through the model at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """New images and their labels by the model of round ``round``; ``problems`` {row: reason} of unreadable ones."""

    catalog: Catalog
    pseudo_labels: PseudoLabels
    problems: dict[int, str]
    round: int

    def table(self) -> LabelTable:
        """The rows of the labels file."""
        return label_table(
            self.catalog,
            self.pseudo_labels,
            source_only=np.full(len(self.catalog), UNKNOWN, np.int32),
            decisions={},
            problems=self.problems,
            round_number=self.round,
        )


def scanned(images: Path, classes: tuple[str, ...]) -> Generator[Event, None, Catalog]:
    """The catalog of the folder ``images``; raises ``UserError`` if it is missing or holds none."""
    files = yield from counted(target_files(images), "scan target")
    catalog = target_catalog(images, files, classes)
    yield Scanned("target", len(catalog), catalog.class_names)
    return catalog


def label_folder(labeller: Labeller, images: Path) -> Generator[Event, None, Labelled]:
    """Label all images under ``images``, each on its own; raises ``UserError`` as ``scanned`` does."""
    catalog = yield from scanned(images, labeller.classes)
    clock = Clock("S3", len(catalog))
    found, problems, readable = list[Answers](), dict[int, str](), list[np.ndarray]()
    work = partial(load_batch, catalog, side=labeller.side)
    stream = read_ahead(work, in_batches(np.arange(len(catalog)), BATCH), workers=available_cores())
    with closing(stream):
        for batch in stream:
            keep = np.array([row not in batch.problems for row in batch.rows.tolist()])
            if keep.any():
                found.append(labeller.label(batch.pixels[keep]))
                readable.append(batch.rows[keep])
            for row, reason in batch.problems.items():
                yield ProblemFound("target", row, catalog.paths[row], reason)
            problems |= batch.problems
            yield from clock.passed(len(batch.rows))
    table = _one(found, classes=len(labeller.classes)).table()
    rows = np.concatenate(readable) if readable else np.empty(0, np.intp)
    return Labelled(catalog, table.scattered(rows, len(catalog)), problems, labeller.round)


def _one(parts: list[Answers], *, classes: int) -> Answers:
    values = ([getattr(part, field.name) for part in (Answers.none(classes), *parts)] for field in fields(Answers))
    return Answers(*map(np.concatenate, values))
