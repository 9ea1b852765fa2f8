"""The review queue: the most useful picture first, no long series of similar ones, updated after each decision.

Where answers teach a panel (``learning/``), usefulness is its word, and every second picture is one of which the
labellings differ. Without one it is a weighted mean of six signals in [0, 1]; the weights were measured
(docs/decisions/0006). Five are of the picture itself; decisions change one of them, the labels of its neighbours. The
sixth is of its class: how often a person has corrected labels of that class so far, since a model's errors are
concentrated in some classes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from dclgui.core.arrays import Floats, Ints, Mask, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import Consensus
from dclgui.core.decisions import SETTLED
from dclgui.review.table import ReviewTable

_PRIOR_DECISIONS = 5
"""A class's rate of corrections is shrunk towards the mean over all classes as if by so many decisions."""
_POOL = 10
"""Candidates for each place of the head, among which similar pictures are avoided."""


class Reason(StrEnum):
    """Why a picture is early in the queue."""

    TWO_NEAR = "two near"
    CLASSIFIER = "classifier"
    SOURCE = "source"
    NEIGHBOURS = "neighbours"
    ENTROPY = "entropy"
    CORRECTED = "corrected"
    WAYS = "ways"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, its ``value`` in [0, 1], and the other class it is about, ``UNKNOWN`` if none.

    ``TWO_NEAR``    1 if the two nearest prototypes are equally near; the second one's class
    ``CLASSIFIER``  1; the classifier's label, which a prototype changed
    ``SOURCE``      1; the label without adaptation
    ``NEIGHBOURS``  share of its most similar pictures with another label; the most frequent one of those
    ``ENTROPY``     normalised entropy of the softmax, 1 if all classes are equally likely; ``UNKNOWN``
    ``WAYS``        share of all labellings of the picture that differ from its label; the next most probable class
    ``ANSWERS``     1; the label that follows from the answers given since, not shown yet
    ``CORRECTED``   share of the decided pictures with its label whose label was wrong; ``UNKNOWN``
    """

    reason: Reason
    value: float
    label: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each signal, in fields named after ``Reason``.

    ``twin``    factor on a picture with a neighbour in the head already
    ``person``  a neighbour's label from a person counts as many times as one from the model, whose labels of similar
                pictures are not independent
    ``split``   of every second picture: how far the labellings differ, beside the panel's word
    """

    two_near: float = 1.0
    classifier: float = 0.3
    source: float = 0.3
    neighbours: float = 2.0
    entropy: float = 1.0
    corrected: float = 2.0
    twin: float = 0.8
    person: float = 8.0
    ways: float = 2.0
    answers: float = 3.0
    split: float = 2.0


WEIGHTS = Weights()
_TOLD_FROM = {
    Reason.TWO_NEAR: 0.5,
    Reason.NEIGHBOURS: 0.25,
    Reason.ENTROPY: 0.25,
    Reason.CORRECTED: 0.5,
    Reason.WAYS: 0.2,
}


