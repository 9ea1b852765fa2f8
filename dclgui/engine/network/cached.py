"""How rows become features: from the cache (mode ``frozen``), or through the backbone (``finetuned.py``)."""

from abc import ABC, abstractmethod
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dclgui.core.protocol.events import Domain, Progressed, Warned


@dataclass(frozen=True, slots=True)
class Batch:
    """Catalog rows of one training step: [B] int64 of the source and [B'] of the target; either may be empty."""

    source: Tensor
    target: Tensor


class Extractor(ABC):
    """Everything below the heads: steps S1-S6 see nothing of a model but its features.

    What only a backbone in training needs does nothing here.
    """

    network: nn.Module
    """What is trained below the features; without parameters if that is nothing."""

    @abstractmethod
    def batches(self, plan: Sequence[Batch], generator: torch.Generator) -> Generator[Tensor, None, None]:
        """Yield each step's features [B + B', D] float32, source rows first; leaves of the graph."""

    @abstractmethod
    def extract(self, domain: Domain, rows: Tensor) -> Generator[Progressed, None, Tensor]:
        """Yield progress; return the features [N, D] float32 of ``rows`` for predictions."""

    def backward(self, gradient: Tensor) -> None:  # noqa: B027
        """Send the gradient [B + B', D] of the features yielded last down into ``network``."""

    def warned(self) -> list[Warned]:
        """The warnings since the last call."""
        return []

    def refresh(self, source: Tensor, target: Tensor | None) -> Generator[Progressed, None, None]:  # noqa: ARG002
        """Estimate the statistics in ``network`` for its present weights, from some rows of each domain.

        Without ``target`` both domains get the source's: a model that never saw the target.
        """
        yield from ()


class CachedFeatures(Extractor):
    """The frozen backbone's features, all in memory."""

    def __init__(self, features: dict[Domain, Tensor]) -> None:
        self.network = nn.Identity()
        self._features = features

    def batches(self, plan: Sequence[Batch], generator: torch.Generator) -> Generator[Tensor, None, None]:  # noqa: ARG002
        """Rows of the cache."""
        for batch in plan:
            yield torch.cat([self._features["source"][batch.source], self._features["target"][batch.target]])

    def extract(self, domain: Domain, rows: Tensor) -> Generator[Progressed, None, Tensor]:
        """Rows of the cache; at once, so without progress."""
        yield from ()
        return self._features[domain][rows]
