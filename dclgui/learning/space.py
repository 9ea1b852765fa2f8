"""The spaces in which answers teach: features of both domains, which may be mapped from the disk, and their views."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dclgui.core.arrays import Doubles, Floats, Halves, Ints, Rows

Scores = Callable[[Rows | Ints], Floats]
"""[n, L K] of the images asked for: the scores of the L learners of a space, before any view."""
_PIECE = 16_384
"""Images whose features are read at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Features of both domains in one space, each centred; they may be mapped from the disk.

    ``source`` [Ns, P] and ``target`` [N, P], of which ``of_source`` and ``of_target`` give the rows that learners see;
    ``scale``, by which they are divided; ``views``: [N, k] neighbours each, in which the target is judged, every image
    with the mean of its own and their features; the last one, of no neighbour, shows it as it is; ``moments``
    [P + 1, P + 1], the target's sum of outer products.
    """

    source: Floats | Halves
    target: Floats | Halves
    scale: float
    views: tuple[Rows | Ints, ...]
    moments: Doubles

    @classmethod
    def of(cls, source: Floats | Halves, target: Floats | Halves, graphs: Sequence[Rows | Ints]) -> "Space":
        """source: [Ns, P], target: [N, P], each less its own mean; ``graphs``: [N, k] neighbours, one view each.

        Both are scaled to a mean square norm of 1 in the source.
        """
        squares = [np.square(_single(source[rows]), dtype=np.float64).sum(axis=1) for rows in pieces(len(source))]
        scale = float(np.sqrt(np.concatenate(squares).mean())) or 1.0
        alone = np.empty((len(target), 0), np.int64)
        moments = np.zeros((target.shape[1] + 1,) * 2)
        found = cls(source, target, scale, (*graphs, alone), moments)
        for rows in pieces(len(target)):
            piece = found.of_target(rows).astype(np.float64)
            moments += piece.T @ piece
        return found

    def of_source(self, rows: slice) -> Floats:
        """[n, P + 1] float32, scaled, with a column of ones."""
        return self._with_ones(self.source[rows])

    def of_target(self, rows: slice | Rows | Ints) -> Floats:
        """[n, P + 1] float32, scaled, with a column of ones."""
        return self._with_ones(self.target[rows])

    def _with_ones(self, features: Floats | Halves) -> Floats:
        scaled = _single(features) / np.float32(self.scale)
        return np.concatenate([scaled, np.ones((len(features), 1), np.float32)], axis=1)


def score(space: Space, coefficients: Floats, rows: slice | Rows | Ints) -> Floats:
    """[n, L K] of the images ``rows``."""
    # What would divide every feature divides the coefficients.
    found: Floats = _single(space.target[rows]) @ (coefficients[:-1] / np.float32(space.scale)) + coefficients[-1]
    return found


def over_view(score_of: Scores, view: Rows | Ints, rows: slice) -> Floats:
    """[n, L K], mean scores of each image and its neighbours in ``view`` [N, k]."""
    total = score_of(np.arange(rows.start, rows.stop))
    for column in np.ascontiguousarray(view[rows].T):
        total += score_of(column)
    found: Floats = np.ascontiguousarray(total.T).T / np.float32(1 + view.shape[1])
    return found


def pieces(images: int, *, size: int = _PIECE) -> Iterator[slice]:
    """Rows 0 to ``images``, at most ``size`` at a time."""
    for start in range(0, images, size):
        yield slice(start, min(start + size, images))


def _single(features: Floats | Halves) -> Floats:
    found: Floats = features.astype(np.float32)
    return found
