"""The classes of a project as they are by now: renamed, merged into others, withdrawn.

A class has a number for ever: its output in every model, and what rounds and decisions keep. What changes is only its
name and as which class it reads. Whatever the project's files hold goes through here before anybody sees it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Floats, Mask, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import Consensus
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.parsed import json_in
from dclgui.core.pseudo_labels import PseudoLabels

Label = TypeVar("Label", bound=np.signedinteger[Any])


@dataclass(frozen=True)
class Classes:
    """K classes by their numbers: ``made``, the names they came with; ``names``, those they have now, or had last.

    ``reads``: {number: the class that it reads as, ``UNKNOWN`` for none} of those that were merged or withdrawn. The
    first ``of_source`` classes are those of the source's folder.
    """

    made: tuple[str, ...]
    names: tuple[str, ...]
    reads: Mapping[int, int]
    of_source: int

    @cached_property
    def listed(self) -> tuple[int, ...]:
        """The numbers of the classes that there are."""
        return tuple(number for number in range(len(self.names)) if number not in self.reads)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """K names, empty in the place of a class that was merged or withdrawn: no label that is read has its number."""
        return tuple("" if number in self.reads else name for number, name in enumerate(self.names))

    @cached_property
    def by_number(self) -> tuple[str, ...]:
        """K names of a model's outputs: a merged class has the name that it reads as, a withdrawn one its last."""
        read = (self.reads.get(number, number) for number in range(len(self.names)))
        return tuple(self.names[number if other == UNKNOWN else other] for number, other in enumerate(read))

    @cached_property
    def former(self) -> dict[str, int]:
        """Names that no class has now but some had, and the class that each reads as; not those of withdrawn ones."""
        taken = set(self.shown)
        both = (
            *zip(self.made, range(len(self.made)), strict=True),
            *zip(self.names, range(len(self.names)), strict=True),
        )
        known = {name: self.reads.get(number, number) for name, number in both}
        return {name: number for name, number in known.items() if name not in taken and number != UNKNOWN}

    @cached_property
    def withdrawn(self) -> tuple[int, ...]:
        """The numbers of the classes that read as none."""
        return tuple(number for number, other in self.reads.items() if other == UNKNOWN)

    @cached_property
    def merged(self) -> "Classes":
        """The same as if no class had been withdrawn: for those who learn from the source's images."""
        return replace(self, reads={number: other for number, other in self.reads.items() if other != UNKNOWN})

    @property
    def state(self) -> str:
        """How many classes there are and as which they read, as a text for ``reads_as``."""
        return json.dumps([len(self.names), sorted(self.reads.items())])

    def reads_as(self, state: str) -> bool:
        """Whether the classes that there were at ``state``, empty for as they were made, read as they did then."""
        known, then = json_in(state) or (len(self.names), ())
        return {number: other for number, other in self.reads.items() if number < known} == dict(then)

    def number_of(self, label: int) -> int:
        """As which class ``label`` reads; ``UNKNOWN`` for a withdrawn one."""
        return self.reads.get(label, label)

    def find(self, name: str) -> int | None:
        """The class that is called ``name`` now, in capitals or not."""
        alike = [number for number in self.listed if self.names[number].casefold() == name.casefold()]
        return next((number for number in alike if self.names[number] == name), alike[0] if alike else None)

    def gone(self, name: str) -> int | None:
        """The merged or withdrawn class that was called ``name`` last."""
        return next((number for number in self.reads if self.names[number].casefold() == name.casefold()), None)

    def of(self, labels: npt.NDArray[Label]) -> npt.NDArray[Label]:
        """[N] as which classes ``labels`` [N] read, ``UNKNOWN`` for withdrawn ones; itself if all read as they are."""
        if not self.reads:
            return labels
        table = np.arange(-1, len(self.names), dtype=labels.dtype)  # ``UNKNOWN`` is -1, the first
        table[np.array(list(self.reads)) + 1] = list(self.reads.values())
        found: npt.NDArray[Label] = table[labels.astype(np.int64) + 1]
        return found

    def decisions(self, said: Iterable[Decision]) -> dict[int, Decision]:
        """By row, what ``said`` decides now; on a withdrawn class nothing."""
        read = ((one, self.number_of(one.label)) for one in said)
        return {
            one.row: replace(one, label=label)
            for one, label in read
            if label != UNKNOWN or one.verdict is not Verdict.LABEL
        }

    def pseudo_labels(self, found: PseudoLabels) -> PseudoLabels:
        """A round's table, read: an image of a withdrawn class is called as the nearest prototype of those there are.

        It is of low confidence, teaches nothing, and comes first of all that needs a look.
        """
        if not self.reads:
            return found
        label, classifier = self.of(found.label), self.of(found.classifier_label)
        lost: Mask = found.readable & (label == UNKNOWN)
        distances = self._distances(found.distances)
        nearest = self._nearest(distances)
        label = np.where(lost, nearest, label)
        unclear = lost | (found.readable & (classifier == UNKNOWN))
        return replace(
            found,
            label=label,
            classifier_label=np.where(found.readable & (classifier == UNKNOWN), label, classifier),
            high=found.high & ~unclear,
            probability=np.where(lost, np.float32(np.nan), found.probability),
            margin=np.where(lost, np.float32(0), _margin(distances)),
            weight=np.where(lost, np.float32(0), found.weight),
            distances=distances,
        )

    def consensus(self, found: Consensus) -> Consensus:
        """What all labellings say, read: an image of a withdrawn class is called as the next most probable one.

        Where that is none either it has no label here, so that the round's own counts. It is not sure, and doubtful.
        """
        if not self.reads:
            return found
        label, second = self.of(found.label), self.of(found.second)
        lost: Mask = (found.label != UNKNOWN) & (label == UNKNOWN)
        label = np.where(lost, second, label)
        return replace(
            found,
            label=label,
            second=np.where(second == UNKNOWN, label, second),
            probability=np.where(lost, np.float32(np.nan), found.probability),
            agreeing=np.where(lost, 0, found.agreeing).astype(found.agreeing.dtype),
            doubt=np.where(lost, np.float32(1), found.doubt),
            useful=np.where(lost, np.float32(1), found.usefulness),
            sure=found.sure & ~lost[: len(found.sure)],
        )

    def columns(self, values: Floats, *, least: bool) -> Floats:
        """[N, P] of the P classes that there are, by ``values`` [N, K]: the ``least`` of merged ones, or their sum."""
        join = np.minimum if least else np.add
        found = np.array(values[:, list(self.listed)])
        for number, other in self.reads.items():
            if other != UNKNOWN:
                place = self.listed.index(other)
                found[:, place] = join(found[:, place], values[:, number])
        return found

    def _distances(self, distances: Floats) -> Floats:
        """[N, k], infinite to classes that there are not; of merged ones the nearest counts."""
        found = np.array(distances)
        known = found.shape[1]
        for number, other in self.reads.items():
            if number < known and 0 <= other < known:
                found[:, other] = np.fmin(found[:, other], distances[:, number])
        gone = [number for number in self.reads if number < known]
        found[:, gone] = np.where(np.isnan(found[:, gone]), np.nan, np.inf)
        return found

    def _nearest(self, distances: Floats) -> Rows:
        """[N], the nearest prototype of the classes that there are; the first class where there is none."""
        far = np.where(np.isfinite(distances), distances, np.inf)
        return np.where(np.isfinite(far).any(axis=1), far.argmin(axis=1), self.listed[0])


def _margin(distances: Floats) -> Floats:
    """[N] float32, what ``PseudoLabels.margin`` is of these ``distances`` [N, K], infinite to classes that are gone."""
    two = np.pad(distances, ((0, 0), (0, 1)), constant_values=np.inf)
    first, second = np.partition(two, 1, axis=1)[:, :2].T
    with np.errstate(invalid="ignore", divide="ignore"):
        margin = np.where(second > 0, (second - first) / second, np.float32(0))
    margin = np.where(np.isposinf(second), np.float32(1), margin)
    nowhere = ~np.isfinite(distances).any(axis=1)
    return np.where(nowhere, np.float32(np.nan), margin).astype(np.float32)