class Queue:
    """The order over one round's ``table``; ``decided`` follows each ``table.decide``.

    source_label: [N] int32, labels without adaptation; ``None`` if unknown. neighbours: [N, k] int64 rows of the most
    similar target images, -1 where there is none; k may be 0. Images of an audit are never queued.
    """

    def __init__(
        self,
        table: ReviewTable,
        *,
        source_label: Ints | None = None,
        neighbours: Rows | None = None,
        weights: Weights = WEIGHTS,
    ) -> None:
        self._table, self._weights, self._source = table, weights, source_label
        self._near = np.empty((len(table), 0), np.int64) if neighbours is None else neighbours
        self._learnt = table.consensus
        self._fixed = self._fixed_part()
        self.uncertainty: Floats = self._by_model()
        """[N] float32 in [0, 1], by the model's labels alone: the guarantee's score; NaN if unreadable.

        Decisions must not change it: a guarantee is invalid if its score depends on the answers.
        """
        own = self.uncertainty if self._learnt is None else self._padded(self._learnt.usefulness)
        self._own: Floats = np.where(self._waiting(np.arange(len(table))), own, np.nan)
        self.decided(np.flatnonzero(table.decided))

    def follow(self, learnt: Consensus) -> None:
        """Order by what was ``learnt`` from the answers meanwhile; the labels that the table shows stay."""
        self._learnt = learnt
        self._own = np.where(self._waiting(np.arange(len(self._table))), self._padded(learnt.usefulness), np.nan)

    @property
    def usefulness(self) -> Floats:
        """[N] float32 in [0, 1], decisions included; NaN for an image that is not in the queue."""
        if self._learnt is not None:
            return self._own
        share = np.float32(self._weights.corrected / (self._weights.corrected + _whole(self._weights)))
        useful: Floats = self._own * (1 - share) + self._corrected[self._table.machine_label] * share
        return useful

    def decided(self, rows: Rows) -> None:
        """Update the scores after ``table`` changed at ``rows``: of these, of images near them and of their classes.

        Where a panel learns, only these rows: what else follows comes with ``follow``.
        """
        if self._learnt is not None:
            order = self._padded(self._learnt.usefulness)
            self._own[rows] = np.where(self._waiting(rows), order[rows], np.nan)
            return
        starts, members = self._neighbour_of
        touched = [members[starts[row] : starts[row + 1]] for row in rows.tolist()]
        changed = np.unique(np.concatenate([rows, *touched]))
        scores = self._score(changed, self._table.label, np.isin(self._table.verdict, SETTLED))
        self._own[changed] = np.where(self._waiting(changed), scores, np.nan)
        decided, wrong = self._of_class
        usual = (wrong.sum() + 1) / (decided.sum() + 2)  # Laplace's rule: 0.5 before the first decision
        rate = (wrong + _PRIOR_DECISIONS * usual) / (decided + _PRIOR_DECISIONS)
        self._corrected: Floats = rate.astype(np.float32)

    def order(self, ahead: int = 200) -> Rows:
        """[m] int64, every waiting row, the most useful first; the first ``ahead`` are made diverse."""
        usefulness = self.usefulness
        rows = np.flatnonzero(~np.isnan(usefulness))
        # The bits of non-negative floats sort like the numbers; the row in the lower half breaks ties.
        bits = ~usefulness[rows].view(np.uint32)
        keys = bits.astype(np.uint64) << np.uint64(32) | rows.astype(np.uint64)
        keys.sort()
        ordered = (keys & np.uint64(2**32 - 1)).astype(np.int64)
        pool = ordered[: ahead * _POOL]
        head = self._diverse(pool, self._by_turns(pool, usefulness), min(ahead, len(ordered)))
        taken = np.zeros(len(self._table), np.bool_)
        taken[head] = True
        return np.concatenate([head, ordered[~taken[ordered]]])

    def asked(self, rows: Rows) -> Mask:
        """[n] bool, which of ``rows`` a person is asked about: those worth a look.

        Where answers teach, these are all until enough answers have shown which labels are sure.
        """
        unknown = self._learnt is not None and not self._table.expected.known
        found: Mask = self._table.doubtful[rows] | unknown
        return found & self._waiting(rows)

    def reasons(self, row: int) -> tuple[Because, ...]:
        """Why ``row`` is worth looking at, the strongest reason first; none if no signal is against its label."""
        table = self._table
        if table.machine_label[row] == UNKNOWN:
            return ()
        share, called = self._called(row)
        near = Because(Reason.NEIGHBOURS, share, called)
        unsure = [
            Because(Reason.TWO_NEAR, float(np.nan_to_num(1 - float(table.margin[row]), nan=1.0)), self._second(row)),
            Because(Reason.ENTROPY, float(self._entropy(np.array([row]))[0]), UNKNOWN),
        ]
        if self._learnt is not None:
            # What S1-S6 is unsure of is told where nothing else is.
            told = self._told([self._ways(self._learnt, row), near, *self._of_models(row)])
            return told or self._told(unsure)
        found = [*unsure, near]
        decided, wrong = (int(counts[table.machine_label[row]]) for counts in self._of_class)
        if decided >= _PRIOR_DECISIONS:
            found.append(Because(Reason.CORRECTED, wrong / decided, UNKNOWN))
        return self._told([*found, *self._of_models(row)])

    def _ways(self, learnt: Consensus, row: int) -> Because:
        now = int(learnt.label[row]) if row < len(learnt.label) else UNKNOWN
        if now not in (UNKNOWN, self._table.machine_label[row]):
            return Because(Reason.ANSWERS, 1.0, now)
        share = 1 - float(learnt.agreeing[row]) / max(1, learnt.members) if now != UNKNOWN else 0.0
        return Because(Reason.WAYS, share, int(learnt.second[row]) if share else UNKNOWN)

    def _of_models(self, row: int) -> Iterator[Because]:
        table = self._table
        if table.classifier_label[row] != table.machine_label[row]:
            yield Because(Reason.CLASSIFIER, 1.0, int(table.classifier_label[row]))
        if self._source is not None and self._source[row] not in (UNKNOWN, table.machine_label[row]):
            yield Because(Reason.SOURCE, 1.0, int(self._source[row]))

    def _told(self, found: list[Because]) -> tuple[Because, ...]:
        told = [because for because in found if because.value >= _TOLD_FROM.get(because.reason, 1.0)]
        weights = {reason: float(getattr(self._weights, reason.name.lower())) for reason in Reason}
        return tuple(sorted(told, key=lambda because: -weights[because.reason] * because.value))

    @property
    def _of_class(self) -> tuple[Rows, Rows]:
        """[K] each, by the model's label: how many images a person has named, and how many of those differently."""
        table = self._table
        said = np.flatnonzero(np.isin(table.verdict, SETTLED) & (table.machine_label != UNKNOWN))
        label, classes = table.machine_label[said], max(1, len(table.class_names))
        wrong = table.label[said] != label
        return np.bincount(label, minlength=classes), np.bincount(label[wrong], minlength=classes)

    def _waiting(self, rows: Rows) -> Mask:
        table = self._table
        out = table.decided[rows] | (table.machine_label[rows] == UNKNOWN) | table.in_audit[rows]
        waiting: Mask = ~out
        return waiting

    def _fixed_part(self) -> Floats:
        """[N] float32, the weighted sum of the signals that no decision changes; NaN if unreadable."""
        table, weights = self._table, self._weights
        total = weights.two_near * np.nan_to_num(1 - table.margin, nan=1.0)
        total += weights.classifier * (table.classifier_label != table.machine_label)
        if self._source is not None:
            total += weights.source * (self._source != table.machine_label)
        total += weights.entropy * self._entropy(np.arange(len(table)))
        return np.where(table.machine_label == UNKNOWN, np.nan, total).astype(np.float32)

    def _entropy(self, rows: Rows) -> Floats:
        largest = np.log(max(2, len(self._table.class_names)))
        share: Floats = np.nan_to_num(self._table.entropy[rows], nan=largest) / np.float32(largest)
        return np.clip(share, 0, 1)

    def _score(self, rows: Rows, label: Ints, by_person: Mask | None) -> Floats:
        """[n] float32 in [0, 1]: with the neighbours' labels ``label`` [N], those ``by_person`` [N] counting more."""
        weights = self._weights
        own = self._table.machine_label[rows]
        against, counted = np.zeros(len(rows), np.float32), np.full(len(rows), 1e-6, np.float32)
        for near in self._near[rows].T:  # column by column, to need no [n, k] temporaries for a million rows
            counts = (near >= 0).astype(np.float32)
            if by_person is not None:
                counts[by_person[near]] *= weights.person
            against += counts * (label[near] != own)
            counted += counts
        score = (self._fixed[rows] + weights.neighbours * against / counted) / _whole(weights)
        clipped: Floats = np.clip(score, 0, 1).astype(np.float32)
        return clipped

    def _by_model(self) -> Floats:
        """[N] float32 in [0, 1], the doubt without decisions that came after the labels; NaN if unreadable."""
        if self._learnt is None:
            return self._score(np.arange(len(self._table)), self._table.machine_label, None)
        return self._padded(self._learnt.doubt)

    def _padded(self, values: Floats) -> Floats:
        """By the table's rows: images that came after the consensus have none."""
        whole = np.full(len(self._table), np.nan, np.float32)
        whole[: len(values)] = values[: len(whole)]
        return whole

    def _by_turns(self, pool: Rows, usefulness: Floats) -> tuple[Floats, ...]:
        """[n] float32 each, the scores by which pictures of ``pool`` are chosen, one after the other.

        Whose turn it is follows from the number of answers, since the order is often made anew after each.
        """
        if self._learnt is None:
            return (usefulness[pool],)
        split = np.nan_to_num(self._padded(self._learnt.split)[pool])
        turns = usefulness[pool] + np.float32(self._weights.split) * split, usefulness[pool]
        return turns[:: -1 if len(self._learnt.answers) % 2 else 1]

    def _diverse(self, pool: Rows, scores: tuple[Floats, ...], count: int) -> Rows:
        """``count`` of ``pool``, each time the one with the highest score; then its neighbours' scores shrink."""
        place = np.full(len(self._table) + 1, -1, np.int64)  # the last for the neighbour -1
        place[pool] = np.arange(len(pool))
        starts, members = self._neighbour_of
        head = np.empty(count, np.int64)
        for turn in range(count):  # greedy, like maximal marginal relevance
            best = int(np.argmax(scores[turn % len(scores)]))
            row = head[turn] = pool[best]
            twins = place[np.concatenate([self._near[row], members[starts[row] : starts[row + 1]]])]
            near = np.unique(twins[twins >= 0])
            for score in scores:
                score[best] = -1
                score[near] *= np.float32(self._weights.twin)
        return head

    @cached_property
    def _neighbour_of(self) -> tuple[Rows, Rows]:
        """Whose neighbour each row is: ``members[starts[row] : starts[row + 1]]``."""
        near = self._near.ravel()
        # The inverse of the neighbour lists in compressed sparse row form; -1 sorts first and is cut off.
        order = np.argsort(near, kind="stable")
        order = order[np.searchsorted(near[order], 0) :]
        counts = np.bincount(near[order], minlength=len(self._table)) if len(order) else np.zeros(len(self._table), int)
        starts = np.concatenate([[0], np.cumsum(counts)])
        return starts, order // max(1, self._near.shape[1])

    def _called(self, row: int) -> tuple[float, int]:
        """The share of a row's neighbours with another label, and the most frequent one of those."""
        near = self._near[row][self._near[row] >= 0]
        others = self._table.label[near]
        others = others[others != self._table.machine_label[row]]
        if not len(others):
            return 0.0, UNKNOWN
        names, counts = np.unique(others, return_counts=True)
        return len(others) / len(near), int(names[np.argmax(counts)])

    def _second(self, row: int) -> int:
        distances, own = self._table.distances[row].copy(), self._table.machine_label[row]
        if own < len(distances):  # a class that a person added after the round has no prototype
            distances[own] = np.inf
        return int(np.argmin(distances)) if np.isfinite(distances).any() else UNKNOWN


def _whole(weights: Weights) -> float:
    """The sum over the signals of the picture itself."""
    return weights.two_near + weights.classifier + weights.source + weights.neighbours + weights.entropy
