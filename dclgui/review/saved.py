"""How many labels and how much time were saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

FASTEST = 0.1
"""Seconds; faster decisions come from a program or were made in bulk."""
LONGEST = 60.0
"""Seconds; a longer time between two decisions is a pause."""


@dataclass(frozen=True, slots=True)
class Saving:
    """``images`` labelled in all; ``opened`` by a person, ``saved`` not; ``pace`` seconds each, ``seconds`` saved.

    ``pace`` and ``seconds`` are ``None`` until two decisions were made without a pause between.
    """

    images: int
    opened: int
    saved: int
    pace: float | None
    seconds: float | None


def labels_saved(images: int, opened: Iterable[int]) -> int:
    """``images`` minus the distinct rows that a person ``opened`` for a decision, undone ones too.

    Raises ``ValueError`` if more were opened than there are.
    """
    saved = images - len(set(opened))
    if saved < 0:
        raise ValueError(f"{images - saved} images opened of {images}")
    return saved


def pace(times: Sequence[float]) -> float | None:
    """Median seconds between decisions, from ``FASTEST`` to ``LONGEST``; ``times`` in seconds, in any order."""
    between = np.diff(np.sort(np.asarray(times, np.float64)))
    between = between[(between >= FASTEST) & (between <= LONGEST)]
    return float(np.median(between)) if len(between) else None


def saving(images: int, opened: Iterable[int], times: Sequence[float]) -> Saving:
    """The saving of a project: ``images`` to label, rows ``opened`` in the journal, ``times`` of its decisions."""
    saved = labels_saved(images, opened)
    each = pace(times)
    return Saving(images, images - saved, saved, each, None if each is None else each * saved)
