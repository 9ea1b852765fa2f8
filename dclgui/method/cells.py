"""Nearest neighbours among very many images: each is compared with the images of the cells around its own.

An inverted file (Sivic and Zisserman 2003; Jégou, Douze and Schmid 2011) whose queries are its own images, so that one
matrix product compares a whole cell. The images that an image is compared with do not grow in number with all of them.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from dclgui.method.pieces import by_piece, in_threads, mean_of, sample, stored
from dclgui.method.whitening import principal_axes

WIDTH = 256
"""Principal components by which candidates are found."""
CELL, AROUND = 250, 48
"""Images of a cell, on average, and cells searched around each: 12,000 images for each image."""
CANDIDATES = 2
"""Found by the components for each neighbour wanted; the nearest by all features are taken."""
_PASSES, _TAUGHT = 6, 32
"""Passes of k-means, and images for each cell that it sees."""
_PRODUCT = 2**21
"""Comparisons of images with centres held at a time by a thread."""


def nearest_in_cells(features: Tensor, *, count: int) -> tuple[Tensor, Tensor]:
    """The ``count`` most alike other images of each, nearly always, by the cosine of the centred features.

    features: [N, D] float. Returns rows [N, count] int64 and similarities [N, count] float32, which are exact, most
    alike first. The same for the same features, on any number of threads.
    """
    generator = torch.Generator().manual_seed(0)
    middle = mean_of(features)
    length = by_piece(lambda piece: (piece - middle).norm(dim=1), features).clamp_min(1e-12)
    units = _units(features, middle, generator)
    cells = _cells(units, generator)
    rows = torch.empty(len(features), count, dtype=torch.int64)
    similarity = torch.empty(len(features), count)

    def search(number: int) -> None:
        own = cells.members[number]
        found = _candidates(units, cells, number, CANDIDATES * count)
        ahead = features[own].float() - middle
        some, place = found.unique(return_inverse=True)
        # The centre drops out of the difference from its own product, so that candidates need no centring.
        alike = (ahead @ features[some].float().T - ahead @ middle[:, None]) / length[some]
        alike = alike.gather(1, place) / length[own, None]
        values, places = alike.topk(count, dim=1)
        rows[own], similarity[own] = found.gather(1, places), values.clamp(-1, 1)

    in_threads(search, range(len(cells.members)))
    return rows, similarity


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """``members``: [n] int64 rows of each cell; ``near`` [cells, m] int64, the cells around each, itself first."""

    members: list[Tensor]
    near: Tensor


def _units(features: Tensor, middle: Tensor, generator: torch.Generator) -> Tensor:
    """[N, W], directions of the centred features in their principal components."""
    if features.shape[1] <= WIDTH:
        return stored(lambda piece: functional.normalize(piece - middle, dim=1), features)
    axes = principal_axes(sample(features, generator=generator) - middle, generator=generator, dimensions=WIDTH)
    return stored(lambda piece: functional.normalize((piece - middle) @ axes, dim=1), features)


def _cells(units: Tensor, generator: torch.Generator) -> _Cells:
    """Cells of about ``CELL`` images: one of more than twice as many is dealt out at random, one of few is given up."""
    centres = _centres(units, generator)
    nearest = _nearest(units, centres)
    few = torch.bincount(nearest, minlength=len(centres)) < CELL // 8
    if few.any():  # else there might be fewer images around than neighbours wanted
        centres = centres[~few]
        nearest = _nearest(units, centres)
    members, homes = list[Tensor](), list[int]()
    sizes = torch.bincount(nearest, minlength=len(centres)).tolist()
    for home, rows in enumerate(nearest.argsort(stable=True).split(sizes)):
        parts = -(-len(rows) // (2 * CELL))
        dealt = rows[torch.randperm(len(rows), generator=generator)]
        members += [dealt[part::parts].sort().values for part in range(parts)]
        homes += [home] * parts
    places = centres[torch.tensor(homes)]
    alike = places @ places.T
    alike.fill_diagonal_(torch.inf)
    return _Cells(members, alike.topk(min(AROUND, len(members)), dim=1).indices)


def _centres(units: Tensor, generator: torch.Generator) -> Tensor:
    """[cells, W] of unit length, by spherical k-means (Dhillon and Modha 2001) on some of the images."""
    wanted = len(units) // CELL
    seen = units[torch.randperm(len(units), generator=generator)[: _TAUGHT * wanted]]
    centres = seen[:wanted].float()
    for _ in range(_PASSES):
        nearest = _nearest(seen, centres)
        sums = torch.zeros_like(centres).index_add_(0, nearest, seen.float())
        centres = torch.where(sums.any(dim=1, keepdim=True), functional.normalize(sums, dim=1), centres)
    return centres


def _nearest(units: Tensor, centres: Tensor) -> Tensor:
    """[n] int64, the centre that each is most like."""
    found = torch.empty(len(units), dtype=torch.int64)
    rows = max(1, _PRODUCT // len(centres))

    def settle(start: int) -> None:
        # Nothing small may outlive the product: on top of it in the heap, it would keep all of that memory taken.
        found[start : start + rows] = (units[start : start + rows].float() @ centres.T).argmax(dim=1)

    in_threads(settle, range(0, len(units), rows))
    return found


def _candidates(units: Tensor, cells: _Cells, number: int, count: int) -> Tensor:
    """[n, c] int64 for the n images of cell ``number``: the most alike by components, never an image itself.

    c is ``count``, or fewer if the cells around hold fewer.
    """
    own = cells.members[number]
    around = torch.cat([cells.members[cell] for cell in cells.near[number].tolist()])
    alike = units[own].float() @ units[around].float().T
    alike.fill_diagonal_(-2)  # the cell's own images come first
    return around[alike.topk(min(count, len(around) - 1), dim=1).indices]
