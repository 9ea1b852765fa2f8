"""Learning from a person's answers at once: many small learners, each believed as far as it named the answers before.

Nothing here is trained in steps: every learner is a ridge regression whose inverse moments each answer changes by one
row (Sherman and Morrison 1950), so that labels, doubts and the order follow after each answer. What comes out depends
on the answers and their order alone, however often it was asked for in between.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dclgui.core.arrays import Doubles, Floats, Ints, Rows

ANSWER = 10.0
"""Weight of an answer in a regression, where a labelled source image counts 1."""
BELIEF, MEMORY = 0.7, 0.98
"""A member that named one answer more counts exp(``BELIEF``); what it named fades by ``MEMORY`` an answer."""
EVEN = 0.1
"""Belief in one more named answer where members are to be weighed nearly alike."""
FIRST = 4.0
"""Log of how much more than any other member the crowd's labelling counts before anyone was asked."""
TEMPERATURE = 1 / 8
"""Of the softmax that makes probabilities of a regression's scores, which lie about in [0, 1]."""
_PIECE = 16_384
"""Images judged at a time: it bounds the memory of the members' probabilities."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Features of both domains in one space, each centred, with a column of ones.

    ``source`` [Ns, P] float32; ``target`` [N, P] float32, the rows that answers teach; ``views``: [N, P] each, the
    target as it is judged: smoothed over the neighbours of one graph or another, and as it is; ``moments`` [P, P], the
    target's sum of outer products.
    """

    source: Floats
    target: Floats
    views: tuple[Floats, ...]
    moments: Doubles

    @classmethod
    def of(cls, source: Floats, target: Floats, graphs: Sequence[Rows]) -> "Space":
        """source: [Ns, P], target: [N, P], each less its own mean; ``graphs``: [N, k] neighbours, one view each.

        Both are scaled to a mean square norm of 1 in the source.
        """
        scale = float(np.sqrt(np.square(source, dtype=np.float64).sum(axis=1).mean())) or 1.0
        own, other = (_with_ones(features / np.float32(scale)) for features in (source, target))
        moments = sum((piece.T @ piece for piece in _wide_pieces(other)), np.zeros((other.shape[1],) * 2))
        return cls(own, other, (*(_over_neighbours(other, graph) for graph in graphs), other), moments)


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What a learner knows before the first answer.

    ``space`` number of the space it works in; ``source`` weight of each labelled source image; ``ridge`` >= 0;
    ``taught`` [N, K] probabilities of the target's labels that it believes at weight ``target``, ``None`` for a
    learner that believes the source and the answers alone.
    """

    space: int
    source: float
    ridge: float
    taught: Floats | None = None
    target: float = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Labelling:
    """A member that does not learn: ``probabilities`` [N, K] float32, rows summing to 1.

    ``knows`` is how many of the first answers it was made with, and so can't be judged by; ``heir`` names the member
    whose record up to there it takes over.
    """

    probabilities: Floats
    knows: int = 0
    heir: str = ""


class Regression:
    """One learner: a weighted ridge regression on one-hot labels, of the source, of what it was taught, of answers."""

    def __init__(self, lesson: Lesson, space: Space, labels: Rows, classes: int) -> None:
        self.space, self._target = lesson.space, space.target
        self._taught, self._weight = lesson.taught, lesson.target
        source = space.source.astype(np.float64)
        moments = lesson.source * (source.T @ source) + lesson.ridge * np.eye(source.shape[1])
        products = np.zeros((source.shape[1], classes))
        np.add.at(products.T, labels, lesson.source * source)
        if lesson.taught is not None:
            moments += lesson.target * space.moments
            products[:, : lesson.taught.shape[1]] += lesson.target * (space.target.T @ lesson.taught)
        self._begin = np.linalg.inv(moments), products
        self.forget()

    def forget(self) -> None:
        """Be as before the first answer."""
        self._inverse, self._products = (part.copy() for part in self._begin)

    def learn(self, row: int, label: int) -> None:
        """The answer for image ``row`` takes the place of what was taught of it."""
        features = self._target[row].astype(np.float64)
        more = ANSWER
        if self._taught is not None:
            more -= self._weight
            self._products[:, : self._taught.shape[1]] -= self._weight * np.outer(features, self._taught[row])
        turned = self._inverse @ features
        self._inverse -= np.outer(turned, turned) * (more / (1 + more * (features @ turned)))
        self._products[:, label] += ANSWER * features

    def coefficients(self) -> Floats:
        """[P, K] float32 of the regression as it stands."""
        found: Floats = (self._inverse @ self._products).astype(np.float32)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """What all members together say of images after the answers so far.

    ``label`` [n] int64, the most probable class, and ``second`` [n], the next; ``probability`` [n] of the label;
    ``margin`` [n], its lead over the second; ``split`` [n], the weighted fraction of members that name another class
    than most; ``sureness`` [n], the probability of the label if members are weighed nearly alike, from which the
    expectation starts. All in [0, 1].
    """

    label: Rows
    second: Rows
    probability: Floats
    margin: Floats
    split: Floats
    sureness: Floats


@dataclass(slots=True, eq=False)
class Panel:
    """Learners and labellings of one target, and how each did on the answers so far.

    ``labellings`` by name; ``first`` names the one that leads before any answer. ``answers``: row and class, in the
    order given. ``record``: of each answer, how sure the label was before and whether it was right. ``named``: of each
    answer, [M] which members would have named it.
    """

    spaces: Sequence[Space]
    learners: Sequence[Regression]
    labellings: Mapping[str, Labelling]
    first: str
    classes: int
    answers: list[tuple[int, int]] = field(default_factory=list)
    record: list[tuple[float, bool]] = field(default_factory=list)
    _scores: Doubles = field(init=False)

    def __post_init__(self) -> None:
        self._forget()

    @property
    def images(self) -> int:
        """N."""
        return len(self.spaces[0].target)

    def follow(self, answers: Sequence[tuple[int, int]]) -> None:
        """Be as after exactly these ``answers`` (row, class), in this order; goes on from those that are known."""
        known = len(self.answers)
        if list(answers[:known]) != self.answers:
            self._forget()
            known = 0
        for row, label in answers[known:]:
            self._answer(row, label)

    def joined(self, rows: Rows | None = None) -> Joined:
        """What everyone says of ``rows`` [n] int64, or of all images."""
        wanted = np.arange(self.images) if rows is None else rows
        coefficients = self._coefficients()
        pieces = np.array_split(wanted, max(1, -(-len(wanted) // _PIECE)))
        parts = [self._join(self._said(piece, coefficients)) for piece in pieces]
        return Joined(*(np.concatenate([getattr(part, name) for part in parts]) for name in Joined.__slots__))

    def probabilities(self) -> Floats:
        """[N, K] float32, the members' mixture."""
        coefficients, belief = self._coefficients(), _softmax(BELIEF * self._scores).astype(np.float32)
        pieces = np.array_split(np.arange(self.images), max(1, -(-self.images // _PIECE)))
        parts = [np.tensordot(belief, self._said(piece, coefficients), axes=1) for piece in pieces]
        return np.concatenate(parts).astype(np.float32)

    def _forget(self) -> None:
        self.answers, self.record = [], []
        views = sum(len(self.spaces[learner.space].views) for learner in self.learners)
        lead = [FIRST / BELIEF if name == self.first else 0.0 for name in self.labellings]
        self._scores = np.array([0.0] * views + lead)
        for learner in self.learners:
            learner.forget()

    def _answer(self, row: int, label: int) -> None:
        """Weigh every member by whether it would have named image ``row``, then teach the learners its class."""
        said = self._said(np.array([row]), self._coefficients())
        now = self._join(said)
        self.record.append((float(now.sureness[0]), int(now.label[0]) == label))
        named = (said[:, 0].argmax(axis=1) == label).astype(np.float64)
        self._scores = MEMORY * self._scores + self._judged(named)
        self.answers.append((row, label))
        for learner in self.learners:
            learner.learn(row, label)

    def _judged(self, named: Doubles) -> Doubles:
        """``named`` [M], a labelling that knew this answer counting as the one it came of."""
        names = list(self.labellings)
        first = len(named) - len(names)
        for place, labelling in enumerate(self.labellings.values()):
            if len(self.answers) < labelling.knows:
                named[first + place] = named[first + names.index(labelling.heir)]
        return named

    def _coefficients(self) -> list[Floats]:
        return [learner.coefficients() for learner in self.learners]

    def _said(self, rows: Rows, coefficients: Sequence[Floats]) -> Floats:
        """[M, n, K] float32: each learner through each view, then each labelling."""
        said = np.empty((len(self._scores), len(rows), self.classes), np.float32)
        place = 0
        for learner, own in zip(self.learners, coefficients, strict=True):
            for view in self.spaces[learner.space].views:
                said[place] = _softmax(view[rows] @ own / np.float32(TEMPERATURE))
                place += 1
        for labelling in self.labellings.values():
            said[place] = 0
            said[place, :, : labelling.probabilities.shape[1]] = labelling.probabilities[rows]
            place += 1
        return said

    def _join(self, said: Floats) -> Joined:
        believed, halved, alike = (_softmax(rate * self._scores) for rate in (BELIEF, BELIEF / 2, EVEN))
        mixed, flat = (np.tensordot(weights.astype(np.float32), said, axes=1) for weights in (believed, alike))
        votes, everyone = np.zeros_like(mixed), np.arange(said.shape[1])
        for weight, own in zip(halved, said, strict=True):
            votes[everyone, own.argmax(axis=1)] += np.float32(weight)
        label = mixed.argmax(axis=1)
        probability = mixed[everyone, label]
        rest = mixed.copy()
        rest[everyone, label] = -1.0
        second = rest.argmax(axis=1) if self.classes > 1 else label
        return Joined(
            label=label,
            second=second,
            probability=probability,
            margin=probability - np.maximum(rest[everyone, second], 0),
            split=(1 - votes.max(axis=1)).astype(np.float32),
            sureness=flat[everyone, label],
        )


def doubt(joined: Joined, graphs: Sequence[Rows | Ints]) -> Floats:
    """[N] float32 in [0, 1], the higher the sooner an image is to be looked at.

    How little the best class leads the second; how little all members are sure of it; and twice the fraction of its
    neighbours, in the ``graphs`` [N, k], that have another label now: mistakes stand in groups, whose edges show.
    """
    otherwise, neighbours = np.zeros(len(joined.label), np.float32), 0
    for graph in graphs:
        for column in graph.T:  # column by column, to need no [N, k] temporaries
            otherwise += joined.label[column] != joined.label
            neighbours += 1
    otherwise /= np.float32(max(1, neighbours))
    found: Floats = ((1 - joined.margin) + (1 - joined.sureness) + 2 * otherwise) / np.float32(4)
    return found


def _wide_pieces(features: Floats) -> Iterator[Doubles]:
    """In double precision, a piece at a time."""
    for start in range(0, len(features), _PIECE):
        yield features[start : start + _PIECE].astype(np.float64)


def _with_ones(features: Floats) -> Floats:
    return np.concatenate([features, np.ones((len(features), 1), features.dtype)], axis=1).astype(np.float32)


def _over_neighbours(features: Floats, neighbours: Rows) -> Floats:
    """Mean of each row [N, P] and its neighbours' [N, k]: as linear scores of it are the scores' mean."""
    total = features.astype(np.float32, copy=True)
    for column in neighbours.T:
        total += features[column]
    return total / np.float32(1 + neighbours.shape[1])


def _softmax(values: Doubles | Floats) -> Floats:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    found: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return found
