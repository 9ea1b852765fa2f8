"""The arena's settings: pairs of domains and variants of them; source classes that the target lacks stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.featured import Featured
from benchmarks.variants import varied

Pair = tuple[str, str]

PAIRS: dict[str, list[Pair]] = {
    "office_caltech10": [
        (f"office_caltech10/{source}", f"office_caltech10/{target}")
        for source in ("amazon", "webcam", "Caltech")
        for target in ("amazon", "webcam", "Caltech")
        if source != target
    ],
    "steel": [("steel/neu", "steel/xsdd"), ("steel/xsdd", "steel/neu")],
    "cwru": [
        (f"cwru/de_{source}hp", f"cwru/de_{target}hp")
        for source, target in ((0, 1), (0, 3), (1, 0), (2, 0), (2, 1), (3, 0))
    ],
    "digits": [("mnist/train5k", "usps/test"), ("usps/test", "mnist/train5k")],
    "magnetic_tile": [(f"magnetic_tile/exp{a}", f"magnetic_tile/exp{b}") for a, b in ((1, 4), (4, 1), (2, 5), (3, 6))],
    "mnist_m": [("mnist/train5k", "mnist_m/test")],
}
"""Pairs by data set that an oracle works on; the digits are 5,000 of MNIST, 500 a class, and USPS's test of 2,007."""

NO_EVIDENCE = ("magnetic_tile", "mnist_m", "own half", "other mix")
"""Kinds of data where there is nothing to adapt to, or nothing that shows it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One transfer: a ``kind`` of data, the folders of source and target below the data folder, and a variant."""

    kind: str
    source: str
    target: str
    variant: str = "full"

    @property
    def name(self) -> str:
        """Source, target and variant in one word."""
        return f"{self.source}>{self.target}" + ("" if self.variant == "full" else f" {self.variant}")


def _among(data_set: str, domains: tuple[str, ...]) -> list[Pair]:
    return [(f"{data_set}/{a}", f"{data_set}/{b}") for a, b in permutations(domains, 2)]


_OFFICE = _among("office_caltech10", ("amazon", "webcam", "Caltech", "dslr"))
_CWRU = _among("cwru", ("de_0hp", "de_1hp", "de_2hp", "de_3hp"))
_TILES = [
    (f"magnetic_tile/exp{a}", f"magnetic_tile/exp{b}") for a, b in ((1, 4), (4, 1), (2, 5), (5, 2), (3, 6), (6, 3))
]
_FULL = {
    "office": _OFFICE,
    "cwru": _CWRU,
    "cwru ends": [("cwru/de_0hp", "cwru/fe_0hp"), ("cwru/fe_0hp", "cwru/de_0hp")],
    "steel": PAIRS["steel"],
    "digits": PAIRS["digits"],
    "mnist_m": PAIRS["mnist_m"],
    "magnetic_tile": _TILES,
}
_VARIED: dict[str, tuple[str, list[Pair]]] = {
    "long tail": ("lt10", [*PAIRS["office_caltech10"][:4], *PAIRS["steel"], *PAIRS["cwru"][1:3]]),
    "few": ("n50", [*PAIRS["office_caltech10"][:4], *PAIRS["steel"], *PAIRS["cwru"][1:3]]),
    "missing": ("miss2", [*PAIRS["office_caltech10"][:4], *PAIRS["steel"], *PAIRS["cwru"][1:3]]),
    "one at 70 %": ("one70", [*PAIRS["office_caltech10"][:4], *PAIRS["steel"], *PAIRS["cwru"][1:3]]),
    "own half": (
        "half",
        [(a, a) for a in ("office_caltech10/amazon", "office_caltech10/Caltech", "steel/neu", "steel/xsdd",
                          "cwru/de_0hp", "usps/test", "magnetic_tile/exp1")],
    ),
    "other mix": (
        "mix",
        [(a, a) for a in ("office_caltech10/amazon", "office_caltech10/Caltech", "steel/neu", "steel/xsdd",
                          "cwru/de_0hp", "usps/test", "magnetic_tile/exp1")],
    ),
}  # fmt: skip
_QUICK = {"office": 3, "cwru": 2, "steel": 2, "digits": 0, "mnist_m": 1, "magnetic_tile": 2}


def settings(*, quick: bool) -> Iterator[Setting]:
    """All settings of the arena, or the few for one's own work in between."""
    for kind, pairs in _FULL.items():
        for source, target in pairs[: _QUICK.get(kind, 0)] if quick else pairs:
            yield Setting(kind, source, target)
    for kind, (variant, pairs) in _VARIED.items():
        for source, target in pairs[2:5] if quick else pairs:
            yield Setting(kind, source, target, variant)


def held_out(root: Path) -> Iterator[Setting]:
    """All ordered pairs of the domains in the folder ``root``, a data set that none of this was chosen on."""
    for source, target in permutations(sorted(path.name for path in root.iterdir() if path.is_dir()), 2):
        yield Setting(root.name, f"{root.name}/{source}", f"{root.name}/{target}")


def prepared(setting: Setting, domains: dict[str, Featured], *, seed: int) -> tuple[Featured, Featured]:
    """Source and target of a setting, numbered by the source's classes; target classes that it never had are left out.

    A source class that the target lacks stays in, as for a user, who can't know.
    """
    source, target = domains[setting.source], domains[setting.target]
    target = target.only(tuple(name for name in source.names if name in target.names))
    number = np.array([source.names.index(name) for name in target.names])
    target = replace(target, labels=number[target.labels], names=source.names)
    if setting.variant == "mix":
        source, target = varied(source, target, variant="half", seed=seed)
        return source, _one_class(target, share=1 / 3, seed=seed)
    if found := re.fullmatch(r"one(\d+)", setting.variant):
        return source, _one_class(target, share=int(found[1]) / 100, seed=seed)
    return varied(source, target, variant=setting.variant, seed=seed)


def _one_class(target: Featured, *, share: float, seed: int) -> Featured:
    """One class, another by each seed, makes up ``share`` of the target, the others keep their proportions.

    Where it has more than that already, or is the largest, another class mix is drawn with the next class.
    """
    random = np.random.default_rng([seed, 7])
    present = np.unique(target.labels)
    counts = np.bincount(target.labels, minlength=len(target.names))
    usual = [k for k in present if counts[k] < share * len(target.labels)]
    chosen = usual[seed % len(usual)] if usual else present[counts[present].argmin()]
    own, rest = (random.permutation(np.flatnonzero(where)) for where in _sides(target.labels, chosen))
    wanted = max(len(present), round(len(own) * (1 - share) / share))
    kept = np.concatenate([own, rest[:wanted]])
    return target.take(np.sort(kept))


def _sides(labels: npt.NDArray[np.int64], chosen: np.int64) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    return labels == chosen, labels != chosen
