"""All that a person can see of every target image, as columns that filters and sorts work on."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Literal

import numpy as np

from dclgui.core.arrays import Codes, Floats, Ints, Mask, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import Decision, Verdict, VerdictCode
from dclgui.core.pseudo_labels import PseudoLabels

Column = Literal["doubt", "entropy", "distance", "margin", "probability", "weight", "path"]


class State(IntEnum):
    """What is known of a target image, the frame and glyph of its tile."""

    HIGH = 0
    MOVED = 1
    LOW = 2
    PROBLEM = 3
    NONE_YET = 4
    DECIDED = 5


class ReviewTable:
    """N target images of one round, with what a person said of them so far; ``decide`` changes it in place.

    ``round``             number of the round; ``None`` before the first
    ``paths``             N relative paths
    ``class_names``       K names
    ``state``             [N] uint8, ``State``
    ``label``             [N] int32, the last word: a person's, else the machine's; ``UNKNOWN`` for none
    ``machine_label``     [N] int32, the round's pseudo-label
    ``classifier_label``  [N] int32, argmax of the softmax
    ``verdict``           [N] uint8, ``VerdictCode``
    ``entropy`` ``distance`` ``margin`` ``probability`` ``weight``  [N] float32, NaN where there is none
    ``distances``         [N, K] float32, to each prototype
    ``in_audit``          [N] bool, to be seen in no review: what is known of an audit's images must not change them
    """

    def __init__(
        self,
        paths: tuple[str, ...],
        class_names: tuple[str, ...],
        pseudo_labels: PseudoLabels | None,
        problems: Rows,
        *,
        round_number: int | None = None,
    ) -> None:
        self.paths, self.class_names = paths, class_names
        self.problems, self.round = problems, round_number
        found = pseudo_labels if pseudo_labels is not None else _nothing_yet(len(paths), len(class_names))
        self.machine_label: Ints = found.label
        self.classifier_label: Ints = found.classifier_label
        self.high = found.high
        self.entropy, self.margin, self.weight = found.entropy, found.margin, found.weight
        self.probability: Floats = found.probability
        self.distances, self.distance = found.distances, found.distance
        self.label: Ints = found.label.copy()
        self.verdict: Codes = np.full(len(paths), VerdictCode.NOTHING, np.uint8)
        self.in_audit: Mask = np.zeros(len(paths), np.bool_)
        self._machine_state = self._without_decisions(judged=pseudo_labels is not None)
        self.state: Codes = self._machine_state.copy()

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def countable(self) -> Mask:
        """[N] bool, images with a machine's label that were not taken out: those that an accuracy is of."""
        counted = np.not_equal(self.machine_label, UNKNOWN)
        counted[self.problems] = False
        return counted

    @property
    def doubt(self) -> Floats:
        """[N] float32, how worth looking at: 1 minus the margin between the two nearest prototypes; NaN without."""
        return (1 - self.margin).astype(np.float32)

    def column(self, name: Column) -> Floats:
        """The values of a column of numbers; ``ValueError`` for ``path``, which has none."""
        if name == "path":
            raise ValueError(name)
        values: Floats = getattr(self, name)
        return values

    def decide(self, rows: Rows, decisions: Mapping[int, Decision]) -> None:
        """Take over what now stands for ``rows``; a row that ``decisions`` lacks is the machine's again."""
        self.verdict[rows] = VerdictCode.NOTHING
        self.label[rows] = self.machine_label[rows]
        self.state[rows] = self._machine_state[rows]
        for row in rows.tolist():
            decision = decisions.get(row)
            if decision is None:
                continue
            self.verdict[row] = decision.verdict.code
            self.state[row] = State.DECIDED
            if decision.verdict is not Verdict.UNSURE:
                self.label[row] = decision.label

    def _without_decisions(self, *, judged: bool) -> Codes:
        state = np.full(len(self), State.LOW if judged else State.NONE_YET, np.uint8)
        if judged:
            state[self.high] = State.HIGH
            state[self.machine_label != self.classifier_label] = State.MOVED
            state[self.machine_label == UNKNOWN] = State.PROBLEM
        state[self.problems] = State.PROBLEM
        return state


def _nothing_yet(images: int, classes: int) -> PseudoLabels:
    blank = np.full(images, np.nan, np.float32)
    unknown = np.full(images, UNKNOWN, np.int32)
    # One row of distances for all: a table of a million images must not cost memory before its first round.
    distances = np.broadcast_to(np.full((1, max(1, classes)), np.nan, np.float32), (images, max(1, classes)))
    return PseudoLabels(
        label=unknown,
        classifier_label=unknown,
        high=np.zeros(images, np.bool_),
        entropy=blank,
        probability=blank,
        margin=blank,
        weight=blank,
        distances=distances,
    )
