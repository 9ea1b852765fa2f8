"""Labels of the target found without training: the source's class means settle where the target's images lie."""

from typing import Literal

import torch
from torch import Tensor
from torch.nn import functional

from dclgui.method.pieces import by_piece, mean_of
from dclgui.method.prototypes import class_prototypes

HELD = 20
"""Images that a class of the target needs until its own mean counts as much as the source's."""
PASSES = 15
Start = Literal["source", "middle"]


def settled(means: Tensor, target: Tensor, *, start: Start, cosine: bool) -> Tensor:
    """[N] int64, the class of each target image by means that moved from the source's.

    means: [K, P], the source's class means; target: [N, P]; both in one whitened space, less the source's mean. A class
    mean of the target is the source's, plus a shift common to all classes, plus its own shrunk by ``HELD`` images:
    k-means (MacQueen 1967) that begins with the source and is drawn back to it. ``start``: the common shift begins at 0
    (``source``) or at the distance of the domains' means (``middle``). It follows the mean over the *classes*, so that
    another class mix does not move it for long. ``cosine`` compares directions from the middle of the classes, else
    distances.
    """
    common = mean_of(target) if start == "middle" else torch.zeros_like(means[0])
    own = torch.zeros_like(means)
    for _ in range(PASSES):
        labels = _nearest(means, common, own, target, cosine=cosine)
        counts = torch.bincount(labels, minlength=len(means))[:, None]
        found = torch.nan_to_num(class_prototypes(target, labels, classes=len(means)))
        held = counts / (counts + HELD)
        common = (held * (found - means)).sum(dim=0) / held.sum()
        own = torch.where(counts > 0, held * (found - means - common), 0.0)
    return _nearest(means, common, own, target, cosine=cosine)


def discriminants(means: Tensor) -> Tensor:
    """[P, K - 1], an orthonormal basis of the directions in which the class means [K, P] differ."""
    axes = torch.linalg.svd(means - means.mean(dim=0), full_matrices=False).Vh
    spanned: Tensor = axes[: max(1, len(means) - 1)].T
    return spanned


def _nearest(means: Tensor, common: Tensor, own: Tensor, target: Tensor, *, cosine: bool) -> Tensor:
    if not cosine:
        return by_piece(lambda piece: torch.cdist(piece, means + common + own).argmin(dim=1), target)
    middle = means.mean(dim=0)
    ahead = functional.normalize(means + own - middle, dim=1).T
    return by_piece(lambda piece: (functional.normalize(piece - common - middle, dim=1) @ ahead).argmax(dim=1), target)
