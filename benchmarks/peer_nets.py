"""Published domain-adaptation losses on frozen features: bottleneck of 256, batch norm, ReLU, linear classifier.

Hyper-parameters are those of the papers' own code. Each trains for ``ITERATIONS`` steps of 36 images of each domain, a
tenth of what is usual for whole networks: on frozen features the losses have settled by then. Target labels are not
read.
"""

import math
from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

from dclgui.method.confusion import class_confusion, norm_step

ITERATIONS, BATCH, WIDTH = 1000, 36, 256
Loss = Callable[["Net", Tensor, Tensor, Tensor, float], Tensor]
"""Of the net, source features, source labels, target features, and the share of the steps that are done."""


class Net(nn.Module):
    """Bottleneck and classifier; ``extra`` holds what one method adds, such as a discriminator."""

    def __init__(self, dim: int, classes: int) -> None:
        super().__init__()
        first = nn.Linear(dim, WIDTH)
        self.bottleneck = nn.Sequential(first, nn.BatchNorm1d(WIDTH), nn.ReLU())
        nn.init.normal_(first.weight, 0, 0.005)
        nn.init.constant_(first.bias, 0.1)
        self.classifier = nn.Linear(WIDTH, classes)
        nn.init.normal_(self.classifier.weight, 0, 0.01)
        nn.init.zeros_(self.classifier.bias)
        self.classes = classes
        self.extra = nn.ModuleDict()

    def both(self, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Bottleneck features of one joint batch."""
        found = self.bottleneck(torch.cat([source, target]))
        return found[: len(source)], found[len(source) :]

    @torch.no_grad()
    def probabilities(self, features: Tensor) -> Tensor:
        """[N, K], by the running statistics."""
        self.eval()
        probs: Tensor = self.classifier(self.bottleneck(features)).softmax(dim=1)
        return probs


class _Reversed(torch.autograd.Function):
    @staticmethod
    def forward(ctx, value, strength):  # type: ignore[no-untyped-def]
        ctx.strength = strength
        return value.view_as(value)

    @staticmethod
    def backward(ctx, gradient):  # type: ignore[no-untyped-def]
        return -ctx.strength * gradient, None


def _reversed(value: Tensor, strength: float) -> Tensor:
    """The same value, its gradient turned round (Ganin and Lempitsky 2015)."""
    found: Tensor = _Reversed.apply(value, strength)  # type: ignore[no-untyped-call]
    return found


def trained(
    loss: Loss,
    source: Tensor,
    labels: Tensor,
    target: Tensor,
    *,
    classes: int,
    seed: int,
    extra: nn.ModuleDict | None = None,
) -> Net:
    """SGD with momentum, the rate falling as (1 + 10 p)^-0.75 (Ganin and Lempitsky 2015)."""
    torch.manual_seed(seed)
    net = Net(source.shape[1], classes)
    if extra is not None:
        net.extra = extra
    optimiser = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-3, nesterov=True)
    net.train()
    drawn = zip(_batches(len(source)), _batches(len(target)), strict=False)
    for step, (s, t) in zip(range(ITERATIONS), drawn, strict=False):
        done = step / ITERATIONS
        for group in optimiser.param_groups:
            group["lr"] = 0.01 * (1 + 10 * done) ** -0.75
        optimiser.zero_grad()
        loss(net, source[s], labels[s], target[t], done).backward()
        optimiser.step()
    return net


def _batches(rows: int) -> Iterator[Tensor]:
    size = min(BATCH, rows)
    while True:
        order = torch.randperm(rows)
        yield from (part for part in order.split(size) if len(part) == size)


def mcc(net: Net, source: Tensor, labels: Tensor, target: Tensor, _done: float) -> Tensor:
    """Minimum class confusion (Jin, Wang, Long and Wang 2020), temperature 2.5, weight 1."""
    of_source, of_target = net.both(source, target)
    return functional.cross_entropy(net.classifier(of_source), labels) + class_confusion(net.classifier(of_target))


def afn(net: Net, source: Tensor, labels: Tensor, target: Tensor, _done: float) -> Tensor:
    """Stepwise adaptive feature norm (Xu, Li, Yang and Lin 2019), step 1, weight 0.05, dropout a half."""
    of_source, of_target = (functional.dropout(x, 0.5) for x in net.both(source, target))
    loss = functional.cross_entropy(net.classifier(of_source), labels)
    return loss + 0.05 * (norm_step(of_source) + norm_step(of_target))


def cdan(net: Net, source: Tensor, labels: Tensor, target: Tensor, done: float) -> Tensor:
    """Conditional adversarial adaptation with entropy conditioning, CDAN+E (Long, Cao, Wang and Jordan 2018)."""
    features = torch.cat(net.both(source, target))
    logits = net.classifier(features)
    probs = logits.softmax(dim=1).detach()
    strength = 2 / (1 + math.exp(-10 * done)) - 1
    mapped = (probs[:, :, None] * features[:, None, :]).flatten(1)
    said = net.extra["domain"](_reversed(mapped, strength))[:, 0]
    entropy = _reversed(torch.special.entr(logits.softmax(dim=1)).sum(dim=1), strength)
    weight = 1 + torch.exp(-entropy)
    is_source = (torch.arange(len(features)) < len(source)).float()
    weights = is_source * (weight / (weight * is_source).sum().detach())
    weights = weights + (1 - is_source) * (weight / (weight * (1 - is_source)).sum().detach())
    each = functional.binary_cross_entropy_with_logits(said, is_source, reduction="none")
    return functional.cross_entropy(logits[: len(source)], labels) + (weights * each).sum() / 2


def discriminator(classes: int) -> nn.ModuleDict:
    """CDAN's domain classifier, two hidden layers of 1024."""
    layers = [nn.Linear(WIDTH * classes, 1024), nn.BatchNorm1d(1024), nn.ReLU()]
    layers += [nn.Linear(1024, 1024), nn.BatchNorm1d(1024), nn.ReLU(), nn.Linear(1024, 1)]
    return nn.ModuleDict({"domain": nn.Sequential(*layers)})


def mdd(net: Net, source: Tensor, labels: Tensor, target: Tensor, done: float) -> Tensor:
    """Margin disparity discrepancy (Zhang, Liu, Long and Jordan 2019), margin 4, reversal warmed up to 0.1."""
    of_source, of_target = net.both(source, target)
    strength = 0.1 * (2 / (1 + math.exp(-done * ITERATIONS / 1000)) - 1)
    logits = net.classifier(of_source)
    wanted = logits.argmax(dim=1), net.classifier(of_target).argmax(dim=1)
    other = net.extra["other"](_reversed(torch.cat([of_source, of_target]), strength))
    agree = functional.cross_entropy(other[: len(source)], wanted[0])
    unlike = (1 - other[len(source) :].softmax(dim=1).gather(1, wanted[1][:, None])[:, 0]).clamp_min(1e-6).log()
    loss: Tensor = functional.cross_entropy(logits, labels) + 4 * agree - unlike.mean()
    return loss


def second_head(classes: int) -> nn.ModuleDict:
    """MDD's adversarial classifier."""
    return nn.ModuleDict({"other": nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.ReLU(), nn.Linear(WIDTH, classes))})


