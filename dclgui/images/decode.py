"""The one loader of pictures, for the model and for the window.

JPEG, PNG, BMP, TIFF, WebP, GIF, PPM, AVIF and JPEG 2000, identified by content and not by name; the first of several
frames or pages.

- EXIF orientation is applied; colour profiles are not.
- Alpha is composited over mid-grey, so that neither white nor black parts vanish; one that hides all is not used.
- More than 8 bits are scaled to 0-255 by the range of the picture's domain (``core.reading``), else by its own values.
"""

import contextlib
import re
import stat
import warnings
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, UnidentifiedImageError

from dclgui.core.arrays import Mask, Pixels
from dclgui.core.errors import windows_reason
from dclgui.core.reading import ALONE, Reading, Span
from dclgui.images.deep import HIDES, alpha_top, halves
from dclgui.images.frame import Box, Frame, first_frame, within
from dclgui.images.kinds import form_of, named_kind
from dclgui.images.opening import UnfitError
from dclgui.images.values import Values, former_span, measured, own_span, scaled

MAX_BYTES = 2 * 1024**3
BACKDROP = (128, 128, 128, 255)
_FULL = (0.0, 65535.0)
_DIM = 64
"""Upper bytes of a picture that has all 16 bits reach this."""


class UnreadableImage(Exception):  # noqa: N818 - the file's state, not the program's error
    """A file that can't be decoded; ``reason`` finishes the sentence "dent/7.png can't be used: …".

    ``passing``: its bytes could not be read, which may succeed later although the file does not change.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.passing = reason, passing


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One decoded file.

    ``pixels``  [S, S, 3] uint8, RGB, 0-255, writable
    ``digest``  16 bytes, blake2b of the file's bytes
    ``width``, ``height``  of the picture in the file, upright
    ``top``     the raw value that became white, such as 255, 4095, 65535 or 1
    ``pages``   whether the file holds more pictures than this one
    """

    pixels: Pixels
    digest: bytes
    width: int
    height: int
    top: float
    pages: bool = False


def load_picture(path: Path, side: int, reading: Reading = ALONE) -> Picture:
    """Decode ``path`` and resize the whole picture to a square of ``side`` > 0 pixels, antialiased, without a crop.

    Thread-safe. Raises ``UnreadableImage``, and nothing else, whatever is in the file.
    """
    data = read_file(path)
    found = _decode(data, reading, side=side)
    width, height = found.size
    digest = blake2b(data, digest_size=16).digest()
    return Picture(np.array(found.image), digest, width=width, height=height, top=found.top, pages=found.pages)


def open_picture(path: Path, reading: Reading = ALONE, *, most: int = 0) -> Image.Image:
    """Decode ``path`` at its full size, or with at most about ``most`` pixels, mode RGB, upright.

    Raises ``UnreadableImage``, and nothing else.
    """
    return _decode(read_file(path), reading, most=most).image


