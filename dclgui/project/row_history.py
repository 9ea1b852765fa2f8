"""What each round said of one image, without reading the rounds' whole tables."""

from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.lib import format as npy

from dclgui.core.catalog import UNKNOWN
from dclgui.project.rounds import Rounds

_TABLE = "pseudo_labels.npz"
_COLUMNS = ("label", "classifier_label", "high")
_NAME_LENGTHS = 26
_LOCAL_HEADER = 30
"""Bytes of a zip member's own header before its name, of which the lengths of name and extra stand at the end."""


@dataclass(frozen=True, slots=True)
class RoundWord:
    """What round ``round`` said of one image; ``label`` is ``UNKNOWN`` where it could not be read."""

    round: int
    label: int
    classifier_label: int
    high: bool

    @property
    def moved(self) -> bool:
        """Whether the nearest prototype, not the classifier, gave the label."""
        return self.label != self.classifier_label


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column's first value lies in its file."""

    offset: int
    dtype: np.dtype[np.generic]
    rows: int


class RowHistory:
    """Reads a few bytes of each round; where they lie is remembered, no file stays open."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds = rounds
        self._places: dict[tuple[int, int], tuple[_Place, ...]] = {}

    def of(self, row: int) -> tuple[RoundWord, ...]:
        """What the rounds said of image ``row``, oldest first; a round that can't be read is left out."""
        words = [self._word(number, row) for number in self._rounds.numbers()]
        return tuple(word for word in words if word is not None)

    def _word(self, number: int, row: int) -> RoundWord | None:
        path = self._rounds.folder(number) / _TABLE
        try:
            with path.open("rb") as file:
                places = self._places_in(number, path, file)
                # A round before an image was added does not know it.
                if row >= places[0].rows:
                    return None
                label, classifier_label, high = (_value(file, place, row) for place in places)
        except (OSError, ValueError, KeyError, IndexError, BadZipFile):
            return None
        return RoundWord(number, label, classifier_label, bool(high)) if label != UNKNOWN else None

    def _places_in(self, number: int, path: Path, file: BufferedReader) -> tuple[_Place, ...]:
        # A run that was started over writes the same numbers anew.
        key = number, path.stat().st_mtime_ns
        if key not in self._places:
            with ZipFile(file) as table:
                members = [table.getinfo(f"{column}.npy") for column in _COLUMNS]
            self._places[key] = tuple(_place(file, member) for member in members)
        return self._places[key]


def _place(file: BufferedReader, member: ZipInfo) -> _Place:
    if member.compress_type != ZIP_STORED:
        raise ValueError(f"{member.filename} is compressed")
    file.seek(member.header_offset + _NAME_LENGTHS)
    lengths = np.frombuffer(file.read(4), "<u2")
    file.seek(member.header_offset + _LOCAL_HEADER + int(lengths.sum()))
    npy.read_magic(file)
    shape, _, dtype = npy.read_array_header_1_0(file)
    return _Place(file.tell(), dtype, shape[0])


def _value(file: BufferedReader, place: _Place, row: int) -> int:
    file.seek(place.offset + row * place.dtype.itemsize)
    return int(np.frombuffer(file.read(place.dtype.itemsize), place.dtype)[0])
