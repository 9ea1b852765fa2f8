"""A picture with its contrast stretched for the eye, so that what is dark or flat is seen; no model sees it so."""

from pathlib import Path

from PIL import Image

from dclgui.core.reading import ALONE, Reading
from dclgui.images.decode import open_picture
from dclgui.images.ranges import extent_of

_OUTLYING = 200
"""One pixel in so many may become plain black, and one plain white."""
_LEVELS = 256


def open_stretched(path: Path, reading: Reading = ALONE, *, most: int = 0) -> Image.Image:
    """``decode.open_picture`` with all but outliers from black to white; of more than 8 bits no level is lost.

    All channels are stretched alike, so that grey stays grey. Raises ``UnreadableImage``, and nothing else.
    """
    extent = extent_of(path)
    if extent is not None and extent.low < extent.high:
        span = extent.low, extent.high
        reading = Reading(fractions=span) if extent.fractions else Reading(whole=span)
    image = open_picture(path, reading, most=most)
    low, high = _inner(image.convert("L").histogram())
    if high <= low:
        return image
    share = (_LEVELS - 1) / (high - low)
    return image.point([min(_LEVELS - 1, max(0, round((level - low) * share))) for level in range(_LEVELS)] * 3)


def _inner(histogram: list[int]) -> tuple[int, int]:
    """The darkest and the brightest level of a picture, without one pixel in ``_OUTLYING`` at either end."""
    out = sum(histogram) // _OUTLYING
    return _from_end(histogram, out), _LEVELS - 1 - _from_end(histogram[::-1], out)


def _from_end(histogram: list[int], out: int) -> int:
    passed = 0
    for level, count in enumerate(histogram):
        passed += count
        if passed > out:
            return level
    return 0