def read_file(path: Path) -> bytes:
    """All of a regular file; raises ``UnreadableImage``."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for ever
            raise UnreadableImage("it is not a file")
        if status.st_size == 0:
            raise UnreadableImage("the file is empty")
        if status.st_size > MAX_BYTES:
            raise UnreadableImage(f"it has {_kilobytes(status.st_size)} KB, more than {_kilobytes(MAX_BYTES)}")
        return path.read_bytes()
    except FileNotFoundError as error:
        # dclgui.images.scan writes undecodable bytes of a name this way.
        if re.search(r"\\ud[89a-f][0-9a-f]{2}", str(path)):
            raise UnreadableImage("its name holds bytes that are not text; rename the file or folder") from error
        raise UnreadableImage(windows_reason(error, path) or "it is no longer there") from error
    except PermissionError as error:
        reason = windows_reason(error, path) or "you have no permission to read it"
        raise UnreadableImage(reason, passing=True) from error
    except (OSError, ValueError) as error:
        reason = f"it could not be read ({getattr(error, 'strerror', None) or error})"
        raise UnreadableImage(reason, passing=isinstance(error, OSError)) from error


@contextlib.contextmanager
def with_frame(data: bytes, *, side: int | None = None, most: int = 0) -> Generator[Frame, None, None]:
    """``first_frame`` of ``data``; whatever goes wrong with it, inside the block too, is an ``UnreadableImage``."""
    # Pillow warns of oddities in files that it reads correctly. A filter, since catch_warnings is not thread-safe.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    try:
        with first_frame(data, side=side, most=most) as frame:
            yield frame
    except UnreadableImage:
        raise
    except UnfitError as error:
        raise UnreadableImage(str(error)) from error
    except Exception as error:  # Pillow's decoders raise any kind of exception for damaged files
        raise UnreadableImage(_reason(error, data)) from error


class _Decoded(NamedTuple):
    """``image`` in RGB; ``size``: upright width and height in the file; ``top`` and ``pages`` as in ``Picture``."""

    image: Image.Image
    size: tuple[int, int]
    top: float
    pages: bool


class _Paint(NamedTuple):
    """How a frame becomes 8 bits: ``strip`` gives a part of it in L or RGB; ``top`` as in ``Picture``.

    ``as_it_is``: it is in L or RGB already.
    """

    strip: Callable[[Box], Image.Image]
    top: float = 255.0
    as_it_is: bool = False


def _decode(data: bytes, reading: Reading, *, side: int | None = None, most: int = 0) -> _Decoded:
    """The first frame upright in RGB, as a square of ``side`` pixels if one is given."""
    with with_frame(data, side=side, most=most) as frame:
        paint = _paint(frame, reading)
        size = within(frame.image.size, most) if side is None else (side, side)
        return _Decoded(_whole(frame, paint, size), frame.size, paint.top, frame.pages)


def _whole(frame: Frame, paint: _Paint, size: tuple[int, int]) -> Image.Image:
    """The frame in RGB of ``size``, strip by strip, since all of it in RGB may take gigabytes.

    Resizing goes over the rows first, each on its own, and then over the columns, so that strips make no difference.
    """
    boxes = frame.boxes()
    if paint.as_it_is or len(boxes) == 1:
        return _in_mode("RGB", _resized(paint.strip((0, 0, *frame.image.size)), size))
    joined = Image.new("RGB", (size[0], frame.image.height))
    for box in boxes:
        strip = paint.strip(box)
        joined.paste(_in_mode("RGB", _resized(strip, (size[0], strip.height))), (0, box[1]))
    return _resized(joined, size)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Along the rows first: asked for both at once, Pillow begins with the columns of tall pictures from 13.0 on."""
    for step in ((size[0], image.height), size):
        if image.size != step:
            image = image.resize(step, Image.Resampling.BICUBIC)
    return image


def _paint(frame: Frame, reading: Reading) -> _Paint:
    if frame.grey:
        return _grey(frame, reading)
    if frame.deep and not reading.former:
        return _deep(frame, reading)
    return _plain(frame, former=reading.former)


def _plain(frame: Frame, *, former: bool = False) -> _Paint:
    """8 bits a channel; alpha over mid-grey, unless it hides everything."""
    image = frame.image
    if not image.has_transparency_data:
        # Grey stays grey until it is small; black and white become grey first, as they do in RGB.
        mode = "L" if image.mode in {"1", "L"} else "RGB"
        return _Paint(lambda box: _in_mode(mode, _cut(image, box)), as_it_is=image.mode == mode)
    if not former and _greatest_alpha(frame) <= HIDES:
        return _Paint(lambda box: _cut(image, box).convert("RGBA").convert("RGB"))

    def laid_over_grey(box: Box) -> Image.Image:
        strip = _cut(image, box).convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", strip.size, BACKDROP), strip).convert("RGB")

    return _Paint(laid_over_grey)


def _greatest_alpha(frame: Frame) -> int:
    strips = (_cut(frame.image, box) for box in frame.boxes())
    alphas = ((strip if strip.mode in {"RGBA", "LA"} else strip.convert("RGBA")).getchannel("A") for strip in strips)
    return max(int(np.asarray(alpha).max()) for alpha in alphas)


