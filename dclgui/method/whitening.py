"""A space in which a distance means the same for all classes: centred by domain, whitened by the source's scatter."""

from dataclasses import dataclass

import torch
from torch import Tensor

from dclgui.method.prototypes import class_prototypes

DIMENSIONS = 256
"""Principal components kept of both domains together."""
SHRINKAGE = 0.1
"""How much of the within-class scatter is replaced by a multiple of the identity (Ledoit and Wolf 2004, fixed)."""
_PASSES, _MORE = 2, 16
_LEAST = 1e-3
"""Least scatter of a class as a share of that of all images."""


@dataclass(frozen=True, slots=True, eq=False)
class Whitened:
    """``source`` [Ns, P] and ``target`` [Nt, P] float32; both less the *source's* mean, whitened.

    ``principal_source`` and ``principal_target``: the same before whitening, each less its own domain's mean.
    """

    source: Tensor
    target: Tensor
    principal_source: Tensor
    principal_target: Tensor


def whitened(source: Tensor, labels: Tensor, target: Tensor, *, classes: int, generator: torch.Generator) -> Whitened:
    """Principal components of both domains, each centred, whitened so that a source class has unit scatter.

    source: [Ns, D], target: [Nt, D] float; labels: [Ns] int64. Linear discriminant analysis (Fisher 1936; Rao 1948)
    measures in this space. Target labels do not enter.
    """
    middle = source.mean(dim=0)
    ahead = target - middle
    own = source - middle
    axes = principal_axes(torch.cat([own, ahead - ahead.mean(dim=0)]), generator=generator)
    source_part, target_part = own @ axes, ahead @ axes
    means = torch.nan_to_num(class_prototypes(source_part, labels, classes=classes))
    within = (source_part - means[labels]).double()
    scatter = within.T @ within / len(within)
    # Where no class scatters, as with one image each, directions count by how far all images lie.
    level = scatter.diagonal().mean().clamp_min(_LEAST * float(source_part.square().mean()) + 1e-12)
    scatter = (1 - SHRINKAGE) * scatter + SHRINKAGE * level * torch.eye(len(scatter), dtype=torch.float64)
    root = torch.linalg.cholesky(scatter)

    def white(part: Tensor) -> Tensor:
        solved: Tensor = torch.linalg.solve_triangular(root, part.double().T, upper=False)
        return solved.T.float()

    return Whitened(
        source=white(source_part),
        target=white(target_part),
        principal_source=source_part,
        principal_target=target_part - target_part.mean(dim=0),
    )


def principal_axes(centred: Tensor, *, generator: torch.Generator, dimensions: int = DIMENSIONS) -> Tensor:
    """[D, P] the axes of largest variance of ``centred`` [N, D], orthonormal; P is at most min(N, D) less 2.

    Randomised range finder with power iterations (Halko, Martinsson and Tropp 2011).
    """
    count = max(1, min(dimensions, *(size - 2 for size in centred.shape)))
    wide = min(count + _MORE, *centred.shape)
    drawn = torch.randn(centred.shape[1], wide, generator=generator).to(centred)
    basis = torch.linalg.qr(centred @ drawn).Q
    for _ in range(_PASSES):
        basis = torch.linalg.qr(centred.T @ basis).Q
        basis = torch.linalg.qr(centred @ basis).Q
    axes: Tensor = torch.linalg.svd(basis.T @ centred, full_matrices=False).Vh[:count].T
    return axes
