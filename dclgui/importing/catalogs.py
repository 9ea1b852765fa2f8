"""Scan both folders into a project."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Domain, Event, Progressed, Scanned, Step, Warned
from dclgui.core.reading import Reading
from dclgui.core.same_place import same_place
from dclgui.images.notes import source_notes, target_notes
from dclgui.images.pair import Side, require_apart
from dclgui.images.ranges import with_range
from dclgui.images.scan import FoundFile, source_catalog, source_files, target_catalog, target_files
from dclgui.images.walk import Passed
from dclgui.project.folder import Project

_SCAN_STEP = 20_000
_STEPS: dict[Domain, Step] = {"source": "scan source", "target": "scan target"}


def rows_are_fixed(project: Project) -> bool:
    """Whether a round or a decision refers to rows of the catalogs; from then on they never change."""
    return project.rounds.last() is not None or bool(project.journal.current())


def scan_project(project: Project) -> Generator[Progressed | Warned, None, None]:
    """Scan the roots of the project's job and keep both catalogs, each with the range of its pictures' values.

    Only for the one that holds the run's lock or the scan's.

    What a person should know of the two folders is said. The source is judged before the target is looked at. Raises
    ``UserError`` for folders that can't be a source or a target.
    """
    job = project.job
    require_apart(Side(job.source), Side(job.target))
    old = yield from _scanned("source", lambda passed: source_files(job.source, passed))
    source = source_catalog(job.source, old.files, level=job.class_level, passed=old.passed)
    yield from source_notes(job.source, old.files, source, passed=old.passed, level=job.class_level)
    new = yield from _scanned("target", lambda passed: target_files(job.target, passed))
    target = target_catalog(job.target, new.files, source.class_names, passed=new.passed)
    yield from target_notes(new.passed)
    both = require_apart(Side(job.source, old.passed.reaches), Side(job.target, new.passed.reaches))
    if both is not None:
        yield Warned(
            "overlap",
            f"{both.images:,} of the {len(source):,} images that {job.source.name} lists lie in the folder to label.",
            "They are named once more, as if nobody had. To keep their names, bring the list in: dclgui import.",
        )
    project.save_catalog("source", with_range(source))
    project.save_catalog("target", with_range(target))  # last: from here on the project is tied to these folders


def known_images(project: Path, images: Path) -> frozenset[str]:
    """The paths of the target of ``project``, whose folder ``images`` must be; raises ``UserError`` if it is not."""
    with Project.open(project) as opened:
        if not same_place(opened.job.target, images):
            raise UserError(
                f"{images} is not the folder that {project} labelled, which is {opened.job.target}.",
                "Leave out --only-new to label all images there.",
            )
        return frozenset(opened.catalog("target").paths) if opened.has_catalog("target") else frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened in the target's folder since its rows were fixed: paths that came, and that are gone."""

    came: tuple[str, ...]
    gone: tuple[str, ...]


def changes_in(project: Project) -> Changes:
    """Look over the target's folder; nothing is known of one that is not there."""
    if "target" in project.missing:
        return Changes((), ())
    known = set(project.catalog("target").paths)
    now = {file.path for file in target_files(project.job.target)}
    return Changes(tuple(sorted(now - known)), tuple(sorted(known - now)))


def changes_since(project: Project) -> Generator[Warned, None, None]:
    """What a person should know of them before a run goes on."""
    found, target = changes_in(project), project.job.target
    if found.came:
        yield Warned(
            "images_changed",
            _came(len(found.came), target),
            "They can be labelled alone: in the window on Export, or by dclgui label "
            f"{project.folder} {target} --only-new -o FILE.csv.",
        )
    if found.gone:
        yield Warned(
            "images_changed",
            f"{len(found.gone):,} of the images in {target} are no longer there, the first is {found.gone[0]}.",
            "They keep their labels; what needs the pictures leaves them out.",
        )


def _came(images: int, target: Path) -> str:
    if images == 1:
        return f"1 image has come to {target} since the run began and is not in it."
    return f"{images:,} images have come to {target} since the run began and are not in it."


@dataclass(frozen=True, slots=True, eq=False)
class _Scanned:
    files: list[FoundFile]
    passed: Passed


def _scanned(domain: Domain, files: Callable[[Passed], Iterator[FoundFile]]) -> Generator[Progressed, None, _Scanned]:
    passed = Passed()
    return _Scanned((yield from counted(files(passed), _STEPS[domain])), passed)


def counted(files: Iterator[FoundFile], step: Step) -> Generator[Progressed, None, list[FoundFile]]:
    """Collect ``files``; progress events say how many there are so far."""
    found: list[FoundFile] = []
    while more := list(islice(files, _SCAN_STEP)):
        found += more
        yield Progressed(step=step, round=0, done=len(found), total=0, seconds_left=np.nan)
    return found


def scanned_folder(
    images: Path, classes: tuple[str, ...], *, reading: Reading, known: frozenset[str] = frozenset()
) -> Generator[Event, None, Catalog]:
    """The catalog of the folder ``images``, without the paths ``known``, read as the model's target was.

    Raises ``UserError`` if it is missing or holds none.
    """
    found = yield from _scanned("target", lambda passed: target_files(images, passed))
    files = [file for file in found.files if file.path not in known]
    if found.files and not files:
        raise UserError(f"No image has come to {images}.", "Leave out --only-new to label all that are there.")
    catalog = replace(target_catalog(images, files, classes, passed=found.passed), reading=reading)
    yield Scanned("target", len(catalog), catalog.class_names)
    yield from target_notes(found.passed)
    return catalog
