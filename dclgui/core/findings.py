"""What the data check found, before any training."""

from dataclasses import dataclass
from typing import Literal

from dclgui.core.arrays import Doubles, Floats, Rows
from dclgui.core.protocol.events import Domain

Kind = Literal[
    "unreadable", "duplicate", "near duplicate", "leak", "blurred", "dark", "tiny class", "mixed sizes", "value range",
    "colour", "blank", "mostly blank", "unused range", "pages",
]  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One kind of trouble in one domain.

    ``rows``      [n] int64, catalog rows concerned, worst first; of duplicates all but the one to keep; of a leak the
                  source's rows
    ``twins``     [n] int64, the row that each is a copy of (of a leak: the target's row); empty for other kinds
    ``measures``  [n] float32, what was measured (sharpness, brightness, distance, pixels); empty where nothing was
    ``reasons``   n texts for unreadable images, else empty
    ``advice``    ``exclude`` if training is better without them, ``look`` if a person must decide
    """

    kind: Kind
    domain: Domain
    rows: Rows
    twins: Rows
    measures: Floats
    reasons: tuple[str, ...]
    advice: Literal["exclude", "look"]


@dataclass(frozen=True, slots=True, eq=False)
class DomainStatistics:
    """Of all readable images of one domain.

    ``brightness``  [64] float64, histogram of the luminance of all pixels from 0 to 255, sum 1
    ``colour``      [3] float64, mean of red, green and blue in [0, 1]
    ``contrast``    mean over images of the standard deviation of the luminance in [0, 1]
    ``ranges``      (highest raw value such as 255, 65535 or 1, images) by how many, most first
    ``sizes``       (width, height, images) by how many, most first
    """

    brightness: Doubles
    colour: Doubles
    contrast: float
    ranges: tuple[tuple[float, int], ...]
    sizes: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class CheckReport:
    """All that the data check says of a project's two catalogs."""

    findings: tuple[Finding, ...]
    source: DomainStatistics
    target: DomainStatistics
