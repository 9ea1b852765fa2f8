"""Steps S31-S33: which predictions to trust."""

import torch
from torch import Tensor


def entropy(probs: Tensor) -> Tensor:
    """Shannon entropy of each row, in nats (S31).

    probs: [N, K] float in [0, 1], rows sum to 1. Returns [N] in [0, log K]. A row with NaN gives NaN.
    """
    entropies: Tensor = torch.special.entr(probs).sum(dim=1)
    return entropies


def fraction_of_round(round_number: int, *, rounds: int, first: float, last: float) -> float:
    """Share taken as high confidence in round 1 … ``rounds``: grows evenly from ``first`` to ``last``."""
    if rounds == 1:
        return first
    return first + (last - first) * (round_number - 1) / (rounds - 1)


def trusted_fraction(share: float, *, trust: float) -> float:
    """Share of high confidence when the target's own word is trusted only so far: from ``share`` at 1 to all at 0.

    The low-confidence images are the ones that their prototype may move; without trust none of them is.
    """
    return 1 - (1 - share) * trust


def split_by_class(entropies: Tensor, predicted: Tensor, *, share: float) -> Tensor:
    """The ``share`` of lowest entropy inside each predicted class (S32-S33).

    entropies: [N] float; predicted: [N] int class index; share in (0, 1].
    Returns [N] bool. A class with m finite rows gets ``ceil(share * m)``, so that every class predicted at all has
    one; of equal entropies the earlier row wins. Rows whose entropy is NaN are never high.
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
    # the small step back keeps ceil(0.2 * 5) at 1 in floating point
    quota = torch.ceil(share * finite_per_class.double() - 1e-9).clamp(min=1)
    return finite & (rank < quota[predicted])
