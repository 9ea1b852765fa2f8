"""The nearest prototype (S41-S43) for classes that the source never had, of which a person named a few images."""

from collections.abc import Collection

import torch
from torch import Tensor

from dclgui.method.prototypes import class_prototypes, distances_to

_PASSES = 10


def spread(features: Tensor, predicted: Tensor, decided: Tensor, newcomers: Collection[int]) -> Tensor:
    """The classes [N] int64 after the images that lie nearest to one of ``newcomers`` went over to it.

    features: [N, D] float; predicted: [N] int64, the class of those known so far; decided: [N] int64, the class that a
    person gave or -1. Prototypes are means of the features, centred on all. A new class's lies half-way between its
    named images and all that went over: it follows them, so that three named images find their whole class where it was
    taken for a part of another, yet can't wander off to an old class. A row that is not finite keeps its class.
    """
    new = torch.tensor(sorted(newcomers))
    finite = torch.isfinite(features).all(dim=1)
    centred = torch.where(finite[:, None], features - features[finite].mean(dim=0), 0.0)
    person = decided >= 0
    labels = torch.where(person, decided, predicted)
    classes = 1 + int(torch.cat([labels, predicted, new]).max())
    anchors = torch.stack([centred[decided == number].mean(dim=0) for number in new.tolist()])
    for _ in range(_PASSES):
        before = labels
        followed = class_prototypes(centred, before, classes=classes)
        prototypes = followed.index_copy(0, new, (anchors + followed[new]) / 2)
        distances = distances_to(prototypes, centred, distance="cosine")
        nearest = distances[:, new].min(dim=1)
        own = distances.gather(1, predicted[:, None])[:, 0]
        labels = torch.where(nearest.values < own, new[nearest.indices], predicted)
        labels = torch.where(person, decided, labels)
        if torch.equal(labels, before):
            break
    return labels
