"""Labellings of the target beside S1-S6's: small networks, class means that settle, a source that is carried."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional

from dclgui.method.confusion import class_confusion, norm_step
from dclgui.method.pieces import by_piece, mean_of, sample, single, stored
from dclgui.method.prototypes import class_prototypes
from dclgui.method.transduction import discriminants, settled
from dclgui.method.transport import transported
from dclgui.method.whitening import Whitened, principal_axes

WIDTH = 256
STEPS = {"class confusion": 700, "feature norm": 400}
"""Of SGD, by the labelling that is trained."""
BATCH = {"class confusion": 96, "feature norm": 36}
"""Images of each domain in a step: how classes are confused shows in many at once."""
RATE, DECAY = 0.01, 1e-3
MOVERS = {
    "settled, distance": "means",
    "settled, direction": "means",
    "class confusion": "trained",
    "S1-S6": "trained",
}
"""The labellings that followed the target, and the kind of their method."""
UNHEARD = frozenset({"transport"})
"""The labellings that have no vote before a person's answers tell how right they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What members learn from: both domains in the whitened space and in plain principal components.

    ``means`` [K, P], the source's class means, and ``target`` [N, P], whitened; ``plain_source`` [Ns, Q] and
    ``plain_target`` [N, Q], rotated, less the source's mean; ``labels`` [Ns] int64. ``by_distance`` [N] int64, the
    target's classes by the means that settled there: one labelling, and the class shares of another.
    """

    means: Tensor
    target: Tensor
    plain_source: Tensor
    plain_target: Tensor
    labels: Tensor
    by_distance: Tensor
    generator: torch.Generator

    @classmethod
    def of(
        cls, space: Whitened, source: Tensor, labels: Tensor, target: Tensor, *, generator: torch.Generator
    ) -> "Material":
        """source: [Ns, D], target: [N, D] backbone features; labels: [Ns] int64; ``space``: both whitened."""
        middle = mean_of(source)
        some = [sample(domain, generator=generator) - middle for domain in (source, target)]
        axes = principal_axes(torch.cat(some), generator=generator)
        del some
        plain, other = (stored(lambda piece: (piece - middle) @ axes, domain) for domain in (source, target))
        means = torch.nan_to_num(class_prototypes(space.source, labels, classes=int(labels.max()) + 1))
        by_distance = settled(means, space.target, start="middle", cosine=False)
        return cls(means, space.target, plain, other, labels, by_distance, generator)


def _nearest_mean(known: Material) -> Tensor:
    """Linear discriminant analysis on the source alone."""
    return by_piece(lambda piece: torch.cdist(piece, known.means).argmin(dim=1), known.target)


def _settled_in_discriminants(known: Material) -> Tensor:
    axes = discriminants(known.means)
    target = stored(lambda piece: piece @ axes, known.target)
    return settled(known.means @ axes, target, start="middle", cosine=False)


def _settled_by_distance(known: Material) -> Tensor:
    return known.by_distance


def _settled_by_direction(known: Material) -> Tensor:
    return settled(known.means, known.target, start="middle", cosine=True)


def _carried(known: Material) -> Tensor:
    """By optimal transport, the classes in the shares that the settled means found, one image more for each class."""
    shares = torch.bincount(known.by_distance, minlength=len(known.means)) + 1
    both = known.plain_source, known.labels, known.plain_target
    return transported(*both, shares=shares / shares.sum(), generator=known.generator)


class _Net(nn.Module):
    def __init__(self, dim: int, classes: int, generator: torch.Generator) -> None:
        super().__init__()
        first = nn.Linear(dim, WIDTH)
        self.bottleneck = nn.Sequential(first, nn.BatchNorm1d(WIDTH), nn.ReLU())
        self.classifier = nn.Linear(WIDTH, classes)
        nn.init.normal_(first.weight, 0, 0.005, generator=generator)
        nn.init.constant_(first.bias, 0.1)
        nn.init.normal_(self.classifier.weight, 0, 0.01, generator=generator)
        nn.init.zeros_(self.classifier.bias)


_Loss = Callable[[_Net, Tensor, Tensor, Tensor, torch.Generator], Tensor]
"""Of the net, the bottleneck features of both domains' batches, and the source's labels."""


def _confused(net: _Net, source: Tensor, labels: Tensor, target: Tensor, _: torch.Generator) -> Tensor:
    return functional.cross_entropy(net.classifier(source), labels) + class_confusion(net.classifier(target))


def _longer(net: _Net, source: Tensor, labels: Tensor, target: Tensor, generator: torch.Generator) -> Tensor:
    """Source loss and longer features, half of them left out at random."""
    kept = [2 * x * (torch.rand(x.shape, generator=generator) < 0.5) for x in (source, target)]
    loss = functional.cross_entropy(net.classifier(kept[0]), labels)
    return loss + 0.05 * (norm_step(kept[0]) + norm_step(kept[1]))


_LOSSES: dict[str, _Loss] = {"class confusion": _confused, "feature norm": _longer}


def _trained(name: str, known: Material) -> Tensor:
    """SGD with momentum on joint batches, the rate falling as (1 + 10 p)^-0.75 (Ganin and Lempitsky 2015)."""
    loss, steps, size = _LOSSES[name], STEPS[name], BATCH[name]
    source, target, labels, generator = known.plain_source, known.plain_target, known.labels, known.generator
    net = _Net(source.shape[1], len(known.means), generator)
    optimiser = torch.optim.SGD(net.parameters(), lr=RATE, momentum=0.9, weight_decay=DECAY, nesterov=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: (1 + 10 * step / steps) ** -0.75)
    drawn = zip(*(_batches(len(domain), size, generator) for domain in (source, target)), strict=False)
    for _, (own, other) in zip(range(steps), drawn, strict=False):
        both = net.bottleneck(torch.cat([single(source[own]), single(target[other])]))
        optimiser.zero_grad()
        loss(net, both[: len(own)], labels[own], both[len(own) :], generator).backward()
        optimiser.step()
        schedule.step()
    net.eval()

    @torch.no_grad()
    def named(piece: Tensor) -> Tensor:
        found: Tensor = net.classifier(net.bottleneck(piece)).argmax(dim=1)
        return found

    return by_piece(named, target)


def _batches(rows: int, size: int, generator: torch.Generator) -> Iterator[Tensor]:
    size = min(size, rows)
    while True:
        yield from (part for part in torch.randperm(rows, generator=generator).split(size) if len(part) == size)


MEMBERS: dict[str, Callable[[Material], Tensor]] = {
    "discriminant": _nearest_mean,
    "settled, discriminant": _settled_in_discriminants,
    "settled, distance": _settled_by_distance,
    "settled, direction": _settled_by_direction,
    **{name: partial(_trained, name) for name in _LOSSES},
    "transport": _carried,
}
"""Each gives the class of every target image, [N] int64, from the material."""
