"""Both folders scanned into a project."""

from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from dclgui.core.catalog import Catalog
from dclgui.core.protocol.events import Event, Progressed, Scanned, Step
from dclgui.images.scan import FoundFile, source_catalog, source_files, target_catalog, target_files
from dclgui.project.folder import Project

_SCAN_STEP = 20_000


def rows_are_spoken_of(project: Project) -> bool:
    """Whether a round or a decision means rows of the catalogs; from then on they never change."""
    return project.rounds.last() is not None or bool(project.journal.current())


def scan_project(project: Project) -> Generator[Progressed, None, None]:
    """Scan the roots of the project's job and keep both catalogs; only for the one that holds the run lock.

    Raises ``UserError`` for folders that can't be a source or a target.
    """
    job = project.job
    files = yield from counted(source_files(job.source), "scan source")
    source = source_catalog(job.source, files)
    files = yield from counted(target_files(job.target), "scan target")
    target = target_catalog(job.target, files, source.class_names)
    project.save_catalog("source", source)
    project.save_catalog("target", target)  # last: from here on the project is tied to these folders


def counted(files: Iterator[FoundFile], step: Step) -> Generator[Progressed, None, list[FoundFile]]:
    """Collect ``files``, saying how many there are so far."""
    found: list[FoundFile] = []
    while more := list(islice(files, _SCAN_STEP)):
        found += more
        yield Progressed(step=step, round=0, done=len(found), total=0, seconds_left=np.nan)
    return found


def scanned_folder(images: Path, classes: tuple[str, ...]) -> Generator[Event, None, Catalog]:
    """The catalog of the folder ``images``; raises ``UserError`` if it is missing or holds none."""
    files = yield from counted(target_files(images), "scan target")
    catalog = target_catalog(images, files, classes)
    yield Scanned("target", len(catalog), catalog.class_names)
    return catalog
