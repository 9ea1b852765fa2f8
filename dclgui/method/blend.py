"""What the target model says, tempered by what the source model said."""

import torch
from torch import Tensor

_LEAST = 1e-8


def blended(probs: Tensor, source_probs: Tensor, *, trust: float) -> Tensor:
    """Log-linear mean of two softmaxes: ``probs ** trust * source_probs ** (1 - trust)``, rows summing to 1.

    probs: [N, K], source_probs: [N, M], M <= K, float in [0, 1]; trust in [0, 1]. At 1 the target model alone judges,
    at 0 the source model alone. The K - M last classes are new to the source model: only the target model can say
    whether an image is of one of them; the mean is of what both say if it is not.
    """
    if trust == 1:
        return probs
    known = source_probs.shape[1]
    old, new = probs[:, :known], probs[:, known:]
    # A factor common to a row does not change its softmax.
    logs = trust * old.clamp_min(_LEAST).log() + (1 - trust) * source_probs.clamp_min(_LEAST).log()
    word = logs.softmax(dim=1)
    return torch.cat([word * (1 - new.sum(dim=1, keepdim=True)), new], dim=1) if new.shape[1] else word


def without(probs: Tensor, absent: Tensor) -> Tensor:
    """``probs`` [N, K] for somebody who knows that no image is of the classes ``absent`` [K] bool; rows sum to 1."""
    if not absent.any():
        return probs
    left = probs.masked_fill(absent, 0.0)
    return left / left.sum(dim=1, keepdim=True).clamp_min(_LEAST)
