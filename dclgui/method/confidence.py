"""Steps S31-S33: both models' probabilities, their entropy, and the split into high and low confidence."""

import torch
from torch import Tensor

_LEAST = 1e-8
"""Probabilities below it count as this much, so that their logarithm is finite."""
_ALIKE = 1e-6
"""Nats by which the entropies of two equal images may differ."""


def entropy(probs: Tensor) -> Tensor:
    """Shannon entropy of each row, in nats (S31).

    probs: [N, K] float in [0, 1], rows sum to 1. Returns [N] in [0, log K]. A row with NaN gives NaN.
    """
    entropies: Tensor = torch.special.entr(probs).sum(dim=1)
    return entropies


def fraction_of_round(round_number: int, *, rounds: int, first: float, last: float) -> float:
    """Fraction taken as high confidence in round 1 … ``rounds``: grows linearly from ``first`` to ``last``."""
    if rounds == 1:
        return first
    return first + (last - first) * (round_number - 1) / (rounds - 1)


def trusted_fraction(share: float, *, trust: float) -> float:
    """Fraction of high confidence at ``trust`` in [0, 1]: ``share`` at 1, all images at 0.

    Only low-confidence images can be relabelled by their prototype, so without trust none is.
    """
    return 1 - (1 - share) * trust


def split_by_class(entropies: Tensor, predicted: Tensor, *, share: float) -> Tensor:
    """The ``share`` of lowest entropy inside each predicted class (S32-S33).

    entropies: [N] float; predicted: [N] int class index; share in (0, 1].
    Returns [N] bool. A class with m finite rows gets ``ceil(share * m)``, so that every class predicted at all has
    one, and all that equal the last of these but for rounding errors: equal images share a level, and the threshold
    alone tells it, as for an image labelled later. Rows whose entropy is NaN are never high.
    """
    finite = torch.isfinite(entropies)
    by_entropy = torch.argsort(torch.where(finite, entropies, torch.inf), stable=True)
    order = by_entropy[torch.argsort(predicted[by_entropy], stable=True)]
    classes = int(predicted.max()) + 1 if len(predicted) else 0
    rows_per_class = torch.bincount(predicted, minlength=classes)
    starts = rows_per_class.cumsum(0) - rows_per_class
    rank = torch.empty_like(order)
    rank[order] = torch.arange(len(order), device=order.device) - starts[predicted[order]]
    finite_per_class = torch.bincount(predicted[finite], minlength=classes)
    # Without the small step back, rounding errors would make ceil(0.2 * 5) two.
    quota = torch.ceil(share * finite_per_class.double() - 1e-9).clamp(min=1)
    within = finite & (rank < quota[predicted])
    thresholds = entropies.new_full((classes,), -torch.inf)
    thresholds = thresholds.scatter_reduce(0, predicted[within], entropies[within], "amax")
    return finite & (entropies <= thresholds[predicted] + _ALIKE)


def blended(probs: Tensor, source_probs: Tensor, *, trust: float) -> Tensor:
    """Log-linear mean of two softmaxes: ``probs ** trust * source_probs ** (1 - trust)``, rows summing to 1.

    probs: [N, K] of the target model, source_probs: [N, M] of the source model, M <= K, float in [0, 1]; trust in
    [0, 1]. At 1 the target model alone predicts, at 0 the source model alone. The last K - M classes are new to the
    source model: they keep the target model's probability, and the mean is taken over the other classes.
    """
    if trust == 1:
        return probs
    known = source_probs.shape[1]
    old, new = probs[:, :known], probs[:, known:]
    # Softmax of the logarithms normalises each row, so the new classes' share need not be divided out first.
    logs = trust * old.clamp_min(_LEAST).log() + (1 - trust) * source_probs.clamp_min(_LEAST).log()
    mean = logs.softmax(dim=1)
    return torch.cat([mean * (1 - new.sum(dim=1, keepdim=True)), new], dim=1) if new.shape[1] else mean


def without(probs: Tensor, absent: Tensor) -> Tensor:
    """``probs`` [N, K] given that no image is of the classes ``absent`` [K] bool; rows sum to 1."""
    if not absent.any():
        return probs
    left = probs.masked_fill(absent, 0.0)
    return left / left.sum(dim=1, keepdim=True).clamp_min(_LEAST)
