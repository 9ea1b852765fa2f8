"""Learning from a person's answers at once: many small learners, each believed as far as it named the answers before.

Nothing here is trained in steps: every learner is a ridge regression whose sums each answer changes by one row, so that
all labels, doubts and the order follow after each answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_Real = TypeVar("_Real", np.float32, np.float64)

ANSWER = 10.0
"""Weight of an answer in a regression, where a labelled source image counts 1."""
BELIEF, MEMORY = 0.7, 0.98
"""A member that named one answer more counts exp(``BELIEF``); what it named fades by ``MEMORY`` an answer."""
TEMPERATURE = 1 / 8
"""Of the softmax that makes probabilities of a regression's scores, which lie about in [0, 1]."""
FIRST = 4.0
"""Log of how much more than any other member the crowd's labelling counts before anyone was asked."""
EVEN = 0.1
"""Belief in one more named answer where members are to be weighed nearly alike."""
NEIGHBOURS, DIFFER = 2.0, 2.0
"""How much neighbours of other names, and members that differ, count in the doubt."""
_SHIFT_VARIANCE = 5.0
_STEPS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Features of both domains in one space, each centred, and what was smoothed over neighbours.

    ``source`` [Ns, P] float; ``target`` [Nt, P] float, the rows that answers teach; ``views``: [Nt, P] each, the target
    as it is judged: smoothed over the neighbours of one graph or another (``seen_over``), and as it is; ``moments``
    [P, P], the target's sum of outer products.
    """

    source: Floats
    target: Floats
    views: tuple[Floats, ...]
    moments: Doubles


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


def space(source: Floats, target: Floats, graphs: Sequence[Ints]) -> Space:
    """Both domains in one space, each less its own mean already, with a view over each of the ``graphs`` [Nt, k].

    source: [Ns, P], target: [Nt, P]; scaled to a mean square norm of 1 in the source, a column of ones added.
    """
    scale = float(np.sqrt(np.square(source, dtype=np.float64).sum(axis=1).mean())) or 1.0
    own, other = (_with_ones(features / np.float32(scale)) for features in (source, target))
    wide = other.astype(np.float64)
    return Space(own, other, (*(seen_over(other, graph) for graph in graphs), other), wide.T @ wide)


def _with_ones(features: Floats) -> Floats:
    return np.concatenate([features, np.ones((len(features), 1), features.dtype)], axis=1).astype(np.float32)


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
            self._moments += lessons.target * space.moments
            self._products += lessons.target * (space.target.T @ lessons.taught)

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
        return np.linalg.solve(self._moments, self._products).astype(np.float64)


@dataclass(slots=True, eq=False)
class Standing:
    """What all members together say after the answers so far.

    ``probabilities`` [N, K] float32; ``split`` [N], the weighted share of members that name another class than most;
    ``sureness`` [N], the probability of the best label if members are weighed nearly alike: what the estimate starts
    from; ``belief`` [M], the members' weights, summing to 1.
    """

    probabilities: Floats
    split: Floats
    sureness: Floats
    belief: Doubles


@dataclass(slots=True, eq=False)
class Panel:
    """Learners and labellings of one target, and how each did on the answers so far.

    labellings: name to [N, K] float32 rows that sum to 1; ``first``: the one that leads before any answer.
    ``record``: of each answer, how sure the label was before and whether it was right.
    """

    spaces: Sequence[Space]
    learners: Sequence[Regression]
    labellings: Mapping[str, Floats]
    first: str
    answers: dict[int, int] = field(default_factory=dict)
    record: list[tuple[float, bool]] = field(default_factory=list)
    _scores: Doubles = field(init=False)
    _said: list[Floats] = field(init=False)
    _standing: Standing | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        fixed = [FIRST / BELIEF if name == self.first else 0.0 for name in self.labellings]
        views = sum(len(self.spaces[learner.space].views) for learner in self.learners)
        self._scores = np.array([0.0] * views + fixed)
        self._said = self._ask()

    def answer(self, row: int, label: int) -> None:
        """One answer: image ``row`` is of class ``label``."""
        self.answer_all([row], [label])

    def answer_all(self, rows: Sequence[int], labels: Sequence[int]) -> None:
        """Weigh every member by whether it would have named these images, then teach the learners their labels."""
        now = self.standing()
        for row, label in zip(rows, labels, strict=True):
            self.record.append((float(now.sureness[row]), int(now.probabilities[row].argmax()) == label))
            named = np.array([said[row].argmax() == label for said in self._said], np.float64)
            self._scores = MEMORY * self._scores + named
            self.answers[row] = label
            for learner in self.learners:
                learner.learn(row, label)
        self._standing = None

    def standing(self) -> Standing:
        """Refit all learners if there were answers, and join what everyone says."""
        if self._standing is None:
            if self.answers:
                self._said = self._ask()
            self._standing = self._joined()
        return self._standing

    def _joined(self) -> Standing:
        believed, halved, alike = (_softmax(rate * self._scores) for rate in (BELIEF, BELIEF / 2, EVEN))
        mixed, flat, votes = (np.zeros_like(self._said[0]) for _ in range(3))
        everyone = np.arange(len(mixed))
        for belief, vote, even, said in zip(believed, halved, alike, self._said, strict=True):
            mixed += np.float32(belief) * said
            flat += np.float32(even) * said
            votes[everyone, said.argmax(axis=1)] += np.float32(vote)
        sureness = flat[everyone, mixed.argmax(axis=1)]
        return Standing(mixed, 1 - votes.max(axis=1), sureness, believed)

    def labels(self) -> Ints:
        """[N] the best label of each image, a person's where there is one."""
        found: Ints = self.standing().probabilities.argmax(axis=1).astype(np.int64)
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


