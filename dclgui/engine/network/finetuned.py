"""Mode ``finetune``: the backbone is trained too, on random views, each domain with its own batch-norm statistics."""

import math
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import partial
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.modules.batchnorm import _BatchNorm

from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Domain, Progressed, Warned
from dclgui.engine.network.backbones import Backbone
from dclgui.engine.network.cached import Batch, Extractor
from dclgui.engine.runtime import Runtime
from dclgui.images.pictures import in_batches, load_batch, read_ahead

Result = TypeVar("Result")
SWEEP_BATCH = 64
GROUP = 32
"""Images that are normalised together while statistics are learnt; at least half as many, since rows are cut evenly."""


class DomainNorm(nn.Module):
    """Wraps a network: weights are shared, each domain is normalised by its own statistics.

    Statistics that stand still are constants of the network, like its weights: the features of an image never depend
    on its batch.
    """

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network
        self._norms = [module for module in network.modules() if isinstance(module, _BatchNorm)]
        self.has_statistics = bool(self._norms)
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

    # While the target is shown, the two domains' buffers are swapped; a file always has each under its own name.
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
        """Reset the domain's statistics; they become the plain average over the batches inside the block."""
        self.show(domain)
        momenta = [norm.momentum for norm in self._norms]
        for norm in self._norms:
            norm.train()
            norm.reset_running_stats()
            norm.momentum = None  # to torch, a plain average since the reset
        try:
            yield
        finally:
            for norm, momentum in zip(self._norms, momenta, strict=True):
                norm.eval()
                norm.momentum = momentum

    def give_target_the_sources(self) -> None:
        """The target is normalised like the source, as by a model that never saw it."""
        self.show("source")
        for number, norm in enumerate(self._norms):
            self.get_buffer(f"target_mean_{number}").copy_(norm.get_buffer("running_mean"))
            self.get_buffer(f"target_var_{number}").copy_(norm.get_buffer("running_var"))

    @contextmanager
    def by_batch(self) -> Iterator[None]:
        """Normalise by what goes through together, inside the block."""
        for norm in self._norms:
            norm.train()
        try:
            yield
        finally:
            for norm in self._norms:
                norm.eval()


