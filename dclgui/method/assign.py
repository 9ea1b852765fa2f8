"""Steps S31-S43 in one piece: from probabilities and features of all target images to pseudo-labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from dclgui.method.confidence import entropy, split_by_class
from dclgui.method.prototypes import (
    Distance,
    Weighting,
    class_prototypes,
    distances_to,
    finite_rows,
    low_confidence_weights,
    nearest_margin,
)

_ABOVE = 0.005
"""Nats by which a threshold lies above the last image of high confidence at most."""
OF_NO_CLASS = -2
"""What a person gave to an image that is none of the classes."""


@dataclass(frozen=True, slots=True, eq=False)
class Prototypes:
    """What labels one new image without the others.

    ``means``       [K, D], NaN where a class has none
    ``thresholds``  [K], between the highest entropy that was high confidence in each predicted class and the lowest
                    that was not, but hardly above the first; -inf where none was
    """

    means: Tensor
    thresholds: Tensor

    def without(self, classes: Sequence[int]) -> "Prototypes":
        """The same, with none of the ``classes``, of which some may not be among them."""
        gone = [number for number in classes if number < len(self.means)]
        if not gone:
            return self
        means, thresholds = self.means.clone(), self.thresholds.clone()
        means[gone], thresholds[gone] = torch.nan, -torch.inf
        return Prototypes(means, thresholds)


def present(prototypes: Prototypes) -> frozenset[int]:
    """The classes that have a prototype."""
    return frozenset(torch.isfinite(prototypes.means).all(dim=1).nonzero()[:, 0].tolist())


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """The columns of ``core.pseudo_labels.PseudoLabels`` as tensors, one row per image, and their prototypes."""

    label: Tensor
    classifier_label: Tensor
    high: Tensor
    entropy: Tensor
    probability: Tensor
    margin: Tensor
    weight: Tensor
    distances: Tensor
    prototypes: Prototypes


def assign(
    probs: Tensor,
    features: Tensor,
    decided: Tensor,
    *,
    share: float,
    distance: Distance,
    weighting: Weighting,
    temperature: float,
) -> Assignment:
    """Split by confidence, make prototypes, give every low-confidence image the nearest one's label (S31-S43).

    probs: [N, K] float, rows sum to 1; features: [N, D] float; decided: [N] int, the class a person gave, -1 for
    none, ``OF_NO_CLASS`` for an image that is none of them. A decided image counts into the prototype of the person's
    class, and one of no class into none; its own row stays the machine's word. A
    high-confidence image keeps the classifier's label with weight 1. Where no prototype exists at all (nothing
    finite) the classifier's label stays, with weight 0. Of two equally near prototypes the lower class index wins.
    """
    person = decided >= 0
    predicted = probs.argmax(dim=1)
    entropies = entropy(probs)
    high = split_by_class(entropies, predicted, share=share)
    sure = high | person
    labels = torch.where(person, decided, predicted)
    known = sure & (decided != OF_NO_CLASS) & finite_rows(features)
    classes = probs.shape[1]
    means = class_prototypes(features, torch.where(known, labels, classes), classes=classes + 1)[:classes]
    thresholds = _between(entropies, predicted, high, classes=classes)
    distances = distances_to(means, features, distance=distance)
    weights = low_confidence_weights(distances, weighting=weighting, temperature=temperature)
    return _assignment(probs, high, distances, weights, Prototypes(means=means, thresholds=thresholds))


def _between(entropies: Tensor, predicted: Tensor, high: Tensor, *, classes: int) -> Tensor:
    """The ``thresholds`` of ``Prototypes``: on no image itself, since another library's rounding would decide there."""
    blank = entropies.new_full((classes,), torch.inf)
    low = torch.isfinite(entropies) & ~high
    last = (-blank).scatter_reduce(0, predicted[high], entropies[high], "amax")
    following = blank.scatter_reduce(0, predicted[low], entropies[low], "amin")
    return (last + torch.minimum(following, last + 2 * _ABOVE)) / 2


def assign_by(prototypes: Prototypes, probs: Tensor, features: Tensor, *, distance: Distance) -> Assignment:
    """Label images by the prototypes of a finished run: each on its own, whatever else is in the folder.

    probs: [N, K]; features: [N, D] as in ``assign``. High confidence is an entropy at most its predicted class's
    threshold; the others take the nearest prototype's label. ``weight`` is the margin: nothing is trained here.
    """
    high = entropy(probs) <= prototypes.thresholds[probs.argmax(dim=1)]
    distances = distances_to(prototypes.means, features, distance=distance)
    weights = torch.nan_to_num(nearest_margin(distances), nan=0.0)
    return _assignment(probs, high, distances, weights, prototypes)


def _assignment(probs: Tensor, high: Tensor, distances: Tensor, weights: Tensor, prototypes: Prototypes) -> Assignment:
    """High images keep the classifier's label at weight 1, the others take the nearest prototype's at ``weights``."""
    predicted = probs.argmax(dim=1)
    label = torch.where(high, predicted, _nearest(distances, otherwise=predicted))
    return Assignment(
        label=label,
        classifier_label=predicted,
        high=high,
        entropy=entropy(probs),
        probability=probs.gather(1, label[:, None])[:, 0],
        margin=nearest_margin(distances),
        weight=torch.where(high, 1.0, weights),
        distances=distances,
        prototypes=prototypes,
    )


def _nearest(distances: Tensor, *, otherwise: Tensor) -> Tensor:
    """[N, K] to the nearest class [N]; ``otherwise`` where no prototype can be reached."""
    reachable = torch.isfinite(distances).any(dim=1)
    return torch.where(reachable, torch.nan_to_num(distances, nan=torch.inf).argmin(dim=1), otherwise)
