"""From predictions for the target to the round's pseudo-labels (S31-S43)."""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace

import numpy as np
import torch

from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.job import Method
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.core.reference import ReferenceStatistics
from dclgui.engine.network.model import Predictions
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.method.assign import OF_NO_CLASS, Assignment, Prototypes, assign, assign_by
from dclgui.method.confidence import blended, fraction_of_round, trusted_fraction, without
from dclgui.method.neighbours import smoothed


def new_classes(decided: torch.Tensor, found: DomainGap) -> frozenset[int]:
    """The classes in ``decided`` [N] int64 that the source never had; ``UNKNOWN`` is none."""
    return frozenset(decided[decided >= found.source_probs.shape[1]].tolist())


def decided_labels(decisions: Mapping[int, Decision], total: int) -> torch.Tensor:
    """[total] int64: the class that a person gave to each target row, ``UNKNOWN`` where none, or ``OF_NO_CLASS``."""
    decided = torch.full((total,), UNKNOWN)
    for row, decision in decisions.items():
        if decision.verdict is Verdict.LABEL:
            decided[row] = decision.label
        elif decision.verdict is Verdict.NONE_OF_THESE:
            decided[row] = OF_NO_CLASS
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
    """The pseudo-labels of the ``predictions`` after round ``round_number`` (S31-S43), as far as the target is trusted.

    decided: [Nt] int64 over the whole target catalog, from ``decided_labels``. No image is of a class new to the source
    before a person has named one, unless the class is ``inherited`` from the model that the run started from.
    """
    learnt = new_classes(decided[predictions.rows], found) | inherited
    probs = judged(predictions.probs, found, learnt, method=method)
    features = smoothed_over(prototype_features(predictions, method), found, method=method)
    # The round after this one learns from these labels, so its fraction counts; the last labels keep the last fraction.
    share = fraction_of_round(
        min(round_number + 1, method.rounds),
        rounds=method.rounds,
        first=method.high_fraction_start,
        last=method.high_fraction_end,
    )
    return assign(
        probs,
        features,
        decided[predictions.rows],
        share=trusted_fraction(share, trust=found.trust),
        distance=method.distance,
        weighting=method.weighting,
        temperature=method.temperature,
    )


def judged(probs: torch.Tensor, found: DomainGap, learnt: Collection[int], *, method: Method) -> torch.Tensor:
    """The probabilities that S31-S43 judge by: both models' as far as the target is trusted, over alike images.

    probs: [N, K], the target model's; ``learnt`` are the classes, of those that the source never had, that it knows.
    """
    absent = torch.arange(probs.shape[1]) >= found.source_probs.shape[1]
    absent[list(learnt)] = False
    both = without(blended(probs, found.source_probs, trust=found.trust), absent)
    return smoothed_over(both, found, method=method)


def smoothed_over(values: torch.Tensor, found: DomainGap, *, method: Method) -> torch.Tensor:
    """``values`` [N, D] of all images after the smoothing steps over their neighbours."""
    for _ in range(method.smoothing_steps if found.neighbours.rows.shape[1] else 0):
        values = smoothed(values, found.neighbours, amount=method.smoothing * found.trust)
    return values


def source_only(predictions: Predictions, *, method: Method) -> Assignment:
    """The source model's predictions for the target (round 0): every image has the classifier's label."""
    found = assign(
        predictions.probs,
        prototype_features(predictions, method),
        torch.full((len(predictions.rows),), UNKNOWN),
        share=method.high_fraction_start,
        distance=method.distance,
        weighting=method.weighting,
        temperature=method.temperature,
    )
    # What the source model alone predicts is the baseline of the run, so that no prototype may change it.
    return replace(found, label=found.classifier_label, probability=predictions.probs.amax(dim=1))


def prototype_features(predictions: Predictions, method: Method) -> torch.Tensor:
    """[N, D] float32, the layer that prototypes are means of (S41)."""
    return predictions.bottleneck if method.prototype_layer == "bottleneck" else predictions.backbone


def as_table(found: Assignment, rows: torch.Tensor, total: int) -> PseudoLabels:
    """The assignment of catalog ``rows`` [N] as a table over all ``total`` rows of the target."""
    kinds = {"label": np.int32, "classifier_label": np.int32, "high": np.bool_}
    names = [field.name for field in fields(PseudoLabels)]
    columns = {name: getattr(found, name).numpy().astype(kinds.get(name, np.float32)) for name in names}
    return PseudoLabels(**columns).scattered(rows.numpy(), total)


def reference_of(
    predictions: Predictions, found: DomainGap, prototypes: Prototypes, *, method: Method
) -> ReferenceStatistics | None:
    """Reference statistics of the target images when each is labelled on its own, as later images will be."""
    probs = blended(predictions.probs, found.source_probs, trust=found.trust)
    return reference_in(assign_by(prototypes, probs, prototype_features(predictions, method), distance=method.distance))


def reference_in(found: Assignment) -> ReferenceStatistics | None:
    """The reference statistics of labelled images; ``None`` without images."""
    own = found.distances.gather(1, found.label[:, None])[:, 0]
    return ReferenceStatistics.of(found.entropy.numpy(), own.numpy())
