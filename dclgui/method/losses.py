"""Steps S51-S53: the losses."""

import torch
from torch import Tensor
from torch.nn import functional


def source_loss(logits: Tensor, labels: Tensor, *, smoothing: float) -> Tensor:
    """Cross-entropy of the source batch (S1, S52), its labels smoothed by ``smoothing`` in [0, 1), 0 in the patent.

    logits: [B, K]; labels: [B] int.
    """
    return functional.cross_entropy(logits, labels, label_smoothing=smoothing)


def target_loss(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    """Weighted cross-entropy of the pseudo-labels: the patent's self-supervised loss (S51).

    logits: [B, K]; labels: [B] int; weights: [B] in [0, 1]. The sum is divided by B, not by the sum of
    the weights, so that a batch of doubtful images moves the model less than one of sure images.
    """
    return (weights * functional.cross_entropy(logits, labels, reduction="none")).mean()


def target_weight_of_round(round_number: int, *, balance: float, ramp: int) -> float:
    """Factor of the target loss in the total loss (S53): grows evenly over the first ``ramp`` rounds."""
    return balance * min(1.0, round_number / (ramp + 1)) if ramp else balance


def total_loss(source: Tensor, target: Tensor, *, balance: float) -> Tensor:
    """``source + balance * target`` (S53)."""
    return torch.add(source, target, alpha=balance)