def doubt(panel: Panel, graphs: Sequence[Ints], *, differing: bool) -> Floats:
    """[N] float, the higher the sooner an image is to be looked at.

    How little the best class leads the second; how little all members are sure of it; and twice the share of its
    neighbours, in the ``graphs`` [N, k], that are called otherwise now, since mistakes stand in groups and the groups'
    edges show. ``differing``: images on which members differ come first; every second question is chosen so.
    """
    now, labels = panel.standing(), panel.labels()
    second, first = np.partition(now.probabilities, -2, axis=1)[:, -2:].T
    neighbours = np.concatenate(graphs, axis=1)
    otherwise = (labels[neighbours] != labels[:, None]).mean(axis=1, dtype=np.float32)
    unsure: Floats = 1 - (first - second) + (1 - now.sureness) + NEIGHBOURS * otherwise
    return unsure + DIFFER * now.split if differing else unsure


def expected_right(panel: Panel) -> float:
    """Share of the labels that would be right if exported now, judged from the answers so far, in [0, 1].

    The sureness of each label is moved, on the scale of log odds, by the one number that fits best how often labels of
    a given sureness turned out right (logistic regression with its slope at 1; normal prior on the number). No sample
    of the whole: what was asked was doubtful. Slightly too low rather than too high (docs/benchmarks.md).
    """
    now = panel.standing()
    unopened = np.ones(len(now.sureness), np.bool_)
    unopened[list(panel.answers)] = False
    if not unopened.any():
        return 1.0
    right = _sigmoid(_shift(panel.record) + _log_odds(now.sureness[unopened].astype(np.float64)))
    return float((right.sum() + len(panel.answers)) / len(unopened))


def _shift(record: Sequence[tuple[float, bool]]) -> float:
    """Newton's method for the posterior mode of the number by which log odds are moved."""
    if not record:
        return 0.0
    sure, right = np.array(record, np.float64).T
    odds, found = _log_odds(sure), 0.0
    for _ in range(_STEPS):
        chance = _sigmoid(found + odds)
        slope = (right - chance).sum() - found / _SHIFT_VARIANCE
        found += float(slope / ((chance * (1 - chance)).sum() + 1 / _SHIFT_VARIANCE))
    return found


def _log_odds(chance: Doubles) -> Doubles:
    kept = chance.clip(1e-3, 1 - 1e-3)
    odds: Doubles = np.log(kept / (1 - kept))
    return odds


def _sigmoid(odds: Doubles) -> Doubles:
    chance: Doubles = 1 / (1 + np.exp(-odds))
    return chance


def _softmax(values: npt.NDArray[_Real]) -> npt.NDArray[_Real]:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    shares: npt.NDArray[_Real] = raised / raised.sum(axis=-1, keepdims=True)
    return shares
