"""What sits on the backbone: bottleneck, batch normalisation and classifier, a few of them side by side."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional


class Heads(nn.Module):
    """``heads`` independent heads as one batched program; their average is the model.

    A head is Linear(dim -> width), batch norm, ReLU, Linear(width -> classes). In training the batch norm uses the
    joint batch of source and target; for judging, ``calibrate`` sets the same mixture's statistics over the domains,
    so that neither domain meets it in two ways.
    """

    mean: Tensor
    var: Tensor

    def __init__(self, *, dim: int, classes: int, heads: int, width: int, generator: torch.Generator) -> None:
        super().__init__()
        self.bottleneck = _normal(heads, dim, width, fan_in=dim, generator=generator)
        self.scale = nn.Parameter(torch.ones(heads, 1, width))
        self.shift = nn.Parameter(torch.zeros(heads, 1, width))
        self.classifier = _normal(heads, width, classes, fan_in=width, generator=generator)
        self.bias = nn.Parameter(torch.zeros(heads, 1, classes))
        self.register_buffer("mean", torch.zeros(heads, 1, width))
        self.register_buffer("var", torch.ones(heads, 1, width))

    def forward(self, features: Tensor) -> Tensor:
        """Training: features [B, D] of a joint batch to logits [heads, B, K], with the batch's own statistics."""
        projected = features @ self.bottleneck
        mean = projected.mean(dim=1, keepdim=True)
        var = projected.var(dim=1, keepdim=True, unbiased=False)
        return self._classify(self._activate(projected, mean, var))

    @torch.no_grad()
    def judge(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Features [N, D] to logits [heads, N, K] and bottleneck features [N, heads * width], row by row."""
        embedded = self._activate(features @ self.bottleneck, self.mean, self.var)
        unit = functional.normalize(embedded, dim=2)
        return self._classify(embedded), unit.transpose(0, 1).flatten(1)

    @torch.no_grad()
    def calibrate(self, *domains: Tensor) -> None:
        """Set the statistics for judging to those of an equal mixture of the ``domains``' features [N, D]."""
        projected = [features @ self.bottleneck for features in domains]
        means = torch.stack([values.mean(dim=1, keepdim=True) for values in projected])
        within = torch.stack([values.var(dim=1, keepdim=True, unbiased=False) for values in projected])
        self.mean.copy_(means.mean(dim=0))
        self.var.copy_(within.mean(dim=0) + means.var(dim=0, unbiased=False))

    def _activate(self, projected: Tensor, mean: Tensor, var: Tensor) -> Tensor:
        return functional.relu((projected - mean) * torch.rsqrt(var + 1e-5) * self.scale + self.shift)

    def _classify(self, embedded: Tensor) -> Tensor:
        return embedded @ self.classifier + self.bias


def _normal(*shape: int, fan_in: int, generator: torch.Generator) -> nn.Parameter:
    return nn.Parameter(torch.randn(*shape, generator=generator) / math.sqrt(fan_in))
