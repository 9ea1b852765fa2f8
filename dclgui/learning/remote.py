"""Images far from every class: blank ones, other objects, perhaps a new class. No label of theirs is sure."""

import numpy as np

from dclgui.core.arrays import Floats, Mask
from dclgui.learning.committee import Committee

REMOTE = 0.05
"""Fraction of the images that count as far from every class, the farthest ones."""
_PIECE = 16_384
"""Images whose distances are worked out at a time."""


def remote(committee: Committee) -> Mask:
    """[N] bool, the ``REMOTE`` of the images that lie farthest from the nearest class mean of the source.

    In the whitened space, where a class has unit scatter, each domain seen from its own middle: the target's is the
    median, which a few strange images don't move. The threshold comes from the target's own distances, since another
    camera moves all of them. Images of equal distance are
    remote together or not at all, so that it may be fewer.
    """
    distance = nearest_mean(committee)
    nearer = np.searchsorted(np.sort(distance), distance, side="left") / max(1, len(distance))
    found: Mask = nearer >= 1 - REMOTE
    return found


def nearest_mean(committee: Committee) -> Floats:
    """[N] float32, the distance of each image to the nearest class mean of the source, in the whitened space."""
    source, target = (part.astype(np.float32) for part in (committee.white_source, committee.white_target))
    present = np.unique(committee.source_labels)
    means = np.stack([source[committee.source_labels == label].mean(axis=0) for label in present])
    means, middle = means - source.mean(axis=0), np.median(target, axis=0)
    found = np.empty(len(target), np.float32)
    for start in range(0, len(target), _PIECE):
        piece = target[start : start + _PIECE] - middle
        apart = (piece**2).sum(axis=1)[:, None] - 2 * piece @ means.T + (means**2).sum(axis=1)
        found[start : start + _PIECE] = np.sqrt(np.maximum(apart.min(axis=1), 0))
    return found.round(3)