def plain(net: Net, source: Tensor, labels: Tensor, _target: Tensor, _done: float) -> Tensor:
    """The source alone, with label smoothing 0.1 (SHOT's first stage)."""
    return functional.cross_entropy(net.classifier(net.bottleneck(source)), labels, label_smoothing=0.1)


def shot(source: Tensor, labels: Tensor, target: Tensor, *, classes: int, seed: int, epochs: int = 15) -> Tensor:
    """Source hypothesis transfer (Liang, Hu and Feng 2020): information maximisation, pseudo-labels at 0.3; [N, K]."""
    net = trained(plain, source, labels, target, classes=classes, seed=seed)
    optimiser = torch.optim.SGD(net.bottleneck.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-3, nesterov=True)
    size = min(64, len(target))
    steps = epochs * (len(target) // size)
    for step in range(steps):
        if step % (len(target) // size) == 0:
            pseudo, order = _centroid_labels(net, target), torch.randperm(len(target))
            net.train()
        for group in optimiser.param_groups:
            group["lr"] = 0.01 * (1 + 10 * step / steps) ** -0.75
        place = step % (len(target) // size) * size
        rows = order[place : place + size]
        logits = net.classifier(net.bottleneck(target[rows]))
        probs = logits.softmax(dim=1)
        loss = torch.special.entr(probs).sum(dim=1).mean() - torch.special.entr(probs.mean(dim=0)).sum()
        loss = loss + 0.3 * functional.cross_entropy(logits, pseudo[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return net.probabilities(target)


@torch.no_grad()
def _centroid_labels(net: Net, target: Tensor) -> Tensor:
    probs = net.probabilities(target)
    features = functional.normalize(functional.pad(net.bottleneck(target), (0, 1), value=1.0), dim=1)
    found = probs.argmax(dim=1)
    for number in range(2):
        weight = probs if number == 0 else functional.one_hot(found, net.classes).float()
        centroids = functional.normalize((weight.T @ features) / (1e-8 + weight.sum(dim=0)[:, None]), dim=1)
        cosine = features @ centroids.T
        cosine[:, torch.bincount(found, minlength=net.classes) == 0] = -2
        found = cosine.argmax(dim=1)
    return found
