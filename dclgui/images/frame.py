"""The first frame of a file, decoded and upright at its full depth, within a bound on the memory of all threads."""

import contextlib
import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from threading import Condition

import numpy as np
from PIL import Image, ImageOps
from PIL.TiffImagePlugin import SAMPLEFORMAT, TiffImageFile

from dclgui.images.opening import UnfitError, ends_early, readable, without_text
from dclgui.images.values import Values

AT_ONCE = 2**30
"""Bytes that all threads together decode to; more only if it is a single picture."""
LARGEST = 2 * 2**30
"""Bytes that one picture may decode to."""
PIECE = 2**20
"""Pixels that are turned into 8 bits at a time."""
PLANES = "its colours have 16 bits and lie in a form that can't be read; save it as PNG, or as TIFF without planes"
Box = tuple[int, int, int, int]

_ORIENTATION, _LYING = 0x0112, {5, 6, 7, 8}
"""The EXIF tag of a picture's orientation, and its values for one turned by 90 degrees."""
_BITS, _PHOTOMETRIC, _PLANAR, _NODATA = 258, 262, 284, 42113
"""TIFF tags: bits a channel, what 0 means, whether each colour has a plane of its own, and the mark for nothing."""
_SIGNED = 2
"""What a TIFF calls whole numbers with a sign."""
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2}
"""Of a decoded pixel; 4 in other modes."""
_COPIES = {"WEBP": 3, "AVIF": 3, "JPEG2000": 3}
"""How often the decoders of these formats hold a picture."""
_PAGED = {"TIFF", "GIF", "WEBP", "PNG"}
"""Formats whose further frames are pictures of their own, and not previews."""

