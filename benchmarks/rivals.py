"""Other ways to have a target labelled right with few looks: plain active learning, fixed orders, clusters."""

from dataclasses import replace

import numpy as np

from benchmarks.finished import Finished
from benchmarks.oracle import GOAL, NOBODY, Curve, opened_in_order
from dclgui.core.arrays import Floats, Ints, Rows
from dclgui.core.consensus import Expectation
from dclgui.learning.panel import Lesson, Panel, Regression
from dclgui.learning.taught import Taught

_RIDGE, _SOURCE_BESIDE = 0.1, 0.3


def regression(made: Finished, panel: Taught, *, adapted: bool = False, smoothed: bool = False) -> Panel:
    """One ridge regression on the source in raw components; ``adapted``: on S1-S6's labels of the target beside it.

    smoothed: it judges the mean of each image and its neighbours.
    """
    raw, classes = panel.panel.spaces[0], panel.panel.classes
    space = replace(raw, views=raw.views[:1] if smoothed else raw.views[-1:])
    taught = np.eye(classes, dtype=np.float32)[made.after.label] if adapted else None
    lesson = Lesson(0, source=_SOURCE_BESIDE if adapted else 1.0, ridge=_RIDGE, taught=taught)
    labels = panel.committee.source_labels.astype(np.int64)
    return Panel([space], [Regression(lesson, space, labels, classes)], {}, "", classes)


def by_margin(made: Finished, learner: Panel, said: Ints, *, step: int = 1, until: int | None = None) -> Curve:
    """Plain active learning: what leads least is opened, ``step`` at a time; then the ``learner`` is refitted.

    Scheffer, Decomain and Wrobel 2001. Until the goal is reached, or ``until`` are open.
    """
    found, given = Curve(), list[tuple[int, int]]()
    while True:
        joined = learner.joined()
        label, order = joined.label.copy(), 1 - joined.margin
        for row, named in given:
            label[row], order[row] = named, -1
        right = float((label == made.truth).mean())
        found.add(len(given), right, Expectation())
        done = right >= GOAL - 1e-9 if until is None else len(given) >= until
        if done or len(given) == len(label):
            return found
        rows = np.argsort(-order, kind="stable")[: min(step, len(label) - len(given))]
        given += [(int(row), int(said[row])) for row in rows]
        learner.follow(given)


def fixed_orders(made: Finished, panel: Taught, votes: Floats, *, seed: int) -> dict[str, int]:
    """Ways that learn nothing, over the panel's labels before any answer.

    cleanlab's default label quality is the *self-confidence*, the model's probability of the given label, lowest first
    (Kuan and Mueller 2022, Model-agnostic label quality scoring to detect real-world label errors, ICML DataPerf;
    ``cleanlab.rank.get_label_quality_scores``). votes: [N, K], the crowd's.
    """
    probabilities = panel.panel.probabilities()
    label = probabilities.argmax(axis=1)
    orders = {
        "random": np.random.default_rng(seed).permutation(len(label)),
        "entropy": np.argsort(-_entropy(probabilities), kind="stable"),
        "entropy of the votes": np.argsort(-_entropy(votes), kind="stable"),
        "cleanlab": np.argsort(probabilities.max(axis=1), kind="stable"),
    }
    return {name: opened_in_order(made, order, NOBODY, label=label.astype(np.int32)) for name, order in orders.items()}


def clusters_named(made: Finished, panel: Taught) -> int:
    """Few-shot clustering: name the middle of each of n clusters, the cluster follows; n doubles until the goal."""
    features = panel.panel.spaces[0].of_target(slice(None))[:, :-1]
    for count in (2 ** np.arange(3, 12)).tolist():
        if count >= len(features):
            break
        middles, member = _clustered(features, count)
        if (made.truth[middles][member] == made.truth).mean() >= GOAL:
            return int(count)
    return len(features)


def _entropy(probabilities: Floats) -> Floats:
    found: Floats = -(probabilities * np.log(probabilities.clip(1e-9))).sum(axis=1)
    return found


def _clustered(features: Floats, count: int) -> tuple[Rows, Rows]:
    """k-means of ten passes: the row nearest to each centre, and the cluster of each row."""
    random = np.random.default_rng(0)
    centres = features[random.choice(len(features), count, replace=False)]
    for _ in range(10):
        member = _squares(features, centres).argmin(axis=1)
        for number in np.unique(member):
            centres[number] = features[member == number].mean(axis=0)
    squares = _squares(features, centres)
    return squares.argmin(axis=0), squares.argmin(axis=1)


def _squares(features: Floats, centres: Floats) -> Floats:
    """[N, n], squared distances less each row's own square."""
    found: Floats = (centres**2).sum(axis=1) - 2 * features @ centres.T
    return found
