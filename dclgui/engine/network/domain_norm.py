"""Batch-norm statistics of its own for each domain, whatever the network's batch-norm class is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from dclgui.core.protocol.events import Domain


class DomainNorm(nn.Module):
    """Wraps a network: weights are shared, each domain is normalised by its own running statistics.

    The statistics stand still inside a round and are estimated anew between rounds (AdaBN, Li et al. 2016,
    arXiv 1603.04779). So the features of an image never depend on its batch, and training in halves, on two
    processes or in one piece gives the same gradients.
    """

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network
        self._norms = [module for module in network.modules() if isinstance(module, _BatchNorm)]
        for number, norm in enumerate(self._norms):
            assert norm.running_mean is not None
            assert norm.running_var is not None
            self.register_buffer(f"target_mean_{number}", norm.running_mean.clone())
            self.register_buffer(f"target_var_{number}", norm.running_var.clone())
        self.shown: Domain = "source"

    def forward(self, pixels: Tensor, domain: Domain) -> Tensor:
        """uint8 [B, S, S, 3] of one domain to features [B, D], by that domain's statistics."""
        self.show(domain)
        features: Tensor = self.network(pixels)
        return features

    def state_dict(self, *args: Any, **kwargs: Any) -> dict[str, Any]:  # type: ignore[override]
        """torch's, each domain's statistics under their own names."""
        self.show("source")
        return super().state_dict(*args, **kwargs)

    def load_state_dict(self, *args: Any, **kwargs: Any) -> Any:
        """torch's, each domain's statistics to their own place."""
        self.show("source")
        return super().load_state_dict(*args, **kwargs)

    def show(self, domain: Domain) -> None:
        """Put the domain's statistics into the network's batch norms."""
        if domain == self.shown:
            return
        self.shown = domain
        for number, norm in enumerate(self._norms):
            for own, other in (("running_mean", f"target_mean_{number}"), ("running_var", f"target_var_{number}")):
                kept = norm.get_buffer(own)
                setattr(norm, own, self.get_buffer(other))
                setattr(self, other, kept)

    @contextmanager
    def estimating(self, domain: Domain) -> Iterator[None]:
        """Forget the domain's statistics; they become the plain average over the batches that go through inside."""
        self.show(domain)
        momenta = [norm.momentum for norm in self._norms]
        for norm in self._norms:
            norm.train()
            norm.reset_running_stats()
            norm.momentum = None  # torch's word for a plain average since the reset
        try:
            yield
        finally:
            for norm, momentum in zip(self._norms, momenta, strict=True):
                norm.eval()
                norm.momentum = momentum

    def learn_statistics(self, *, learn: bool) -> None:
        """Whether training normalises by the batch itself, as random first weights need, or by the statistics."""
        for norm in self._norms:
            norm.train(learn)
