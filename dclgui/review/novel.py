"""Clusters of the images that are "none of these", so that a person can name a new class at once."""

import numpy as np

from dclgui.core.arrays import Doubles, Floats, Rows

_AT_MOST = 2000
"""Images clustered pair by pair, in quadratic time; the others go to the nearest group."""
_MOST_GROUPS = 12
_CLEAR = 0.15
"""Least step in distance between joins that separates two groups."""


def grouped(features: Floats, *, groups: int | None = None, seed: int = 0) -> list[Rows]:
    """Partition of the rows of ``features`` [n, D] into groups, the largest first, each ascending.

    features: float32, centred on the mean over the target, since only directions count. groups: how many; if
    ``None``, as many as the widest step between joins suggests, 12 at most. Average linkage of the cosine distance
    by nearest-neighbour chains (Murtagh 1983, The Computer Journal 26:354-359).
    """
    if not len(features):
        return []
    unit = features.astype(np.float64)
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-12)
    joined = np.arange(len(unit))
    if len(unit) > _AT_MOST:
        joined = np.sort(np.random.default_rng(seed).choice(len(unit), _AT_MOST, replace=False))
    merges = _joins(1 - unit[joined] @ unit[joined].T)
    count = _suggested(merges) if groups is None else max(1, min(groups, len(joined)))
    part = _cut(merges, len(joined), count)
    label = part
    if len(joined) < len(unit):
        means = np.stack([unit[joined[part == k]].mean(axis=0) for k in range(count)])
        label = np.argmax(unit @ means.T, axis=1)
        label[joined] = part
    found = [np.flatnonzero(label == k) for k in range(count)]
    return sorted(found, key=lambda rows: (-len(rows), rows[0]))


def _joins(distance: Doubles) -> list[tuple[float, int, int]]:
    """Every join of two groups, nearest first: distance, and a row of each. Changes ``distance`` [n, n]."""
    np.fill_diagonal(distance, np.inf)
    size = np.ones(len(distance))
    merges: list[tuple[float, int, int]] = []
    chain: list[int] = []
    while len(merges) < len(distance) - 1:
        if not chain:
            chain.append(int(np.flatnonzero(size > 0)[0]))
        # Follow nearest neighbours until two groups are each other's: average linkage never needs to revise that join.
        last = chain[-1]
        nearest = int(np.argmin(distance[last]))
        if len(chain) > 1 and distance[last, chain[-2]] <= distance[last, nearest]:
            nearest = chain[-2]
            del chain[-2:]
            merges.append((float(distance[last, nearest]), last, nearest))
            _join(distance, size, last, nearest)
        else:
            chain.append(nearest)
    return sorted(merges, key=lambda merge: merge[0])  # the chain finds them in another order


def _join(distance: Doubles, size: Doubles, one: int, other: int) -> None:
    """Merge group ``other`` into ``one``: distances become means over all pairs."""
    both = size[one] + size[other]
    mean = (size[one] * distance[one] + size[other] * distance[other]) / both
    distance[one], distance[:, one] = mean, mean
    distance[one, one] = np.inf
    distance[other], distance[:, other] = np.inf, np.inf
    size[one], size[other] = both, 0


def _suggested(merges: list[tuple[float, int, int]]) -> int:
    heights = np.array([0.0, *(height for height, _, _ in merges)])[-_MOST_GROUPS:]
    steps = np.diff(heights)
    if not len(steps) or steps.max() < _CLEAR:
        return 1
    return len(steps) - int(np.argmax(steps)) + 1


def _cut(merges: list[tuple[float, int, int]], rows: int, count: int) -> Rows:
    """[n] int64, group of each row after all joins but the last ``count - 1``."""
    parent = np.arange(rows)
    for _, one, other in merges[: rows - count]:
        parent[parent == parent[other]] = parent[one]
    return np.unique(parent, return_inverse=True)[1]
