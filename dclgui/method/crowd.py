"""Several labellings of the same images as a crowd: whom to believe, and what they say together, without any truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

SHARPNESS = 9.0
"""A member whose label purity is a ninth below the best one's counts e^-1."""
BEYOND_CHANCE = 0.25
"""How much of the purity is counted beyond chance."""
ALONE = 0.05
"""What purity beyond chance is shrunk by towards that of a labelling which names one class alone: it has no chance."""
OTHER_KIND, OWN_KIND, GATE = 0.25, 0.8, 0.05
"""Kappa of two movers, of different kinds or of one, at which movers are half believed, and how sharply."""
_RIGHT, _WRONG = 6.0, 4.0
"""A member's accuracy starts as if it had named so many images rightly and so many wrongly."""
_PASSES = 30


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """What the members say together.

    ``probabilities`` [N, K], far too sure, since members err together: an order, not a chance; ``votes`` [N, K], the
    weighted shares of members; ``weights`` [M] in [0, 1] and ``accuracies`` [M], estimated, in the members' order.
    """

    probabilities: Tensor
    votes: Tensor
    weights: Tensor
    accuracies: Tensor


def crowd(
    labellings: Mapping[str, Tensor], graphs: Sequence[Tensor], *, movers: Mapping[str, str], classes: int
) -> Crowd:
    """Weigh the ``labellings`` (name to [N] int64) and join them.

    graphs: [N, k] int64 neighbours of each image, in one space or several. movers: the members that followed the
    target, each with the kind of its method; the others kept to the source. A member counts by its label purity, how
    alike it calls neighbours, since scattered mistakes show there. Movers can be pure and wrong together
    with their own kind: unless two kinds agree beyond chance, or one kind agrees with itself nearly always, none is
    believed. One member at least kept to the source.
    """
    names = list(labellings)
    kept = torch.tensor([name not in movers for name in names])
    purities = torch.stack([purity(labellings[name], graphs, classes=classes) for name in names])
    believed = _agreed([(movers[name], labellings[name]) for name in names if name in movers], classes=classes)
    weights = believed * _pure(purities) + (1 - believed) * _pure(purities.masked_fill(~kept, -torch.inf))
    weights = weights / weights.max()
    said = torch.stack([labellings[name] for name in names])
    votes = weighted_votes(said, weights, classes=classes) / weights.sum()
    found, accuracies = one_number(said, weights, classes=classes)
    return Crowd(probabilities=found, votes=votes, weights=weights, accuracies=accuracies)


def purity(labels: Tensor, graphs: Sequence[Tensor], *, classes: int) -> Tensor:
    """How alike neighbours are called, at most 1: the share that is called as the image itself, mean over ``graphs``.

    A part of it counts beyond chance (Newman 2003): a labelling that names nearly everything one class has a large
    share and tells little. Not all of it does, since a target can be of nearly one class; or of one alone, where there
    is no chance and the purity is 1. labels: [N] int64.
    """
    shares = [(labels[graph] == labels[:, None]).float().mean() for graph in graphs if graph.shape[1]]
    alike = torch.stack(shares).mean() if shares else torch.tensor(1.0)
    chance = (torch.bincount(labels, minlength=classes) / len(labels)).square().sum()
    beyond = (alike - chance + ALONE) / (1 - chance + ALONE)
    return (1 - BEYOND_CHANCE) * alike + BEYOND_CHANCE * beyond


def kappa(one: Tensor, other: Tensor, *, classes: int) -> float:
    """Agreement of two labellings [N] beyond chance, at most 1 (Cohen 1960); 1 if both name one class alone."""
    share = [torch.bincount(labels, minlength=classes) / len(labels) for labels in (one, other)]
    chance = float((share[0] * share[1]).sum())
    agreed = float((one == other).float().mean())
    return 1.0 if chance >= 1 else (agreed - chance) / (1 - chance)


def weighted_votes(said: Tensor, weights: Tensor, *, classes: int) -> Tensor:
    """[N, K], the sum of the ``weights`` [M] of the members that call an image so; said: [M, N] int64."""
    votes = torch.zeros(said.shape[1], classes)
    return votes.scatter_add_(1, said.T, weights.expand(said.shape[1], -1).contiguous())


def one_number(said: Tensor, weights: Tensor, *, classes: int) -> tuple[Tensor, Tensor]:
    """Dawid and Skene (1979) with one accuracy for each member, its mistakes spread evenly; EM from the weighted vote.

    said: [M, N] int64, labels; weights: [M], a member's votes. Returns probabilities [N, K] and accuracies [M].
    """
    count = said.shape[1]
    found = weighted_votes(said, weights, classes=classes) / weights.sum()
    for _ in range(_PASSES):
        right = (found.gather(1, said.T).sum(dim=0) + _RIGHT) / (count + _RIGHT + _WRONG)
        right = right.clamp(1 / classes + 1e-3, 0.995)
        odds = (right * max(1, classes - 1) / (1 - right)).log()
        found = weighted_votes(said, weights * odds, classes=classes).softmax(dim=1)
    return found, right


def _pure(purities: Tensor) -> Tensor:
    return (SHARPNESS * (purities - purities.max())).exp()


def _agreed(movers: Sequence[tuple[str, Tensor]], *, classes: int) -> float:
    """How far to believe the movers, in [0, 1], by the two that agree best for their kinds."""
    lead = max(
        (
            kappa(one, other, classes=classes) - (OWN_KIND if kind == other_kind else OTHER_KIND)
            for place, (kind, one) in enumerate(movers)
            for other_kind, other in movers[:place]
        ),
        default=-1.0,
    )
    return float(torch.sigmoid(torch.tensor(lead / GATE)))
