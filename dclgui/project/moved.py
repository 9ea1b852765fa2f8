"""Images that were moved since the project was made: whether a folder is the one that they are in now."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Domain

_MOST = 2000
"""Images that are looked for: as good as all, and quick on a network share."""
_LEAST = 0.5
"""Share of them that must be there, and unchanged."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Of ``looked_for`` images of a catalog, ``there`` are in a folder, and ``same`` of these have their size too."""

    looked_for: int
    there: int
    same: int

    @property
    def is_good(self) -> bool:
        """Whether it is the folder of these images."""
        return self.there >= _LEAST * self.looked_for and self.same >= _LEAST * self.there


def fit_of(catalog: Catalog | None, root: Path) -> Fit:
    """How well the images in ``root``, a folder or a list, are those of ``catalog``; nothing is known of ``None``."""
    if catalog is None:
        return Fit(0, 0, 0)
    folder = root.parent if root.is_file() else root
    total = len(catalog)
    rows = np.unique(np.linspace(0, total - 1, min(total, _MOST)).astype(np.intp)).tolist() if total else []
    sizes = [_size(folder / catalog.paths[row]) for row in rows]
    there = [(size, int(catalog.sizes[row])) for size, row in zip(sizes, rows, strict=True) if size is not None]
    return Fit(len(rows), len(there), sum(size == known for size, known in there))


def require_fit(fit: Fit, domain: Domain, root: Path) -> None:
    """Raise ``UserError`` unless ``root`` is there and is the folder of the project's images."""
    if not root.exists():
        raise UserError(f"There is nothing at {root}.", "Check the spelling, and that its drive is connected.")
    if fit.is_good:
        return
    if fit.there < _LEAST * fit.looked_for:
        message = f"{root} is not the folder of the {domain} images: {fit.there:,} of {fit.looked_for:,} are there."
    else:
        message = (
            f"{root} is not the folder of the {domain} images: {fit.there - fit.same:,} of {fit.there:,} with the same "
            "names have another size."
        )
    raise UserError(message, "Choose the folder that has the same images in the same sub-folders.")


def gone(domain: Domain, root: Path) -> UserError:
    """The error for images that something needs and that are no longer at ``root``."""
    return UserError(
        f"The {domain} images are needed, and there is nothing at {root}.",
        f"Put them back, or say where they are now: --{domain} FOLDER, or in the window on Folders.",
    )


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except (OSError, ValueError):
        return None
