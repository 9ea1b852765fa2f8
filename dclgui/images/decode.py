"""The one loader of pictures, for the model and for the window.

JPEG, PNG, BMP, TIFF, WebP, GIF and PPM, identified by content and not by name; the first of several frames or pages.

- EXIF orientation is applied; colour profiles are not.
- Alpha is composited over mid-grey, so that neither white nor black parts vanish.
- Colour with 16 bits a channel keeps the upper eight.
- Grey with more than 8 bits is scaled from ``[low, high]`` to 0-255: see ``_range_of``.
"""

import contextlib
import math
import re
import stat
import warnings
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, TiffImagePlugin, UnidentifiedImageError

from dclgui.core.arrays import Pixels
from dclgui.images.kinds import named_kind

FORMATS = ("JPEG", "PNG", "BMP", "DIB", "TIFF", "WEBP", "GIF", "PPM", "AVIF", "JPEG2000")
MAX_BYTES = 2 * 1024**3
PIECE = 2**20
BACKDROP = (128, 128, 128, 255)
_ORIENTATION, _LYING = 0x0112, {5, 6, 7, 8}
"""The EXIF tag of a picture's orientation, and its values for one turned by 90 degrees."""
DEPTHS = (255, 1023, 4095, 16383, 65535)
"""Highest value of 8-, 10-, 12-, 14- and 16-bit sensors."""


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
    ``top``     the raw value that became white, such as 255, 4095, 65535 or 1; colour is always read with 255
    """

    pixels: Pixels
    digest: bytes
    width: int
    height: int
    top: float


def load_picture(path: Path, side: int) -> Picture:
    """Decode ``path`` and resize the whole picture to a square of ``side`` > 0 pixels, antialiased, without a crop.

    Thread-safe. Raises ``UnreadableImage``, and nothing else, whatever is in the file.
    """
    data = _read(path)
    found = _decode(data, side)
    width, height = found.size
    digest = blake2b(data, digest_size=16).digest()
    return Picture(np.array(found.image), digest, width=width, height=height, top=found.top)


def open_picture(path: Path) -> Image.Image:
    """Decode ``path`` at its full size, mode RGB, upright. Raises ``UnreadableImage``, and nothing else."""
    return _decode(_read(path), None).image


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe would block forever
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
        raise UnreadableImage("it is no longer there") from error
    except PermissionError as error:
        raise UnreadableImage("you have no permission to read it", passing=True) from error
    except (OSError, ValueError) as error:
        reason = f"it could not be read ({getattr(error, 'strerror', None) or error})"
        raise UnreadableImage(reason, passing=isinstance(error, OSError)) from error


class _Decoded(NamedTuple):
    """``image`` in RGB; ``size`` is the upright width and height in the file; ``top`` as in ``Picture``."""

    image: Image.Image
    size: tuple[int, int]
    top: float


def _decode(data: bytes, side: int | None) -> _Decoded:
    """The first frame upright in RGB, as a square of ``side`` pixels if one is given."""
    # Pillow warns of oddities in files that it reads correctly. A filter, since catch_warnings is not thread-safe.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        size = image.size
        if side is not None:  # JPEG can decode at a fraction of its size, several times as fast
            image.draft(None, (side, side))
        image.load()
        # A picture with a damaged EXIF block is still usable.
        with contextlib.suppress(Exception):
            lies = image.getexif().get(_ORIENTATION) in _LYING
            ImageOps.exif_transpose(image, in_place=True)
            size = size[::-1] if lies else size
        rgb, top = _as_rgb(image)
        if side is not None:
            rgb = rgb.resize((side, side), Image.Resampling.BICUBIC)
        return _Decoded(rgb, size, top)
    except UnreadableImage:
        raise
    except Exception as error:  # Pillow's decoders raise any kind of exception for damaged files
        raise UnreadableImage(_reason(error, data)) from error


def _as_rgb(image: Image.Image) -> tuple[Image.Image, float]:
    """The picture, and the raw value that became white."""
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        grey, top = _as_bytes(_values(image))
        return Image.fromarray(grey).convert("RGB"), top
    if image.has_transparency_data:
        backdrop = Image.new("RGBA", image.size, BACKDROP)
        return Image.alpha_composite(backdrop, image.convert("RGBA")).convert("RGB"), 255.0
    return image if image.mode == "RGB" else image.convert("RGB"), 255.0


def _values(image: Image.Image) -> npt.NDArray[Any]:
    """[H, W] uint16, int32, uint32 or float32."""
    values: npt.NDArray[Any] = np.asarray(image)
    if image.mode == "I" and isinstance(image, TiffImagePlugin.TiffImageFile):
        unsigned = image.tag_v2.get(TiffImagePlugin.SAMPLEFORMAT, (1,)) == (1,)
        return values.view(np.uint32) if unsigned else values
    return values


def _as_bytes(values: npt.NDArray[Any]) -> tuple[Pixels, float]:
    """[H, W] of any number type to uint8, and the value that became 255; NaN and -inf become 0, inf 255."""
    finite = np.isfinite(values)
    if not finite.any():
        raise UnreadableImage("none of its values is a finite number")
    first = values.flat[finite.argmax()]
    lowest, highest = (float(extreme(where=finite, initial=first)) for extreme in (values.min, values.max))
    low, high = _range_of(lowest, highest, fractions=values.dtype.kind == "f")
    if values.dtype.itemsize == 2:  # a lookup table is faster than arithmetic on every pixel
        return np.take(_scaled(np.arange(65536), low, high), values), high
    return _scaled(values.ravel(), low, high).reshape(values.shape), high


def _scaled(values: npt.NDArray[Any], low: float, high: float) -> Pixels:
    """[N] of any number type, ``low`` to 0 and ``high`` to 255."""
    out = np.empty(values.shape, np.uint8)
    # In pieces, since the float64 values of a whole line-scan image would take gigabytes.
    for start in range(0, values.size, PIECE):
        shares = (values[start : start + PIECE].astype(np.float64) - low) / (high - low)
        out[start : start + PIECE] = (np.nan_to_num(shares, nan=0.0).clip(0, 1) * 255).round()
    return out


def _range_of(low: float, high: float, *, fractions: bool) -> tuple[float, float]:
    """The values that become 0 and 255 in an image whose lowest and highest are ``low`` and ``high``.

    Integers: 0 and the first of ``DEPTHS`` that is not exceeded. Fractions: 0 and 1, or 0 and 255, with a tolerance
    of 5 %, where 0-255 is assumed only above 16. Otherwise the image's own minimum and maximum.
    """
    if fractions:
        tops = [top for top, least in ((1.0, 0.0), (255.0, 16.0)) if least <= high <= 1.05 * top and low >= -0.05 * top]
    else:
        tops = [float(top) for top in DEPTHS if low >= 0 and high <= top]
    if tops:
        return 0.0, tops[0]
    return low, max(high, math.nextafter(low, math.inf))


def _reason(error: Exception, data: bytes) -> str:
    if isinstance(error, Image.DecompressionBombError):
        pixels, limit = (round(int(number) / 1e6) for number in re.findall(r"\d+", str(error))[:2])
        return f"it has {pixels} million pixels, more than {limit} million"
    if isinstance(error, MemoryError):
        return "it is too large for this computer's memory"
    if not data.strip(b"\0"):
        return "the file holds nothing but zeros, perhaps from a broken copy"
    if _is_cut_off(data) or "truncated" in str(error).lower():
        return f"it is cut off: the file ends after {_kilobytes(len(data))} KB, before the picture does"
    kind = named_kind(data)
    if kind or isinstance(error, UnidentifiedImageError):
        tiff = data.startswith((b"II*\0", b"MM\0*"))
        return kind or ("it is a kind of TIFF that can't be read, or damaged" if tiff else "it is not an image")
    detail = f" ({error})" if isinstance(error, OSError | SyntaxError) else ""
    return f"it is damaged or of a kind that can't be read{detail}"


def _is_cut_off(data: bytes) -> bool:
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if data.startswith(b"BM"):
        return int.from_bytes(data[2:6], "little") > len(data)
    # JPEG and PNG have an end marker, RIFF (WebP) and BMP state their length.
    end = {b"\xff\xd8": b"\xff\xd9", b"\x89P": b"IEND"}.get(data[:2])
    return end is not None and end not in data[-64:]


def _kilobytes(size: int) -> int:
    return max(1, round(size / 1024))
