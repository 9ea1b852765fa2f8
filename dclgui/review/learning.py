"""Learning from a person's answers at once: many small learners, each believed as far as it named the answers before.

Nothing here is trained in steps: every learner is a ridge regression whose sums each answer changes by one row, so that
all labels, doubts and the order follow after each answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

ANSWER = 10.0
"""Weight of an answer in a regression, where a labelled source image counts 1."""
BELIEF, MEMORY = 0.7, 0.98
"""A member that named one answer more counts exp(``BELIEF``); what it named fades by ``MEMORY`` an answer."""
TEMPERATURE = 1 / 8
"""Of the softmax that makes probabilities of a regression's scores, which lie about in [0, 1]."""
FIRST = 4.0
"""How many answers the crowd of labellings is ahead by, before anyone was asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Features of both domains in one space, each centred, and what was smoothed over neighbours.

    ``source`` [Ns, P] float; ``target`` [Nt, P] float, the rows that answers teach; ``views``: [Nt, P] each, the target
    as it is judged: as it is, and smoothed over the neighbours of one graph or another (``seen_over``).
    """

    source: Floats
    target: Floats
    views: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a learner knows before the first answer.

    ``source`` weight of each labelled source image; ``taught`` [Nt, K] probabilities of the target's labels that it
    believes at weight ``target``, None for a learner that believes the source and the answers alone; ``ridge`` >= 0.
    """

    space: int
    source: float
    ridge: float
    taught: Floats | None = None
    target: float = 0.3


def with_bias(features: Floats) -> Floats:
    """[N, P] to [N, P + 1], scaled to a mean square norm of 1 and a column of ones."""
    scale = np.sqrt(np.square(features, dtype=np.float64).sum(axis=1).mean()) or 1.0
    return np.concatenate([features / scale, np.ones((len(features), 1))], axis=1).astype(np.float32)


def seen_over(features: Floats, neighbours: Ints) -> Floats:
    """Mean of each row [N, P] and its neighbours' [N, k]: as linear scores of it are the scores' mean."""
    total = features.astype(np.float32, copy=True)
    for column in neighbours.T:
        total += features[column]
    return total / np.float32(1 + neighbours.shape[1])


class Regression:
    """One learner: a weighted ridge regression on one-hot labels, of the source, of what it was taught, of answers."""

    def __init__(self, lessons: Lessons, spaces: Sequence[Space], labels: Ints, classes: int) -> None:
        space = spaces[lessons.space]
        self.space, self._target = lessons.space, space.target
        self._taught, self._weight = lessons.taught, lessons.target
        source = space.source.astype(np.float64)
        self._moments = lessons.source * (source.T @ source) + lessons.ridge * np.eye(source.shape[1])
        self._products = np.zeros((source.shape[1], classes))
        np.add.at(self._products.T, labels, lessons.source * source)
        if lessons.taught is not None:
            target = space.target.astype(np.float64)
            self._moments += lessons.target * (target.T @ target)
            self._products += lessons.target * (target.T @ lessons.taught)

    def learn(self, row: int, label: int, weight: float = ANSWER) -> None:
        """An image's answer takes the place of what was taught of it; a negative ``weight`` takes the answer back."""
        features = self._target[row].astype(np.float64)
        before = self._weight * np.sign(weight) if self._taught is not None else 0.0
        self._moments += (weight - before) * np.outer(features, features)
        if self._taught is not None:
            self._products -= before * np.outer(features, self._taught[row])
        self._products[:, label] += weight * features

    def coefficients(self) -> Doubles:
        """[P, K] of the regression as it stands."""
        return np.linalg.solve(self._moments, self._products)


@dataclass(slots=True, eq=False)
class Standing:
    """What all members together say after the answers so far.

    ``probabilities`` [N, K] float32; ``split`` [N], the weighted share of members that name another class than most;
    ``belief`` [M], the members' weights, summing to 1.
    """

    probabilities: Floats
    split: Floats
    belief: Doubles


@dataclass(slots=True, eq=False)
class Panel:
    """Learners and labellings of one target, and how each did on the answers so far.

    labellings: name to [N, K] float32 rows that sum to 1; ``first``: the one that leads before any answer.
    """

    spaces: Sequence[Space]
    learners: Sequence[Regression]
    labellings: Mapping[str, Floats]
    first: str
    answers: dict[int, int] = field(default_factory=dict)
    _scores: Doubles = field(init=False)
    _said: list[Floats] = field(init=False)
    _standing: Standing | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        fixed = [FIRST if name == self.first else 0.0 for name in self.labellings]
        views = sum(len(self.spaces[learner.space].views) for learner in self.learners)
        self._scores = np.array([0.0] * views + fixed) / 1.0
        self._said = self._ask()

    def answer(self, row: int, label: int) -> None:
        """Weigh every member by whether it would have named image ``row``, then teach the learners its label."""
        named = np.array([said[row].argmax() == label for said in self._said], np.float64)
        self._scores = MEMORY * self._scores + named
        self.answers[row] = label
        for learner in self.learners:
            learner.learn(row, label)
        self._standing = None

    def standing(self) -> Standing:
        """Refit all learners if there were answers, and join what everyone says."""
        if self._standing is None:
            self._said = self._ask()
            belief = _softmax(BELIEF * self._scores)
            mixed = np.zeros_like(self._said[0])
            votes = np.zeros_like(self._said[0])
            everyone = np.arange(len(mixed))
            flat = _softmax(BELIEF / 2 * self._scores)
            for weight, vote, said in zip(belief, flat, self._said, strict=True):
                mixed += np.float32(weight) * said
                votes[everyone, said.argmax(axis=1)] += np.float32(vote)
            self._standing = Standing(mixed, 1 - votes.max(axis=1), belief)
        return self._standing

    def labels(self) -> Ints:
        """[N] the best label of each image, a person's where there is one."""
        found = self.standing().probabilities.argmax(axis=1).astype(np.int64)
        rows = np.fromiter(self.answers, np.int64, len(self.answers))
        found[rows] = [self.answers[row] for row in rows.tolist()]
        return found

    def _ask(self) -> list[Floats]:
        """What each learner says through each view, then each labelling; [N, K] each."""
        by_space: dict[int, list[Regression]] = {}
        for learner in self.learners:
            by_space.setdefault(learner.space, []).append(learner)
        said = {}
        for number, own in by_space.items():
            joined = np.concatenate([learner.coefficients() for learner in own], axis=1).astype(np.float32)
            for place, view in enumerate(self.spaces[number].views):
                for learner, scores in zip(own, np.split(view @ joined, len(own), axis=1), strict=True):
                    said[id(learner), place] = _softmax(scores / np.float32(TEMPERATURE))
        places = [(id(each), place) for each in self.learners for place in range(len(self.spaces[each.space].views))]
        return [said[place] for place in places] + list(self.labellings.values())


def doubt(standing: Standing, *, differing: bool) -> Floats:
    """[N] in [0, 3]: how little the best class leads the second; where members differ first, if ``differing``."""
    second, first = np.partition(standing.probabilities, -2, axis=1)[:, -2:].T
    unsure = 1 - (first - second)
    return unsure + 2 * standing.split if differing else unsure


def _softmax(values: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
