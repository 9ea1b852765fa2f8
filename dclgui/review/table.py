"""Everything that the window shows of every target image, as columns for filters and sorts."""

import math
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Literal

import numpy as np

from dclgui.core.arrays import Codes, Floats, Ints, Mask, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import UNLIKE, Consensus, Expectation, doubts, shown_labels, unlikeness
from dclgui.core.decisions import SETTLED, Decision, Verdict, VerdictCode
from dclgui.core.pseudo_labels import PseudoLabels

Column = Literal["doubt", "entropy", "distance", "margin", "probability", "weight", "agreeing", "unlike", "path"]


class State(IntEnum):
    """The state of a target image, shown by the frame and glyph of its tile."""

    HIGH = 0
    MOVED = 1
    LOW = 2
    PROBLEM = 3
    NONE_YET = 4
    DECIDED = 5
    UNSURE = 6
    NONE_OF_THESE = 7


_STATE_OF = {
    Verdict.LABEL: State.DECIDED,
    Verdict.UNSURE: State.UNSURE,
    Verdict.NONE_OF_THESE: State.NONE_OF_THESE,
}


class ReviewTable:
    """N target images of one round, with people's decisions so far; ``decide`` changes it in place.

    ``round``             number of the round; ``None`` before the first
    ``paths``             N relative paths
    ``class_names``       K names, empty in the place of a class that was merged or withdrawn
    ``state``             [N] uint8, ``State``
    ``label``             [N] int32, current label: a person's, else the model's; ``UNKNOWN`` for none
    ``machine_label``     [N] int32, the round's label without people's decisions on the image itself
    ``classifier_label``  [N] int32, argmax of the softmax
    ``verdict``           [N] uint8, ``VerdictCode``
    ``entropy`` ``distance`` ``margin`` ``probability`` ``weight``  [N] float32, NaN where there is none
    ``distances``         [N, K] float32, to each prototype
    ``consensus``         the round's, whose labels these are; ``None`` for those of S1-S6 alone
    ``look_again``        [N] bool, decided images worth a second look: all that was known before spoke against it
    ``copies``            {row: the row of the picture in use that it is a copy of} of images left out as copies
    ``ask``               [N] bool, images about which somebody is to be asked
    ``in_audit``          [N] bool, never shown in the review: the audit's images must be labelled blind
    """

    def __init__(
        self,
        paths: tuple[str, ...],
        class_names: tuple[str, ...],
        pseudo_labels: PseudoLabels | None,
        problems: Rows,
        *,
        round_number: int | None = None,
        consensus: Consensus | None = None,
    ) -> None:
        self.consensus = consensus
        self.paths, self.class_names = paths, class_names
        self.problems, self.round = problems, round_number
        found = _nothing_yet(len(paths), len(class_names)) if pseudo_labels is None else pseudo_labels
        self._found = found = shown_labels(found, consensus)
        self.machine_label: Ints = found.label
        self.classifier_label: Ints = found.classifier_label
        self.high = found.high
        self.entropy, self.margin, self.weight = found.entropy, found.margin, found.weight
        self.probability: Floats = found.probability
        self.distances, self.distance = found.distances, found.distance
        self.label: Ints = found.label.copy()
        self.verdict: Codes = np.full(len(paths), VerdictCode.NOTHING, np.uint8)
        self.look_again: Mask = np.zeros(len(paths), np.bool_)
        self.ask: Mask = np.zeros(len(paths), np.bool_)
        self.questions: dict[int, str] = {}
        self.in_audit: Mask = np.zeros(len(paths), np.bool_)
        self.copies: Mapping[int, int] = {}
        self._machine_state = self._without_decisions(judged=pseudo_labels is not None)
        self.state: Codes = self._machine_state.copy()

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def listed(self) -> Rows:
        """[P] int64, the numbers of the classes that there are; the others have no name and are no image's label."""
        return np.flatnonzero([bool(name) for name in self.class_names]).astype(np.int64)

    @property
    def version(self) -> int:
        """Of the consensus; -1 without one."""
        return -1 if self.consensus is None else self.consensus.version

    @property
    def countable(self) -> Mask:
        """[N] bool, images with a model's label that are not excluded: those that an accuracy is computed over."""
        counted = np.not_equal(self.machine_label, UNKNOWN)
        counted[self.problems] = False
        return counted

    @property
    def doubt(self) -> Floats:
        """[N] float32, the consensus's, else 1 minus the margin between the two nearest prototypes; NaN without."""
        return doubts(self._found, self.consensus)

    @property
    def expected(self) -> Expectation:
        """What the answers so far let expect of all labels."""
        return Expectation() if self.consensus is None else self.consensus.expected

    @property
    def sure(self) -> Mask:
        """[N] bool, machine's labels that answers show to be sure, of images nobody decided and that are in use.

        High confidence (S33) alone is never enough: without a committee, and before there are enough answers, no label
        is sure.
        """
        found = np.zeros(len(self), np.bool_)
        if self.consensus is not None:
            known = self.consensus.sure[: len(found)]
            found[: len(known)] = known
        return found & self._open

    @property
    def unlike(self) -> Floats:
        """[N] float32, how unlike everything in the source; NaN where nothing is known of it."""
        return unlikeness(len(self), self.consensus)

    @property
    def unlike_all(self) -> Mask:
        """[N] bool, images unlike everything in the source, perhaps of a class that it lacks; none of them is sure.

        Nobody decided them, and they are in use and in no audit.
        """
        return (self.unlike >= UNLIKE) & self.waiting

    @property
    def doubtful(self) -> Mask:
        """[N] bool, images worth a look: all that are not sure; while that isn't known, those not of high confidence.

        Nobody decided them, and they are in use and in no audit.
        """
        doubtful = ~self.sure if self.expected.known else np.not_equal(self.state, State.HIGH)
        return doubtful & self.waiting

    @property
    def decided(self) -> Mask:
        """[N] bool, images of which a person said anything, also that nobody can tell."""
        return np.asarray(self.verdict != VerdictCode.NOTHING)

    @property
    def waiting(self) -> Mask:
        """[N] bool, images that a person can still name: undecided, in use and in no audit."""
        return self._open & ~self.in_audit

    @property
    def _open(self) -> Mask:
        return self.countable & ~self.decided

    @property
    def agreeing(self) -> Floats:
        """[N] float32 in [0, 1], the fraction of the labellings that give the image its label; NaN without any."""
        found = np.full(len(self), np.nan, np.float32)
        if self.consensus is not None:
            known = np.flatnonzero(self.consensus.label[: len(found)] != UNKNOWN)
            found[known] = self.consensus.agreeing[known] / max(1, self.consensus.members)
        return found

    def distance_of(self, row: int) -> float:
        """How far image ``row`` is from the prototype of the label that shows; NaN for none of these, or without one.

        ``distance`` is that of the machine's label, whatever a person said.
        """
        label = int(self.label[row])
        return float(self.distances[row, label]) if 0 <= label < self.distances.shape[1] else math.nan

    def column(self, name: Column) -> Floats:
        """The values of a column of numbers; ``ValueError`` for ``path``, which has none."""
        if name == "path":
            raise ValueError(name)
        values: Floats = getattr(self, name)
        return values

    def ask_again(self, learnt: Consensus, confirmed: Sequence[int]) -> None:
        """Mark the decided images whose answers surprised by what was ``learnt``, but those that were ``confirmed``."""
        rows = learnt.surprising[learnt.surprising < len(self)]
        self.look_again[:] = False
        self.look_again[rows[~np.isin(rows, confirmed)]] = True
        self.look_again &= np.isin(self.verdict, SETTLED)

    def ask_about(self, questions: Mapping[int, str]) -> None:
        """Flag the images about which somebody is to be asked, each with its question; the others not."""
        self.questions = {row: words for row, words in questions.items() if row < len(self)}
        self.ask[:] = False
        self.ask[list(self.questions)] = True

    def decide(self, rows: Rows, decisions: Mapping[int, Decision]) -> None:
        """Set the decisions on ``rows``; a row that is not in ``decisions`` gets the model's label again."""
        self.look_again[rows] = False
        self.verdict[rows] = VerdictCode.NOTHING
        self.label[rows] = self.machine_label[rows]
        self.state[rows] = self._machine_state[rows]
        for row in rows.tolist():
            decision = decisions.get(row)
            if decision is None:
                continue
            self.verdict[row] = decision.verdict.code
            self.state[row] = _STATE_OF[decision.verdict]
            if decision.verdict is not Verdict.UNSURE:  # "unsure" says nothing about the label
                self.label[row] = decision.label

    def _without_decisions(self, *, judged: bool) -> Codes:
        state = np.full(len(self), State.LOW if judged else State.NONE_YET, np.uint8)
        if judged:  # the later assignments take precedence
            state[self.high] = State.HIGH
            state[self.machine_label != self.classifier_label] = State.MOVED
            state[self.machine_label == UNKNOWN] = State.PROBLEM
        state[self.problems] = State.PROBLEM
        return state


def _nothing_yet(images: int, classes: int) -> PseudoLabels:
    blank = np.full(images, np.nan, np.float32)
    unknown = np.full(images, UNKNOWN, np.int32)
    # One broadcast row of distances: a table of a million images must not need memory before its first round.
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
