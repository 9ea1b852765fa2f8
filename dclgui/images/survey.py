"""What lies in a folder, told while it is still being counted."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path

import numpy as np

from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.results import FolderScanned
from dclgui.images.scan import (
    FoundFile,
    classes_of,
    first_folders,
    in_natural_order,
    source_catalog,
    source_files,
    target_catalog,
    target_files,
)

SAMPLES = 12
_PAUSE = 0.25
"""Least seconds between two counts."""


def survey_folder(domain: Domain, root: Path) -> Iterator[FolderScanned]:
    """Count the images of ``domain`` below ``root`` (for the source also a CSV file), saying a few times a second.

    The last count has ``finished``. Raises ``UserError`` for what can't be that domain's images: a single file, an
    empty or unreadable folder, and for the source a folder without class sub-folders.
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
    if domain == "source":
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
        """One more."""
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
    """One of each group, then a second of each, up to ``SAMPLES``; of more groups than that every so many-th."""
    if len(groups) > SAMPLES:
        groups = [groups[place] for place in np.linspace(0, len(groups) - 1, SAMPLES).astype(int)]
    folder = (root.parent if root.is_file() else root).absolute()
    turns = (path for turn in zip_longest(*groups) for path in turn if path is not None)
    return tuple(folder / path for path in islice(turns, SAMPLES))
