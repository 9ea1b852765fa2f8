"""Whether two folders can be a source and a target: the one judge for the command line and the window.

Each camera needs a folder of its own. Folders are compared by where they really lie, and so are those that a link or a
list leads to: whatever is learnt from must not be labelled as well without a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from dclgui.core.errors import UserError
from dclgui.core.same_place import lies_below, same_place
from dclgui.images.scan import is_list

TWO_FOLDERS = "Each camera needs a folder of its own, beside the other."


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its ``root``, and as far as it was scanned ``reaches`` (``walk.Passed.reaches``)."""

    root: Path
    reaches: Mapping[Path, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How the target lies to the source.

    ``kind``    ``same`` folder; the target lies ``inside`` the source, or ``around`` it; ``linked`` to one another by a
                link inside a folder; or only ``listed``: a list of the source names pictures in the target
    ``images``  how many are in both, if it is ``linked`` or ``listed``
    """

    kind: Literal["same", "inside", "around", "linked", "listed"]
    images: int = 0


def overlap_of(source: Side, target: Side) -> Overlap | None:
    """What the two have in common; ``None`` for nothing."""
    old, new, listed = source.root.resolve(), target.root.resolve(), is_list(source.root)
    if not listed:
        if same_place(old, new):
            return Overlap("same")
        if lies_below(new, old):
            return Overlap("inside")
        if lies_below(old, new):
            return Overlap("around")
    images = _within(source.reaches, new, *target.reaches)
    if listed:
        return Overlap("listed", images) if images else None
    # Either the source's link leads to the target, or the target's to the source.
    images = images or _within(target.reaches, old, *source.reaches)
    return Overlap("linked", images) if images else None


def require_apart(source: Side, target: Side) -> Overlap | None:
    """Raise ``UserError`` unless each has a folder of its own; returns an overlap that is only to be said."""
    found = overlap_of(source, target)
    if found is None or found.kind == "listed":
        return found
    if found.kind == "same":
        message = f"{source.root} and {target.root} are the same folder: the labelled one and the one to label."
    elif found.kind == "inside":
        message = f"The folder to label, {target.root}, lies inside the labelled one, {source.root}."
    elif found.kind == "around":
        message = f"The labelled folder, {source.root}, lies inside the one to label, {target.root}."
    else:
        message = f"Links between {source.root} and {target.root} put {found.images:,} images into both."
    raise UserError(message, TWO_FOLDERS)


def _within(reaches: Mapping[Path, int], *roots: Path) -> int:
    return sum(images for folder, images in reaches.items() if any(folder.is_relative_to(root) for root in roots))
