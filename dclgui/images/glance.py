"""A quick look at a picture while it is read anyway: the measurements of the data check on every second pixel.

That costs half of a full measurement and tells the same of brightness, contrast, colour and values. Sharpness is
another measure there, so that nothing is said of blurred pictures; nor of nearly equal ones, which are many in any
series. The window's check looks at both.
"""

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from dclgui.images.decode import Picture
from dclgui.images.measure import Measured, Measurement, measure

_STEP = 2
NOT_AT_A_GLANCE = frozenset({"blurred", "near duplicate"})
"""Kinds of findings that need the whole picture."""
_SUMS, _NO_ARRAYS = frozenset({"histogram"}), frozenset({"problems"})


def glance(picture: Picture) -> Measurement:
    """Measure ``picture``, of at least 32 pixels a side, on every second pixel."""
    return measure(replace(picture, pixels=picture.pixels[::_STEP, ::_STEP]))


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
