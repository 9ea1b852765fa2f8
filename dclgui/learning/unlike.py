"""How unlike everything in the source an image is: blank ones, other objects, perhaps a class that the source lacks.

Two ways of being so are measured, both against the target's own images, since another camera moves all of them:

*Of another kind.* In direction from the domain's middle, it lies far from the nearest images of the source, and so do
the images most alike to it; and images of the target lie nearer to it than those of the source do. A class left out of
the source often shows by that.

*Far from everything.* Its distance to the nearest class mean is long beside what is usual in the target. Blank and
foreign pictures show by that where no others resemble them.

Each is counted in robust deviations (median and MAD) of the target's images.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Floats, Halves, Ints, Rows
from dclgui.learning.committee import Committee
from dclgui.learning.remote import nearest_mean
from dclgui.learning.space import pieces

_FAR, _NEAR, _OWN, _ALIKE = 10, 5, 10, 10
"""Neighbours: of the source in the whitened space, of the source and of the target in the raw one, and those whose
score counts as much as an image's own."""
_SHARE = 10
"""Of ``_SHARE`` images of the target at most one counts as a neighbour: in a small target ten are no neighbours."""
_FAR_WEIGHT = 2.0
"""How much the distance in the whitened space counts beside the raw one's contrast."""
_KIND, _EVERYTHING = 1.9, 3.2
"""Robust deviations from which an image is of another kind, and from which it is far from everything."""
_MOST_SOURCE = 4_000
"""Source images that are looked at."""
_AT_ONCE = 2_048
_LEAST = 1e-3
"""Least deviation of the distances, which are at most 2: images that are all alike are not unlike one another."""


def unlikeness(committee: Committee) -> Floats:
    """[N] float32, the larger the more unlike all source images; ``core.consensus.UNLIKE`` and more is *unlike all*.

    Takes time with N times the smaller of Ns and 4,000.
    """
    images = len(committee.rows)
    count = max(1, images // _SHARE)
    source = _looked_at(committee.source_labels)
    white = _Sphere(committee.white_source, committee.white_target, source)
    raw = _Sphere(committee.raw_source, committee.raw_target, source)
    alike = committee.white_near[:, : min(_ALIKE, count)]
    far = _deviations(_with_neighbours(white.to_source(_FAR), alike))
    contrast = raw.to_source(_NEAR) - raw.to_own(committee.near[:, : min(_OWN, count)])
    kind = _deviations(_FAR_WEIGHT * far + _deviations(_with_neighbours(contrast, alike)))
    everything = _deviations(np.log(np.maximum(nearest_mean(committee), _LEAST)))
    found: Floats = np.maximum(kind / _KIND, everything / _EVERYTHING).round(3).astype(np.float32)
    return found


class _Sphere:
    """Directions of both domains' images, each from its own mean, on which a committee's spaces are centred."""

    def __init__(self, source: Halves, target: Halves, looked_at: Rows) -> None:
        """source: [Ns, P], of which the rows ``looked_at`` [n] count; target: [N, P]."""
        self._source, self._target = _unit(source[looked_at]), target

    def to_source(self, count: int) -> Floats:
        """[N], the mean distance to the ``count`` nearest images of the source."""
        count = min(count, len(self._source))

        def distances(rows: slice) -> Floats:
            alike = _unit(self._target[rows]) @ self._source.T
            nearest = np.partition(alike, len(self._source) - count, axis=1)[:, -count:]
            found: Floats = _apart(nearest).mean(axis=1)
            return found

        return _by_piece(distances, len(self._target))

    def to_own(self, near: Ints) -> Floats:
        """[N], the mean distance to the target's images ``near`` [N, k]; 0 for k of 0."""
        if not near.shape[1]:
            return np.zeros(len(self._target), np.float32)

        def distances(rows: slice) -> Floats:
            own = _unit(self._target[rows])
            others = _unit(self._target[near[rows].ravel()]).reshape(*near[rows].shape, -1)
            found: Floats = _apart(np.einsum("np,nkp->nk", own, others)).mean(axis=1)
            return found

        return _by_piece(distances, len(self._target))


def _looked_at(labels: npt.NDArray[np.int16]) -> Rows:
    """Rows of the source: all, or ``_MOST_SOURCE`` in which each class has its share."""
    order = np.argsort(labels, kind="stable")
    if len(order) <= _MOST_SOURCE:
        return order
    return order[np.linspace(0, len(order) - 1, _MOST_SOURCE).astype(np.int64)]


def _by_piece(work: Callable[[slice], Floats], images: int) -> Floats:
    return np.concatenate([work(rows) for rows in pieces(images, size=_AT_ONCE)])


def _with_neighbours(values: Floats, near: Ints) -> Floats:
    """[N], half the image's own value, half the mean of its neighbours' ``near`` [N, k]."""
    return (values + values[near].mean(axis=1)) / 2 if near.shape[1] else values


def _deviations(values: Floats) -> Floats:
    """Of ``values`` [N] from their median, in standard deviations estimated by the MAD."""
    apart = values - np.median(values)
    found: Floats = apart / max(1.4826 * float(np.median(np.abs(apart))), _LEAST)
    return found


def _unit(features: Halves) -> Floats:
    whole = features.astype(np.float32)
    found: Floats = whole / np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), 1e-9)
    return found


def _apart(alike: Floats) -> Floats:
    """The distance on the unit sphere of directions whose cosine is ``alike``."""
    found: Floats = np.sqrt(np.maximum(2 - 2 * alike, 0))
    return found
