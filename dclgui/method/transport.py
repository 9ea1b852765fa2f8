"""Labels of the target by optimal transport: the source's images are carried to the target's at the least cost."""

import torch
from torch import Tensor
from torch.nn import functional

from dclgui.method.pieces import by_piece, single

MOST = 2_000
"""Images of each domain that are carried or arrived at."""
BLUR = 0.02
"""Entropy's weight, as a share of the mean cost."""
COMPONENTS = 128
PASSES = 100
RIDGE = 1e-4


def transported(
    source: Tensor, labels: Tensor, target: Tensor, *, shares: Tensor, generator: torch.Generator
) -> Tensor:
    """[N] int64, the class of each target image by a ridge regression on the source's images as they were carried.

    source: [Ns, P], target: [N, P], principal components; labels: [Ns] int64. Each source image moves to the mean of
    the target images that the plan gives it (Courty, Flamary, Tuia and Rakotomamonjy 2017), squared distances the cost.
    shares: [K], what fraction of the target each class is taken to be: the source's images weigh so, since a class that
    is rarer in the target would otherwise pull images of others along (Redko, Courty, Flamary and Tuia 2019).
    """
    own, other = (torch.randperm(len(domain), generator=generator)[:MOST] for domain in (source, target))
    both = [single(domain[rows, :COMPONENTS]).double() for domain, rows in ((source, own), (target, other))]
    scale = torch.cat(both).square().sum(dim=1).mean().sqrt().clamp_min(1e-12)
    start, end = (part / scale for part in both)
    found = plan(torch.cdist(start, end).square(), mass=_mass(labels[own], shares))
    carried = _with_one(found @ end / found.sum(dim=1, keepdim=True).clamp_min(1e-300))
    moments = carried.T @ carried + len(carried) * RIDGE * torch.eye(carried.shape[1], dtype=torch.float64)
    named = functional.one_hot(labels[own], len(shares)).double()
    weights = torch.linalg.solve(moments, carried.T @ named)

    def scored(piece: Tensor) -> Tensor:
        scores: Tensor = _with_one(piece[:, :COMPONENTS].double() / scale) @ weights
        return scores.argmax(dim=1)

    return by_piece(scored, target)


def plan(cost: Tensor, *, mass: Tensor) -> Tensor:
    """[n, m] float64, how much of each row goes to each column at the least ``cost`` [n, m] and a little blur.

    Rows sum to ``mass`` [n], whose sum is 1; columns nearly to 1 / m (Sinkhorn and Knopp 1967; Cuturi 2013).
    """
    blur = BLUR * cost.mean().clamp_min(1e-12)
    kernel = torch.exp((cost.min(dim=1, keepdim=True).values - cost) / blur)
    rows = torch.ones(len(cost), dtype=kernel.dtype)
    for _ in range(PASSES):
        columns = 1 / (len(kernel.T) * (kernel.T @ rows).clamp_min(1e-300))
        rows = mass / (kernel @ columns).clamp_min(1e-300)
    return rows[:, None] * kernel * columns


def _mass(labels: Tensor, shares: Tensor) -> Tensor:
    """[n] float64, sum 1: what each of the images ``labels`` [n] weighs if its class is to have its share [K]."""
    counts = torch.bincount(labels, minlength=len(shares)).clamp_min(1)
    found = (shares.double() / counts)[labels]
    return found / found.sum()


def _with_one(values: Tensor) -> Tensor:
    return functional.pad(values, (0, 1), value=1.0)
