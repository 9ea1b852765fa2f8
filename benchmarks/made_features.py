"""Made-up features of any number of images that lie as real ones do, for what grows with the images.

Ten classes of four kinds each; an image is a point of 24 dimensions near the middle of its kind, seen through a random
network of one hidden layer, with a little noise. As in EfficientNet-Lite0's features of MNIST and of Office-Caltech,
1,280 numbers of which more than half are zero, whose intrinsic dimension is 16 to 17 (TwoNN, Facco et al. 2017) and of
whose variance 256 principal components hold 93 to 96 %. The target's images are of other kinds of light: the middles
are moved, each by as much.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from dclgui.core.arrays import Floats, Halves, Rows

DIMENSIONS, CLASSES = 1280, 10
_KINDS, _LATENT, _HIDDEN = 4, 24, 256
_NOISE, _GAP = 0.1, 0.5
_PIECE = 8192


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """``features`` [N, 1280] and the class ``labels`` [N] int64."""

    features: Floats | Halves
    labels: Rows


def made(features: Floats | Halves, *, seed: int, gap: bool = False) -> Made:
    """Fill ``features`` [N, D] in place, which may be mapped; ``gap`` for the target's domain."""
    draw = torch.Generator().manual_seed(0)
    world = _World.drawn(features.shape[1], draw)
    labels = np.empty(len(features), np.int64)
    for start in range(0, len(features), _PIECE):
        own = torch.Generator().manual_seed(seed * 1_000_003 + start)
        rows = slice(start, min(start + _PIECE, len(features)))
        kinds = torch.randint(CLASSES * _KINDS, (rows.stop - start,), generator=own)
        labels[rows] = (kinds % CLASSES).numpy()
        features[rows] = world.seen(kinds, own, gap=gap).numpy()
    return Made(features, labels)


@dataclass(frozen=True, slots=True, eq=False)
class _World:
    middles: Tensor
    moved: Tensor
    spread: Tensor
    first: tuple[Tensor, Tensor]
    second: tuple[Tensor, Tensor]

    @classmethod
    def drawn(cls, dimensions: int, draw: torch.Generator) -> "_World":
        def normal(*shape: int, scale: float = 1.0) -> Tensor:
            return scale * torch.randn(*shape, generator=draw)

        spread = torch.arange(1, _LATENT + 1) ** -0.5
        kinds = CLASSES * _KINDS
        return cls(
            middles=normal(kinds, _LATENT),
            moved=normal(1, _LATENT, scale=_GAP) + normal(kinds, _LATENT, scale=_GAP / 2),
            spread=spread / spread.square().mean().sqrt(),
            first=(normal(_LATENT, _HIDDEN, scale=_LATENT**-0.5), normal(_HIDDEN, scale=0.5)),
            second=(normal(_HIDDEN, dimensions, scale=_HIDDEN**-0.5), normal(dimensions, scale=0.3) - 0.2),
        )

    def seen(self, kinds: Tensor, draw: torch.Generator, *, gap: bool) -> Tensor:
        points = self.middles[kinds] + self.spread * torch.randn(len(kinds), _LATENT, generator=draw)
        if gap:
            points = points + self.moved[kinds]
        hidden = torch.relu(points @ self.first[0] + self.first[1])
        found = hidden @ self.second[0] + self.second[1]
        return torch.relu(found + _NOISE * torch.randn(found.shape, generator=draw))
