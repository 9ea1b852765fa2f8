"""What a person should know of two folders before anything is learnt from them: said once, and the work goes on."""

from collections.abc import Iterator
from pathlib import Path

from dclgui.core.catalog import Catalog
from dclgui.core.protocol.events import Domain, Warned
from dclgui.core.wording import listed
from dclgui.images.classes import alike, class_called, in_natural_order, level_of
from dclgui.images.scan import FoundFile, left_out_of
from dclgui.images.walk import Passed, endings_named, first_folders


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
            "These classes differ only in capitals, spaces, unseen signs or the form of their letters: "
            f"{_quoted(names)}.",
            "They are learnt as different classes. If they mean the same, give them one name.",
        )


def target_notes(passed: Passed, domain: Domain = "target") -> Iterator[Warned]:
    """On the files of a folder that are no pictures by their names."""
    found = passed.total()
    if found:
        yield Warned(
            "passed_over",
            _passed_over(found.total(), domain, endings_named(found)),
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
            f"{source.name} writes these classes in more than one way: {listed(passed.spelt)}.",
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
            f"Class folders without an image: {listed(empty)}.",
            "No image will get these names.",
        )
    out = left_out_of(files, level)
    if out:
        yield Warned(
            "class_folders",
            f"Not learnt from, since they lie in no class folder of {source.name}: {len(out):,}, the first is "
            f"{out[0].path}.",
        )


def _passed_over(files: int, domain: Domain, kinds: str) -> str:
    if files == 1:
        return f"1 file of the {domain} was passed over: {kinds}."
    return f"{files:,} files of the {domain} were passed over: {kinds}."


def _quoted(names: tuple[str, ...]) -> str:
    """``names`` so that spaces at their ends show."""
    return ", ".join(f"“{name}”" for name in names)
