"""Scan both folders into a project."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from dclgui.core.catalog import Catalog
from dclgui.core.protocol.events import Event, Progressed, Scanned, Step
from dclgui.core.reading import Reading
from dclgui.images.ranges import with_range
from dclgui.images.scan import FoundFile, source_catalog, source_files, target_catalog, target_files
from dclgui.project.folder import Project

_SCAN_STEP = 20_000


def rows_are_fixed(project: Project) -> bool:
    """Whether a round or a decision refers to rows of the catalogs; from then on they never change."""
    return project.rounds.last() is not None or bool(project.journal.current())


def scan_project(project: Project) -> Generator[Progressed, None, None]:
    """Scan the roots of the project's job and keep both catalogs, each with the range of its pictures' values.

    Only for the one that holds the run lock.

    Raises ``UserError`` for folders that can't be a source or a target.
    """
    job = project.job
    files = yield from counted(source_files(job.source), "scan source")
    source = source_catalog(job.source, files)
    files = yield from counted(target_files(job.target), "scan target")
    target = target_catalog(job.target, files, source.class_names)
    project.save_catalog("source", with_range(source))
    project.save_catalog("target", with_range(target))  # last: from here on the project is tied to these folders


def counted(files: Iterator[FoundFile], step: Step) -> Generator[Progressed, None, list[FoundFile]]:
    """Collect ``files``; progress events say how many there are so far."""
    found: list[FoundFile] = []
    while more := list(islice(files, _SCAN_STEP)):
        found += more
        yield Progressed(step=step, round=0, done=len(found), total=0, seconds_left=np.nan)
    return found


def scanned_folder(images: Path, classes: tuple[str, ...], *, reading: Reading) -> Generator[Event, None, Catalog]:
    """The catalog of the folder ``images``, read as the model's target was.

    Raises ``UserError`` if the folder is missing or holds none.
    """
    files = yield from counted(target_files(images), "scan target")
    catalog = replace(target_catalog(images, files, classes), reading=reading)
    yield Scanned("target", len(catalog), catalog.class_names)
    return catalog
