"""The measurements of images for the data check, on the pixels that the model sees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, NamedTuple

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
class Measured:
    """The measurements of N images; rows where ``readable`` is false are zero.

    ``sharpness``   [N] float32, variance of the Laplacian over that of the luminance, at the file's own size at most,
                    so that it does not depend on size or contrast; NaN for a flat image
    ``brightness``, ``contrast``  [N] float32, mean and standard deviation of the luminance in [0, 1]
    ``colour``      [N, 3] float32 in [0, 1], mean of red, green and blue
    ``histogram``   [64] float64, shares of the luminance, sum 1 for each image, the sum over the images
    ``grid``        [N, 16, 16] uint8, the luminance as means over a grid
    ``fingerprint`` [N] uint64, perceptual hash; few bits differ between copies of different size or compression
    ``used``        [N] float32, share of the levels from black to white that 99 % of its pixels take
    ``digests``     [N] of 16 bytes; ``sizes`` [N, 2] int32, width and height; ``tops``, ``pages`` as in ``Picture``
    ``problems``    {row: reason} of those that can't be read
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

    def put(self, rows: Iterable[int], found: "Measured") -> None:
        """Store the measurements of images ``rows``; once, since the histogram is a sum."""
        places = np.fromiter(rows, np.intp)
        for name, values in arrays_of(found).items():
            mine = getattr(self, name)
            if name in _SUMS:
                mine += values
            else:
                mine[places] = values


def arrays_of(found: Measured) -> dict[str, npt.NDArray[Any]]:
    """The arrays of ``found`` by their names, to be stored."""
    return {name: getattr(found, name) for name in _ARRAYS}


def measured_from(parts: Sequence[dict[str, npt.NDArray[Any]]], problems: dict[int, str]) -> Measured | None:
    """The measurements of all rows from ``arrays_of`` consecutive parts; ``None`` if a part lacks some."""
    if not parts or any(name not in part for part in parts for name in _ARRAYS):
        return None
    whole = {
        name: np.sum([part[name] for part in parts], axis=0)
        if name in _SUMS
        else np.concatenate([part[name] for part in parts])
        for name in _ARRAYS
    }
    return Measured(**whole, problems=dict(problems))


class Look(NamedTuple):
    """What is measured of one picture by itself: ``luminance`` [H, W] float32, 0-255; the others as in ``Measured``."""

    luminance: Floats
    colour: Floats
    sharpness: float


def measure(pictures: Sequence[Picture]) -> Measured:
    """Measure decoded pictures of one size, at least 16 pixels a side; much cheaper than decoding them."""
    return measured(pictures, [_look(picture) for picture in pictures])


def measured(pictures: Sequence[Picture], looks: Sequence[Look]) -> Measured:
    """The measurements of ``pictures`` by ``looks`` at them.

    Of all at once, since on small pictures numpy's calls take longer than what they do.
    """
    if not pictures:
        return Measured.blank(0)
    luminance = np.stack([look.luminance for look in looks])
    flat = luminance.reshape(len(pictures), -1)
    levels = (flat.astype(np.uint8) >> 2) + BINS * np.arange(len(flat))[:, None]
    counts = np.bincount(levels.ravel(), minlength=BINS * len(flat)).reshape(-1, BINS)
    means = flat.mean(axis=1)
    around = flat - means[:, None]
    squares = (around[:, None] @ around[:, :, None]).ravel().astype(np.float64)
    return Measured(
        readable=np.ones(len(flat), np.bool_),
        sharpness=np.array([look.sharpness for look in looks], np.float32),
        brightness=means / np.float32(255),
        contrast=(np.sqrt(squares / flat.shape[1]) / 255).astype(np.float32),
        colour=np.stack([look.colour for look in looks]),
        histogram=counts.sum(axis=0) / flat.shape[1],
        grid=_means(luminance, GRID, GRID).round().astype(np.uint8),
        fingerprint=_fingerprints(luminance),
        used=_used(counts),
        digests=np.array([picture.digest for picture in pictures], "S16"),
        sizes=np.array([(picture.width, picture.height) for picture in pictures], np.int32),
        tops=np.array([picture.top for picture in pictures], np.float64),
        pages=np.array([picture.pages for picture in pictures], np.bool_),
        problems={},
    )


def mean_colour(pixels: Floats) -> Floats:
    """[C], means of the channels of ``pixels`` [H, W, C] from 0 to 255, in [0, 1]."""
    height, width, channels = pixels.shape
    # Sums, which are exact, over the longest runs first; a product of this size would wake the threads of BLAS.
    sums = pixels.reshape(height, -1).sum(axis=0).reshape(width, channels).sum(axis=0)
    means: Floats = sums / np.float32(255 * height * width)
    return means


def _look(picture: Picture) -> Look:
    pixels = picture.pixels.astype(np.float32)
    luminance = pixels @ LUMINANCE
    own_size = min(picture.width, picture.height)
    return Look(luminance, mean_colour(pixels), _sharpness(luminance, own_size=own_size))


def _used(counts: Longs) -> Floats:
    """[B], ``used`` of the histograms ``counts`` [B, 64]."""
    below = counts.cumsum(axis=1) / counts.sum(axis=1, keepdims=True)
    first, last = ((below < share).sum(axis=1) for share in (_TAIL, 1 - _TAIL))
    used: Floats = ((last - first + 1) / BINS).astype(np.float32)
    return used


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


def _fingerprints(luminance: Floats) -> npt.NDArray[np.uint64]:
    """Difference hash: whether the luminance rises from each cell of a grid of 8 rows and 9 columns to the next."""
    cells = _means(luminance, 8, 9)
    rises = (cells[:, :, 1:] - cells[:, :, :-1] > _STEP).reshape(-1, 64)
    fingerprints: npt.NDArray[np.uint64] = rises @ _WEIGHTS
    return fingerprints


def _means(values: Floats, rows: int, columns: int) -> Floats:
    """Means of ``values`` [..., H, W] over a grid of ``rows`` x ``columns`` cells of nearly equal size."""
    height, width = values.shape[-2:]
    over_rows: Floats = _averaging(height, rows) @ values
    means: Floats = over_rows @ _averaging(width, columns).T
    return means


_ARRAYS = tuple(field.name for field in fields(Measured) if field.name != "problems")
_SUMS = frozenset({"histogram"})


@lru_cache(maxsize=8)
def _averaging(size: int, cells: int) -> Floats:
    """[cells, size], which turns ``size`` values into the means of ``cells`` stretches of nearly equal length."""
    edges = np.arange(cells + 1) * size // cells
    places = np.arange(size)
    inside = (places >= edges[:-1, None]) & (places < edges[1:, None])
    averaging: Floats = inside.astype(np.float32) / np.diff(edges).astype(np.float32)[:, None]
    return averaging
