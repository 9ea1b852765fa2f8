"""What is exported, and the interface of every format's writer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from dclgui.core.arrays import Floats, Mask, Rows
from dclgui.labels.table import LabelTable

_AT_ONCE = 1000


class Link(StrEnum):
    """How a picture is put into an exported folder."""

    COPY = "copy"
    HARD = "hard"
    SYMBOLIC = "symbolic"


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the machine's labels came from, row ``i`` for row ``i`` of a table; NaN for an image that it never saw.

    ``probabilities`` [N, K] float32, rows summing to 1, over the classes of a batch; ``features`` [N, D] float32;
    ``distances`` [N, K] float32 to each class's prototype, infinite where a class has none.
    """

    probabilities: Floats
    features: Floats
    distances: Floats

    def only(self, rows: Rows | Mask) -> "Evidence":
        """That of these rows: [n] int in any order, or [N] bool."""
        return Evidence(self.probabilities[rows], self.features[rows], self.distances[rows])


@dataclass(frozen=True, slots=True, eq=False)
class ExportBatch:
    """The rows to write, and everything that a format may need.

    ``table`` has the chosen rows only; ``root`` is the folder that its paths are relative to; ``class_names`` are all K
    of the project, in its order, also those without a row; ``link`` is for formats with pictures, ``seed`` and
    ``share`` (fraction of each class in the second part) for the one that splits them; ``evidence`` is for formats that
    need it, and has the rows of ``table``.
    """

    table: LabelTable
    root: Path
    class_names: tuple[str, ...]
    link: Link = Link.COPY
    seed: int = 0
    share: float = 0.2
    evidence: Evidence | None = None

    def only(self, rows: Rows | Mask) -> "ExportBatch":
        """The batch of these rows: [n] int in any order, or [N] bool."""
        evidence = None if self.evidence is None else self.evidence.only(rows)
        return replace(self, table=self.table.only(rows), evidence=evidence)


WriteFile = Callable[[ExportBatch, BinaryIO], Iterator[int]]
"""Write all rows into an open file; each number yielded is the count of rows written since the last one."""
WriteFolder = Callable[[ExportBatch, Path], Iterator[int]]
"""Write all rows into an empty folder; yields like ``WriteFile``."""


def write_lines(lines: Iterable[str], file: BinaryIO) -> Iterator[int]:
    """Write ``lines``, one a row, as UTF-8, many at once; yields like ``WriteFile``."""
    rest = iter(lines)
    while piece := list(islice(rest, _AT_ONCE)):
        file.write("".join(piece).encode())
        yield len(piece)
