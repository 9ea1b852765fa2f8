"""The data check: every image of a project is decoded once, measured, and compared with the others."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from functools import partial

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Domain, ProblemFound, Progressed, Warned
from dclgui.core.protocol.results import ImagesChecked
from dclgui.images.check import check
from dclgui.images.measure import Measured, measure
from dclgui.images.pictures import PictureBatch, available_cores, in_batches, load_batch, read_ahead
from dclgui.images.thumbnails import Thumbnails, encode
from dclgui.importing.catalogs import rows_are_fixed, scan_project
from dclgui.project.folder import Project

_BATCH = 8
_SHARD = 512
"""Images whose thumbnails are kept at once: what a stopped check has to make again at most."""


def check_images(project: Project) -> Generator[Progressed | ProblemFound | Warned | ImagesChecked, None, None]:
    """Scan both folders unless their rows are fixed, check every image, and keep the report in the project.

    Thumbnails that are missing are made on the way. Raises ``UserError`` for folders that can't be used, and if a
    run holds a project that is yet to be scanned.
    """
    if not rows_are_fixed(project):
        with project.scan_lock():
            yield from scan_project(project)
    with Thumbnails(project.cache) as thumbnails:
        source = yield from _measured(project, "source", thumbnails)
        target = yield from _measured(project, "target", thumbnails)
    report = check(source, target, catalog=project.catalog("source"))
    project.save_check(report)
    yield ImagesChecked(len(report.findings))


@dataclass(frozen=True, slots=True, eq=False)
class _Looked:
    """What one batch gave; ``jpegs`` only of rows without a thumbnail."""

    batch: PictureBatch
    measured: Measured
    jpegs: dict[int, bytes]


def _measured(
    project: Project, domain: Domain, thumbnails: Thumbnails
) -> Generator[Progressed | ProblemFound, None, Measured]:
    catalog = project.catalog(domain)
    found = Measured.blank(len(catalog))
    progress = Progress("check source" if domain == "source" else "check target", len(catalog))
    for shard in in_batches(np.arange(len(catalog)), _SHARD):
        lacking = frozenset(thumbnails.missing(domain, catalog, shard).tolist())
        look = partial(_look, catalog, side=project.job.image_size, lacking=lacking)
        jpegs: dict[int, bytes] = {}
        with closing(read_ahead(look, in_batches(shard, _BATCH), workers=available_cores())) as batches:
            for looked in batches:
                batch = looked.batch
                found.put(batch.pictures, looked.measured)
                for row, reason in batch.problems.items():
                    found.problems[row] = reason
                    yield ProblemFound(domain=domain, row=row, path=catalog.paths[row], reason=reason)
                jpegs |= looked.jpegs
                yield from progress.passed(len(batch.rows))
        thumbnails.save(domain, catalog, jpegs)
    _keep(project, domain, found)
    return found


def _look(catalog: Catalog, rows: Rows, *, side: int, lacking: frozenset[int]) -> _Looked:
    batch = load_batch(catalog, rows, side=side)
    jpegs = {row: encode(picture.pixels) for row, picture in batch.pictures.items() if row in lacking}
    return _Looked(batch, measure([*batch.pictures.values()]), jpegs)


def _keep(project: Project, domain: Domain, found: Measured) -> None:
    rows = np.flatnonzero(found.readable)
    # numpy drops zeros from the end of bytes: they are put back.
    project.save_digests(domain, rows, [bytes(digest).ljust(16, b"\0").hex() for digest in found.digests[rows]])
    project.save_problems(domain, found.problems)
