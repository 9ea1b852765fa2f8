"""Published ways without training: k-means from the source's centroids, T3A; and the ceiling."""

import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.peer_nets import Net


def class_means(features: Tensor, labels: Tensor, *, classes: int) -> Tensor:
    """[K, D]; zero where a class has no image."""
    sums = features.new_zeros(classes, features.shape[1]).index_add_(0, labels, features)
    return sums / torch.bincount(labels, minlength=classes).clamp_min(1)[:, None]


def kmeans(source: Tensor, labels: Tensor, target: Tensor, *, classes: int, passes: int = 20) -> Tensor:
    """Spherical k-means of the target that starts at the source's class means, each domain centred; labels [N]."""
    from_source = functional.normalize(source - source.mean(dim=0), dim=1)
    unit = functional.normalize(target - target.mean(dim=0), dim=1)
    centroids = functional.normalize(class_means(from_source, labels, classes=classes), dim=1)
    for _ in range(passes):
        found = (unit @ centroids.T).argmax(dim=1)
        moved = functional.normalize(class_means(unit, found, classes=classes), dim=1)
        empty = torch.bincount(found, minlength=classes) == 0
        centroids = torch.where(empty[:, None], centroids, moved)
    return found


@torch.no_grad()
def t3a(net: Net, target: Tensor, *, most: int = 20) -> Tensor:
    """Test-time templates (Iwasawa and Matsuo 2021): means of each class's surest images and its weights; [N, K]."""
    net.eval()
    features = net.bottleneck(target)
    logits = net.classifier(features)
    found, entropy = logits.argmax(dim=1), torch.special.entr(logits.softmax(dim=1)).sum(dim=1)
    templates = []
    for number, weight in enumerate(net.classifier.weight):
        own = (found == number).nonzero()[:, 0]
        sure = own[entropy[own].argsort()[: most - 1]]
        supports = functional.normalize(torch.cat([weight[None], features[sure]]), dim=1)
        templates.append(functional.normalize(supports.mean(dim=0), dim=0))
    scores: Tensor = features @ torch.stack(templates).T
    return scores.softmax(dim=1)


def ridge(features: Tensor, labels: Tensor, weights: Tensor, wanted: Tensor, *, classes: int) -> Tensor:
    """Scores [N, K] of ``wanted`` [N, D] by a ridge regression on weighted one-hot labels."""
    middle = (weights[:, None] * features).sum(dim=0) / weights.sum()
    x, y = (features - middle).double(), functional.one_hot(labels, classes).double() - 1 / classes
    weighted = x * weights[:, None].double()
    scatter = weighted.T @ x
    scatter += 1e-2 * scatter.diagonal().mean() * torch.eye(len(scatter), dtype=torch.float64) * 10
    found: Tensor = (wanted - middle).double() @ torch.linalg.solve(scatter, weighted.T @ y)
    return found.float()
