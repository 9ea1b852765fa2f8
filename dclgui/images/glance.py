"""A quick look at pictures while they are read anyway: the measurements of the data check on every second pixel.

That costs a fraction of a full measurement and tells the same of brightness, contrast, colour and values. Sharpness is
another measure there and is left out, so that nothing is said of blurred pictures and of noise; nor of nearly equal
ones, which are many in any series. The window's check looks at all of them.
"""

import math
from collections.abc import Sequence

import numpy as np

from dclgui.core.arrays import Pixels
from dclgui.images.decode import Picture
from dclgui.images.measure import LUMINANCE, Look, Measured, mean_colour, measured

_PAIR = np.concatenate([LUMINANCE, np.zeros(3, np.float32)])
"""Luminance of the first of two neighbouring pixels, [6]."""
NOT_AT_A_GLANCE = frozenset({"blurred", "near duplicate"})
"""Kinds of findings that need the whole picture."""


def glance(pictures: Sequence[Picture]) -> Measured:
    """Measure ``pictures`` of one size, at least 32 pixels a side, on every second pixel; their sharpness is NaN."""
    return measured(pictures, [_look(picture.pixels) for picture in pictures])


def _look(pixels: Pixels) -> Look:
    half = pixels.shape[1] // 2
    # Neighbours as one row of six, since copying every second pixel costs more than all of them and a product.
    pairs = pixels[::2, : 2 * half].reshape(-1, half, 6).astype(np.float32)
    return Look(pairs @ _PAIR, mean_colour(pairs)[:3], math.nan)
