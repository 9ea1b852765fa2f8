"""Steps S41-S43: class prototypes, and the labels and weights that images take from them."""

from collections.abc import Collection
from typing import Literal

import torch
from torch import Tensor
from torch.nn import functional

from dclgui.method.pieces import by_piece, pieces, single, stored

Distance = Literal["cosine", "euclidean"]
Weighting = Literal["one", "margin", "softmax", "drop"]
_PASSES = 10
"""Times at most that ``spread`` moves images and prototypes in turn, if they do not settle before."""


def class_prototypes(features: Tensor, labels: Tensor, *, classes: int) -> Tensor:
    """Mean feature of each class (S41-S42).

    features: [N, D] float; labels: [N] int in [0, classes). Returns [classes, D]; a class without rows is NaN.
    """
    sums = single(features[:0]).new_zeros(classes, features.shape[1])
    for piece, own in zip(pieces(features), pieces(labels), strict=True):
        sums.index_add_(0, own, piece)
    counts = torch.bincount(labels, minlength=classes)
    return sums / counts[:, None]


def distances_to(prototypes: Tensor, features: Tensor, *, distance: Distance) -> Tensor:
    """Distance of every image to every prototype (S43).

    prototypes: [K, D]; features: [N, D]. Returns [N, K] float: Euclidean, or cosine distance in [0, 2].
    A prototype of NaN (empty class) is infinitely far; a feature of NaN gives a row of NaN.
    """
    present = torch.isfinite(prototypes).all(dim=1)
    known = torch.where(present[:, None], prototypes, 0.0)

    def distances(piece: Tensor) -> Tensor:
        if distance == "cosine":
            return (1 - functional.normalize(piece, dim=1) @ functional.normalize(known, dim=1).T).clamp(0, 2)
        # The exact mode: the fast one cancels for images that lie on their prototype.
        return torch.cdist(piece, known, compute_mode="donot_use_mm_for_euclid_dist")

    found = by_piece(distances, features)
    return torch.where(present, found, torch.where(torch.isnan(found), torch.nan, torch.inf))


def finite_rows(features: Tensor) -> Tensor:
    """[N] bool, the rows of ``features`` [N, D] without NaN or infinity."""
    return by_piece(lambda piece: torch.isfinite(piece).all(dim=1), features)


def nearest_margin(distances: Tensor) -> Tensor:
    """Relative lead of the nearest prototype over the second, ``(d2 - d1) / d2`` in [0, 1].

    distances: [N, K]. Returns [N]. 0 where both are equal or where d2 is 0; 1 where only one class has a prototype;
    NaN for a row of NaN and where no class has a prototype.
    """
    if distances.shape[1] == 1:
        return torch.where(torch.isfinite(distances), torch.ones_like(distances), torch.nan)[:, 0]
    first, second = distances.topk(2, dim=1, largest=False).values.unbind(dim=1)
    margin = torch.where(second > 0, (second - first) / second, 0.0)
    margin = torch.where(torch.isposinf(second) & torch.isfinite(first), 1.0, margin)
    return torch.where(torch.isnan(first), torch.nan, margin)


def low_confidence_weights(distances: Tensor, *, weighting: Weighting, temperature: float) -> Tensor:
    """Weight of each low-confidence image from its distances (S43); [N, K] to [N] in [0, 1].

    ``one``: 1. ``margin``: ``nearest_margin``. ``softmax``: the nearest class's share of
    ``softmax(-distance / temperature)``. ``drop``: 0, which leaves the image out. A row of NaN weighs 0, and so
    does one that no prototype can be reached from.
    """
    if weighting == "margin":
        weights = nearest_margin(distances)
    elif weighting == "softmax":
        weights = torch.softmax(-distances / temperature, dim=1).amax(dim=1)
    else:
        weights = torch.full_like(distances[:, 0], 1.0 if weighting == "one" else 0.0)
    return torch.where(torch.isfinite(distances).any(dim=1), weights, 0.0)


def spread(features: Tensor, predicted: Tensor, decided: Tensor, newcomers: Collection[int]) -> Tensor:
    """The classes [N] int64 after the images nearest to one of the new classes ``newcomers`` moved to it (S41-S43).

    features: [N, D] float; predicted: [N] int64, the class of those known so far; decided: [N] int64, the class that a
    person gave or -1. Prototypes are means of the features, centred on the mean of all. An image moves only if a new
    class's prototype is nearer than that of its own class. A row that is not finite keeps its class.
    """
    new = torch.tensor(sorted(newcomers))
    finite = finite_rows(features)
    means = class_prototypes(features, (~finite).long(), classes=2)[0]
    centred = stored(lambda piece: torch.where(finite_rows(piece)[:, None], piece - means, 0.0), features)
    person = decided >= 0
    labels = torch.where(person, decided, predicted)
    classes = 1 + int(torch.cat([labels, predicted, new]).max())
    anchors = torch.stack([single(centred[decided == number]).mean(dim=0) for number in new.tolist()])
    for _ in range(_PASSES):
        before = labels
        followed = class_prototypes(centred, before, classes=classes)
        # Half-way between the named images and all that moved: following those, three named images find a whole class
        # that the model took for part of another; anchored at the named ones, the class can't drift to an old class.
        prototypes = followed.index_copy(0, new, (anchors + followed[new]) / 2)
        distances = distances_to(prototypes, centred, distance="cosine")
        nearest = distances[:, new].min(dim=1)
        own = distances.gather(1, predicted[:, None])[:, 0]
        labels = torch.where(nearest.values < own, new[nearest.indices], predicted)
        labels = torch.where(person, decided, labels)
        if torch.equal(labels, before):
            break
    return labels
