"""Steps S31-S43 in one piece: from probabilities and features of all target images to pseudo-labels."""

from dataclasses import dataclass

import torch
from torch import Tensor

from dclgui.method.confidence import entropy, split_by_class
from dclgui.method.prototypes import (
    Distance,
    Weighting,
    class_prototypes,
    distances_to,
    low_confidence_weights,
    nearest_margin,
)


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """The columns of ``core.pseudo_labels.PseudoLabels`` as tensors, one row per readable target image."""

    label: Tensor
    classifier_label: Tensor
    high: Tensor
    entropy: Tensor
    probability: Tensor
    margin: Tensor
    weight: Tensor
    distances: Tensor


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

    probs: [N, K] float, rows sum to 1; features: [N, D] float; decided: [N] int, the class a person gave or -1.
    A decided image keeps the person's label with weight 1 and counts into that class's prototype. A high-confidence
    image keeps the classifier's label with weight 1. Where no prototype exists at all (nothing finite) the
    classifier's label stays, with weight 0. Of two equally near prototypes the lower class index wins.
    """
    person = decided >= 0
    predicted = probs.argmax(dim=1)
    entropies = entropy(probs)
    high = split_by_class(entropies, predicted, share=share)
    sure = high | person
    sure_labels = torch.where(person, decided, predicted)
    prototypes = class_prototypes(features[sure], sure_labels[sure], classes=probs.shape[1])
    distances = distances_to(prototypes, features, distance=distance)
    reachable = torch.isfinite(distances).any(dim=1)
    nearest = torch.where(reachable, torch.nan_to_num(distances, nan=torch.inf).argmin(dim=1), predicted)
    label = torch.where(sure, sure_labels, nearest)
    weight = low_confidence_weights(distances, weighting=weighting, temperature=temperature)
    return Assignment(
        label=label,
        classifier_label=predicted,
        high=high,
        entropy=entropies,
        probability=probs.gather(1, label[:, None])[:, 0],
        margin=nearest_margin(distances),
        weight=torch.where(sure, 1.0, weight),
        distances=distances,
    )
