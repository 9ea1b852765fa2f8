"""A quick look at a picture while it is read anyway: the measurements of the data check on every second pixel.

That costs a fraction of a full measurement and tells the same of brightness, contrast, colour and values. Sharpness is
another measure there and is left out, so that nothing is said of blurred pictures and of noise; nor of nearly equal
ones, which are many in any series. The window's check looks at all of them.
"""

import math
from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from dclgui.images.decode import Picture
from dclgui.images.measure import LUMINANCE, Measured, Measurement, mean_colour, measurement

_PAIR = np.concatenate([LUMINANCE, np.zeros(3, np.float32)])
"""Luminance of the first of two neighbouring pixels, [6]."""
NOT_AT_A_GLANCE = frozenset({"blurred", "near duplicate"})
"""Kinds of findings that need the whole picture."""
_SUMS, _NO_ARRAYS = frozenset({"histogram"}), frozenset({"problems"})


def glance(picture: Picture) -> Measurement:
    """Measure ``picture``, of at least 32 pixels a side, on every second pixel; its sharpness is NaN."""
    half = picture.pixels.shape[1] // 2
    # Neighbours as one row of six, since copying every second pixel costs more than all of them and a product.
    pairs = picture.pixels[::2, : 2 * half].reshape(-1, half, 6).astype(np.float32)
    return measurement(picture, pairs @ _PAIR, mean_colour(pairs)[:3], sharpness=math.nan)


def arrays_of(found: Measured) -> dict[str, np.ndarray]:
    """The arrays of ``found`` by their names, to be stored."""
    return {field.name: getattr(found, field.name) for field in fields(found) if field.name not in _NO_ARRAYS}


def measured_from(parts: Sequence[dict[str, np.ndarray]], problems: dict[int, str]) -> Measured | None:
    """The measurements of all rows from ``arrays_of`` consecutive parts; ``None`` if a part lacks some."""
    names = [field.name for field in fields(Measured) if field.name not in _NO_ARRAYS]
    if not parts or any(name not in part for part in parts for name in names):
        return None
    whole = {
        name: np.sum([part[name] for part in parts], axis=0)
        if name in _SUMS
        else np.concatenate([part[name] for part in parts])
        for name in names
    }
    return Measured(**whole, problems=dict(problems))
