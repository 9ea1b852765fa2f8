"""A space in which a distance means the same for all classes: centred by domain, whitened by the source's scatter."""

from dataclasses import dataclass

import torch
from torch import Tensor

from dclgui.method.pieces import mean_of, mean_square, pieces, sample, stored
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
    """``source`` [Ns, P] and ``target`` [Nt, P], both less the *source's* mean, whitened; kept by ``pieces.stored``.

    ``principal_source`` and ``principal_target``: the same before whitening, each less its own domain's mean.
    """

    source: Tensor
    target: Tensor
    principal_source: Tensor
    principal_target: Tensor


def whitened(source: Tensor, labels: Tensor, target: Tensor, *, classes: int, generator: torch.Generator) -> Whitened:
    """Principal components of both domains, each centred, whitened so that a source class has unit scatter.

    source: [Ns, D], target: [Nt, D] float; labels: [Ns] int64. Linear discriminant analysis (Fisher 1936; Rao 1948)
    measures in this space. Target labels do not enter. The components are those of at most 20,000 images a domain.
    """
    middle = mean_of(source)
    ahead = sample(target, generator=generator) - middle
    own = sample(source, generator=generator) - middle
    axes = principal_axes(torch.cat([own, ahead - ahead.mean(dim=0)]), generator=generator)
    del own, ahead
    source_part, target_part = (stored(lambda piece: (piece - middle) @ axes, domain) for domain in (source, target))
    root = torch.linalg.cholesky(_scatter(source_part, labels, classes=classes))

    def white(part: Tensor) -> Tensor:
        solved: Tensor = torch.linalg.solve_triangular(root, part.double().T, upper=False)
        return solved.T.float()

    target_middle = mean_of(target_part)
    return Whitened(
        source=stored(white, source_part),
        target=stored(white, target_part),
        principal_source=source_part,
        principal_target=stored(lambda piece: piece - target_middle, target_part),
    )


def _scatter(source: Tensor, labels: Tensor, *, classes: int) -> Tensor:
    """[P, P] float64, the shrunk scatter of the ``source`` [Ns, P] within its classes."""
    means = torch.nan_to_num(class_prototypes(source, labels, classes=classes))
    scatter = torch.zeros(source.shape[1], source.shape[1], dtype=torch.float64)
    for piece, own in zip(pieces(source), pieces(labels), strict=True):
        within = (piece - means[own]).double()
        scatter += within.T @ within
    scatter /= len(source)
    # Where no class scatters, as with one image each, directions count by how far all images lie.
    level = scatter.diagonal().mean().clamp_min(_LEAST * float(mean_square(source)) + 1e-12)
    return (1 - SHRINKAGE) * scatter + SHRINKAGE * level * torch.eye(len(scatter), dtype=torch.float64)


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
