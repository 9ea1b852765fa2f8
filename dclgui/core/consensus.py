"""What all labellings of the target say together: the labels that a person sees and exports."""

import math
from dataclasses import dataclass, field, replace

import numpy as np

from dclgui.core.arrays import Floats, Ints, Mask, Rows
from dclgui.core.pseudo_labels import PseudoLabels

GOAL = 0.99
"""Fraction of right labels that the number of further answers is counted to."""
LEAST = 20
"""Answers below which nothing is expected, and so no label is sure."""
SURE_WRONG = 0.02
"""Expected fraction of wrong labels among those that are called sure, at most."""
UNLIKE = 1.0
"""How unlike all source images an image is that is called so."""
HARDLY = 0.01
"""An answer whose class was less probable before it is worth a second look."""
_ALIKE = 4
"""Digits of a doubt: equal images differ by rounding errors, and must have one doubt."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the answers so far let expect of all labels; no measurement, which only an audit is.

    ``answers`` that were given; ``right`` about this fraction of all labels, NaN before there are enough answers;
    ``more`` answers until about ``GOAL`` is right if they taught nothing about other images, -1 while unknown;
    ``wrong`` is the fraction expected to be wrong of the labels that are called sure, NaN if none is.
    """

    answers: int = 0
    right: float = math.nan
    more: int = -1
    wrong: float = math.nan

    @property
    def known(self) -> bool:
        """Whether there were enough answers to say anything."""
        return not math.isnan(self.right)


@dataclass(frozen=True, slots=True, eq=False)
class Consensus:
    """A struct of arrays, row ``i`` for image ``i`` of the target catalog; unreadable images hold -1, 0 and NaN.

    ``label``        [N] int32, the most probable class
    ``second``       [N] int32, the next most probable one
    ``probability``  [N] float32 in [0, 1], of ``label``: a measure of belief, tested only as an order
    ``agreeing``     [N] int32, how many of the ``members`` labellings give that label
    ``doubt``        [N] float32 in [0, 1], the larger the likelier the label is wrong: an order, no chance
    ``split``        [N] float32 in [0, 1], weighted fraction of labellings and learners that differ from most
    ``answers``      [A, 2] int64, row and class of the answers it was made with, in the order given
    ``foreseen``     [A] float32 in [0, 1], how probable the class of each answer was before it; NaN for "none of these"
                     and unreadable images; empty in older projects
    ``curve``        [C, 2] float32, what was expected before: number of answers and fraction right, oldest first
    ``version``      counts the consensuses of one round from 0
    ``classes``      how many the members chose among, those included that a person had added; 0 if unknown
    ``sure``         [N] bool, the labels that answers show to be sure: of all of them at most ``SURE_WRONG`` is
                     expected to be wrong; none before there are enough answers, empty in older projects
    ``useful``       [N] float32 in [0, 1], how much a look is likely to teach; empty in older projects, which ask by
                     their doubt
    ``unlike``       [N] float32, how unlike everything in the source; from ``UNLIKE`` on it is called *unlike all*, and
                     is never sure; no answer changes it; empty in older projects
    """

    label: Ints
    second: Ints
    probability: Floats
    agreeing: Ints
    doubt: Floats
    split: Floats
    answers: Rows
    members: int
    expected: Expectation = field(default_factory=Expectation)
    curve: Floats = field(default_factory=lambda: np.empty((0, 2), np.float32))
    version: int = 0
    classes: int = 0
    sure: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    useful: Floats = field(default_factory=lambda: np.empty(0, np.float32))
    unlike: Floats = field(default_factory=lambda: np.empty(0, np.float32))
    foreseen: Floats = field(default_factory=lambda: np.empty(0, np.float32))

    @property
    def usefulness(self) -> Floats:
        """[N] float32 in [0, 1], the higher the sooner an image is asked about."""
        return self.useful if len(self.useful) else self.doubt

    @property
    def surprising(self) -> Rows:
        """Rows of the answers that everything known before them spoke against: slips are often among them."""
        rows: Rows = self.answers[: len(self.foreseen), 0][self.foreseen < HARDLY]
        return rows

    def require_sound(self, *, classes: int) -> None:
        """Raise ``ValueError`` if columns are not of one length, of another kind, or of more than ``classes``."""
        per_image = (self.second, self.probability, self.agreeing, self.doubt, self.split)
        whole = (self.label, self.second, self.agreeing, self.answers)
        if any(column.shape != self.label.shape for column in per_image) or self.label.ndim != 1:
            raise ValueError("its columns are not of one length")
        if any(column.dtype.kind != "i" for column in whole) or self.probability.dtype.kind != "f":
            raise ValueError("its columns are of another kind")
        if any(column.max(initial=0) >= classes for column in (self.label, self.second, self.answers[..., 1:])):
            raise ValueError("it names classes that there are not")
        if self.answers.ndim != 2 or self.answers.shape[1:] != (2,) or self.curve.shape[1:] != (2,):
            raise ValueError("its answers can't be read")
        optional = {self.sure.shape, self.useful.shape}
        if not optional <= {(0,), self.label.shape} or self.foreseen.shape not in {(0,), self.answers.shape[:1]}:
            raise ValueError("its columns are not of one length")

    def after(self, before: "Consensus | None", *, version: int = 0) -> "Consensus":
        """The same with the curve of the consensus ``before`` it going on to its own expectation."""
        points = (
            [] if before is None else [point for point in before.curve.tolist() if point[0] < self.expected.answers]
        )
        if self.expected.known:
            points.append([self.expected.answers, self.expected.right])
        return replace(self, curve=np.array(points, np.float32).reshape(-1, 2), version=version)


def shown_labels(found: PseudoLabels, consensus: Consensus | None) -> PseudoLabels:
    """A round's pseudo-labels ``found`` with the label and probability of the ``consensus``, if the round has one.

    An image is of high confidence (S33) only where both give the same label. High confidence is the method's word, not
    "sure". Images beyond the consensus keep their own.
    """
    if consensus is None:
        return found
    label, probability = found.label.copy(), found.probability.copy()
    known = np.flatnonzero(consensus.label[: len(found)] >= 0)
    label[known], probability[known] = consensus.label[known], consensus.probability[known]
    return replace(found, label=label, probability=probability, high=found.high & (label == found.label))


def unlikeness(images: int, consensus: Consensus | None) -> Floats:
    """[images] float32, how unlike everything in the source by the ``consensus``; NaN for images beyond it."""
    found = np.full(images, np.nan, np.float32)
    if consensus is not None:
        known = consensus.unlike[:images]
        found[: len(known)] = known
    return found


def doubts(found: PseudoLabels, consensus: Consensus | None) -> Floats:
    """[N] float32 in [0, 1], larger for an image that needs a look sooner; NaN if there is no label.

    The ``consensus``'s; without one, and for images beyond it, 1 minus the margin between the two nearest prototypes.
    """
    doubt = (1 - found.margin).astype(np.float32)
    if consensus is not None:
        known = consensus.doubt[: len(doubt)]
        doubt[: len(known)] = known
    return doubt.round(_ALIKE)
