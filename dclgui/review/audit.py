"""The audit: a random sample of images that a person labels blind, to estimate the accuracy of all labels.

Its *core* is a simple random sample of all images that may be drawn. Where labels are to go out unseen, the rest of the
sample is drawn at random in the *best part*, the least doubtful images, since no others can be promised: all images
drawn there, those of the core included, are a simple random sample of it. The core tells how many of the other labels
are right, and has two images of them at least.

The strata (model's class x high or low, inside each part) are for the estimate alone. Given the number drawn from each,
the images of a stratum are a simple random sample of it (post-stratification: Holt and Smith 1979, JRSS A 142:33-46).

``more`` goes on at random in the same part. In samples of an earlier version a quarter topped up strata and is in no
core.

Why proportional and not Neyman allocation: measured in docs/decisions/0006.
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Floats, Ints, Longs, Mask, Rows

LEAST = 2
"""Least number of images drawn outside the best part, and wanted of a stratum."""
BEST = 0.75
"""The best part: this fraction of the images that may be drawn."""
_FEW = 4
"""Strata are merged until at most one in so many images of a sample would be missing to ``LEAST`` of each."""


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """A drawn audit; all fields must be stored, since later rounds change the labels but not what was drawn.

    ``seed``        of the random generator
    ``stratum``     [N] int32, number of each image's stratum when it was drawn; -1 for one that could not be drawn
    ``rows``        [n] int64, the images to ask for, in this order
    ``core``        [n] bool, the part of ``rows`` that is a simple random sample of all
    ``look``        [n] int64, 0 for the first draw, 1 for the images drawn after that was answered, and so on
    ``best``        [N] bool, the images that may be promised; ``None`` for all
    ``open_ended``  more may be drawn, and what it says may be read after every answer
    """

    seed: int
    stratum: Ints
    rows: Rows
    core: Mask
    look: Longs
    best: Mask | None = None
    open_ended: bool = False

    @property
    def inside(self) -> Mask:
        """[N] bool, the images that could be drawn and may be promised."""
        drawable = np.greater_equal(self.stratum, 0)
        return drawable if self.best is None else drawable & self.best

    @property
    def uniform(self) -> Mask:
        """[n] bool, those of ``rows`` that were drawn at equal chances in their part: the best one, or the rest."""
        return self.core if self.best is None else np.ones(len(self.rows), np.bool_)

    def complete(self, answers: Container[int]) -> bool:
        """Whether all that was drawn is answered."""
        return all(row in answers for row in self.rows.tolist())


def best_part(uncertainty: Floats, eligible: Mask) -> Mask:
    """[N] bool, the least uncertain ``BEST`` of the ``eligible`` images; NaN is the most uncertain."""
    rows = np.flatnonzero(eligible)
    best = np.zeros(len(eligible), np.bool_)
    best[rows[np.argsort(uncertainty[rows], kind="stable")[: ceil(BEST * len(rows))]]] = True
    return best


def draw(
    label: Ints, high: Mask, *, eligible: Mask, count: int, seed: int, best: Mask | None = None, least: int = 0
) -> Design:
    """Draw ``count`` images, or all that may be drawn if they are fewer; deterministic in ``seed``.

    label: [N] int32, the model's class; high: [N] bool; eligible: [N] bool, readable, not excluded and not decided (the
    label of a decided image is known). best: [N] bool, the part in which ``least`` images are wanted, ``None`` for a
    simple random sample; so is one of too few images to have so many there.
    """
    random = np.random.default_rng(seed)
    # Any prefix of a random permutation is a simple random sample, so that the core is the first part of it.
    candidates = random.permutation(np.flatnonzero(eligible))
    inside = np.ones(len(candidates), np.bool_) if best is None else best[candidates]
    count = min(count, len(candidates))
    core = _core(count, least, outside=float(1 - inside.mean()) if len(inside) else 0.0)
    places = _filled(inside, core, count)
    stratum, first = np.full(len(label), -1, np.int32), 0
    for part in (inside, ~inside):
        own = candidates[part]
        stratum[own] = first + _strata(label[own], high[own], int(part[places].sum()))
        first = int(stratum.max(initial=-1)) + 1
    order = random.permutation(count)
    look = np.zeros(count, np.int64)
    return Design(seed, stratum, candidates[places][order], order < core, look, best=best)


def more(design: Design, count: int) -> Design:
    """``design`` with ``count`` more images of those that may be promised; all that are left if they are fewer.

    Of a sample without a best part they belong to the core, as an image that topped up a stratum may from now on.
    Deterministic in the seed of the draw.
    """
    look = int(design.look.max(initial=-1)) + 1
    kept = design.rows[design.uniform]
    outside = np.flatnonzero(design.inside)
    outside = outside[~np.isin(outside, kept)]
    random = np.random.default_rng((design.seed, look))  # other numbers for each look, yet reproducible
    drawn = random.choice(outside, min(count, len(outside)), replace=False)
    again = np.isin(design.rows, drawn)  # topped up a stratum before, now part of the core
    new = drawn[~np.isin(drawn, design.rows)]
    return replace(
        design,
        rows=np.concatenate([design.rows, new]),
        core=np.concatenate([design.core | again, np.full(len(new), design.best is None)]),
        look=np.concatenate([np.where(again, look, design.look), np.full(len(new), look)]),
    )


def _core(count: int, least: int, *, outside: float) -> int:
    """The largest core of ``count`` images that nearly always leaves ``least`` of them for the best part.

    outside: fraction of the images outside the best part. By numbers alone: if it depended on what was drawn, the core
    would be no simple random sample.
    """
    spare = count - least
    if outside == 0 or spare < LEAST:
        return count
    sizes = np.arange(count + 1)
    most = sizes * outside + 2 * np.sqrt(sizes * outside * (1 - outside))
    return int(np.flatnonzero(most <= spare)[-1])


def _filled(inside: Mask, core: int, count: int) -> Rows:
    """Places of ``count`` candidates: the core, ``LEAST`` outside the best part if there are, else the best part."""
    places = np.arange(len(inside))
    rest = places[~inside & (places >= core)]
    needed = rest[: max(0, min(LEAST, count - core) - int((~inside[:core]).sum()))]
    best = places[inside & (places >= core)][: count - core - len(needed)]
    beyond = rest[len(needed) :][: count - core - len(needed) - len(best)]
    return np.concatenate([places[:core], needed, best, beyond])


def _strata(label: Ints, high: Mask, count: int) -> Ints:
    """[n] int32, class x level numbered from 0; as few as possible of the smallest are merged, inside a level."""
    found, stratum = np.unique(label.astype(np.int64) * 2 + high, return_inverse=True)
    sizes = np.bincount(stratum, minlength=len(found))
    for together in range(len(found)):
        mapped = _merged(found % 2, sizes, together)
        merged = np.bincount(mapped, weights=sizes)
        if _deficit(merged, count) <= count // _FEW:
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