# ``LARGEST`` bounds what is decoded, by memory: a JPEG of any size takes little, since most of it is never decoded.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One decoded frame.

    ``image``     upright, as Pillow decodes it; of deep colour the upper bytes
    ``data``      the file's bytes, or those of them that were decoded
    ``size``      upright width and height in the file; a JPEG may be decoded to fewer
    ``pages``     whether more follow in the file
    ``deep``      whether it is colour with 16 bits a channel
    ``inverted``  whether 0 is white although Pillow says black, in grey with more than 8 bits
    ``nodata``    the file's own mark for nothing
    ``unsigned``  whether its 32-bit numbers, which Pillow says are signed, are not
    """

    image: Image.Image
    data: bytes
    size: tuple[int, int]
    pages: bool
    deep: bool
    inverted: bool
    nodata: float | None
    unsigned: bool

    @property
    def grey(self) -> bool:
        """Whether it is grey with more than 8 bits."""
        return _is_deep_grey(self.image)

    def boxes(self) -> list[Box]:
        """The whole frame as strips of about ``PIECE`` pixels, from the top."""
        width, height = self.image.size
        rows = max(1, PIECE // max(1, width))
        return [(0, top, width, min(top + rows, height)) for top in range(0, height, rows)]

    def values(self, box: Box) -> Values:
        """[h, w] uint16, int32, uint32 or float32 of a strip of a ``grey`` frame."""
        values: Values = np.asarray(self.image.crop(box))
        return values.view(np.uint32) if self.unsigned else values


class _Memory:
    """Room for ``AT_ONCE`` bytes, lent to threads; one that finds it empty gets any amount."""

    def __init__(self) -> None:
        self._lent, self._changed = 0, Condition()

    @contextlib.contextmanager
    def lent(self, size: int) -> Iterator[None]:
        """Wait for room for ``size`` bytes, and hold it inside the block."""
        with self._changed:
            self._changed.wait_for(lambda: not self._lent or self._lent + size <= AT_ONCE)
            self._lent += size
        try:
            yield
        finally:
            with self._changed:
                self._lent -= size
                self._changed.notify_all()


_memory = _Memory()


@contextlib.contextmanager
def first_frame(data: bytes, *, side: int | None = None, most: int = 0) -> Generator[Frame, None, None]:
    """Decode ``data``; waits for memory.

    A JPEG is decoded to hardly more than ``side`` pixels a side, or ``most`` in all, if that is given.

    Raises ``UnfitError`` for a picture that is too large or of a kind that can't be read, and what Pillow raises for
    one that is damaged.
    """
    data, image = readable(data)
    size = image.size
    if side is not None or most:  # JPEG can decode at a fraction of its size, several times as fast
        image.draft(None, (side, side) if side is not None else within(size, most))
    deep = _is_deep(image)
    cost = _cost(image, deep=deep, enlarged=side is None and not most)
    if cost > LARGEST:
        raise UnfitError(_too_large(size, cost))
    with _memory.lent(cost):
        try:
            image.load()
        except ValueError:  # told behind the pixels
            data, image = without_text(data)
            image.load()
        if ends_early(data):
            raise UnfitError("its lower part is missing, perhaps from a broken copy")
        size = size[::-1] if upright(image) else size
        inverted, nodata, unsigned = _of_tiff(image)
        yield Frame(_without_sign(image), data, size, _has_pages(image), deep, inverted, nodata, unsigned)


def within(size: tuple[int, int], most: int) -> tuple[int, int]:
    """``size`` made smaller, in proportion, to about ``most`` pixels in all; 0 for any number."""
    share = min(1.0, math.sqrt(most / max(1, math.prod(size)))) if most else 1.0
    width, height = (max(1, round(length * share)) for length in size)
    return width, height


def has_depth(data: bytes) -> bool:
    """Whether ``data`` is a picture with more than 8 bits a channel; only its head is read."""
    with contextlib.suppress(Exception):  # of a damaged one that is no matter here
        _, image = readable(data)
        return _is_deep_grey(image) or _is_deep(image)
    return False


def upright(image: Image.Image) -> bool:
    """Turn the decoded ``image`` by its EXIF orientation; returns whether that swapped width and height."""
    # A picture with a damaged EXIF block is still usable.
    with contextlib.suppress(Exception):
        turn = image.getexif().get(_ORIENTATION, 1)
        if turn != 1:
            ImageOps.exif_transpose(image, in_place=True)
        return turn in _LYING
    return False


def _is_deep_grey(image: Image.Image) -> bool:
    """Whether it is grey with more than 8 bits."""
    return image.mode in {"I", "F"} or image.mode.startswith("I;16")


def layout_of(image: Image.Image) -> tuple[str, str, int]:
    """Decoder, Pillow's name of the file's own layout, and the highest value, of a picture that is not decoded yet.

    Empty, and 0, where there is none.
    """
    if not image.tile:  # type: ignore[attr-defined]
        return "", "", 0
    tile = image.tile[0]  # type: ignore[attr-defined]
    args = tile.args if isinstance(tile.args, tuple) else (tile.args,)
    highest = args[1] if tile.codec_name.startswith("ppm") else 0
    return tile.codec_name, str(args[0]), highest


def in_planes(image: Image.Image) -> bool:
    """Whether it is a TIFF with more than 8 bits a channel and a plane for each colour."""
    tags = image.tag_v2 if isinstance(image, TiffImageFile) else {}
    return tags.get(_PLANAR) == 2 and max(tags.get(_BITS, (8,))) > 8


def _is_deep(image: Image.Image) -> bool:
    codec, layout, highest = layout_of(image)
    if image.mode not in {"RGB", "RGBA"}:
        return False
    if in_planes(image):
        if codec == "raw":  # Pillow takes both bytes for pixels
            raise UnfitError(PLANES)
        return True
    return ";16" in layout or highest == 65535


def _cost(image: Image.Image, *, deep: bool, enlarged: bool) -> int:
    """Bytes that decoding ``image`` takes at most; ``enlarged``: it becomes RGB at its full size."""
    pixel = _BYTES.get(image.mode, 4) * _COPIES.get(image.format or "", 1)
    told = image.tag_v2 if isinstance(image, TiffImageFile) else {}
    turned = "exif" in image.info or told.get(_ORIENTATION, 1) != 1
    pixel = pixel * (2 if turned else 1) + (8 if deep else 0) + (4 if enlarged else 0)
    return image.width * image.height * pixel


def _too_large(size: tuple[int, int], cost: int) -> str:
    pixels, wanted = round(size[0] * size[1] / 1e6), math.ceil(cost / 2**30)
    return (
        f"it has {pixels} million pixels, which take {wanted} GB of memory, more than {LARGEST // 2**30} GB; "
        "make it smaller, cut it into pieces, or save it as JPEG"
    )


def _has_pages(image: Image.Image) -> bool:
    with contextlib.suppress(Exception):  # a damaged second frame is no fault of the first
        return image.format in _PAGED and bool(getattr(image, "is_animated", False))
    return False


def _without_sign(image: Image.Image) -> Image.Image:
    """Grey of 8 bits; of numbers from -128 to 127, which Pillow takes for others, the lowest becomes black."""
    if isinstance(image, TiffImageFile) and image.mode == "L" and image.tag_v2.get(SAMPLEFORMAT) == (_SIGNED,):
        return image.point([(level + 128) % 256 for level in range(256)])
    return image


def _of_tiff(image: Image.Image) -> tuple[bool, float | None, bool]:
    """``inverted``, ``nodata`` and ``unsigned``."""
    if not isinstance(image, TiffImageFile) or not _is_deep_grey(image):
        return False, None, False
    tags = image.tag_v2
    mark = None
    with contextlib.suppress(ValueError):  # NaN is no number anyway
        mark = float(str(tags.get(_NODATA)).strip("\0 "))
    unsigned = image.mode == "I" and tags.get(SAMPLEFORMAT, (1,)) == (1,)
    return tags.get(_PHOTOMETRIC) == 0, mark, unsigned
