"""The measurements of one image for the data check, on the pixels that the model sees."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Doubles, Floats, Ints, Longs, Mask, Pixels
from dclgui.images.decode import Picture

GRID = 16
BINS = 64
LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)
_FLAT = 2.0
"""Standard deviation of the luminance (0-255) below which sharpness is undefined."""
_STEP = 1.5
"""Least rise from cell to cell (0-255) that sets a bit of the hash; noise on a plain background is less."""
_TAIL = 0.005
"""Share of the darkest and of the brightest pixels that do not count as using a level."""
_WEIGHTS = np.uint64(1) << np.arange(64, dtype=np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """One image.

    ``sharpness``   variance of the Laplacian over that of the luminance, at the file's own size at most, so that it
                    does not depend on size or contrast; NaN for a flat image
    ``brightness``, ``contrast``  mean and standard deviation of the luminance in [0, 1]
    ``colour``      [3] float32 in [0, 1], mean of red, green and blue
    ``histogram``   [64] float64, shares of the luminance, sum 1
    ``grid``        [16, 16] uint8, the luminance as means over a grid
    ``fingerprint`` perceptual hash of 64 bits; few differ between copies of different size or compression
    ``used``        share of the levels from black to white that 99 % of its pixels take
    ``digest``, ``width``, ``height``, ``top``, ``pages``  as in ``Picture``
    """

    sharpness: float
    brightness: float
    contrast: float
    colour: Floats
    histogram: Doubles
    grid: Pixels
    fingerprint: np.uint64
    used: float
    digest: bytes
    width: int
    height: int
    top: float
    pages: bool


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The measurements of all N images of one domain; rows where ``readable`` is false are zero.

    Fields as in ``Measurement``, [N, ...] each: ``sizes`` [N, 2] int32 width and height, ``digests`` [N] of 16 bytes;
    ``histogram`` [64] is the sum over the images; ``problems`` {row: reason} of those that can't be read.
    """

    readable: Mask
    sharpness: Floats
    brightness: Floats
    contrast: Floats
    colour: Floats
    histogram: Doubles
    grid: Pixels
    fingerprint: npt.NDArray[np.uint64]
    used: Floats
    digests: npt.NDArray[np.bytes_]
    sizes: Ints
    tops: Doubles
    pages: Mask
    problems: dict[int, str]

    @classmethod
    def blank(cls, total: int) -> "Measured":
        """Arrays for ``total`` images, none measured yet."""
        zeros: dict[str, npt.NDArray[Any]] = {
            name: np.zeros(total, np.float32) for name in ("sharpness", "brightness", "contrast", "used")
        }
        return cls(
            **zeros,
            readable=np.zeros(total, np.bool_),
            colour=np.zeros((total, 3), np.float32),
            histogram=np.zeros(BINS),
            grid=np.zeros((total, GRID, GRID), np.uint8),
            fingerprint=np.zeros(total, np.uint64),
            digests=np.zeros(total, "S16"),
            sizes=np.zeros((total, 2), np.int32),
            tops=np.zeros(total),
            pages=np.zeros(total, np.bool_),
            problems={},
        )

    def put(self, row: int, found: Measurement) -> None:
        """Store the measurements of image ``row``; once, since the histogram is a sum."""
        self.readable[row] = True
        self.sharpness[row], self.brightness[row] = found.sharpness, found.brightness
        self.contrast[row], self.colour[row] = found.contrast, found.colour
        self.used[row], self.pages[row] = found.used, found.pages
        self.histogram[:] += found.histogram
        self.grid[row], self.fingerprint[row] = found.grid, found.fingerprint
        self.digests[row], self.sizes[row] = found.digest, (found.width, found.height)
        self.tops[row] = found.top


def measure(picture: Picture) -> Measurement:
    """Measure one decoded picture of at least 16 pixels a side; much cheaper than decoding it."""
    pixels = picture.pixels.astype(np.float32)
    luminance = pixels @ LUMINANCE  # [S, S], 0-255
    sharpness = _sharpness(luminance, own_size=min(picture.width, picture.height))
    return measurement(picture, luminance, mean_colour(pixels), sharpness=sharpness)


def measurement(picture: Picture, luminance: Floats, colour: Floats, *, sharpness: float) -> Measurement:
    """What is measured on the ``luminance`` [H, W] of ``picture``, 0-255, beside what was measured already."""
    counts = np.bincount((luminance.astype(np.uint8) >> 2).ravel(), minlength=BINS)
    mean = float(luminance.mean())
    around = (luminance - np.float32(mean)).ravel()
    return Measurement(
        sharpness=sharpness,
        brightness=mean / 255,
        contrast=math.sqrt(float(around @ around) / around.size) / 255,
        colour=colour,
        histogram=counts / luminance.size,
        grid=_means(luminance, GRID, GRID).round().astype(np.uint8),
        fingerprint=_fingerprint(luminance),
        used=_used(counts),
        digest=picture.digest,
        width=picture.width,
        height=picture.height,
        top=picture.top,
        pages=picture.pages,
    )


def mean_colour(pixels: Floats) -> Floats:
    """[C], means of the channels of ``pixels`` [..., C] from 0 to 255, in [0, 1]."""
    values = pixels.reshape(-1, pixels.shape[-1])
    share = np.full(len(values), 1 / len(values), np.float32)
    return share @ values / np.float32(255)  # much faster than a mean over this axis


def _used(counts: Longs) -> float:
    """``used`` of a histogram ``counts`` [64]."""
    below = counts.cumsum() / counts.sum()
    first, last = np.searchsorted(below, (_TAIL, 1 - _TAIL))
    return float(last - first + 1) / len(counts)


def _sharpness(luminance: Floats, *, own_size: int) -> float:
    if own_size < len(luminance):  # enlarged, which only looks like blur
        side = max(3, own_size)
        luminance = _means(luminance, side, side)
    spread = float(luminance.var())
    if spread < _FLAT**2:
        return float("nan")
    inner = luminance[1:-1, 1:-1]
    around = luminance[:-2, 1:-1] + luminance[2:, 1:-1] + luminance[1:-1, :-2] + luminance[1:-1, 2:]
    return float((around - 4 * inner).var()) / spread


def _fingerprint(luminance: Floats) -> np.uint64:
    """Difference hash: whether the luminance rises from each cell of a grid of 8 rows and 9 columns to the next."""
    cells = _means(luminance, 8, 9)
    rises = (np.diff(cells, axis=1) > _STEP).ravel()
    return np.uint64(_WEIGHTS[rises].sum(dtype=np.uint64))


def _means(values: Floats, rows: int, columns: int) -> Floats:
    """Means over a grid of ``rows`` x ``columns`` cells of nearly equal size."""
    height, width = values.shape
    over_rows: Floats = _averaging(height, rows) @ values
    means: Floats = over_rows @ _averaging(width, columns).T
    return means


@lru_cache(maxsize=8)
def _averaging(size: int, cells: int) -> Floats:
    """[cells, size], which turns ``size`` values into the means of ``cells`` stretches of nearly equal length."""
    edges = np.arange(cells + 1) * size // cells
    places = np.arange(size)
    inside = (places >= edges[:-1, None]) & (places < edges[1:, None])
    averaging: Floats = inside.astype(np.float32) / np.diff(edges).astype(np.float32)[:, None]
    return averaging
