"""Steps S31-S53 once more, in slow plain Python, to compare the tensors with; and the inputs to compare on."""

import math
from collections.abc import Sequence

import torch
from hypothesis import strategies as st
from torch import Tensor

from dclgui.method.prototypes import Distance, Weighting

Row = Sequence[float]


def entropy(probs: Row) -> float:
    return sum(-p * math.log(p) if p > 0 else p for p in probs)  # a NaN comes through as it is


def split(entropies: Row, predicted: Sequence[int], share: float) -> list[bool]:
    high = [False] * len(entropies)
    for k in set(predicted):
        rows = [i for i, (h, own) in enumerate(zip(entropies, predicted, strict=True)) if own == k and math.isfinite(h)]
        # the same tolerance for ceil(0.2 * 5), said in another way
        quota = max(1, math.ceil(round(share * len(rows), 9)))
        worst = sorted(entropies[i] for i in rows)[:quota]
        for i in rows:  # equal images share a level
            high[i] = entropies[i] <= worst[-1] + 1e-6
    return high


def prototypes(features: Sequence[Row], labels: Sequence[int], classes: int) -> list[list[float] | None]:
    means: list[list[float] | None] = []
    for k in range(classes):
        own = [row for row, label in zip(features, labels, strict=True) if label == k]
        means.append([sum(column) / len(own) for column in zip(*own, strict=True)] if own else None)
    return means


def between(prototype: Row | None, features: Row, distance: Distance) -> float:
    if any(math.isnan(x) for x in features):
        return math.nan
    if prototype is None:
        return math.inf
    if distance == "euclidean":
        return math.dist(prototype, features)
    lengths = math.hypot(*prototype) * math.hypot(*features)
    cosine = sum(a * b for a, b in zip(prototype, features, strict=True)) / lengths if lengths else 0.0
    return min(2.0, max(0.0, 1 - cosine))


def margin(distances: Row) -> float:
    if any(math.isnan(d) for d in distances):
        return math.nan
    first, second = [*sorted(distances), math.inf][:2]
    if math.isinf(first):
        return math.nan
    if math.isinf(second):
        return 1.0
    return (second - first) / second if second else 0.0


def weight(distances: Row, weighting: Weighting, temperature: float) -> float:
    if any(math.isnan(d) for d in distances) or math.isinf(min(distances)):
        return 0.0
    if weighting == "margin":
        return margin(distances)
    if weighting == "softmax":
        nearest = min(distances)
        return 1 / sum(math.exp((nearest - d) / temperature) for d in distances)
    return 1.0 if weighting == "one" else 0.0


def cross_entropy(logits: Row, target: Row) -> float:
    top = max(logits)
    log_sum = top + math.log(sum(math.exp(x - top) for x in logits))
    return -sum(t * (x - log_sum) for x, t in zip(logits, target, strict=True))


@st.composite
def outputs(draw: st.DrawFn, *, nan: bool = True) -> tuple[Tensor, Tensor]:
    """Softmax rows [N, K] and features [N, D] of a model: few values, so that ties and empty classes are common."""
    count, classes, dim = draw(st.integers(1, 14)), draw(st.integers(2, 5)), draw(st.integers(1, 4))
    logits = draw(st.lists(st.integers(-3, 3), min_size=count * classes, max_size=count * classes))
    values = draw(st.lists(st.integers(-2, 2), min_size=count * dim, max_size=count * dim))
    probs = torch.tensor(logits, dtype=torch.float64).view(count, classes).softmax(dim=1)
    features = torch.tensor(values, dtype=torch.float64).view(count, dim)
    broken = draw(st.sets(st.integers(0, count - 1), max_size=2)) if nan else set()
    for row in broken:
        probs[row], features[row] = math.nan, math.nan
    return probs, features


shares = st.one_of(st.just(1.0), st.just(1e-12), st.sampled_from([0.1, 0.2, 1 / 3, 0.5, 0.8]), st.floats(1e-6, 1.0))
distances = st.sampled_from(["cosine", "euclidean"])
weightings = st.sampled_from(["one", "margin", "softmax", "drop"])
temperatures = st.sampled_from([0.05, 1.0, 7.0])
