"""Classes left out of the source: whether their images come first among those that are unlike all, how many others do.

Part of ``benchmarks.levels``, which prints it; nothing is trained, the level needs the features alone. Only classes by
which the score was not chosen are left out (docs/decisions/0013).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from benchmarks.arena_data import Setting, prepared
from benchmarks.featured import Featured, drained
from benchmarks.peers_report import table
from dclgui.core.arrays import Floats, Mask
from dclgui.core.consensus import UNLIKE
from dclgui.core.progress import Progress
from dclgui.engine.training.committee import spanned
from dclgui.method.whitening import whitened

FIRST = 0.25
"""The part of the order in which a left-out class is looked for."""
_SHARE = 4
"""At most one image of the left-out class to so many others, so that the first quarter has room for all of it."""
_LEAST = 5
_JUDGED = frozenset({
    "backpack", "keyboard", "laptop_computer", "monitor", "projector",
    "B007", "IR007", "OR007", "OR014", "OR021",
    "0", "5", "6", "7", "9",
    "MT_Blowhole", "MT_Fray", "MT_Uneven",
    "oxide_scale", "scratches",
})  # fmt: skip
"""Every other class of a data set by the hashes of their names, the same of all its pairs; by the rest, how unlike an
image is was chosen."""
_MOST_SOURCE, _MOST_TARGET = 2500, 1000


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Of one pair and one class of it, or of none (NaN): fractions of images.

    ``first`` of the class in the first quarter of the order, ``found`` of the class called unlike all, ``others`` of
    all other images called so.
    """

    kind: str
    pair: str
    first: float
    found: float
    others: float


def left_out(setting: Setting, domains: Mapping[str, Featured], *, classes: int, seed: int) -> Iterator[LeftOut]:
    """``classes`` of one pair's judged classes (all for 0) one after the other, then none."""
    random = np.random.default_rng([seed, *setting.name.encode()])
    source, target = prepared(setting, dict(domains), seed=seed)
    source = source.take(np.sort(random.permutation(len(source.labels))[:_MOST_SOURCE]))
    target = target.take(np.sort(random.permutation(len(target.labels))[:_MOST_TARGET]))
    present = np.intersect1d(source.labels, target.labels)
    large = [k for k in present if (target.labels == k).sum() >= _LEAST and source.names[k] in _JUDGED]
    chosen = random.permutation(large)[: classes or len(large)] if len(present) > 2 else np.empty(0, np.int64)
    for k in np.sort(chosen).tolist():
        own, rest = (np.flatnonzero(where) for where in (target.labels == k, target.labels != k))
        kept = random.permutation(own)[: max(_LEAST, len(rest) // _SHARE)]
        seen = target.take(np.sort(np.concatenate([kept, rest])))
        known = source.take(np.flatnonzero(source.labels != k))
        yield _judged(setting, unlike(known, seen, seed=seed), np.equal(seen.labels, k))
    yield _judged(setting, unlike(source, target, seed=seed), np.zeros(len(target.labels), np.bool_))


def unlike(source: Featured, target: Featured, *, seed: int) -> Floats:
    """[N] float32, as a run with these features would find it."""
    # Numbered without gaps, as the classes of a project are.
    labels = np.unique(source.labels, return_inverse=True)[1]
    known, seen = torch.from_numpy(source.features), torch.from_numpy(target.features)
    named, classes = torch.from_numpy(labels), int(labels.max()) + 1
    space = whitened(known, named, seen, classes=classes, generator=torch.Generator().manual_seed(seed))
    rows = torch.arange(len(seen))
    return drained(spanned(space, named, rows=rows, progress=Progress("committee", 3))).unlike


def _judged(setting: Setting, found: Floats, odd: Mask) -> LeftOut:
    called = found >= UNLIKE
    others = float(called[~odd].mean())
    if not odd.any():
        return LeftOut(setting.kind, setting.name, np.nan, np.nan, others)
    place = np.argsort(np.argsort(-found, kind="stable"))
    return LeftOut(
        setting.kind,
        setting.name,
        float((place[odd] < FIRST * len(found)).mean()),
        float(called[odd].mean()),
        others,
    )


def report(found: Sequence[LeftOut]) -> str:
    """One row for each data set: means over its pairs and classes, the worst pair, and false alarms without any."""
    rows, firsts, alarms = [], [], []
    for kind in dict.fromkeys(one.kind for one in found):
        ones = [one for one in found if one.kind == kind]
        missing, none = ([one for one in ones if np.isnan(one.first) == clean] for clean in (False, True))
        by_pair = [
            np.mean([one.first for one in missing if one.pair == pair]) for pair in {one.pair for one in missing}
        ]
        alarm = [one.others for one in none]
        firsts.append(np.mean([one.first for one in missing]))
        alarms.append(np.mean(alarm))
        rows.append([
            kind, str(len(missing)), f"{firsts[-1]:.0%}", f"{min(by_pair):.0%}",
            f"{np.mean([one.found for one in missing]):.0%}", f"{np.mean([one.others for one in missing]):.1%}",
            f"{alarms[-1]:.1%}", f"{max(alarm):.1%}",
        ])  # fmt: skip
    rows.append(["**median**", "", f"**{np.median(firsts):.0%}**", "", "", "", f"**{np.median(alarms):.1%}**", ""])
    head = [
        "data", "left out", "in the first quarter", "worst pair", "called unlike all", "others called so",
        "called so, none left out", "worst pair",
    ]  # fmt: skip
    return table(head, rows)


def false_alarms(found: Sequence[LeftOut]) -> float:
    """Of no left-out class, the fraction called unlike all in the worst data set, mean over its pairs."""
    clean = [one for one in found if np.isnan(one.first)]
    kinds = {one.kind for one in clean}
    return max(float(np.mean([one.others for one in clean if one.kind == kind])) for kind in kinds)
