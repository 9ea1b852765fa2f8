"""How a batch of rows becomes features: cached ones (mode ``frozen``), or through the backbone (``finetune``)."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn

from dclgui.core.protocol.events import Domain, Progressed, Warned


@dataclass(frozen=True, slots=True)
class Batch:
    """Catalog rows of one training step: [B] int64 of the source and [B'] of the target; either may be empty."""

    source: Tensor
    target: Tensor


class Extractor(Protocol):
    """Steps S1-S6 see nothing of a model below its features."""

    @property
    def network(self) -> nn.Module:
        """What is trained below the features; without parameters if that is nothing."""

    def batches(self, plan: Sequence[Batch], generator: torch.Generator) -> Generator[Tensor, None, None]:
        """Yield each step's features [B + B', D] float32, source rows first; leaves of the graph."""

    def backward(self, gradient: Tensor) -> None:
        """Send the gradient [B + B', D] of the features yielded last down into ``network``."""

    def learn_statistics(self, *, learn: bool) -> None:
        """Whether batch norms below the features work by the batch itself, as random first weights need."""

    def warned(self) -> list[Warned]:
        """What has happened since the last call that a person should know."""

    def extract(self, domain: Domain, rows: Tensor) -> Generator[Progressed, None, Tensor]:
        """Yield progress; return the features [N, D] float32 of ``rows`` as they are judged."""

    def refresh(self, source: Tensor, target: Tensor) -> Generator[Progressed, None, None]:
        """Bring statistics that judging needs up to date with the weights, from some rows of each domain."""


class CachedFeatures:
    """The frozen backbone's features, all in memory."""

    def __init__(self, features: dict[Domain, Tensor]) -> None:
        self.network = nn.Identity()
        self._features = features

    def batches(self, plan: Sequence[Batch], generator: torch.Generator) -> Generator[Tensor, None, None]:  # noqa: ARG002
        """Rows of the cache."""
        for batch in plan:
            yield torch.cat([self._features["source"][batch.source], self._features["target"][batch.target]])

    def backward(self, gradient: Tensor) -> None:
        """Nothing below the features is trained."""

    def learn_statistics(self, *, learn: bool) -> None:
        """A frozen backbone keeps its statistics."""

    def warned(self) -> list[Warned]:
        """Nothing happens here."""
        return []

    def extract(self, domain: Domain, rows: Tensor) -> Generator[Progressed, None, Tensor]:
        """Rows of the cache; at once, so without progress."""
        yield from ()
        return self._features[domain][rows]

    def refresh(self, source: Tensor, target: Tensor) -> Generator[Progressed, None, None]:  # noqa: ARG002
        """A frozen backbone has nothing to refresh."""
        yield from ()
