"""Colour with 16 bits a channel at its full depth.

Pillow hands out the upper bytes only. It decodes the same file a second time as if its bytes stood the other way
round, which gives the lower ones: docs/decisions/0014-one-range-a-domain.md.
"""

import sys
from dataclasses import dataclass

import numpy as np
from PIL import Image

from dclgui.core.reading import Span
from dclgui.images.frame import PLANES, Box, Frame, in_planes, layout_of, upright
from dclgui.images.opening import UnfitError, opened
from dclgui.images.values import Values, depth_of, scaled

_OTHER = {";16B": ";16L", ";16L": ";16B", ";16N": ";16B" if sys.byteorder == "little" else ";16L"}
"""Pillow's names for 16 bits in one order of bytes, and in the other."""
HIDES = 1
"""Greatest value of an alpha that is none: some cameras leave the fourth channel empty, some programs write 0 and 1."""
_BACKDROP = 128.0


@dataclass(frozen=True, slots=True, eq=False)
class Deep:
    """Upper and lower bytes of one picture, upright, each in mode RGB, RGBA or LA.

    ``premultiplied``  whether its colours are stored multiplied by alpha
    """

    upper: Image.Image
    lower: Image.Image
    premultiplied: bool

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return self.upper.mode[-1] == "A"

    def channels(self, box: Box) -> Values:
        """[h, w, channels] uint16 of a strip."""
        upper, lower = (np.asarray(half.crop(box)) for half in (self.upper, self.lower))
        values: Values = upper.astype(np.uint16) << 8 | lower
        return values

    def colours(self, box: Box) -> Values:
        """[h, w, 1 or 3] uint16 of a strip, without alpha."""
        channels = self.channels(box)
        return channels[..., :-1] if self.has_alpha else channels

    def painted(self, box: Box, span: Span, *, opaque: float) -> Image.Image:
        """A strip in RGB, ``span`` to 0 and 255, over mid-grey by an alpha whose greatest is ``opaque``.

        With ``opaque`` of 0 alpha does not count.
        """
        channels = self.channels(box)
        colours = channels[..., :-1] if self.has_alpha else channels
        pixels = scaled(colours, span)
        if opaque:
            alpha = channels[..., -1:].astype(np.float32) / opaque
            over = pixels if self.premultiplied else pixels * alpha
            pixels = (over + _BACKDROP * (1 - alpha)).round().clip(0, 255).astype(np.uint8)
        return Image.fromarray(np.ascontiguousarray(np.broadcast_to(pixels, (*pixels.shape[:2], 3))))


def halves(frame: Frame) -> Deep:
    """Decode a ``deep`` frame anew at its full depth; raises ``UnfitError`` where Pillow can't."""
    image = opened(frame.data)
    codec, layout, highest = layout_of(image)
    if codec == "ppm" and highest:
        return Deep(*_of_bytes(frame.data, image), premultiplied=False)
    if layout == "LA;16B":  # four bytes a pixel, as they lie in the file
        parts = _decoded(frame.data, "RGBA").split()
        return Deep(Image.merge("LA", parts[::2]), Image.merge("LA", parts[1::2]), premultiplied=False)
    order = next((end for end in _OTHER if layout.endswith(end)), None)
    if order is None or in_planes(image):
        raise UnfitError(PLANES)
    straight = layout.replace("RGBa", "RGBA")  # with the upper bytes alone Pillow can't divide by alpha
    upper, lower = (_decoded(frame.data, one) for one in (straight, straight.replace(order, _OTHER[order])))
    return Deep(upper, lower, premultiplied=layout != straight)


def alpha_top(greatest: float) -> float:
    """The value of an opaque pixel, by the ``greatest`` of a picture; 0 for an alpha that hides everything."""
    return 0.0 if greatest <= HIDES else depth_of(greatest) or greatest


def _decoded(data: bytes, layout: str) -> Image.Image:
    image = opened(data)
    image.tile = [  # type: ignore[attr-defined]
        tile._replace(args=(layout, *tile.args[1:]) if isinstance(tile.args, tuple) else layout)
        for tile in image.tile  # type: ignore[attr-defined]
    ]
    image.load()
    upright(image)
    return image


def _of_bytes(data: bytes, image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """A PPM, whose samples lie one after the other at the end of the file."""
    width, height = image.size
    start = image.tile[0].offset  # type: ignore[attr-defined]
    samples = np.frombuffer(data, np.uint8, 6 * width * height, start).reshape(height, width, 3, 2)
    upper, lower = (Image.fromarray(np.ascontiguousarray(samples[..., half])) for half in (0, 1))
    return upper, lower
