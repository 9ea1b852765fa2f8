"""The labels of one image in every round, read without opening whole tables."""

from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.lib import format as npy

from dclgui.core.catalog import UNKNOWN
from dclgui.core.classes import Classes
from dclgui.project.rounds import TABLE, Rounds

_OF_ONE_IMAGE = ("label", "classifier_label", "high")
_NAME_LENGTHS, _LOCAL_HEADER = 26, 30
"""Bytes of a zip member's own header before the lengths of its name and extra field, and before its name."""


@dataclass(frozen=True, slots=True)
class RoundWord:
    """The labels of one image after round ``round``; ``label`` is ``UNKNOWN`` for an unreadable image."""

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
    """Where a column's first value is in its file."""

    offset: int
    dtype: np.dtype[np.generic]
    rows: int


class RowHistory:
    """The labels of one image in every round, from a few bytes of each file; no file stays open."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds = rounds
        self._places: dict[tuple[int, int], tuple[_Place, ...]] = {}

    def of(self, row: int) -> tuple[RoundWord, ...]:
        """The labels of image ``row``, oldest round first; a round that can't be read is left out."""
        classes = self._rounds.classes()
        words = [self._word(number, row, classes) for number in self._rounds.numbers()]
        return tuple(word for word in words if word is not None)

    def _word(self, number: int, row: int, classes: Classes) -> RoundWord | None:
        path = self._rounds.folder(number) / TABLE
        try:
            with path.open("rb") as file:
                places = self._places_in(number, path, file)
                # The image was added after this round.
                if row >= places[0].rows:
                    return None
                label, classifier_label, high = (_value(file, place, row) for place in places)
        except (OSError, ValueError, KeyError, IndexError, BadZipFile):
            return None
        # A withdrawn class is no word of a round any more.
        label, classifier_label = classes.number_of(label), classes.number_of(classifier_label)
        if UNKNOWN in {label, classifier_label}:
            return None
        return RoundWord(number, label, classifier_label, bool(high))

    def _places_in(self, number: int, path: Path, file: BufferedReader) -> tuple[_Place, ...]:
        # The time is part of the key, since a run that was started over writes the same numbers again.
        key = number, path.stat().st_mtime_ns
        if key not in self._places:
            with ZipFile(file) as table:
                members = [table.getinfo(f"{column}.npy") for column in _OF_ONE_IMAGE]
            self._places[key] = tuple(_place(file, member) for member in members)
        return self._places[key]


def _place(file: BufferedReader, member: ZipInfo) -> _Place:
    file.seek(member.header_offset + _NAME_LENGTHS)
    lengths = np.frombuffer(file.read(4), "<u2")
    file.seek(member.header_offset + _LOCAL_HEADER + int(lengths.sum()))
    npy.read_magic(file)  # a compressed one has none
    shape, _, dtype = npy.read_array_header_1_0(file)
    return _Place(file.tell(), dtype, shape[0])


def _value(file: BufferedReader, place: _Place, row: int) -> int:
    file.seek(place.offset + row * place.dtype.itemsize)
    return int(np.frombuffer(file.read(place.dtype.itemsize), place.dtype)[0])
