"""Where the images of a round lie: its features in memory, to be compared with one image's."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dclgui.core.arrays import Floats, Mask, Rows
from dclgui.engine.network.embedding import load_embedding
from dclgui.engine.runtime import on_one_core

_PIECE = 4096
"""Images converted to single precision at a time."""

Nearest = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """``rows`` [N] int64, ascending; ``features`` [N, W] float16; ``scale`` [N] float32, 1 / their length."""

    rows: Rows
    features: Tensor
    scale: Tensor

    def unit(self, place: int) -> Tensor:
        """[W] float32, the features at ``place`` divided by their length."""
        return self.features[place].float() * self.scale[place]

    def similarity(self, unit: Tensor) -> Floats:
        """[N] float32 in [-1, 1], cosine to ``unit``."""
        raw = torch.cat([piece.float() @ unit for piece in self.features.split(_PIECE)])
        found: Floats = (raw * self.scale).numpy()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Of ``round``.

    Answers, and classes that come and go, change the labels of a round: which of them are sure is asked each time.
    """

    round: int
    target: Points
    source: Points


# The inspector asks for one image after another of the same round.
@lru_cache(maxsize=2)
def places_of(number: int, file: Path, changed: int) -> Places:  # noqa: ARG001
    """Round ``number`` in memory; ``changed`` tells a round from another of the same number."""
    found = load_embedding(file)
    target = points_of(found.target_rows, found.target)
    source = points_of(found.source_rows, found.source)
    return Places(number, target, source)


def points_of(rows: Tensor, features: Tensor) -> Points:
    """Copies of ``rows`` [N] int64 and ``features`` [N, W] float16."""
    with on_one_core():
        lengths = torch.cat([piece.float().norm(dim=1) for piece in features.split(_PIECE)])
    # A copy, so that a run can delete the file on Windows too.
    return Points(rows.numpy().copy(), features.clone(), 1 / lengths.clamp_min(1e-12))


def nearest(rows: Rows, similarity: Floats, among: Mask, count: int) -> Nearest:
    """The ``count`` most similar of the rows ``among``, equal ones in the catalog's order."""
    places = np.flatnonzero(among)
    # Only what is at least as similar as the last one wanted has to be sorted.
    if len(places) > count:
        least = np.partition(similarity[places], len(places) - count)[len(places) - count]
        places = places[similarity[places] >= least]
    order = places[np.argsort(-similarity[places], kind="stable")][:count]
    return tuple((int(rows[i]), float(np.clip(1 - similarity[i], 0, 2))) for i in order)