class FinetunedBackbone(Extractor):
    """The backbone in training, its images distributed over the ranks.

    The total loss is computed on the joint batch of all ranks; its gradient goes back through each rank's own
    images. That costs one exchange of features a step and makes every split of the batch give the same gradient:
    between ranks, and into halves when memory runs out.

    A backbone that was trained before keeps its batch-norm statistics for good, the same for both domains. Random first
    weights have none to keep: their training normalises by groups of images of one domain, whose limits depend on the
    batch alone; before predictions each domain's statistics are estimated for the present weights from groups of the
    same size ("precise batch norm", Wu and Johnson 2021, arXiv 2105.07576).
    """

    network: DomainNorm

    def __init__(self, backbone: Backbone, catalogs: dict[Domain, Catalog], *, job: Job, runtime: Runtime) -> None:
        # The faster layout for convolutions on a GPU.
        backbone.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.network = DomainNorm(backbone).to(runtime.device).eval()
        self._warnings: list[Warned] = []
        self._dim = backbone.dim
        self._catalogs, self._side, self._runtime = catalogs, job.image_size, runtime
        self._micro, self._halved = job.batch_size, False
        self._learns = job.weights == "scratch" and self.network.has_statistics
        self._views: list[tuple[Domain, Tensor]] = []
        self._features: Tensor | None = None
        self._places = torch.empty(0, dtype=torch.int64)

    def batches(self, plan: Sequence[Batch], generator: torch.Generator) -> Generator[Tensor, None, None]:
        """Decode ahead, make random views, run them through the backbone."""
        steps = in_batches(np.arange(len(plan)), 1)
        with closing(self._ahead(lambda step: self._load(plan[step[0]]), steps)) as loaded:
            for source, target in loaded:
                self._views = [
                    ("source", random_views(source.to(self._runtime.device), generator=generator)),
                    ("target", random_views(target.to(self._runtime.device), generator=generator)),
                ]
                yield self._joint(self._surviving(self._forward))

    def _ahead(self, load: Callable[[Rows], Result], parts: Sequence[Rows]) -> Generator[Result, None, None]:
        return read_ahead(load, parts, workers=self._runtime.workers)

    def _load(self, batch: Batch) -> tuple[Tensor, Tensor]:
        # All ranks load all images, so that their random views are drawn alike; each runs only its own.
        return self._pixels("source", batch.source.numpy()), self._pixels("target", batch.target.numpy())

    def _pixels(self, domain: Domain, rows: Rows) -> Tensor:
        batch = load_batch(self._catalogs[domain], rows, side=self._side)
        for row, reason in batch.problems.items():  # it could be read when the run began
            raise UserError(
                f"{self._catalogs[domain].file(row)} can't be read any more: {reason}.",
                "Put the image back and go on with --resume.",
            )
        return torch.from_numpy(batch.pixels)

    def _forward(self) -> Tensor:
        with torch.set_grad_enabled(not self._halved), self._training():
            found = [self._features_of(views, domain) for domain, views in self._chunks()]
        return torch.cat(found) if found else torch.zeros(0, self._dim, device=self._runtime.device)

    def _training(self) -> AbstractContextManager[None]:
        return self.network.by_batch() if self._learns else nullcontext()

    def _features_of(self, views: Tensor, domain: Domain) -> Tensor:
        with self._runtime.autocast():
            features: Tensor = self.network(views, domain)
        return features.float()

    def _chunks(self) -> list[tuple[Domain, Tensor]]:
        """This rank's images as they go through the backbone, source first."""
        return [(domain, views[part]) for domain, views in self._views for part in self._parts(len(views))]

    def _parts(self, count: int) -> list[slice]:
        """This rank's part of ``count`` images in chunks of at most ``_micro``, or in whole groups."""
        if self._learns:
            groups = _groups(count)
            return groups[self._runtime.share_of(len(groups))]
        own = self._runtime.share_of(count)
        return [slice(start, min(start + self._micro, own.stop)) for start in range(own.start, own.stop, self._micro)]

    def _joint(self, own: Tensor) -> Tensor:
        """All ranks' features in the order of the joint batch, as a leaf."""
        self._features = own
        counts = [len(views) for _, views in self._views]
        joint = own.new_zeros(sum(counts), self._dim)
        places = torch.arange(sum(counts)).split(counts)
        parts = [some[part] for some in places for part in self._parts(len(some))]
        self._places = torch.cat([places[0][:0], *parts]).to(own.device)
        joint[self._places] = own.detach()
        return self._runtime.sum_rows(joint).requires_grad_()

    def backward(self, gradient: Tensor) -> None:
        """Add the gradient of this rank's images to the parameters, then sum over the ranks."""
        own = gradient[self._places]
        self._surviving(lambda: self._backward(own))
        self._runtime.sum_gradients(list(self.network.parameters()))

    def _backward(self, gradient: Tensor) -> None:
        self.network.zero_grad(set_to_none=True)
        if self._features is not None and self._features.requires_grad:
            features, self._features = self._features, None
            features.backward(gradient)
            return
        # After memory ran out no graph was kept: each chunk goes forward once more, and back at once.
        chunks = self._chunks()
        pieces = gradient.split([len(views) for _, views in chunks])
        with self._training():
            for (domain, views), piece in zip(chunks, pieces, strict=True):
                self._features_of(views, domain).backward(piece)

    def _surviving(self, work: Callable[[], Result]) -> Result:
        """Do ``work``; when memory runs out, halve the chunks that go through the backbone and do it again."""
        while True:
            try:
                return work()
            except torch.OutOfMemoryError:
                self._halve()

    def _halve(self) -> None:
        if self._micro <= (GROUP if self._learns else 1):
            raise _too_little_memory()
        self._halved, self._micro, self._features = True, math.ceil(self._micro / 2), None
        if self._runtime.device.type == "cuda":
            torch.cuda.empty_cache()
        self._warnings.append(
            Warned(
                "out_of_memory",
                f"The device ran out of memory; from here on {self._micro} images go through the model at a time.",
                "The result is the same but takes longer. Close other programs on the GPU, or set a smaller batch.",
            )
        )

    def warned(self) -> list[Warned]:
        """One warning for each time that memory ran out."""
        warnings, self._warnings = self._warnings, []
        return warnings

    def extract(self, domain: Domain, rows: Tensor) -> Generator[Progressed, None, Tensor]:
        """Forward pass without random views, shared out over the ranks; [N, D] on the run's device."""
        mine = rows.numpy()[self._runtime.share_of(len(rows))]
        swept = torch.zeros(len(rows), self._dim, device=self._runtime.device)
        start = self._runtime.share_of(len(rows)).start
        progress = Progress("S3", len(mine))
        with closing(self._ahead(partial(self._pixels, domain), in_batches(mine, SWEEP_BATCH))) as loaded:
            for pixels in loaded:
                swept[start : start + len(pixels)] = self._without_graph(pixels.to(self._runtime.device), domain)
                start += len(pixels)
                yield from progress.passed(len(pixels))
        return self._runtime.sum_rows(swept)

    def _without_graph(self, pixels: Tensor, domain: Domain) -> Tensor:
        def forward() -> Tensor:
            with torch.no_grad():
                return torch.cat([self._features_of(piece, domain) for piece in pixels.split(self._micro)])

        return self._surviving(forward)

    def refresh(self, source: Tensor, target: Tensor | None) -> Generator[Progressed, None, None]:
        """Estimate each domain's batch-norm statistics for the present weights, if training does not use them."""
        if not self._learns:
            return
        by_domain: dict[Domain, Tensor] = {"source": source} if target is None else {"source": source, "target": target}
        progress = Progress("S3", sum(map(len, by_domain.values())))
        for domain, rows in by_domain.items():
            parts = [rows.numpy()[part] for part in _groups(len(rows))]
            with self.network.estimating(domain), closing(self._ahead(partial(self._pixels, domain), parts)) as loaded:
                for pixels in loaded:
                    self._estimate(pixels.to(self._runtime.device), domain)
                    yield from progress.passed(len(pixels))
        if target is None:
            self.network.give_target_the_sources()

    def _estimate(self, pixels: Tensor, domain: Domain) -> None:
        try:  # A batch cut in halves would give other statistics, so that this one is never cut.
            with torch.no_grad():
                self.network(pixels, domain)
        except torch.OutOfMemoryError as error:
            raise _too_little_memory() from error