def _in_mode(mode: str, image: Image.Image) -> Image.Image:
    return image if image.mode == mode else image.convert(mode)


def _cut(image: Image.Image, box: Box) -> Image.Image:
    return image if box == (0, 0, *image.size) else image.crop(box)


def _deep(frame: Frame, reading: Reading) -> _Paint:
    """Colour with 16 bits a channel; where all of them are in use the upper bytes do."""
    greatest = [int(np.asarray(channel.getextrema())[1]) for channel in frame.image.split()]
    alpha = greatest.pop() if frame.image.mode == "RGBA" else _DIM
    uses_all = reading.whole == _FULL if reading.whole else max(greatest) >= _DIM
    if uses_all and alpha >= _DIM:
        return _plain(frame)
    found = halves(frame)
    tops = [found.channels(box).max(axis=(0, 1)) for box in frame.boxes()]
    *colours, last = np.max(tops, axis=0).tolist()
    used = own_span(0, max(colours if found.has_alpha else (*colours, last)), fractions=False)
    span = reading.whole or used
    opaque = alpha_top(last) if found.has_alpha else 0.0
    return _Paint(partial(found.painted, span=span, opaque=opaque), span[1])


def _grey(frame: Frame, reading: Reading) -> _Paint:
    """Grey with more than 8 bits; raises ``UnreadableImage`` if there is no number in it."""
    former, fractions = reading.former, frame.image.mode == "F"
    span = reading.fractions if fractions else reading.whole
    if span is None or fractions or frame.nodata is not None:
        rule = former_span if former else own_span
        alone = rule(*_extremes(frame, former=former), fractions=fractions)
        span = span or alone
    paint = partial(_grey_strip, frame, span, former=former)
    return _Paint(paint, span[1])


def _grey_strip(frame: Frame, span: Span, box: Box, *, former: bool) -> Image.Image:
    values = frame.values(box)
    pixels = scaled(values, span, valid=_valid(values, frame, former=former))
    return Image.fromarray(255 - pixels if frame.inverted and not former else pixels)


def _extremes(frame: Frame, *, former: bool) -> Span:
    """The lowest and the highest value that was measured."""
    found = []
    for box in frame.boxes():
        values = frame.values(box)
        valid = _valid(values, frame, former=former)
        chosen = values if valid is None else values[valid]
        if chosen.size:
            found.append((float(chosen.min()), float(chosen.max())))
    if not found:
        raise UnreadableImage("none of its values is a finite number")
    return min(low for low, _ in found), max(high for _, high in found)


def _valid(values: Values, frame: Frame, *, former: bool) -> Mask | None:
    if former:
        return np.isfinite(values) if values.dtype.kind == "f" else None
    return measured(values, frame.nodata)


def _reason(error: Exception, data: bytes) -> str:
    if isinstance(error, MemoryError):
        return "it is too large for this computer's memory"
    if not data.strip(b"\0"):
        return "the file holds nothing but zeros, perhaps from a broken copy"
    if _is_cut_off(data) or "truncated" in str(error).lower():
        return f"it is cut off: the file ends after {_kilobytes(len(data))} KB, before the picture does"
    kind = named_kind(data)
    if kind or isinstance(error, UnidentifiedImageError):
        form = form_of(data)
        return kind or (f"it is a kind of {form} that can't be read, or damaged" if form else "it is not an image")
    detail = f" ({error})" if isinstance(error, OSError | SyntaxError) else ""
    return f"it is damaged or of a kind that can't be read{detail}"


def _is_cut_off(data: bytes) -> bool:
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if form_of(data) == "BMP":
        return int.from_bytes(data[2:6], "little") > len(data)
    # JPEG and PNG have an end marker, RIFF (WebP) and BMP state their length.
    end = {b"\xff\xd8": b"\xff\xd9", b"\x89P": b"IEND"}.get(data[:2])
    return end is not None and end not in data[-64:]


def _kilobytes(size: int) -> int:
    return max(1, round(size / 1024))
