"""The finished rounds: one folder of arrays and model each, and a database row that says the folder is complete."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.lib import format as npy

from dclgui.core.arrays import Rows
from dclgui.core.atomic import file_in_place, folder_in_place, leftovers
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import Consensus, Expectation, shown_labels
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import RoundFinished
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project.database import Database, now

NEIGHBOURS = "neighbours.npy"
"""In round 0: [n, k] int32, catalog rows of the target images most like each, -1 for none."""
_TABLE, _DISTANCES = "pseudo_labels.npz", "distances.npy"
_CONSENSUS, _PROPOSED = "consensus.npz", "consensus-proposed.npz"
_OF_ONE_IMAGE = ("label", "classifier_label", "high")
_COLUMNS = tuple(field.name for field in fields(PseudoLabels) if field.name != "distances")
_NAME_LENGTHS, _LOCAL_HEADER = 26, 30
"""Bytes of a zip member's own header before the lengths of its name and extra field, and before its name."""


class Rounds:
    """The rounds in ``folder``.

    A round is written folder first, row second, and removed row first, folder second: a folder without a row is what a
    killed process left, never a round.
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._database = database

    def write(
        self, number: int, pseudo_labels: PseudoLabels, metrics: RoundFinished, write_model: Callable[[Path], None]
    ) -> None:
        """Store round ``number`` completely or not at all; it is on the disk when this returns.

        ``write_model`` writes the model and the training state into the folder it gets, a temporary one. Raises
        ``ValueError`` if the round exists or ``metrics`` are of another one, ``UserError`` if the disk refuses; any
        other exception of ``write_model`` passes through, and nothing is left behind.
        """
        if number in self.numbers() or metrics.round != number:
            raise ValueError(f"round {number} is there already or the figures are of round {metrics.round}")
        try:
            self._folder.mkdir(exist_ok=True)
            _remove(self.folder(number))
            with folder_in_place(self.folder(number)) as folder:
                _save_pseudo_labels(folder, pseudo_labels)
                write_model(folder)
        except OSError as error:
            raise UserError(
                f"Round {number} can't be written to {self._folder}: {error}.",
                "Free some space on the disk and close other programs that use the project, then run again; "
                "the rounds before are kept.",
            ) from error
        with self._database.transaction() as sql:
            # Or replace: if someone deleted the folder, its row is still there.
            sql.execute("INSERT OR REPLACE INTO rounds VALUES (?, ?, ?)", (number, now(), json.dumps(asdict(metrics))))

    def numbers(self) -> list[int]:
        """The complete rounds, ascending."""
        rows = self._database.rows("SELECT number FROM rounds ORDER BY number")
        return [number for (number,) in rows if self.folder(number).is_dir()]

    def last(self) -> int | None:
        """The newest complete round, ``None`` before the first."""
        return max(self.numbers(), default=None)

    def folder(self, number: int) -> Path:
        """Where round ``number`` is or would be."""
        return self._folder / f"{number:04d}"

    def pseudo_labels(self, number: int) -> PseudoLabels:
        """The round's pseudo-labels, ``distances`` mapped from the disk read-only; ``UserError`` if unreadable."""
        folder = self.folder(number)
        try:
            # Opened here, since np.load leaves a damaged file open if it opened it by itself.
            with (folder / _TABLE).open("rb") as file, np.load(file) as table:
                columns = {name: table[name] for name in _COLUMNS}
            return PseudoLabels(**columns, distances=np.load(folder / _DISTANCES, mmap_mode="r"))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise UserError(
                f"The pseudo-labels of round {number} in {folder} can't be read: {error}.",
                "Put back a copy of that folder, or delete it and run again from the round before.",
            ) from error

    def labels(self, number: int) -> PseudoLabels:
        """The labels of the round that a person sees: its pseudo-labels, overruled by its consensus if it has one."""
        return shown_labels(self.pseudo_labels(number), self.consensus(number))

    def consensus(self, number: int) -> Consensus | None:
        """The consensus of the round; ``None`` if it has none. Raises ``UserError`` if it can't be read."""
        return self._read_consensus(number, _CONSENSUS)

    def take_proposed(self, number: int) -> None:
        """Make what was proposed the consensus of round ``number``, if anything was; ``UserError`` as ``propose``."""
        folder = self.folder(number)
        if not (folder / _PROPOSED).is_file():
            return
        try:
            (folder / _PROPOSED).replace(folder / _CONSENSUS)
        except OSError as error:
            raise _unwritten(folder, error) from error

    def _read_consensus(self, number: int, name: str) -> Consensus | None:
        file = self.folder(number) / name
        if not file.is_file():
            return None
        try:
            with file.open("rb") as opened, np.load(opened) as kept:
                arrays = {name: kept[name] for name in kept.files}
            facts = json.loads(str(arrays.pop("facts")))
            return Consensus(**arrays, **facts | {"expected": Expectation(**facts["expected"])})
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
            raise UserError(
                f"The labels of round {number} in {file} can't be read: {error}.",
                "Put back a copy of that file, or delete it: the labels of S1-S6 alone are then shown."
                if name == _CONSENSUS
                else "Delete that file: the answers are then learnt again.",
            ) from error

    def proposed(self, number: int) -> Consensus | None:
        """What ``propose`` kept last and ``take_proposed`` did not take; raises like ``consensus``."""
        return self._read_consensus(number, _PROPOSED)

    def propose(self, number: int, consensus: Consensus) -> None:
        """Keep ``consensus`` beside that of round ``number``, which stays; raises ``UserError`` if the disk refuses."""
        try:
            with file_in_place(self.folder(number) / _PROPOSED) as file:
                _write_consensus(file, consensus)
        except OSError as error:
            raise _unwritten(self.folder(number), error) from error

    def finished_at(self, number: int) -> str:
        """When round ``number`` was stored, as ISO 8601 text in UTC; ``KeyError`` if there is no such round."""
        rows = self._database.rows("SELECT finished_at FROM rounds WHERE number = ?", number)
        if not rows:
            raise KeyError(number)
        return str(rows[0][0])

    def began_at(self, number: int) -> str:
        """When round ``number`` read the decisions, written like ``finished_at``, or a moment later."""
        began = datetime.fromisoformat(self.finished_at(number)) - timedelta(seconds=self.metrics(number).seconds)
        return began.isoformat(timespec="milliseconds")

    def metrics(self, number: int) -> RoundFinished:
        """The event that ended the round; ``KeyError`` if there is no such round."""
        rows = self._database.rows("SELECT figures FROM rounds WHERE number = ?", number)
        if not rows:
            raise KeyError(number)
        kept: dict[str, Any] = json.loads(rows[0][0])
        kept |= {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
        return RoundFinished(**kept)

    def refine(self, *, first: int, last: int) -> None:
        """Store that a refinement begins with round ``first`` and ends with round ``last``."""
        with self._database.transaction() as sql:
            sql.execute("INSERT OR REPLACE INTO refinements VALUES (?, ?, ?)", (first, last, now()))

    def refinements(self) -> dict[int, int]:
        """First and last round of each refinement, oldest first."""
        return dict(self._database.rows("SELECT first, last FROM refinements ORDER BY first"))

    def neighbours(self, images: int) -> Rows:
        """[images, k] int64, catalog rows of the target images most like each, -1 for none; k is 0 if unknown."""
        try:
            kept = np.load(self.folder(0) / NEIGHBOURS)
        except (OSError, ValueError, EOFError):  # made before there was such a file, or damaged
            return np.empty((images, 0), np.int64)
        near = np.full((images, kept.shape[1]), -1, np.int64)
        near[: len(kept)] = kept[:images]
        return near

    def truncate_after(self, number: int) -> None:
        """Remove every round later than ``number``, and the refinements that began later; -1 removes them all."""
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM rounds WHERE number > ?", (number,))
            sql.execute("DELETE FROM refinements WHERE first > ?", (number,))
        self.remove_leftovers()

    def remove_leftovers(self) -> None:
        """Remove what killed processes left; call it only with the run lock held."""
        if not self._folder.is_dir():
            return
        kept = {self.folder(number) for number in self.numbers()}
        for folder in leftovers(self._folder):
            _remove(folder)
        for folder in self._folder.iterdir():
            # Windows does not delete a folder that another program has open; without its row it is no round anyway.
            if re.fullmatch(r"\d{4,}", folder.name) and folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)


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
        words = [self._word(number, row) for number in self._rounds.numbers()]
        return tuple(word for word in words if word is not None)

    def _word(self, number: int, row: int) -> RoundWord | None:
        path = self._rounds.folder(number) / _TABLE
        try:
            with path.open("rb") as file:
                places = self._places_in(number, path, file)
                # The image was added after this round.
                if row >= places[0].rows:
                    return None
                label, classifier_label, high = (_value(file, place, row) for place in places)
        except (OSError, ValueError, KeyError, IndexError, BadZipFile):
            return None
        return RoundWord(number, label, classifier_label, bool(high)) if label != UNKNOWN else None

    def _places_in(self, number: int, path: Path, file: BufferedReader) -> tuple[_Place, ...]:
        # The time is part of the key, since a run that was started over writes the same numbers again.
        key = number, path.stat().st_mtime_ns
        if key not in self._places:
            with ZipFile(file) as table:
                members = [table.getinfo(f"{column}.npy") for column in _OF_ONE_IMAGE]
            self._places[key] = tuple(_place(file, member) for member in members)
        return self._places[key]


def save_consensus(folder: Path, consensus: Consensus) -> None:
    """Write ``consensus`` into the ``folder`` of a round that is being written."""
    with (folder / _CONSENSUS).open("wb") as file:
        _write_consensus(file, consensus)


def _write_consensus(file: BinaryIO, consensus: Consensus) -> None:
    values = {field.name: getattr(consensus, field.name) for field in fields(Consensus)}
    arrays = {name: value for name, value in values.items() if isinstance(value, np.ndarray)}
    facts = {name: value for name, value in values.items() if name not in arrays}
    facts["expected"] = asdict(consensus.expected)
    columns: dict[str, Any] = {"facts": np.array(json.dumps(facts)), **arrays}
    np.savez(file, **columns)


def _unwritten(folder: Path, error: OSError) -> UserError:
    return UserError(
        f"The new labels can't be written to {folder}: {error}.",
        "Free some space on the disk, then try again; the labels of before are kept.",
    )


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _save_pseudo_labels(folder: Path, pseudo_labels: PseudoLabels) -> None:
    columns = {name: getattr(pseudo_labels, name) for name in _COLUMNS}
    np.savez(folder / _TABLE, **columns)
    np.save(folder / _DISTANCES, pseudo_labels.distances)


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
