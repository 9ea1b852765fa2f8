"""The pseudo-labels of one round for every target image (patent steps S31-S43)."""

from dataclasses import dataclass, fields

import numpy as np

from dclgui.core.arrays import Floats, Ints, Mask, Rows
from dclgui.core.catalog import UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class PseudoLabels:
    """A struct of arrays, row ``i`` for image ``i`` of the target catalog.

    Unreadable images hold ``UNKNOWN`` as both labels, ``False`` as ``high`` and NaN elsewhere.

    ``label``             [N] int32, the pseudo-label: the classifier's if ``high``, else the nearest prototype's; or
                          the label of the ``Consensus`` (``shown_labels``)
    ``classifier_label``  [N] int32, argmax of the softmax
    ``high``              [N] bool, among the lowest entropies of its predicted class (S33)
    ``entropy``           [N] float32 in [0, log K], nats
    ``probability``       [N] float32 in [0, 1], softmax of ``label``
    ``margin``            [N] float32 in [0, 1], (d2 - d1) / d2 of the two nearest prototypes
    ``weight``            [N] float32 in [0, 1], its weight in the target loss
    ``distances``         [N, K] float32, to each class prototype; inf where a class has none
    """

    label: Ints
    classifier_label: Ints
    high: Mask
    entropy: Floats
    probability: Floats
    margin: Floats
    weight: Floats
    distances: Floats

    def __len__(self) -> int:
        return len(self.label)

    @property
    def readable(self) -> Mask:
        """[N] bool, the images that have a label."""
        return np.not_equal(self.label, UNKNOWN)

    @property
    def moved(self) -> Mask:
        """[N] bool, images whose label is not the classifier's: the nearest prototype's (S43), or the consensus's."""
        return np.not_equal(self.label, self.classifier_label)

    @property
    def distance(self) -> Floats:
        """[N] float32, distance to the prototype of the image's own label; NaN if unreadable or without a prototype.

        A consensus may know a class that a person added after the round.
        """
        known = self.readable & (self.label < self.distances.shape[1])
        own = self.distances[np.arange(len(self)), np.where(known, self.label, 0)]
        return np.where(known & np.isfinite(own), own, np.nan).astype(np.float32)

    @property
    def unsure(self) -> Floats:
        """[N] float32 in [0, 1], how unsure S1-S6 is: half its entropy in [0, 1], half what the margin lacks.

        1 for an unreadable image.
        """
        largest = np.log(max(2, self.distances.shape[1]))
        entropy = np.nan_to_num(self.entropy, nan=largest) / np.float32(largest)
        found: Floats = (entropy + 1 - np.nan_to_num(self.margin, nan=0.0)) / np.float32(2)
        return np.clip(found, 0, 1).astype(np.float32)

    def scattered(self, rows: Rows, total: int) -> "PseudoLabels":
        """Spread these N rows over a table of ``total`` rows at ``rows``; the others are unreadable."""
        out = {}
        for field in fields(self):
            values = getattr(self, field.name)
            full = np.full((total, *values.shape[1:]), _BLANK.get(values.dtype.kind, np.nan), values.dtype)
            full[rows] = values
            out[field.name] = full
        return PseudoLabels(**out)


_BLANK: dict[str, object] = {"i": UNKNOWN, "b": False}
"""What an unreadable row holds, by the kind of the column's dtype; NaN in all others."""
