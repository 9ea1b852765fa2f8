"""Learning from a person's answers at once: many small learners, each believed as far as it named the answers before.

Nothing here is trained in steps: every learner is a ridge regression whose inverse moments each answer changes by one
row (Sherman and Morrison 1950), so that labels and the order follow after each answer. What comes out depends
on the answers and their order alone, however often it was asked for in between.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from dclgui.core.arrays import Doubles, Floats, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.learning.space import Scores, Space, over_view, pieces, score

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
_JUDGED = 4_000_000
"""Probabilities of members that are held at a time."""
_EVERY, _KEPT = 25, 12
"""After so many answers what was learnt is kept, and how often: who takes an answer back goes on from there."""


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
    """A member that does not learn: ``probabilities`` [N, k] float32, rows summing to 1.

    With a ``label`` [N] int64 of its own, that counts ``own`` [N] float32 in [0, 1], and ``probabilities`` the rest.
    ``knows`` is how many of the first answers it was made with, and so can't be judged by; ``heir`` names the member
    whose record up to there it takes over.
    """

    probabilities: Floats
    label: Rows | None = None
    own: Floats | None = None
    knows: int = 0
    heir: str = ""

    def say(self, rows: slice, said: Floats) -> None:
        """Fill ``said`` [K, n] with the probabilities of the images ``rows``."""
        said[self.probabilities.shape[1] :] = 0
        said[: self.probabilities.shape[1]] = self.probabilities[rows].T
        if self.label is not None and self.own is not None:
            said *= 1 - self.own[rows]
            said[self.label[rows], np.arange(said.shape[1])] += self.own[rows]


class Regression:
    """One learner: a weighted ridge regression on one-hot labels, of the source, of what it was taught, of answers."""

    def __init__(self, lesson: Lesson, space: Space, labels: Rows, classes: int) -> None:
        self.space, self._features = lesson.space, space
        self._taught, self._weight = lesson.taught, lesson.target
        moments = lesson.ridge * np.eye(len(space.moments))
        products = np.zeros((len(space.moments), classes))
        for rows in pieces(len(labels)):
            piece = space.of_source(rows).astype(np.float64)
            moments += lesson.source * (piece.T @ piece)
            np.add.at(products.T, labels[rows], lesson.source * piece)
        if lesson.taught is not None:
            moments += lesson.target * space.moments
            for rows in pieces(len(lesson.taught)):
                taught = lesson.taught[rows]
                products[:, : taught.shape[1]] += lesson.target * (space.of_target(rows).T @ taught)
        inverse: Doubles = np.linalg.inv(moments).astype(np.float64)
        self._begin = inverse, products
        self.forget()

    def forget(self) -> None:
        """Be as before the first answer."""
        self.return_to(self._begin)

    def learnt(self) -> tuple[Doubles, Doubles]:
        """A copy of what it knows, for ``return_to``."""
        return self._inverse.copy(), self._products.copy()

    def return_to(self, learnt: tuple[Doubles, Doubles]) -> None:
        """Be as when ``learnt`` gave this."""
        self._inverse, self._products = (part.copy() for part in learnt)

    def learn(self, row: int, label: int) -> None:
        """The answer for image ``row`` takes the place of what was taught of it."""
        features = self._features.of_target(slice(row, row + 1))[0].astype(np.float64)
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

    @property
    def useful(self) -> Floats:
        """[n] float32 in [0, 1], the higher the sooner an image is to be looked at.

        How little the best class leads the second, and how little all members are sure of it, half and half.
        """
        found: Floats = (2 - self.margin - self.sureness) / np.float32(2)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The panel after its first ``answers``: how far each member is believed, and what each learner knew."""

    answers: int
    beliefs: Doubles
    learnt: list[tuple[Doubles, Doubles]]


