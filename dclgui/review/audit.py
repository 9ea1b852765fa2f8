"""The audit: a stratified random sample of images that a person labels blind, to estimate the accuracy of all labels.

It has two parts. The *core* is a simple random sample of all images that may be drawn, on which the exact
hypergeometric bounds of ``guarantee`` rest. The rest tops up strata (model's class x high or low) of which the core has
fewer than two images, again at random inside each. Given the number drawn from each stratum, the images of a stratum
are a simple random sample of it, so that the estimate by strata is unbiased (post-stratification: Holt and Smith 1979,
JRSS A 142:33-46).

If the answers do not suffice, ``more`` draws at random among all images outside the core, so that the larger core is a
simple random sample too. Each such step is a *look* at the answers: one more test, for which ``guarantee`` corrects.

Why proportional and not Neyman allocation: measured in docs/decisions/0006.
"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Ints, Longs, Mask, Rows

LEAST = 2
"""Least number of images drawn from a stratum, if it has as many."""
_TOPPED_UP = 4
"""At most one in so many images of an audit tops up a stratum."""


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """A drawn audit; all fields must be stored, since later rounds change the labels but not what was drawn.

    ``seed``     of the random generator
    ``stratum``  [N] int32, number of each image's stratum at the time of the draw; -1 for one that could not be drawn
    ``rows``     [n] int64, the images to ask for, in this order
    ``core``     [n] bool, the simple random part of ``rows``
    ``look``     [n] int64, 0 for the first draw, 1 for the images drawn after that was answered, and so on
    """

    seed: int
    stratum: Ints
    rows: Rows
    core: Mask
    look: Longs

    def answered_looks(self, answers: Container[int]) -> int:
        """How many looks are answered completely, counted from the first to the first that is not."""
        looks = zip(self.rows.tolist(), self.look.tolist(), strict=True)
        not_answered = (look for row, look in looks if row not in answers)
        return min(not_answered, default=int(self.look.max(initial=-1)) + 1)


def draw(label: Ints, high: Mask, *, eligible: Mask, count: int, seed: int) -> Design:
    """Draw ``count`` images, or all that may be drawn if they are fewer.

    label: [N] int32, the model's class; high: [N] bool; eligible: [N] bool, readable, not excluded and not decided (the
    label of a decided image is known). Deterministic in ``seed``.
    """
    random = np.random.default_rng(seed)
    candidates = random.permutation(np.flatnonzero(eligible))
    # Any prefix of a random permutation is a simple random sample, so that the core is the first part of it.
    count = min(count, len(candidates))
    stratum = np.full(len(label), -1, np.int32)
    stratum[candidates] = _strata(label[candidates], high[candidates], count)
    core = count - _reserved(np.bincount(stratum[candidates], minlength=1), count)
    rows = np.concatenate([candidates[:core], _topping_up(candidates, stratum, core, count - core)])
    order = random.permutation(count)
    return Design(seed=seed, stratum=stratum, rows=rows[order], core=order < core, look=np.zeros(count, np.int64))


def more(design: Design, count: int) -> Design:
    """``design`` with ``count`` more images in its core, as one more look; all that are left if they are fewer.

    An image that topped up a stratum may become one of the core. Deterministic in the seed of the draw.
    """
    look = int(design.look.max(initial=-1)) + 1
    outside = np.flatnonzero(design.stratum >= 0)
    outside = outside[~np.isin(outside, design.rows[design.core])]
    random = np.random.default_rng((design.seed, look))  # other numbers for each look, yet reproducible
    drawn = random.choice(outside, min(count, len(outside)), replace=False)
    again = np.isin(design.rows, drawn)  # topped up a stratum before, now part of the core
    new = drawn[~np.isin(drawn, design.rows)]
    return Design(
        seed=design.seed,
        stratum=design.stratum,
        rows=np.concatenate([design.rows, new]),
        core=np.concatenate([design.core | again, np.ones(len(new), np.bool_)]),
        look=np.concatenate([np.where(again, look, design.look), np.full(len(new), look)]),
    )


def count_for(core: int, label: Ints, high: Mask, *, eligible: Mask) -> int:
    """How many to ``draw`` so that the core has ``core`` images; all that may be drawn if they are fewer."""
    candidates = np.flatnonzero(eligible)
    count = wanted = min(core, len(candidates))
    while count < len(candidates):  # how many top up depends on the count itself
        stratum = _strata(label[candidates], high[candidates], count)
        missing = wanted - (count - _reserved(np.bincount(stratum, minlength=1), count))
        if missing <= 0:
            break
        count += missing
    return min(count, len(candidates))


def _strata(label: Ints, high: Mask, count: int) -> Ints:
    """[n] int32, class x level numbered from 0; as few as possible of the smallest are merged, inside a level.

    Many small strata would need more images that top up than ``_TOPPED_UP`` allows.
    """
    found, stratum = np.unique(label.astype(np.int64) * 2 + high, return_inverse=True)
    sizes = np.bincount(stratum, minlength=len(found))
    for together in range(len(found)):
        mapped = _merged(found % 2, sizes, together)
        merged = np.bincount(mapped, weights=sizes)
        if _deficit(merged, count) <= count // _TOPPED_UP:
            break
    else:
        mapped = np.zeros(len(found), np.int64)
    return np.unique(mapped[stratum], return_inverse=True)[1].astype(np.int32)


def _merged(level: Longs, sizes: Longs, together: int) -> Longs:
    """New numbers of the strata, with the ``together`` + 1 smallest of each level merged."""
    mapped = np.arange(len(sizes))
    for each in (0, 1):
        own = np.flatnonzero(level == each)
        smallest = own[np.argsort(sizes[own], kind="stable")][: together + 1]
        mapped[smallest] = smallest[:1]
    return mapped


def _deficit(sizes: npt.NDArray[Any], count: int) -> int:
    """How many images a simple random draw may lack to reach ``LEAST`` in every stratum: mean plus two deviations.

    The counts are approximated as Poisson, for which ``max(0, 2 - X)`` has the mean ``exp(-m) (2 + m)``.
    """
    mean = count * sizes / max(1, sizes.sum())
    lacking = float(np.minimum(sizes, np.exp(-mean) * (LEAST + mean)).sum())
    return int(np.ceil(lacking + 2 * np.sqrt(lacking))) if lacking > 0.01 else 0


def _reserved(sizes: Longs, count: int) -> int:
    """Images that top up. By the sizes of the strata alone: if it depended on the draw, the core would be biased."""
    return min(count // _TOPPED_UP, _deficit(sizes, count))


def _topping_up(candidates: Rows, stratum: Ints, core: int, count: int) -> Rows:
    """The next ``count`` of ``candidates`` after the core, those of strata with fewer than ``LEAST`` first."""
    rest = candidates[core:]
    reached = np.bincount(stratum[candidates[:core]], minlength=int(stratum.max(initial=0)) + 1)
    order = np.argsort(stratum[rest], kind="stable")
    sizes = np.bincount(stratum[rest], minlength=len(reached))
    # Rank of each image within its stratum, counting those that the core has of it already.
    place = np.empty(len(rest), np.int64)
    place[order] = np.arange(len(rest)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    place += reached[stratum[rest]]
    return rest[np.argsort(np.minimum(place, LEAST), kind="stable")[:count]]
