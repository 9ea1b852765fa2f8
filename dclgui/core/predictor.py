"""The interface of every model that labels images one by one, wherever it runs."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from dclgui.core.arrays import Floats, Longs, Mask, Pixels
from dclgui.core.model_metadata import Card
from dclgui.core.pseudo_labels import PseudoLabels


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What a model predicts for B images and K classes.

    ``label``          [B] int64
    ``probabilities``  [B, K] float32
    ``entropy``        [B] float32, nats
    ``distances``      [B, K] float32 to the prototypes, infinite where a class has none
    ``high``           [B] bool, whether the model is sure
    """

    label: Longs
    probabilities: Floats
    entropy: Floats
    distances: Floats
    high: Mask

    @classmethod
    def none(cls, classes: int) -> Self:
        """Of no image at all."""
        empty = np.empty((0, classes), np.float32)
        return cls(np.empty(0, np.int64), empty, empty[:, 0], empty, np.empty(0, np.bool_))

    def table(self) -> PseudoLabels:
        """The same as B rows of a run; ``weight`` is 1 or the margin, since nothing is trained by it."""
        margin = _margin(self.distances)
        return PseudoLabels(
            label=self.label.astype(np.int32),
            classifier_label=self.probabilities.argmax(axis=1).astype(np.int32),
            high=self.high,
            entropy=self.entropy,
            probability=self.probabilities[np.arange(len(self.label)), self.label],
            margin=margin,
            weight=np.where(self.high, np.float32(1), np.nan_to_num(margin)).astype(np.float32),
            distances=self.distances,
        )


INPUT, OUTPUTS = "images", tuple(field.name for field in fields(Answers))
"""Names of what goes in and comes out, in every exported format that has names."""


class Predictor(ABC):
    """A model ready to label.

    ``classes``    the K class names
    ``side``       pixels of a picture's side
    ``round``      the round of the run that the model is of
    ``reading``    how raw values become 0 to 255
    ``reference``  entropies and distances of the project's own images; ``None`` for a model that does not say
    """

    def __init__(self, card: Card) -> None:
        self.classes, self.side, self.round = card.classes, card.side, card.round
        self.reading, self.reference = card.reading, card.reference

    @abstractmethod
    def label(self, pixels: Pixels) -> Answers:
        """Label uint8 [B, S, S, 3], whole RGB pictures as ``images.decode.load_picture`` makes them."""


def _margin(distances: Floats) -> Floats:
    """Relative lead of the nearest prototype over the second, as ``method.prototypes.nearest_margin`` has it."""
    if distances.shape[1] == 1:
        return np.where(np.isfinite(distances[:, 0]), 1, np.nan).astype(np.float32)
    first, second = np.partition(distances, 1, axis=1)[:, :2].T  # NaN goes last
    with np.errstate(divide="ignore", invalid="ignore"):
        margin = np.where(second > 0, (second - first) / second, 0)
    margin = np.where(np.isinf(second) & np.isfinite(first), 1, margin)
    return np.where(np.isnan(first), np.nan, margin).astype(np.float32)