@dataclass(slots=True, eq=False)
class Panel:
    """Learners and labellings of one target, and how each did on the answers so far.

    ``labellings`` by name; ``first`` names the one that leads before any answer. ``answers``: row and class, in the
    order given, ``UNKNOWN`` for an image that is none of the classes: it counts as a wrong label and teaches nothing.
    ``record``: of each answer, how sure the label was before and whether it was right.
    """

    spaces: Sequence[Space]
    learners: Sequence[Regression]
    labellings: Mapping[str, Labelling]
    first: str
    classes: int
    answers: list[tuple[int, int]] = field(default_factory=list)
    record: list[tuple[float, bool]] = field(default_factory=list)
    _before: list[Floats] = field(default_factory=list)
    _beliefs: Doubles = field(init=False)
    _kept: list[_Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._forget()

    @property
    def images(self) -> int:
        """N."""
        return len(self.spaces[0].target)

    def follow(self, answers: Sequence[tuple[int, int]]) -> None:
        """Be as after exactly these ``answers`` (row, class), in this order; goes on from those that are known."""
        both = zip(answers, self.answers, strict=False)
        same = next(
            (place for place, (new, old) in enumerate(both) if new != old), min(len(answers), len(self.answers))
        )
        if same < len(self.answers):
            self._return_to(same)
        for row, label in answers[len(self.answers) :]:
            self._answer(row, label)

    @property
    def foreseen(self) -> Floats:
        """[A] float32 in [0, 1], how probable everyone held each answer before it was given; NaN for ``UNKNOWN``."""
        found = [
            math.nan if label == UNKNOWN else before[label]
            for (_, label), before in zip(self.answers, self._before, strict=True)
        ]
        return np.array(found, np.float32)

    def joined(self) -> Joined:
        """What everyone says of all images; of one that was opened, what everyone said before it was."""
        scores = self._scores()
        parts = [self._join(self._said(piece, scores)) for piece in self._judged_together()]
        found = Joined(*(np.concatenate([getattr(part, name) for part in parts]) for name in Joined.__slots__))
        opened, mixed = self._opened()
        found.label[opened], found.second[opened], found.probability[opened], found.margin[opened] = _leading(mixed)
        return found

    def probabilities(self) -> Floats:
        """[N, K] float32, the members' mixture; of an image that was opened, the mixture before it was."""
        scores, belief = self._scores(), _softmax(BELIEF * self._beliefs).astype(np.float32)
        parts = [np.tensordot(belief, self._said(piece, scores), axes=1) for piece in self._judged_together()]
        found = np.concatenate(parts, axis=1).T.astype(np.float32)
        opened, mixed = self._opened()
        found[opened] = mixed.T
        return found

    def _opened(self) -> tuple[Rows, Floats]:
        """The images of the answers [A], and what everyone said of them before, [K, A]."""
        rows = np.array([row for row, _ in self.answers], np.int64)
        return rows, np.array(self._before, np.float32).reshape(-1, self.classes).T

    def _judged_together(self) -> Iterator[slice]:
        size = max(1, _JUDGED // (len(self._beliefs) * self.classes))
        return pieces(self.images, size=size)

    def _return_to(self, answers: int) -> None:
        """Be as after the last kept state that knew no more than the first ``answers``."""
        kept = next((one for one in reversed(self._kept) if one.answers <= answers), None)
        if kept is None:
            self._forget()
            return
        self._kept = [one for one in self._kept if one.answers <= kept.answers]
        for known in (self.answers, self.record, self._before):
            del known[kept.answers :]
        self._beliefs = kept.beliefs.copy()
        for learner, learnt in zip(self.learners, kept.learnt, strict=True):
            learner.return_to(learnt)

    def _keep(self) -> None:
        learnt = [learner.learnt() for learner in self.learners]
        self._kept = [*self._kept, _Kept(len(self.answers), self._beliefs.copy(), learnt)][-_KEPT:]

    def _forget(self) -> None:
        self.answers, self.record, self._before, self._kept = [], [], [], []
        views = sum(len(self.spaces[learner.space].views) for learner in self.learners)
        lead = [FIRST / BELIEF if name == self.first else 0.0 for name in self.labellings]
        self._beliefs = np.array([0.0] * views + lead)
        for learner in self.learners:
            learner.forget()

    def _answer(self, row: int, label: int) -> None:
        """Weigh every member by whether it would have named image ``row``, then teach the learners its class."""
        each = zip(self._used(), self._coefficients(), strict=True)
        said = self._said(slice(row, row + 1), [partial(score, space, own) for space, own in each])
        now = self._join(said)
        self.record.append((float(now.sureness[0]), int(now.label[0]) == label))
        self._before.append(np.tensordot(_softmax(BELIEF * self._beliefs).astype(np.float32), said[:, :, 0], axes=1))
        if label != UNKNOWN:
            named = (said[:, :, 0].argmax(axis=1) == label).astype(np.float64)
            self._beliefs = MEMORY * self._beliefs + self._judged(named)
            for learner in self.learners:
                learner.learn(row, label)
        self.answers.append((row, label))
        if len(self.answers) % _EVERY == 0:
            self._keep()

    def _judged(self, named: Doubles) -> Doubles:
        """``named`` [M], a labelling that knew this answer counting as the one it came of."""
        names = list(self.labellings)
        first = len(named) - len(names)
        for place, labelling in enumerate(self.labellings.values()):
            if len(self.answers) < labelling.knows:
                named[first + place] = named[first + names.index(labelling.heir)]
        return named

    def _scores(self) -> list[Scores]:
        """Of each space, the scores of all images, found at once: a mean over neighbours is a mean of their scores."""
        found = list[Scores]()
        for space, own in zip(self._used(), self._coefficients(), strict=True):
            whole = np.concatenate([score(space, own, rows) for rows in pieces(self.images)])
            found.append(partial(whole.take, axis=0, mode="clip"))  # without a second look whether a row is there
        return found

    def _coefficients(self) -> list[Floats]:
        """[P + 1, L K] of each space, its L learners' side by side."""
        own = [[each.coefficients() for each in self.learners if each.space == place] for place in self._places()]
        return [np.concatenate(parts, axis=1) for parts in own]

    def _used(self) -> list[Space]:
        """The spaces in which anyone learns."""
        return [self.spaces[place] for place in self._places()]

    def _places(self) -> list[int]:
        return sorted({learner.space for learner in self.learners})

    def _said(self, rows: slice, scores: Sequence[Scores]) -> Floats:
        """[M, K, n] float32: by space and view, each learner; then each labelling."""
        said = np.empty((len(self._beliefs), self.classes, rows.stop - rows.start), np.float32)
        place = 0
        for space, own in zip(self._used(), scores, strict=True):
            for view in space.views:
                seen = over_view(own, view, rows).T.reshape(-1, self.classes, said.shape[2])
                said[place : place + len(seen)] = _softmax(seen / np.float32(TEMPERATURE), axis=1)
                place += len(seen)
        for labelling in self.labellings.values():
            labelling.say(rows, said[place])
            place += 1
        return said

    def _join(self, said: Floats) -> Joined:
        believed, halved, alike = (
            _softmax(rate * self._beliefs).astype(np.float32) for rate in (BELIEF, BELIEF / 2, EVEN)
        )
        mixed, flat = (np.tensordot(weights, said, axes=1) for weights in (believed, alike))
        votes = np.tensordot(halved, (said == said.max(axis=1, keepdims=True)).astype(np.float32), axes=1)
        label, second, probability, margin = _leading(mixed)
        return Joined(
            label=label,
            second=second,
            probability=probability,
            margin=margin,
            split=np.maximum(1 - votes.max(axis=0), 0),
            sureness=np.minimum(flat[label, np.arange(len(label))], 1),
        )


def _leading(mixed: Floats) -> tuple[Rows, Rows, Floats, Floats]:
    """Of a mixture [K, n]: the most probable class, the next, the probability of the first and its lead."""
    label, everyone = mixed.argmax(axis=0), np.arange(mixed.shape[1])
    probability = np.minimum(mixed[label, everyone], 1)  # weights that sum to 1 may give a little more
    rest = mixed.copy()
    rest[label, everyone] = -1.0
    second = rest.argmax(axis=0) if len(mixed) > 1 else label
    return label, second, probability, probability - np.maximum(rest[second, everyone], 0)


def _softmax(values: Doubles | Floats, *, axis: int = -1) -> Floats:
    raised = np.exp(values - values.max(axis=axis, keepdims=True))
    found: Floats = raised / raised.sum(axis=axis, keepdims=True)
    return found
