"""Raw values to 0-255: which of them mean nothing, which become black and white, and the scaling itself."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Mask, Pixels
from dclgui.core.reading import Span

DEPTHS = (255, 1023, 4095, 16383, 65535)
"""Highest value of 8-, 10-, 12-, 14- and 16-bit sensors."""
NODATA = (-9999, -32768)
"""What maps and thermal cameras write where nothing was measured, beside the value that a file names itself."""
HUGE = 3.4e38
"""Numbers of this size are the other mark for nothing: the ends of single precision."""
LEAST = 1 / 16
"""Share of a range that is hardly any of it: 16 of 256 levels."""
NARROW = 64.0
"""Fractions on a scale of 0 to 255 take at least a quarter of it; else it was not made for them."""

Values = npt.NDArray[Any]
"""[H, W] or [H, W, bands] uint16, int32, uint32 or float32."""


def depth_of(highest: float) -> float | None:
    """The first of ``DEPTHS`` that ``highest`` does not exceed, if any."""
    return next((float(top) for top in DEPTHS if highest <= top), None)


def measured(values: Values, mark: float | None) -> Mask | None:
    """Which of ``values`` are measurements: finite and no mark for nothing (``mark`` is the file's own).

    ``None`` for all of them.
    """
    if values.dtype.kind == "f":
        valid = np.abs(values) < HUGE  # False for NaN
    elif values.dtype.kind == "u":
        return None if mark is None else values != mark
    else:
        valid = np.ones(values.shape, np.bool_)
    for nothing in NODATA if mark is None else (*NODATA, mark):
        valid &= values != (np.float32(nothing) if values.dtype.kind == "f" else nothing)
    return valid


def own_span(low: float, high: float, *, fractions: bool) -> Span:
    """The range of a picture that is judged alone, by its lowest and highest value.

    Whole numbers: 0 and the first of ``DEPTHS`` that is not exceeded, unless an offset leaves hardly any of it to the
    picture. Fractions: 0 and 1, with a tolerance of 5 %, or 0 and 255 if they take a quarter of it. Else the picture's
    own lowest and highest.
    """
    top = fraction_top(low, high) if fractions else (depth_of(high) if low >= 0 else None)
    if top and not fractions and low > (high - low) / 2 and 0 < high - low < LEAST * top:
        top = None
    return (0.0, top) if top else (low, max(high, math.nextafter(low, math.inf)))


def fraction_top(low: float, high: float) -> float | None:
    """1 or 255 if fractions from ``low`` to ``high`` are on a scale from 0 to that, by ``own_span``'s rule."""
    if low >= -0.05 and high <= 1.05:
        return 1.0
    on_bytes = high <= 1.05 * 255 and low >= -0.05 * (high - low) and high - low >= NARROW
    return 255.0 if on_bytes else None


def former_span(low: float, high: float, *, fractions: bool) -> Span:
    """``own_span`` as it was before ranges were kept: fractions are on a scale to 255 if one exceeds 16."""
    if fractions:
        tops = [top for top, least in ((1.0, 0.0), (255.0, 16.0)) if least <= high <= 1.05 * top and low >= -0.05 * top]
    else:
        tops = [float(top) for top in DEPTHS if 0 <= low <= high <= top]
    return (0.0, tops[0]) if tops else (low, max(high, math.nextafter(low, math.inf)))


def scaled(values: Values, span: Span, *, valid: Mask | None = None) -> Pixels:
    """``values`` to uint8 of the same shape, ``span`` to 0 and 255, what lies beyond clipped.

    NaN, -inf and what is not ``valid`` become 0, inf 255.
    """
    low, high = span
    if values.dtype.itemsize == 2:  # a lookup table is faster than arithmetic on every pixel
        out: Pixels = np.take(_scaled(np.arange(65536), low, high), values)
    else:
        out = _scaled(values, low, high)
    if valid is not None:
        out[~valid & (values != np.inf)] = 0
    return out


def _scaled(values: Values, low: float, high: float) -> Pixels:
    shares = (values.astype(np.float64) - low) / (high - low)
    return (np.nan_to_num(shares, nan=0.0).clip(0, 1) * 255).round().astype(np.uint8)
