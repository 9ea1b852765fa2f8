"""One domain's images as a frozen table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dclgui.core.arrays import Ints, Longs
from dclgui.core.reading import ALONE, Reading

UNKNOWN = -1
"""Class index of an image without a label."""


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """The images of one domain; row ``i`` is an image's identity for the life of a project.

    ``paths``        N relative paths with ``/`` between their parts, in natural order
    ``class_names``  K names; the source's for both domains. Of a project's target, empty in the place of a class that
                     was merged or withdrawn (``Classes.shown``)
    ``labels``       [N] int32, class index of each source image; ``UNKNOWN`` for a target image
    ``sizes``        [N] int64, bytes of the file
    ``mtimes``       [N] int64, time of last change in nanoseconds
    ``former``       names that a class had before, and the number that each reads as now
    ``reading``      how their raw values become 0 to 255
    """

    root: Path
    paths: tuple[str, ...]
    class_names: tuple[str, ...]
    labels: Ints
    sizes: Longs
    mtimes: Longs
    reading: Reading = ALONE
    former: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each class by its name, and by those that it had before."""
        return {**self.former, **{name: number for number, name in enumerate(self.class_names) if name}}

    def file(self, row: int) -> Path:
        """Absolute path of image ``row``."""
        return self.root / self.paths[row]


@dataclass(frozen=True, slots=True)
class Layout:
    """The classes, in natural order, if they are the folders of ``level`` (1 for the first) below the root."""

    level: int
    classes: tuple[str, ...]