def _groups(count: int) -> list[slice]:
    """Cut ``count`` images evenly into as few groups of at most ``GROUP`` as there can be."""
    number = -(-count // GROUP)
    return [slice(count * i // number, count * (i + 1) // number) for i in range(number)]


def _too_little_memory() -> UserError:
    return UserError("The device has too little memory.", "Choose a smaller --image-size or --device cpu.")


def random_views(pixels: Tensor, *, generator: torch.Generator) -> Tensor:
    """A random view of each image: zoomed 0.8-1.1, shifted by up to 8 %, brightness and contrast changed by up to 20 %.

    pixels: [B, S, S, 3] uint8. Returns the same. Nothing is mirrored or turned, since a digit or a part may become
    another class by that. The numbers are drawn on the CPU, so that a seed gives the same views on every device.
    """
    count = len(pixels)
    if not count:
        return pixels
    draws = 2 * torch.rand(count, 5, generator=generator).to(pixels.device) - 1
    zoom = 0.95 + 0.15 * draws[:, 0]
    theta = torch.zeros(count, 2, 3, device=pixels.device)
    theta[:, 0, 0] = theta[:, 1, 1] = zoom
    theta[:, :, 2] = 0.16 * draws[:, 1:3]
    images = pixels.permute(0, 3, 1, 2).float()
    grid = functional.affine_grid(theta, list(images.shape), align_corners=False)
    viewed = functional.grid_sample(images, grid, padding_mode="reflection", align_corners=False)
    contrast, brightness = 1 + 0.2 * draws[:, 3:4], 0.2 * 255 * draws[:, 4:5]
    mean = viewed.mean(dim=(1, 2, 3))[:, None]
    flat = (viewed.flatten(1) - mean) * contrast + mean + brightness
    return flat.view_as(viewed).clamp(0, 255).round().to(torch.uint8).permute(0, 2, 3, 1)
