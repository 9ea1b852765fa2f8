"""The number of images in a folder and a few samples, reported while they are being counted."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path

import numpy as np

from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.results import FolderScanned
from dclgui.images.classes import classes_of, in_natural_order
from dclgui.images.scan import FoundFile, source_catalog, source_files, target_catalog, target_files
from dclgui.images.walk import first_folders

SAMPLES = 12
_PAUSE = 0.25
"""Least seconds between two counts."""


def survey_folder(domain: Domain, root: Path) -> Iterator[FolderScanned]:
    """Count the images of ``domain`` below ``root`` (for the source also a CSV file), with a report every ``_PAUSE``.

    The last one has ``finished``. Raises ``UserError`` if ``root`` is a single file or an empty or unreadable folder,
    and for a source without class sub-folders.
    """
    files: list[FoundFile] = []
    groups: dict[tuple[str, ...], _Group] = {}
    said = time.monotonic()
    for file in source_files(root) if domain == "source" else target_files(root):
        files.append(file)
        folders = first_folders(file.path) if file.label is None else (file.label,)
        groups.setdefault(folders, _Group(file.label)).add(file.path)
        if time.monotonic() - said >= _PAUSE:
            yield _counted(domain, root, groups, finished=False)
            said = time.monotonic()
    if domain == "source":  # only for their errors: the same refusals as at the start of a run
        source_catalog(root, files)
    else:
        target_catalog(root, files, ())
    yield _counted(domain, root, groups, finished=True)


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


def _counted(domain: Domain, root: Path, groups: dict[tuple[str, ...], _Group], *, finished: bool) -> FolderScanned:
    counts: Counter[str | None] = Counter()
    samples: dict[str | None, list[str]] = {}
    for folder, group in zip(classes_of(list(groups)), groups.values(), strict=True):
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
        finished=finished,
    )


def _spread(groups: list[list[str]], root: Path) -> tuple[Path, ...]:
    """One of each group, then a second of each, up to ``SAMPLES``; if there are more groups, of evenly spaced ones."""
    if len(groups) > SAMPLES:
        groups = [groups[place] for place in np.linspace(0, len(groups) - 1, SAMPLES).astype(int)]
    folder = (root.parent if root.is_file() else root).absolute()
    turns = (path for turn in zip_longest(*groups) for path in turn if path is not None)
    return tuple(folder / path for path in islice(turns, SAMPLES))
