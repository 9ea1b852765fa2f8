"""Whether an exported model says of the same images what the run's own says."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Floats, Mask
from dclgui.engine.export.formats import TOLERANCE, Answers
from dclgui.engine.training.predict import Said


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over ``images`` images that both were asked about.

    ``difference`` is the largest in a probability, ``apart`` the largest in a distance beside the largest distance.
    ``same`` is the share of images with the same most probable class, ``other`` counts those that have another label
    or level although they lie on no border. All of these are judged by ``tolerance``.
    """

    images: int
    difference: float
    apart: float
    same: float
    other: int
    tolerance: float = TOLERANCE

    @property
    def holds(self) -> bool:
        """Whether both are one model."""
        return max(self.difference, self.apart) <= self.tolerance and not self.other


def agreement(said: Said, found: Answers, *, tolerance: float = TOLERANCE) -> Agreement:
    """Compare ``found`` of an exported file with what the run's model ``said`` of the same images.

    ``tolerance``: the largest difference in a probability, or in a distance beside the largest one, that passes.
    """
    probs, distances = said.probs.numpy(), said.assignment.distances.numpy()
    assignment = said.assignment
    differ = (found["label"] != assignment.label.numpy()) | (found["high"] != assignment.high.numpy())
    reach = float(np.max(distances, where=np.isfinite(distances), initial=0.0))
    return Agreement(
        images=len(probs),
        difference=float(_gap(found["probabilities"], probs).max(initial=0.0)),
        apart=float(_gap(found["distances"], distances).max(initial=0.0)) / max(reach, 1e-6),
        same=float((found["probabilities"].argmax(axis=1) == probs.argmax(axis=1)).mean()),
        other=int((differ & ~_on_border(said, reach=reach, tolerance=tolerance)).sum()),
        tolerance=tolerance,
    )


def _gap(found: npt.NDArray[Any], wanted: Floats) -> Floats:
    """Absolute differences; none between what is infinite, or no number, in both."""
    alike = (found == wanted) | (np.isnan(found) & np.isnan(wanted))
    gap: Floats = np.abs(np.subtract(found, wanted, out=np.zeros_like(wanted), where=~alike))
    return gap


def _on_border(said: Said, *, reach: float, tolerance: float) -> Mask:
    """Images that a difference within the tolerance may put on the other side of a border."""
    probs, assignment = said.probs.numpy(), said.assignment
    entropy, thresholds = assignment.entropy.numpy(), assignment.prototypes.thresholds.numpy()
    # A change of every probability by the tolerance moves the entropy by more than that.
    at_threshold = np.abs(entropy - thresholds[probs.argmax(axis=1)]) <= 10 * tolerance
    between_classes = _lead(-probs) <= 2 * tolerance
    between_prototypes = _lead(assignment.distances.numpy()) <= 2 * tolerance * reach
    border: Mask = at_threshold | between_classes | between_prototypes
    return border


def _lead(values: Floats) -> Floats:
    """By how much the lowest of each row [N, K] lies below the second; infinite where there is no second."""
    if values.shape[1] == 1:
        return np.full(len(values), np.inf, np.float32)
    first, second = np.partition(values, 1, axis=1)[:, :2].T
    lead: Floats = np.subtract(second, first, out=np.full_like(first, np.inf), where=np.isfinite(second))
    return lead
