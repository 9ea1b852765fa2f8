"""From one judged pass over the target to the round's pseudo-labels (S31-S43)."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import torch

from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.job import Method
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.engine.model import Judged
from dclgui.method.assign import Assignment, assign
from dclgui.method.confidence import share_of_round


def decided_labels(decisions: Mapping[int, Decision], total: int) -> torch.Tensor:
    """[total] int64: the class that a person gave to each target row, ``UNKNOWN`` where none."""
    decided = torch.full((total,), UNKNOWN)
    for row, decision in decisions.items():
        if decision.verdict is Verdict.LABEL:
            decided[row] = decision.label
    return decided


def assigned(judged: Judged, decided: torch.Tensor, *, method: Method, round_number: int) -> Assignment:
    """The method applied to what was judged after round ``round_number`` (S31-S43).

    decided: [Nt] int64 over the whole target catalog, from ``decided_labels``.
    """
    return assign(
        judged.probs,
        prototype_features(judged, method),
        decided[judged.rows],
        share=share_of_round(
            min(round_number + 1, method.rounds),
            rounds=method.rounds,
            first=method.share_first,
            last=method.share_last,
        ),
        distance=method.distance,
        weighting=method.weighting,
        temperature=method.temperature,
    )


def prototype_features(judged: Judged, method: Method) -> torch.Tensor:
    """[N, D] float32, the layer that prototypes are means of (S41)."""
    return judged.bottleneck if method.prototype_layer == "bottleneck" else judged.backbone


def as_table(found: Assignment, rows: torch.Tensor, total: int) -> PseudoLabels:
    """The assignment of catalog ``rows`` [N] as a table over all ``total`` rows of the target."""

    def floats(values: torch.Tensor) -> npt.NDArray[np.float32]:
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
