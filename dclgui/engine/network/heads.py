"""The heads on the backbone: bottleneck, batch norm and classifier, a few of them side by side."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

_OUT_OF_REACH = -8.0
"""Bias of a class without images: its probability is then below what label smoothing gives a wrong class."""
_NEVER = -1e4
"""Bias of a class that was withdrawn; half precision holds it."""
Statistics = tuple[Tensor, Tensor]
"""Mean and variance, each [heads, 1, width]."""


@dataclass(frozen=True, slots=True)
class Normalisation:
    """Which statistics batch norm uses, in training and for predictions alike.

    Either those of both domains mixed half and half (``joint``); or each domain's own, where the target's are
    interpolated from the source's (``lean`` 0) to its own (``lean`` 1).
    """

    joint: bool
    lean: float

    def statistics(self, source: Tensor, target: Tensor) -> tuple[Statistics, Statistics]:
        """For the source and for the target, from projections [heads, B, width] of each."""
        first, second = _statistics(source), _statistics(target)
        if self.joint:
            mixed = (first[0] + second[0]) / 2, (first[1] + second[1]) / 2 + (first[0] - second[0]) ** 2 / 4
            return mixed, mixed
        return first, (torch.lerp(first[0], second[0], self.lean), torch.lerp(first[1], second[1], self.lean))


def _statistics(projected: Tensor) -> Statistics:
    mean = projected.mean(dim=1, keepdim=True)
    return mean, (projected - mean).square().mean(dim=1, keepdim=True)  # torch's var is several times slower


class Heads(nn.Module):
    """``heads`` independent heads as one batched program; their average is the model.

    A head is Linear(dim -> width), batch norm, ReLU, Linear(width -> classes). In training the batch norm uses the
    batch's statistics; for predictions, ``calibrate`` sets those of whole domains by the same rule.
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

    def forward(self, features: Tensor, source_count: int, norm: Normalisation) -> Tensor:
        """Training: features [B, D], the first ``source_count`` rows of the source, to logits [heads, B, K]."""
        projected = features @ self.bottleneck
        source, target = projected[:, :source_count], projected[:, source_count:]
        if not target.shape[1]:
            return self._classify(self._activate(source, *_statistics(source)))
        of_source, of_target = norm.statistics(source, target)
        parts = [self._activate(source, *of_source), self._activate(target, *of_target)]
        return self._classify(torch.cat(parts, dim=1))

    @torch.no_grad()
    def predict(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Target features [N, D] to logits [heads, N, K] and bottleneck features [N, heads * width], row by row."""
        return self._judge(features @ self.bottleneck)

    @torch.no_grad()
    def predict_flat(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """As ``predict``, up to rounding, by a product of two matrices: OpenVINO knows none of different ranks."""
        heads, _, width = self.bottleneck.shape
        flat = self.bottleneck.transpose(0, 1).flatten(1)
        return self._judge((features @ flat).unflatten(1, (heads, width)).transpose(0, 1))

    def _judge(self, projected: Tensor) -> tuple[Tensor, Tensor]:
        embedded = self._activate(projected, self.mean, self.var)
        return self._classify(embedded), embedded.transpose(0, 1).flatten(1)

    @torch.no_grad()
    def embed_source(self, features: Tensor, *, joint: bool) -> Tensor:
        """Source features [N, D] to bottleneck features [N, heads * width], by their own statistics or by the joint."""
        projected = features @ self.bottleneck
        statistics = (self.mean, self.var) if joint else _statistics(projected)
        return self._activate(projected, *statistics).transpose(0, 1).flatten(1)

    @torch.no_grad()
    def calibrate(self, source: Tensor, target: Tensor | None, norm: Normalisation) -> None:
        """Set the statistics for predictions from features [N, D] of both domains, or of the source alone."""
        projected = source @ self.bottleneck
        if target is None:
            mean, var = _statistics(projected)
        else:
            _, (mean, var) = norm.statistics(projected, target @ self.bottleneck)
        self.mean.copy_(mean)
        self.var.copy_(var)

    @property
    def classes(self) -> int:
        """K."""
        return self.bias.shape[2]

    @property
    def width(self) -> int:
        """The bottleneck features of an image, of all heads together."""
        return self.mean.shape[0] * self.mean.shape[2]

    @torch.no_grad()
    def widen(self, classes: int) -> None:
        """Make room for ``classes`` in all; no image is of a new one before ``name_class``. Replaces the parameters."""
        more = classes - self.classes
        self.classifier = nn.Parameter(functional.pad(self.classifier, (0, more)))
        self.bias = nn.Parameter(functional.pad(self.bias, (0, more), value=_OUT_OF_REACH))

    @torch.no_grad()
    def silence(self, classes: Sequence[int]) -> None:
        """Have no image be of the ``classes``, of which the heads may know only some."""
        silenced(self.bias, classes)

    @torch.no_grad()
    def name_class(self, number: int, embedded: Tensor, members: Tensor, others: Tensor) -> None:
        """Set the classifiers' weights and bias of class ``number`` from the images that are taken to be of it.

        embedded: bottleneck features [N, heads * width] of the target; members: [N] bool, the images of the class;
        others: [k] int64, the classes that are known already. The weights point from the mean of the target to the
        mean of the class, with the average length of the others'. The bias puts the decision boundary half-way between
        the class's images and as many others that come nearest to it.
        """
        by_head = embedded.unflatten(1, (len(self.bias), -1)).transpose(0, 1)
        known, bias = self.classifier[..., others], self.bias[..., others]
        mean = known.mean(dim=2, keepdim=True)
        length = (known - mean).norm(dim=1, keepdim=True).mean(dim=2, keepdim=True)
        direction = (by_head[:, members].mean(dim=1) - by_head.mean(dim=1))[..., None]
        weights = mean + length * functional.normalize(direction, dim=1)
        # By how much each image's logit for the class falls short of its best other logit, before the bias.
        lacks = ((by_head @ known + bias).amax(dim=2, keepdim=True) - by_head @ weights)[..., 0]
        own, strange = lacks[:, members], lacks[:, ~members]
        nearest = strange.topk(min(own.shape[1], strange.shape[1]), dim=1, largest=False).values
        middle = own.mean(dim=1, keepdim=True)
        border = (middle + nearest.mean(dim=1, keepdim=True)) / 2 if strange.shape[1] else middle
        self.classifier[..., number] = weights[..., 0]
        self.bias[..., number] = border

    def _activate(self, projected: Tensor, mean: Tensor, var: Tensor) -> Tensor:
        return functional.relu((projected - mean) * torch.rsqrt(var + 1e-5) * self.scale + self.shift)

    def _classify(self, embedded: Tensor) -> Tensor:
        return embedded @ self.classifier + self.bias


def silenced(bias: Tensor, classes: Sequence[int]) -> None:
    """Set the ``bias`` [heads, 1, K] of the ``classes`` so low that their probability is 0."""
    bias[..., [number for number in classes if number < bias.shape[2]]] = _NEVER


def _normal(*shape: int, fan_in: int, generator: torch.Generator) -> nn.Parameter:
    return nn.Parameter(torch.randn(*shape, generator=generator) / math.sqrt(fan_in))
