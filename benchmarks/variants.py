"""Targets as a line may have them: long-tailed, few, without shift, or with classes missing."""

import re
from collections.abc import Callable

import numpy as np

from benchmarks.featured import Featured
from dclgui.core.arrays import Rows

Generator = np.random.Generator

KNOWN = ("full", "lt10", "lt50", "n20", "n50", "n100", "half", "miss2")
"""``ltR`` long-tailed, R:1; ``nM`` M random images; ``half`` the source's own other half; ``missM`` M classes less."""


def varied(source: Featured, target: Featured, *, variant: str, seed: int) -> tuple[Featured, Featured]:
    """The source and target images of ``variant``; the same ``seed`` draws the same ones."""
    random = np.random.default_rng([seed, *variant.encode()])
    if variant == "full":
        return source, target
    if variant == "half":
        shuffled = random.permutation(len(source.labels))
        half = len(shuffled) // 2
        return source.take(np.sort(shuffled[:half])), source.take(np.sort(shuffled[half:]))
    if variant.startswith("miss"):
        return source, target.take(_without(target, int(variant.removeprefix("miss")), seed))
    return source, target.take(np.sort(_picked(target, variant, random)))


def _picked(target: Featured, variant: str, random: Generator) -> Rows:
    kinds: dict[str, Callable[[Featured, int, Generator], Rows]] = {
        "lt": _long_tailed,
        "n": _few,
    }
    kind, number = re.fullmatch(r"([a-z]+)(\d+)", variant).groups()  # type: ignore[union-attr]
    return kinds[kind](target, int(number), random)


def _long_tailed(target: Featured, ratio: int, random: Generator) -> Rows:
    """Class sizes fall as a power from the largest class's to a ``ratio``-th of it, in a random order of classes."""
    counts = np.bincount(target.labels, minlength=len(target.names))
    place = random.permutation(len(counts))
    wanted = counts.max() * float(ratio) ** (-place / max(1, len(counts) - 1))
    sizes = np.minimum(counts, np.maximum(1, wanted.round().astype(np.int64)))
    return np.concatenate(
        [random.permutation(np.flatnonzero(target.labels == k))[:size] for k, size in enumerate(sizes)]
    )


def _few(target: Featured, count: int, random: Generator) -> Rows:
    return random.permutation(len(target.labels))[:count]


def _without(target: Featured, count: int, seed: int) -> Rows:
    """Without ``count`` classes, but with one at least; seeds 0, 1, 2, … take them in turn, so that none is spared."""
    classes = len(target.names)
    absent = [(seed * count + place) % classes for place in range(min(count, classes - 1))]
    return np.flatnonzero(~np.isin(target.labels, absent))
