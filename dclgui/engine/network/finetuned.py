"""Mode ``finetune``: the backbone is trained too, image by image."""

import math
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import partial
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Domain, Progressed, Warned
from dclgui.engine.network.augment import random_views
from dclgui.engine.network.backbones import Backbone
from dclgui.engine.network.cached import Batch
from dclgui.engine.network.domain_norm import DomainNorm
from dclgui.engine.runtime import Runtime
from dclgui.images.pictures import in_batches, load_batch, read_ahead

Result = TypeVar("Result")
SWEEP_BATCH = 64
STATISTICS_BATCH = 32
"""Images from which one estimate of the statistics is made; at least half as many, since rows are cut evenly."""


class FinetunedBackbone:
    """The backbone in training, shared out over the ranks; an ``Extractor``.

    The total loss is computed on the joint batch of all ranks, its gradient goes back through each rank's own
    images. That costs one exchange of features a step and makes every split of the batch give the same gradient:
    between ranks, and into halves when memory runs out.
    """

    def __init__(
        self, backbone: Backbone, catalogs: dict[Domain, Catalog], *, side: int, batch: int, runtime: Runtime
    ) -> None:
        backbone.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.network = DomainNorm(backbone).to(runtime.device).eval()
        self._warnings: list[Warned] = []
        self._dim = backbone.dim
        self._catalogs, self._side, self._runtime = catalogs, side, runtime
        self._micro = batch
        self._halved = False
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
        with torch.set_grad_enabled(not self._halved):
            return torch.cat([self._features_of(views, domain) for domain, views in self._chunks()])

    def _features_of(self, views: Tensor, domain: Domain) -> Tensor:
        with self._runtime.autocast():
            features: Tensor = self.network(views, domain)
        return features.float()

    def _chunks(self) -> list[tuple[Domain, Tensor]]:
        """This rank's images in pieces of at most ``_micro``, source first."""
        own = [(domain, views[self._runtime.share_of(len(views))]) for domain, views in self._views]
        return [(domain, piece) for domain, views in own for piece in views.split(self._micro) if len(piece)]

    def _joint(self, own: Tensor) -> Tensor:
        """All ranks' features in the order of the joint batch, as a leaf."""
        self._features = own
        counts = [len(views) for _, views in self._views]
        joint = own.new_zeros(sum(counts), self._dim)
        self._places = torch.cat(
            [
                offset + torch.arange(count)[self._runtime.share_of(count)]
                for offset, count in zip((0, counts[0]), counts, strict=True)
            ]
        ).to(own.device)
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
        start = 0
        for domain, views in self._chunks():
            piece = gradient[start : start + len(views)]
            self._features_of(views, domain).backward(piece)
            start += len(views)

    def _surviving(self, work: Callable[[], Result]) -> Result:
        """Do ``work``; when memory runs out, halve the piece that goes through the backbone at a time and redo."""
        while True:
            try:
                return work()
            except torch.OutOfMemoryError:
                self._halve()

    def _halve(self) -> None:
        if self._micro == 1:
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

    def learn_statistics(self, *, learn: bool) -> None:
        """By the batch itself, or by the domain's standing statistics."""
        self.network.learn_statistics(learn=learn)

    def warned(self) -> list[Warned]:
        """Each time that memory ran out, once."""
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
                swept[start : start + len(pixels)] = self._judged(pixels.to(self._runtime.device), domain)
                start += len(pixels)
                yield from progress.passed(len(pixels))
        return self._runtime.sum_rows(swept)

    def _judged(self, pixels: Tensor, domain: Domain) -> Tensor:
        def forward() -> Tensor:
            with torch.no_grad():
                return torch.cat([self._features_of(piece, domain) for piece in pixels.split(self._micro)])

        return self._surviving(forward)

    def refresh(self, source: Tensor, target: Tensor) -> Generator[Progressed, None, None]:
        """Estimate each domain's batch-norm statistics anew from these rows, in pieces whose size never changes."""
        progress = Progress("S3", len(source) + len(target))
        by_domain: list[tuple[Domain, Tensor]] = [("source", source), ("target", target)]
        for domain, rows in by_domain:
            parts = np.array_split(rows.numpy(), -(-len(rows) // STATISTICS_BATCH))
            with self.network.estimating(domain), closing(self._ahead(partial(self._pixels, domain), parts)) as loaded:
                for pixels in loaded:
                    self._estimate(pixels.to(self._runtime.device), domain)
                    yield from progress.passed(len(pixels))

    def _estimate(self, pixels: Tensor, domain: Domain) -> None:
        try:
            with torch.no_grad():
                self.network(pixels, domain)
        except torch.OutOfMemoryError as error:
            raise _too_little_memory() from error


def _too_little_memory() -> UserError:
    return UserError("The device has too little memory.", "Choose a smaller --image-size or --device cpu.")
