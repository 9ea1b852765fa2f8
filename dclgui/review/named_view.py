"""A filter and an order under a name: as text that a project keeps."""

import json
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from dclgui.core.classes import Classes
from dclgui.review.shown import Filter, Mark, fitting
from dclgui.review.table import Column, ReviewTable, State

_COLUMNS = get_args(Column)


@dataclass(frozen=True, slots=True)
class NamedView:
    """Which images show, and in which order."""

    shown: Filter
    sort: Column
    descending: bool

    def to_text(self) -> str:
        """As JSON; images and classes are kept by number, which never changes in a project."""
        shown = self.shown
        return json.dumps(
            {
                "states": sorted(state.name for state in shown.states),
                "label": shown.label,
                "ranges": shown.ranges,
                "text": shown.text,
                "cell": shown.cell,
                "rows": None if shown.rows is None else shown.rows.tolist(),
                "marks": sorted(shown.marks),
                "sort": self.sort,
                "descending": self.descending,
            },
            ensure_ascii=False,
        )

    @classmethod
    def of_text(cls, text: str) -> "NamedView":
        """What ``to_text`` gave; raises ``ValueError`` for anything else, such as what a later version wrote."""
        try:
            kept = json.loads(text)
            shown = Filter(
                states=frozenset(State[name] for name in kept["states"]),
                label=kept["label"],
                ranges=tuple((_column(column), float(low), float(high)) for column, low, high in kept["ranges"]),
                text=kept["text"],
                cell=None if kept["cell"] is None else (int(kept["cell"][0]), int(kept["cell"][1])),
                rows=None if kept["rows"] is None else np.array(kept["rows"], np.int64),
                marks=frozenset(Mark(mark) for mark in kept["marks"]),
            )
            return cls(shown, _column(kept["sort"]), bool(kept["descending"]))
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(f"no view: {text[:80]}") from error

    def read(self, classes: Classes) -> "NamedView":
        """The view by what its classes read as now; of one that was withdrawn it fits no table."""
        label, cell = self.shown.label, self.shown.cell
        if label is not None:
            label = classes.number_of(label)
        if cell is not None:
            cell = (classes.number_of(cell[0]), classes.number_of(cell[1]))
        return replace(self, shown=replace(self.shown, label=label, cell=cell))

    def fits(self, table: ReviewTable) -> bool:
        """Whether all classes and images that it names are in ``table``, no class being merged or withdrawn."""
        kept, shown = fitting(self.shown, table), self.shown
        return (kept.label, kept.cell) == (shown.label, shown.cell) and kept.rows is shown.rows


def _column(name: str) -> Column:
    if name not in _COLUMNS:
        raise ValueError(f"no column: {name}")
    return name  # type: ignore[return-value]  # it is one of them
