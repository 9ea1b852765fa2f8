"""How unlike everything in the source an image is: blank ones, other objects, perhaps a class that the source lacks.

Two ways of being so are measured, both against the target's own images, since another camera moves all of them:

*Of another kind.* The source's images are shared out over the target's by unbalanced optimal transport: near ones
serve an image cheaply, and one that is asked for by many becomes dear. A class that the source lacks has to be served
by images that serve their own class already. The image's price says so, and the prices of those most alike to it.

*Far from everything.* Its distance to the nearest class mean is long beside what is usual in the target. Blank and
foreign pictures show by that where no others resemble them.

Each is counted in robust deviations (from the median, by the MAD or the upper quartile) of the target's images.
"""

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Doubles, Floats, Ints, Rows
from dclgui.core.consensus import UNLIKE
from dclgui.learning.committee import Committee
from dclgui.learning.remote import nearest_mean
from dclgui.learning.space import pieces

_AXES = 32
"""Principal axes of the whitened source in which images are compared: where its classes differ comes first."""
_BLUR, _SLACK = 0.04, 1.0
"""Weights of the plan's entropy, and of what is given and got that differs from what there is; costs are 0 to 2."""
_FREE = 0.7
"""How much of a class's share of the target is what is asked of it; the rest is its share of the source."""
_GROWN = 0.3
"""A class of which more is asked, and more than is usual, has grown: so much is no class that the source lacks."""
_PASSES = 50
_ALIKE, _ROUNDS = 10, 2
"""Neighbours whose prices together count as much as an image's own, and how often they are asked."""
_SHARE = 10
"""Of ``_SHARE`` images of the target at most one counts as a neighbour: in a small target ten are no neighbours."""
_KIND, _EVERYTHING = 2.0, 3.0
"""Robust deviations from which an image is of another kind, and from which it is far from everything."""
_LEANING = 1.5
"""How much more than the MAD the upper quartile counts at most."""
_MOST = 4_000
"""Images of each domain between which the plan is made."""
_AT_ONCE = 2_048
_LEAST = 1e-3
"""Least deviation of what is at most 2: images that are all alike are not unlike one another."""
_TINY = 1e-30


def unlikeness(committee: Committee) -> Floats:
    """[N] float32, the larger the more unlike all source images; ``core.consensus.UNLIKE`` and more is *unlike all*.

    Takes time with N times the smaller of Ns and 4,000.
    """
    images = len(committee.rows)
    alike = committee.white_near[:, : min(_ALIKE, max(1, images // _SHARE))]
    price = _price(committee)
    for _ in range(_ROUNDS):
        price = _with_neighbours(price, alike)
    kind = _deviations(price) / _KIND
    far = _deviations(np.log(np.maximum(nearest_mean(committee), _LEAST))) / _EVERYTHING
    # Below its threshold the distance says little, and would only upset the order.
    found: Floats = np.where(far >= UNLIKE, np.maximum(kind, far), kind).round(3).astype(np.float32)
    return found


def _price(committee: Committee) -> Floats:
    """[N], what it costs at least, softly, to serve each image: the dual of unbalanced optimal transport.

    In directions of the whitened space, each domain seen from its own mean, on which a committee's spaces are centred.
    The plan is made between ``_MOST`` images of each domain; the price of any other follows from the source's dual.
    """
    looked_at = _looked_at(committee.source_labels)
    source, target = committee.white_source[looked_at].astype(np.float32), committee.white_target
    axes = np.linalg.eigh(source.T @ source).eigenvectors[:, -_AXES:]
    source = _unit(source @ axes)

    def near(rows: slice | Rows) -> Floats:
        found: Floats = np.exp((_unit(target[rows].astype(np.float32) @ axes) @ source.T - 1) / _BLUR)
        return found

    dual = _dual(near(_spread(len(target))), committee.source_labels[looked_at])
    served = np.concatenate([near(rows) @ dual for rows in pieces(len(target), size=_AT_ONCE)])
    found: Floats = -_BLUR * np.log(np.maximum(served, _TINY))
    return found


def _dual(near: Floats, labels: npt.NDArray[np.int16]) -> Floats:
    """[m], how readily each source image serves: of ``near`` [n, m], exp(-cost / blur), and the classes ``labels`` [m].

    Sinkhorn's scaling with marginals that are held by Kullback-Leibler divergences (Chizat, Peyré, Schmitzer and
    Vialard 2018). The source images of a class are to give alike; what a class gives lies between its share of the
    source and what the target asks of it.
    """
    _, label, counts = np.unique(labels, return_inverse=True, return_counts=True)
    held = _SLACK / (_SLACK + _BLUR)
    dual = np.ones(len(label), np.float32)
    for _ in range(_PASSES):
        given = (len(near) * np.maximum(near @ dual, _TINY)) ** -held
        asked = np.maximum(given @ near, _TINY)
        share = _shares(np.bincount(label, dual * asked).astype(np.float64), counts / len(label))
        dual = (((share / counts)[label] / asked) ** held).astype(np.float32)
    return dual


def _shares(asked: Doubles, usual: Doubles) -> Doubles:
    """[K] of the sum 1, what each class is to give of which so much is ``asked``; ``usual``: its part of the source."""
    load = asked / asked.sum()
    grown = load > np.maximum(_GROWN, usual)
    share = np.where(grown, 0, usual ** (1 - _FREE) * load**_FREE)
    # What has grown is given whole, or it would look dear because others have shrunk; these share the rest.
    share *= (1 - load[grown].sum()) / max(share.sum(), _TINY)
    found: Doubles = np.where(grown, load, share)
    return found


def _looked_at(labels: npt.NDArray[np.int16]) -> Rows:
    """Rows of the source: all, or ``_MOST`` in which each class has its share."""
    return np.argsort(labels, kind="stable")[_spread(len(labels))]


def _spread(images: int) -> Rows:
    """Rows 0 to ``images``, or ``_MOST`` of them at equal distances."""
    return np.linspace(0, images - 1, min(images, _MOST)).astype(np.int64)


def _with_neighbours(values: Floats, near: Ints) -> Floats:
    """[N], half the image's own value, half the mean of its neighbours' ``near`` [N, k]."""
    return (values + values[near].mean(axis=1)) / 2 if near.shape[1] else values


def _deviations(values: Floats) -> Floats:
    """Of ``values`` [N] from their median, in standard deviations by the MAD, or by the upper quartile if that is more.

    What is usual may lean to the upper side: where a quarter is dear, to be dear is not odd. But by ``_LEANING`` times
    the MAD at most, or a large new class would be usual by its own size.
    """
    apart = values - np.median(values)
    spread = float(np.median(np.abs(apart)))
    usual = max(spread, min(float(np.quantile(apart, 0.75)), _LEANING * spread))
    found: Floats = apart / max(1.4826 * usual, _LEAST)
    return found


def _unit(features: Floats) -> Floats:
    found: Floats = features / np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-9)
    return found
