"""A file as Pillow opens it, not yet decoded: what Pillow would show otherwise than it stands is mended or refused."""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from zlib import crc32

from PIL import Image, ImagePalette
from PIL.TiffImagePlugin import COLORMAP, PHOTOMETRIC_INTERPRETATION, SAMPLESPERPIXEL, TiffImageFile

FORMATS = ("JPEG", "PNG", "BMP", "DIB", "TIFF", "WEBP", "GIF", "PPM", "AVIF", "JPEG2000")
_NATIVE = {
    f"{mode};{bits}{order}{kind}": f"{mode};{bits}N{kind}"
    for mode, bits, kind in (("I", 16, "S"), ("I", 32, "S"), ("F", 32, "F"))
    for order in ("", "B")
}
"""Layouts of numbers of which Pillow thinks that libtiff leaves them in the file's own order of bytes."""
_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"iCCP"}
"""Parts of a PNG on which no pixel depends here."""
_PIXELS, _END = b"IDAT", b"IEND"
_GREY, _BYTE = {0, 1}, 256
_CODESTREAM = b"\xff\x4f\xff\x51"
"""How JPEG 2000 begins, inside its boxes."""
_COMPONENTS = 40
"""Bytes from there to its number of colours, which their depths follow."""


class UnfitError(Exception):
    """A picture that is not read; the text finishes the sentence "dent/7.png can't be used: …"."""


def opened(data: bytes) -> Image.Image:
    """The picture in ``data``; raises ``UnfitError`` and what Pillow does."""
    image = Image.open(BytesIO(data), formats=FORMATS)
    if isinstance(image, TiffImageFile):
        _mend(image)
        _require_one_band(image)
    elif image.format == "JPEG2000" and image.mode not in {"L", "I;16"} and _depth_of(data) > 8:
        raise UnfitError(
            "it is a JPEG 2000 picture with more than 8 bits a colour, which can't be read: save it as PNG or TIFF"
        )
    return image


def readable(data: bytes) -> tuple[bytes, Image.Image]:
    """``opened`` and the bytes that were: those of ``data``, but for long texts of a PNG."""
    try:
        return data, opened(data)
    except ValueError:
        return without_text(data)


def without_text(data: bytes) -> tuple[bytes, Image.Image]:
    """A PNG without its texts and colour profile, of which Pillow takes 1 MB only, so that no bomb fills the memory.

    Called while that refusal is handled; raises it again for any other file.
    """
    parts = list(_parts(data))
    kept = [data[part.start : part.end] for part in parts if part.kind not in _TOLD]
    if len(kept) == len(parts):
        raise  # noqa: PLE0704 - see above
    lean = b"".join([data[:8], *kept])
    return lean, opened(lean)


def ends_early(data: bytes) -> bool:
    """Whether a PNG that Pillow decodes lacks pixels at its end: broken copies go on with zeros, and look like pixels.

    Pillow compares no checksum. Here the last one is, of a file without an end: that costs nothing.
    """
    parts = list(_parts(data))
    if not parts or parts[-1].kind == _END:
        return False
    last = next((part for part in reversed(parts) if part.kind == _PIXELS), parts[-1])
    body, checksum = data[last.start + 4 : last.end - 4], data[last.end - 4 : last.end]
    return crc32(body) != int.from_bytes(checksum, "big")


class _Part(NamedTuple):
    kind: bytes
    start: int
    end: int


def _parts(data: bytes) -> Iterator[_Part]:
    """The parts of a PNG, as far as their lengths lead; none of another file."""
    place = 8 if data.startswith(b"\x89PNG") else len(data)
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if not kind.isalpha():
            return
        yield _Part(kind, place, place + 12 + length)
        place += 12 + length


def _mend(image: TiffImageFile) -> None:
    """What libtiff decodes is in this computer's order of bytes; palettes of some old programs go to 255 only."""
    image.tile = [
        tile._replace(args=(_NATIVE.get(tile.args[0], tile.args[0]), *tile.args[1:]))
        if tile.codec_name == "libtiff" and isinstance(tile.args, tuple)
        else tile
        for tile in image.tile
    ]
    colours = image.tag_v2.get(COLORMAP, ())
    if image.palette is not None and max(colours, default=_BYTE) < _BYTE:
        image.palette = ImagePalette.raw("RGB;L", bytes(colours))


def _require_one_band(image: TiffImageFile) -> None:
    """Of grey and more bands, each in a plane, Pillow shows the first."""
    bands = image.tag_v2.get(SAMPLESPERPIXEL, 1)
    if image.tag_v2.get(PHOTOMETRIC_INTERPRETATION) in _GREY and bands > 2:
        raise UnfitError(f"it has {bands} bands, of which none is a colour: save it as RGB, or one of them as grey")


def _depth_of(data: bytes) -> int:
    """The most bits of a colour of a JPEG 2000 file."""
    count = data.find(_CODESTREAM) + _COMPONENTS
    colours = int.from_bytes(data[count : count + 2], "big")
    return max(((size & 0x7F) + 1 for size in data[count + 2 : count + 2 + 3 * colours : 3]), default=0)
