"""What the target model says, tempered by what the source model said."""

from torch import Tensor

_LEAST = 1e-8


def blended(probs: Tensor, source_probs: Tensor, *, trust: float) -> Tensor:
    """Log-linear mean of two softmaxes: ``probs ** trust * source_probs ** (1 - trust)``, rows summing to 1.

    probs, source_probs: [N, K] float in [0, 1]; trust in [0, 1]. At 1 the target model alone judges, at 0 the source
    model alone.
    """
    if trust == 1:
        return probs
    logs = trust * probs.clamp_min(_LEAST).log() + (1 - trust) * source_probs.clamp_min(_LEAST).log()
    return logs.softmax(dim=1)
