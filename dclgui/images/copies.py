"""Duplicates: the same bytes, or the same picture saved in another way."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Floats, Mask, Pixels, Rows
from dclgui.images.measure import GRID, Measured

WITHIN = 3
"""Bits of 64 by which the fingerprints of two copies may differ."""
_PARTS = 6
"""Parts of a fingerprint: at most ``WITHIN`` of them differ between copies, so the other three are equal keys."""
_REACH = 16
"""Images of one key that each image is compared with; more similar ones are a series, not copies."""
_ALIKE = 0.08
"""Most root mean square difference of two copies' grids, in standard deviations of the grid."""
_OF_SERIES = 0.5
"""Most of the same as a fraction of the most similar random pairs' difference: a fixed camera's pictures are alike."""
_PLAIN = 4.0
"""Standard deviation of the grid (0-255) below which a picture has too little content to be recognised."""
_COLOUR = 0.03
_RANDOM_PAIRS = 4000
_PIECE = 2**15


@dataclass(frozen=True, slots=True, eq=False)
class Copies:
    """``rows`` [n] int64 ascending, the row ``twins`` [n] that each is a copy of, and ``distances`` [n], 0 if exact."""

    rows: Rows
    twins: Rows
    distances: Floats


def same_files(digests: npt.NDArray[np.bytes_], readable: Mask) -> Copies:
    """Every readable image whose bytes an earlier row has too; the twin is the first such row."""
    rows = np.flatnonzero(readable)
    _, first, group = np.unique(digests[rows], return_index=True, return_inverse=True)
    twins = rows[first[group]]
    copies = twins != rows
    return Copies(rows[copies], twins[copies], np.zeros(int(copies.sum()), np.float32))


def near_copies(found: Measured) -> Copies:
    """Every image with the same picture as an earlier one in another file; no chains: a twin is never a copy itself."""
    rows = _comparable(found)
    first, second, distances = _alike(found, rows, found, rows, limit=_limit(found, rows))
    kept: dict[int, tuple[int, float]] = {}
    order = np.lexsort((first, second))
    # In row order, so that the first of several copies is the twin of all others.
    for one, other, distance in zip(
        first[order].tolist(), second[order].tolist(), distances[order].tolist(), strict=True
    ):
        if one not in kept and other not in kept:
            kept[other] = (one, distance)
    return _copies({row: kept[row] for row in sorted(kept)})


def leaks(source: Measured, target: Measured) -> Copies:
    """Every source image that is in the target too, as the same file or the same picture; twins are target rows."""
    target_rows = np.flatnonzero(target.readable)
    digests, first = np.unique(target.digests[target_rows], return_index=True)
    kept: dict[int, tuple[int, float]] = {}
    if len(digests):
        place = np.searchsorted(digests, source.digests).clip(max=len(digests) - 1)
        exact = np.flatnonzero(source.readable & (digests[place] == source.digests))
        kept = {int(row): (int(target_rows[first[place[row]]]), 0.0) for row in exact}
    mine, theirs = _comparable(source), _comparable(target)
    limit = min(_limit(source, mine), _limit(target, theirs))
    rows, twins, distances = _alike(source, mine, target, theirs, limit=limit)
    for place in np.argsort(distances, kind="stable").tolist():
        kept.setdefault(int(rows[place]), (int(twins[place]), float(distances[place])))
    return _copies({row: kept[row] for row in sorted(kept)})


def near_pairs(fingerprints: npt.NDArray[np.uint64]) -> tuple[Rows, Rows]:
    """Indices a < b [n] each of all pairs that differ in at most ``WITHIN`` bits, unordered, each once.

    If more than ``_REACH`` share half their bits, not all pairs are found, so that the time is linear in the number of
    images and never quadratic.
    """
    total = len(fingerprints)
    pairs = [np.empty(0, np.int64)]
    edges = np.arange(_PARTS + 1) * 64 // _PARTS
    # Adjacent cells are correlated, so each part takes bits from all over the picture, which makes keys selective.
    spread = np.argsort(np.arange(64) * 37 % 64)
    # Pigeonhole: of six parts at most three can differ, so two copies share the key of some three parts.
    for turn, chosen in enumerate(combinations(range(_PARTS), _PARTS - WITHIN)):
        bits = np.concatenate([spread[edges[part] : edges[part + 1]] for part in chosen]).astype(np.uint64)
        keys = fingerprints & (np.uint64(1) << bits).sum(dtype=np.uint64)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        for ahead in range(1, min(_REACH, total - 1) + 1):
            same = np.flatnonzero(keys[ahead:] == keys[:-ahead])
            if not len(same):  # nor will there be any further ahead
                break
            one, other = order[same], order[same + ahead]
            differing = fingerprints[one] ^ fingerprints[other]
            near = _few_bits(differing)
            if turn:  # equal fingerprints share every key, and were found with the first
                near &= differing > 0
            pairs.append(one[near] * total + other[near])
    found = np.unique(np.concatenate(pairs))
    return found // max(1, total), found % max(1, total)


