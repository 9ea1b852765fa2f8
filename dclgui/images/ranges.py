"""One range for a whole domain, settled from a sample of its pictures: docs/decisions/0014-one-range-a-domain.md."""

import math
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.reading import Reading, Span
from dclgui.images.decode import UnreadableImage, read_file, with_frame
from dclgui.images.deep import halves
from dclgui.images.frame import Frame, has_depth
from dclgui.images.pictures import available_cores, in_batches, read_ahead
from dclgui.images.values import LEAST, Values, depth_of, fraction_top, measured

SAMPLE = 100
"""Pictures that are looked at, evenly spread over the domain."""
_ODD = 50
"""One picture in so many may be of another kind at either end, without a say."""
_HOT, _OUTLYING = 100_000, 1000
"""One value in so many, and one more, is taken for a fault of the sensor; and for no part of what a range must hold."""
_MARGIN = 1 / 16
"""Of its width, at either end of a range, for pictures that are a little brighter or darker than the sample."""
_LOOKED_AT = 2**20
"""Most values of one picture."""


class Extent(NamedTuple):
    """The values of one picture: all but the outliers, from ``low`` to ``high``, and all but a few from ``lowest``."""

    fractions: bool
    low: float
    high: float
    lowest: float
    highest: float


def with_range(catalog: Catalog) -> Catalog:
    """``catalog`` with the reading that a sample of its pictures suggests; those of 8 bits are not decoded."""
    rows = np.unique(np.linspace(0, len(catalog) - 1, min(SAMPLE, len(catalog))).astype(np.intp))

    def look(some: Rows) -> Extent | None:
        return extent_of(catalog.file(int(some[0])))

    with closing(read_ahead(look, in_batches(rows, 1), workers=available_cores())) as found:
        return replace(catalog, reading=settled([extent for extent in found if extent is not None]))


def settled(extents: Sequence[Extent]) -> Reading:
    """The reading of a domain whose sample has these ``extents``."""
    whole, fractions = ([one for one in extents if one.fractions is kind] for kind in (False, True))
    return Reading(_of_whole(whole) if whole else None, _of_fractions(fractions) if fractions else None)


def extent_of(file: Path) -> Extent | None:
    """The values of one picture; ``None`` if it has 8 bits, can't be read or holds no number."""
    try:
        data = read_file(file)
        if not has_depth(data):
            return None
        with with_frame(data) as frame:
            return _extent(frame)
    except UnreadableImage:
        return None


def _of_whole(extents: Sequence[Extent]) -> Span | None:
    """From 0 to the sensor's depth, unless an offset hides that the values would fit into a lower one."""
    low, high = _agreed(extents)
    top = depth_of(_upper([one.highest for one in extents]))
    if top and _lower([one.lowest for one in extents]) >= 0:
        fitting = depth_of(high - low)
        offset = low > (high - low) / 2
        if not offset or fitting is None or fitting >= top or high <= low:
            return 0.0, top
    return _widened(low, high)


def _of_fractions(extents: Sequence[Extent]) -> Span | None:
    """On a scale to 1 or 255, unless most of it would be left empty."""
    low, high = _agreed(extents)
    top = fraction_top(low, high)
    return (0.0, top) if top and high - low >= LEAST * top else _widened(low, high)


def _agreed(extents: Sequence[Extent]) -> Span:
    return _lower([one.low for one in extents]), _upper([one.high for one in extents])


def _lower(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // _ODD]


def _upper(values: Sequence[float]) -> float:
    return sorted(values)[-1 - len(values) // _ODD]


def _widened(low: float, high: float) -> Span | None:
    width = (high - low) * _MARGIN
    span = low - width, high + width
    return span if -math.inf < span[0] < span[1] < math.inf else None


def _extent(frame: Frame) -> Extent | None:
    colours = None if frame.grey else halves(frame)
    step = math.ceil(math.sqrt(max(1, math.prod(frame.image.size) / _LOOKED_AT)))
    parts = []
    for box in frame.boxes():
        values = frame.values(box) if colours is None else colours.colours(box)
        values = values[::step, ::step]
        valid = measured(values, frame.nodata)
        parts.append(values.ravel() if valid is None else values[valid])
    found = np.sort(np.concatenate(parts))
    if not len(found):
        return None
    low, high = _inner(found, _OUTLYING)
    return Extent(frame.image.mode == "F", low, high, *_inner(found, _HOT))


def _inner(values: Values, share: int) -> Span:
    """The lowest and the highest of the ascending ``values``, without one and one in ``share`` at either end."""
    out = min(1 + len(values) // share, (len(values) - 1) // 2)
    return float(values[out]), float(values[-1 - out])
