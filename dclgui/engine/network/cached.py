"""How rows become features: from the cache (mode ``frozen``), or through the backbone (``finetuned.py``)."""

from abc import ABC, abstractmethod
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dclgui.core.protocol.events import Domain, Progressed, Warned
from dclgui.method.pieces import single, stored


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
        """Yield progress; return the features [N, D] of ``rows`` for predictions, not to be written into.

        float32, or float16 mapped from the disk where a run keeps those of very many images so.
        """

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
    """The frozen backbone's features [N, D]: on ``device``, or mapped from the disk where ``DomainFeatures`` are."""

    def __init__(self, features: dict[Domain, Tensor], *, device: torch.device | None = None) -> None:
        self.network = nn.Identity()
        self._device = device or torch.device("cpu")
        self._features = {domain: self._near(values) for domain, values in features.items()}

    def _near(self, values: Tensor) -> Tensor:
        return values if values.dtype is torch.float16 else values.to(self._device)

    def batches(self, plan: Sequence[Batch], generator: torch.Generator) -> Generator[Tensor, None, None]:  # noqa: ARG002
        """Rows of the cache."""
        for batch in plan:
            parts = self._features["source"][batch.source], self._features["target"][batch.target]
            yield torch.cat([single(part).to(self._device) for part in parts])

    def extract(self, domain: Domain, rows: Tensor) -> Generator[Progressed, None, Tensor]:
        """Rows of the cache; at once, so without progress."""
        yield from ()
        features = self._features[domain]
        if len(rows) == len(features):  # all of them, in their order
            return features
        return self._near(stored(lambda some: single(features[some]), rows))