def _few_bits(values: npt.NDArray[np.uint64]) -> Mask:
    """Which have at most ``WITHIN`` bits set: ``v & (v - 1)`` clears one bit, and nothing must be left."""
    for _ in range(WITHIN):
        values = values & (values - (values > 0).astype(np.uint64))
    return np.equal(values, 0)


def _comparable(found: Measured) -> Rows:
    """Readable rows, one of each set of equal files, with enough content in the picture."""
    once = found.readable.copy()
    once[same_files(found.digests, found.readable).rows] = False
    rows = np.flatnonzero(once)
    return rows[_spread(found.grid[rows]) >= _PLAIN]


def _alike(one: Measured, ones: Rows, other: Measured, others: Rows, *, limit: float) -> tuple[Rows, Rows, Floats]:
    """Rows of ``one`` and of ``other`` with the same picture, and their distances.

    If both are the same domain, the pairs are within it, the lower row first.
    """
    within = one is other
    if within:
        first, second = near_pairs(one.fingerprint[ones])
        first, second = ones[first], ones[second]
    else:
        low, high = near_pairs(np.concatenate([one.fingerprint[ones], other.fingerprint[others]]))
        across = (low < len(ones)) & (high >= len(ones))
        first, second = ones[low[across]], others[high[across] - len(ones)]
    near = np.abs(one.colour[first] - other.colour[second]).max(axis=1, initial=0) < _COLOUR
    first, second = first[near], second[near]
    # The distance of coarse grids is a lower bound, so what it rules out needs no exact distance.
    possible = _coarse_distances(one, first, other, second) < limit
    first, second = first[possible], second[possible]
    distances = _distances(one, first, other, second)
    close = distances < limit
    return first[close], second[close], distances[close]


def _limit(found: Measured, rows: Rows) -> float:
    """The largest distance of two copies in this domain."""
    if len(rows) < 3:
        return _ALIKE
    random = np.random.default_rng(0)
    first, second = random.integers(0, len(rows), (2, _RANDOM_PAIRS))
    different = first != second
    usual = _distances(found, rows[first[different]], found, rows[second[different]])
    return min(_ALIKE, _OF_SERIES * float(np.quantile(usual, 0.01)))


def _coarse_distances(one: Measured, first: Rows, other: Measured, second: Rows) -> Floats:
    """A lower bound of ``_distances``, in a fraction of its time."""
    if not len(first):
        return np.empty(0, np.float32)
    left, right = (
        found.grid.reshape(-1, 4, GRID // 4, 4, GRID // 4).mean(axis=(2, 4), dtype=np.float32).reshape(-1, 16)
        for found in (one, other)
    )
    spread = np.maximum(_spread(one.grid)[first], _spread(other.grid)[second])
    apart: Floats = np.sqrt(((left[first] - right[second]) ** 2).mean(axis=1)) / spread
    return apart


def _spread(grid: Pixels) -> Floats:
    """[N] float32, standard deviation of each grid; in pieces, since numpy converts each byte to a float32."""
    pieces = np.split(grid, range(_PIECE, len(grid), _PIECE))
    spread: Floats = np.concatenate([piece.std(axis=(1, 2), dtype=np.float32) for piece in pieces])
    return spread.clip(1e-3)


def _distances(one: Measured, first: Rows, other: Measured, second: Rows) -> Floats:
    out = np.empty(len(first), np.float32)
    for start in range(0, len(first), _PIECE):
        piece = slice(start, start + _PIECE)
        left = one.grid[first[piece]].astype(np.float32)
        right = other.grid[second[piece]].astype(np.float32)
        spread = np.maximum(left.std(axis=(1, 2)), right.std(axis=(1, 2)))
        out[piece] = np.sqrt(((left - right) ** 2).mean(axis=(1, 2))) / np.maximum(spread, 1e-3)
    return out


def _copies(kept: dict[int, tuple[int, float]]) -> Copies:
    return Copies(
        np.array(list(kept), np.int64),
        np.array([twin for twin, _ in kept.values()], np.int64),
        np.array([distance for _, distance in kept.values()], np.float32),
    )
