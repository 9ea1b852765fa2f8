"""The domain gap between source and target, and the trust in adaptation that follows from it."""

import torch
from torch import Tensor
from torch.nn import functional

from dclgui.method.pieces import in_threads, single

_FOLDS = 5
_MOST = 1000
"""Images of each domain that are compared; more would only cost time."""


def domain_gap(source: Tensor, target: Tensor, *, generator: torch.Generator) -> float:
    """How well a classifier tells held-out source images from target images: 0 not at all, 1 perfectly.

    source: [Ns, D], target: [Nt, D] float. ``2 * AUC - 1`` of a cross-validated kernel ridge regression on the
    domain, the domains weighted alike (the idea of the proxy A-distance, Ben-David et al. 2007). No class label
    enters. 0 if a domain has fewer than five images.
    """
    if min(len(source), len(target)) < _FOLDS:
        return 0.0
    features, is_target = _compared(source, target, generator)
    # Each domain weighs half in all, however many images it has.
    weight = torch.where(is_target, 0.5 / is_target.double().mean(), 0.5 / (~is_target).double().mean())
    centred = features - (weight[:, None] * features).sum(dim=0) / weight.sum()
    kernel = centred @ centred.T
    ridged = kernel + kernel.diagonal().mean().clamp_min(1e-12) * torch.diag(1 / weight)
    wanted = is_target.double() * 2 - 1
    fold = _folds(is_target)

    def told_apart(number: int) -> float:
        seen, unseen = fold != number, fold == number
        fitted = torch.linalg.solve(ridged[seen][:, seen], wanted[seen])
        return _auc(kernel[unseen][:, seen] @ fitted, is_target[unseen])

    return max(0.0, 2 * sum(in_threads(told_apart, range(_FOLDS))) / _FOLDS - 1)


def trust(shift: float, images: int, *, enough: float) -> float:
    """How far to rely on the target's own images, in [0, 1]: less for a small domain gap, less for few images.

    ``shift * images / (images + enough)``, so that with ``enough`` images it is half the gap. 0 below five images.
    """
    # Without a gap the source model is right already, and self-training could only spoil it. With few images their
    # statistics and prototypes are noise. The product takes both into account without any label of the target.
    return shift * images / (images + enough) if images >= _FOLDS else 0.0


def _compared(source: Tensor, target: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    drawn = [single(domain[torch.randperm(len(domain), generator=generator)[:_MOST]]) for domain in (source, target)]
    features = functional.normalize(torch.cat(drawn).double(), dim=1)
    return features, torch.arange(len(features)) >= len(drawn[0])


def _folds(is_target: Tensor) -> Tensor:
    """Deal both domains out over the folds in turn."""
    fold = torch.empty(len(is_target), dtype=torch.int64)
    for domain in (is_target, ~is_target):
        fold[domain] = torch.arange(int(domain.sum())) % _FOLDS
    return fold


def _auc(scores: Tensor, positive: Tensor) -> float:
    """Area under the ROC curve: the fraction of pairs in the right order, a tie counts half; 0.5 without pairs."""
    if positive.all() or not positive.any():
        return 0.5
    # Mann-Whitney: from the positives' ranks, tied scores sharing their mean rank.
    _, place, ties = scores.unique(return_inverse=True, return_counts=True)
    ranks = (ties.cumsum(0) - (ties.double() - 1) / 2)[place]
    count = int(positive.sum())
    pairs = count * (len(scores) - count)
    return float((ranks[positive].sum() - count * (count + 1) / 2) / pairs)
