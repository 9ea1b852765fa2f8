"""The number of images in a folder and a few samples, reported while they are being counted."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from pathlib import Path

import numpy as np

from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.results import FolderScanned
from dclgui.images.classes import classes_of, in_natural_order
from dclgui.images.notes import source_notes, target_notes
from dclgui.images.scan import (
    FoundFile,
    TwoLayoutsError,
    source_catalog,
    source_files,
    target_catalog,
    target_files,
)
from dclgui.images.walk import Passed, first_folders

SAMPLES = 12
_PAUSE = 0.25
"""Least seconds between two counts."""


def survey_folder(domain: Domain, root: Path, *, level: int = 0) -> Iterator[FolderScanned]:
    """Count the images of ``domain`` below ``root`` (for the source also a list), with a report every ``_PAUSE``.

    ``level`` is that of the class folders, 0 for the one that goes without saying. The last report has ``finished``,
    what a person should know, and the two layouts if one has to be chosen. Raises ``UserError`` if ``root`` is a single
    file or an empty or unreadable folder, and for a source without class sub-folders.
    """
    files: list[FoundFile] = []
    groups: dict[tuple[str, ...], _Group] = {}
    passed, said = Passed(), time.monotonic()
    for file in source_files(root, passed) if domain == "source" else target_files(root, passed):
        files.append(file)
        folders = first_folders(file.path) if file.label is None else (file.label,)
        groups.setdefault(folders, _Group(file.label)).add(file.path)
        if time.monotonic() - said >= _PAUSE:
            yield _counted(domain, root, groups, level=level)
            said = time.monotonic()
    found = replace(_counted(domain, root, groups, level=level), finished=True, reaches=tuple(passed.reaches.items()))
    try:  # the same refusals and notes as at the start of a run
        if domain == "source":
            catalog = source_catalog(root, files, level=level, passed=passed)
            notes = tuple(source_notes(root, files, catalog, passed=passed, level=level))
        else:
            target_catalog(root, files, (), passed=passed)
            notes = tuple(target_notes(passed))
    except TwoLayoutsError as two:
        yield replace(found, layouts=two.layouts, notes=tuple(target_notes(passed, domain)))
    else:
        yield replace(found, notes=notes)


@dataclass(slots=True)
class _Group:
    """The images of one folder, or of one ``label`` in a list: how many, and the first of them."""

    label: str | None
    images: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, path: str) -> None:
        """Count one image."""
        self.images += 1
        if len(self.first) < SAMPLES:
            self.first.append(path)


def _counted(domain: Domain, root: Path, groups: dict[tuple[str, ...], _Group], *, level: int) -> FolderScanned:
    counts: Counter[str | None] = Counter()
    samples: dict[str | None, list[str]] = {}
    for folder, group in zip(classes_of(list(groups), level), groups.values(), strict=True):
        name = group.label or folder
        counts[name] += group.images
        samples.setdefault(name, []).extend(group.first)
    names = in_natural_order(name for name in counts if name is not None)
    return FolderScanned(
        domain=domain,
        root=root,
        images=counts.total(),
        counts=tuple((name, counts[name]) for name in names),
        samples=_spread([samples[name] for name in (*names, None) if name in samples], root),
        looks_labelled=len(names) > 1 and None not in counts,
        finished=False,
    )


def _spread(groups: list[list[str]], root: Path) -> tuple[Path, ...]:
    """One of each group, then a second of each, up to ``SAMPLES``; if there are more groups, of evenly spaced ones."""
    if len(groups) > SAMPLES:
        groups = [groups[place] for place in np.linspace(0, len(groups) - 1, SAMPLES).astype(int)]
    folder = (root.parent if root.is_file() else root).absolute()
    turns = (path for turn in zip_longest(*groups) for path in turn if path is not None)
    return tuple(folder / path for path in islice(turns, SAMPLES))
