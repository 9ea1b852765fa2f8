"""From one judged pass over the target to the round's pseudo-labels (S31-S43)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch

from dclgui.core.arrays import Floats
from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.job import Method
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.core.reference import ReferenceStatistics
from dclgui.engine.network.model import Predictions
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.method.assign import Assignment, Prototypes, assign, assign_by
from dclgui.method.blend import blended, without
from dclgui.method.confidence import fraction_of_round, trusted_fraction
from dclgui.method.neighbours import smoothed


def new_classes(decided: torch.Tensor, found: DomainGap) -> frozenset[int]:
    """The classes in ``decided`` [N] int64 that the source never had; ``UNKNOWN`` is none."""
    return frozenset(decided[decided >= found.source_probs.shape[1]].tolist())


def decided_labels(decisions: Mapping[int, Decision], total: int) -> torch.Tensor:
    """[total] int64: the class that a person gave to each target row, ``UNKNOWN`` where none."""
    decided = torch.full((total,), UNKNOWN)
    for row, decision in decisions.items():
        if decision.verdict is Verdict.LABEL:
            decided[row] = decision.label
    return decided


def assigned(
    predictions: Predictions,
    found: DomainGap,
    decided: torch.Tensor,
    *,
    method: Method,
    round_number: int,
    inherited: frozenset[int] = frozenset(),
) -> Assignment:
    """The method applied to what was judged after round ``round_number`` (S31-S43), tempered by the survey.

    decided: [Nt] int64 over the whole target catalog, from ``decided_labels``. A class that the source never had is
    no image's as long as no person named one, unless it is ``inherited`` from the model that the run started from.
    """
    absent = torch.arange(predictions.probs.shape[1]) >= found.source_probs.shape[1]
    absent[list(new_classes(decided[predictions.rows], found) | inherited)] = False
    probs = without(blended(predictions.probs, found.source_probs, trust=found.trust), absent)
    features = prototype_features(predictions, method)
    for _ in range(method.smoothing_steps if found.neighbours.rows.shape[1] else 0):
        probs = smoothed(probs, found.neighbours, amount=method.smoothing * found.trust)
        features = smoothed(features, found.neighbours, amount=method.smoothing * found.trust)
    return assign(
        probs,
        features,
        decided[predictions.rows],
        share=trusted_fraction(_share(method, round_number), trust=found.trust),
        distance=method.distance,
        weighting=method.weighting,
        temperature=method.temperature,
    )


def source_only(predictions: Predictions, *, method: Method) -> Assignment:
    """The source model's own word on the target (round 0): the classifier's label for every image, none moved."""
    found = assign(
        predictions.probs,
        prototype_features(predictions, method),
        torch.full((len(predictions.rows),), UNKNOWN),
        share=method.high_fraction_start,
        distance=method.distance,
        weighting=method.weighting,
        temperature=method.temperature,
    )
    return replace(found, label=found.classifier_label, probability=predictions.probs.amax(dim=1))


def _share(method: Method, round_number: int) -> float:
    """Share for the labels that round ``round_number + 1`` learns from; the last labels keep the last share."""
    number = min(round_number + 1, method.rounds)
    return fraction_of_round(
        number,
        rounds=method.rounds,
        first=method.high_fraction_start,
        last=method.high_fraction_end,
    )


def prototype_features(predictions: Predictions, method: Method) -> torch.Tensor:
    """[N, D] float32, the layer that prototypes are means of (S41)."""
    return predictions.bottleneck if method.prototype_layer == "bottleneck" else predictions.backbone


def as_table(found: Assignment, rows: torch.Tensor, total: int) -> PseudoLabels:
    """The assignment of catalog ``rows`` [N] as a table over all ``total`` rows of the target."""

    def floats(values: torch.Tensor) -> Floats:
        return values.numpy().astype(np.float32)

    table = PseudoLabels(
        label=found.label.numpy().astype(np.int32),
        classifier_label=found.classifier_label.numpy().astype(np.int32),
        high=found.high.numpy(),
        entropy=floats(found.entropy),
        probability=floats(found.probability),
        margin=floats(found.margin),
        weight=floats(found.weight),
        distances=floats(found.distances),
    )
    return table.scattered(rows.numpy(), total)


def reference_of(
    predictions: Predictions, found: DomainGap, prototypes: Prototypes, *, method: Method
) -> ReferenceStatistics | None:
    """What the target images are like to the model when it labels each on its own, as it will label later ones."""
    probs = blended(predictions.probs, found.source_probs, trust=found.trust)
    assignment = assign_by(prototypes, probs, prototype_features(predictions, method), distance=method.distance)
    own = assignment.distances.gather(1, assignment.label[:, None])[:, 0]
    return ReferenceStatistics.of(assignment.entropy.numpy(), own.numpy())
