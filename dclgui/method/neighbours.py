"""Images of the target that look alike should be labelled alike: smoothing over nearest neighbours."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

BLOCK = 20_000
"""Images among which neighbours are looked for: it bounds the time for a million, and changes nothing below."""
_PIECE = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """``rows`` [N, k] int64, the most alike images; ``alike`` [N, k] float32, 1 if alike enough to count, else 0."""

    rows: Tensor
    alike: Tensor


def nearest_rows(features: Tensor, *, count: int) -> tuple[Tensor, Tensor]:
    """The ``count`` most alike other images of each, by the cosine of the centred features.

    features: [N, D] float. Returns rows [N, k] int64 and similarities [N, k] in [-1, 1], k = min(count, N - 1), most
    alike first. More than 20,000 images are searched in blocks of every m-th image, so that time grows with N.
    """
    unit = functional.normalize(features - features.mean(dim=0), dim=1)
    blocks = -(-len(unit) // BLOCK)
    count = min(count, len(unit) // max(1, blocks) - 1)
    rows = torch.empty(len(unit), count, dtype=torch.int64)
    similarity = torch.empty(len(unit), count)
    for block in (torch.arange(start, len(unit), blocks) for start in range(blocks)):
        for piece in block.split(_PIECE):
            found = unit[piece] @ unit[block].T
            found[torch.arange(len(piece)), torch.searchsorted(block, piece)] = -2  # not its own neighbour
            values, places = found.topk(count, dim=1)
            rows[piece], similarity[piece] = block[places], values
    return rows, similarity


def alike_from(features: Tensor, labels: Tensor, *, count: int, purity: float) -> float:
    """The similarity from which labelled images' neighbours are of the same class with probability ``purity``.

    features: [N, D]; labels: [N] int. Looks at the ``count`` nearest of each image, most alike pairs first. Returns a
    similarity in [-1, 1], or 1.0 if not even the most alike pairs are that pure.
    """
    rows, similarity = nearest_rows(features, count=count)
    same = (labels[rows] == labels[:, None]).flatten().double()
    order = similarity.flatten().argsort(descending=True, stable=True)
    pure = same[order].cumsum(0) / torch.arange(1, len(order) + 1) >= purity
    return float(similarity.flatten()[order[pure.nonzero()[-1, 0]]]) if pure.any() else 1.0


def smoothed(values: Tensor, neighbours: Neighbours, *, amount: float) -> Tensor:
    """Move each image's row towards the mean over its neighbours; one that is not alike counts as the image itself.

    values: [N, C]; amount in [0, 1]. Returns [N, C]: ``(1 - amount) * own + amount * mean``.
    """
    count = max(1, neighbours.rows.shape[1])
    mean = values * (count - neighbours.alike.sum(dim=1, keepdim=True))
    for rows, alike in zip(neighbours.rows.T, neighbours.alike.T, strict=True):
        mean = mean + values[rows] * alike[:, None]
    return torch.lerp(values, mean / count, amount)
