"""Images of the target that look alike should be labelled alike: smoothing over nearest neighbours."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from dclgui.core.scratch import LARGE
from dclgui.method.cells import nearest_in_cells
from dclgui.method.pieces import in_threads, mean_of, single, stored

EXACT = LARGE
"""Images up to which each is compared with all others; among more, with those of the cells around it."""
_ROWS = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """``rows`` [N, k] int64, the most alike images; ``alike`` [N, k] float32, 1 if alike enough to count, else 0."""

    rows: Tensor
    alike: Tensor


def nearest_rows(features: Tensor, *, count: int) -> tuple[Tensor, Tensor]:
    """The ``count`` most alike other images of each, by the cosine of the centred features.

    features: [N, D] float. Returns rows [N, k] int64 and similarities [N, k] in [-1, 1], k = min(count, N - 1), most
    alike first. Of more than ``EXACT`` images nearly all of the rows are the right ones (``cells``), so that time grows
    with N; the similarities are exact.
    """
    count = min(count, len(features) - 1)
    if len(features) > EXACT:
        return nearest_in_cells(features, count=count)
    unit = functional.normalize(single(features) - mean_of(features), dim=1)

    def search(piece: Tensor) -> tuple[Tensor, Tensor]:
        found = unit[piece] @ unit.T
        found[torch.arange(len(piece)), piece] = -2  # not its own neighbour
        values, rows = found.topk(count, dim=1)
        return values, rows

    values, rows = zip(*in_threads(search, torch.arange(len(unit)).split(_ROWS)), strict=True)
    return torch.cat(rows), torch.cat(values)


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
    # One weighted sum over table rows, which torch has as a bag of embeddings: a sixth of the time of a sum by columns.
    # A table in half precision wants its weights so too.
    weights = neighbours.alike * (amount / max(1, neighbours.rows.shape[1]))
    own = 1 - weights.sum(dim=1, keepdim=True)

    def moved(rows: Tensor) -> Tensor:
        near = torch.cat([rows[:, None], neighbours.rows[rows]], dim=1)
        shares = torch.cat([own[rows], weights[rows]], dim=1).to(values.dtype)
        return functional.embedding_bag(near, values, per_sample_weights=shares, mode="sum")

    def piece(rows: Tensor) -> Tensor:
        return torch.cat(in_threads(moved, rows.split(_ROWS)))

    return stored(piece, torch.arange(len(values)))
