"""What a person should know of two folders before anything is learnt from them: said once, and the work goes on."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dclgui.core.catalog import Catalog
from dclgui.core.protocol.events import Domain, Warned
from dclgui.images.classes import alike, class_called, in_natural_order, level_of
from dclgui.images.scan import FoundFile, left_out_of
from dclgui.images.walk import Passed, endings_named, first_folders

_MOST = 5
"""Names in a sentence; the others are counted."""


def source_notes(
    source: Path, files: list[FoundFile], catalog: Catalog, *, passed: Passed, level: int = 0
) -> Iterator[Warned]:
    """On a source that became ``catalog``; arguments as of ``scan.source_catalog``."""
    yield from target_notes(passed, "source")
    if files[0].label is not None:
        yield from _of_list(source, passed)
    else:
        yield from _of_folders(source, files, catalog, passed=passed, level=level)
    for names in alike(catalog.class_names):
        yield Warned(
            "alike_classes",
            f"The classes {_and(names)} differ only in capitals, spaces or the form of their letters.",
            "They are learnt as different classes. If they mean the same, give them one name.",
        )


def target_notes(passed: Passed, domain: Domain = "target") -> Iterator[Warned]:
    """On the files of a folder that are no pictures by their names."""
    found = passed.total()
    if found:
        files = found.total()
        what = "1 file" if files == 1 else f"{files:,} files"
        were = "was" if files == 1 else "were"
        yield Warned(
            "passed_over",
            f"{what} of the {domain} {were} passed over: {endings_named(found)}.",
            "Pictures of other kinds are read when they are saved as JPEG, PNG or TIFF.",
        )


def _of_list(source: Path, passed: Passed) -> Iterator[Warned]:
    if passed.cut:
        yield Warned(
            "list",
            f"The paths in {source.name} are another computer's: {passed.cut} was left off all of them.",
            "The images were found beside the list.",
        )
    if passed.spelt:
        yield Warned(
            "list",
            f"{source.name} writes these classes in more than one way: {_listed(passed.spelt)}.",
            "They differ in spaces or in the form of their letters, and each was taken for one class.",
        )


def _of_folders(
    source: Path, files: list[FoundFile], catalog: Catalog, *, passed: Passed, level: int
) -> Iterator[Warned]:
    depth = level_of([first_folders(file.path) for file in files], level)
    at_level = {class_called(parts[-1]) for parts in passed.folders if len(parts) == depth}
    empty = in_natural_order(at_level - {*catalog.class_names})
    if empty:
        yield Warned(
            "class_folders",
            f"Class folders without an image: {_listed(empty)}.",
            "No image will get these names.",
        )
    out = left_out_of(files, level)
    if out:
        what = "1 image" if len(out) == 1 else f"{len(out):,} images"
        lie = "lies" if len(out) == 1 else "lie"
        yield Warned(
            "class_folders",
            f"{what} of {source.name} {lie} in no class folder and are not learnt from, the first is {out[0].path}.",
        )


def _and(names: tuple[str, ...]) -> str:
    return f"{', '.join(map(_quoted, names[:-1]))} and {_quoted(names[-1])}"


def _quoted(name: str) -> str:
    """``name`` so that spaces at its ends show."""
    return f"“{name}”"


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - _MOST:,} more" if len(found) > _MOST else ""
    return ", ".join(found[:_MOST]) + more
