"""The finished rounds: one folder of arrays and model each, and a database row that says the folder is complete."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.lib.format import open_memmap
from pydantic import TypeAdapter

from dclgui.core.arrays import UNREADABLE, Rows
from dclgui.core.atomic import file_in_place, folder_in_place, leftovers
from dclgui.core.catalog import UNKNOWN
from dclgui.core.classes import Classes
from dclgui.core.consensus import Consensus, Expectation, shown_labels
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.parsed import json_in
from dclgui.core.patience import move, patiently
from dclgui.core.protocol.events import RoundFinished
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project.classes import read_classes
from dclgui.project.database import Database, now
from dclgui.project.made_with import digest_of, digests_of, settings_of

NEIGHBOURS = "neighbours.npy"
"""In round 0: [n, k] int32, catalog rows of the target images most like each, -1 for none."""
EMBEDDING = "embedding.safetensors"
"""In the newest round only: the features of its images."""
TABLE, _DISTANCES = "pseudo_labels.npz", "distances.npy"
_CONSENSUS, _PROPOSED = "consensus.npz", "consensus-proposed.npz"
_COLUMNS = tuple(field.name for field in fields(PseudoLabels) if field.name != "distances")
_INTEGERS = ("label", "classifier_label")
_CHANGING = (_CONSENSUS, _PROPOSED)
"""Files of a round that are written anew later; they hold checksums of their own."""


_UNBOUNDED = 2**31
_FIGURES = TypeAdapter(RoundFinished)


class Rounds:
    """The rounds in ``folder``.

    A round is written folder first, row second, and removed row first, folder second: a folder without a row is what a
    killed process left, never a round.
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._database = database
        self._compared: dict[Path, tuple[int, int]] = {}

    def write(
        self,
        number: int,
        pseudo_labels: PseudoLabels,
        metrics: RoundFinished,
        write_model: Callable[[Path], None],
        *,
        job: Job | None = None,
        knew: int = 0,
    ) -> None:
        """Store round ``number`` completely or not at all; it is on the disk when this returns.

        ``write_model`` writes the model and the training state into the folder it gets, a temporary one. Kept with it
        are the settings of ``job`` that it was made with, a digest of each file, and ``knew``, the last step of the
        journal that it knows. Raises ``ValueError`` if the round exists or ``metrics`` are of another one,
        ``UserError`` if the disk refuses; any other exception of ``write_model`` passes through, and nothing is left
        behind.
        """
        if number in self.numbers() or metrics.round != number:
            raise ValueError(f"round {number} is there already or the figures are of round {metrics.round}")
        try:
            self._folder.mkdir(exist_ok=True)
            _remove(self.folder(number))
            with folder_in_place(self.folder(number)) as folder:
                _save_pseudo_labels(folder, pseudo_labels)
                write_model(folder)
                digests = digests_of(folder, but=_CHANGING)
        except OSError as error:
            raise UserError(
                f"Round {number} can't be written to {self._folder}: {error}.",
                "Free some space on the disk and close other programs that use the project, then run again; "
                "the rounds before are kept.",
            ) from error
        with self._database.transaction() as sql:
            # Or replace: if someone deleted the folder, its row is still there.
            sql.execute(
                "INSERT OR REPLACE INTO rounds (number, finished_at, figures, settings, digests, knew) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (number, now(), json.dumps(asdict(metrics)), settings_of(job) if job else "", digests, knew),
            )

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

    def whole(self, number: int, *names: str) -> Path:
        """The folder of round ``number``, whose files, or those of ``names``, are as they were written.

        A file is compared with its digest once, and again if it looks changed. Raises ``UserError`` if one is missing
        or another. A round of an earlier version has no digests.
        """
        folder = self.folder(number)
        kept = self._database.rows("SELECT digests FROM rounds WHERE number = ?", number)
        digests = self._table(kept[0][0]) if kept else {}
        for name in names or tuple(digests):
            if name in digests:
                self._compare(number, folder / name, digests[name])
        return folder

    def _compare(self, number: int, file: Path, digest: str) -> None:
        try:
            state = file.stat()
            seen = state.st_size, state.st_mtime_ns
            same = self._compared.get(file) == seen or digest_of(file) == digest
        except FileNotFoundError as error:
            if file.name == EMBEDDING:  # deleted once there is a newer one
                return
            raise damaged_round(file, "it is missing") from error
        except OSError as error:
            raise damaged_round(file, str(error.strerror)) from error
        if not same:
            raise damaged_round(file, f"it is not what round {number} wrote")
        self._compared[file] = seen

    def _of(self, number: int, column: str) -> Any:
        rows = self._database.rows(f"SELECT {column} FROM rounds WHERE number = ?", number)
        if not rows:
            raise KeyError(number)
        return rows[0][0]

    def _table(self, text: str) -> dict[str, Any]:
        """What the database says of a round as JSON, empty for a round of an earlier version."""
        try:
            found = json_in(text or "{}")
        except (ValueError, TypeError):
            found = None
        if not isinstance(found, dict):
            raise self._database.damaged("what it says of a round can't be read")
        return found

    def pseudo_labels(self, number: int) -> PseudoLabels:
        """The round's pseudo-labels, read as the classes that there are; ``UserError`` if unreadable.

        ``distances`` are mapped from the disk read-only as long as no class was merged or withdrawn.
        """
        folder = self.whole(number, TABLE, _DISTANCES)
        try:
            # Opened here, since np.load leaves a damaged file open if it opened it by itself.
            with (folder / TABLE).open("rb") as file, np.load(file) as table:
                columns = {name: table[name] for name in _COLUMNS}
            found = PseudoLabels(**columns, distances=open_memmap(folder / _DISTANCES, mode="r"))
            _require_table(found)
        except UNREADABLE as error:
            raise UserError(
                f"The pseudo-labels of round {number} in {folder} can't be read: {error}.",
                "Put back a copy of that folder, or delete it and run again from the round before.",
            ) from error
        images = self._database.rows("SELECT max(row) + 1 FROM catalog WHERE domain = 'target'")[0][0]
        if images is not None and len(found) > images:
            raise damaged_round(folder / TABLE, f"it has {len(found)} rows for {images} images")
        if found.distances.shape[1] > self._classes():
            raise damaged_round(folder / _DISTANCES, "it names classes that there are not")
        return self.classes().pseudo_labels(found)

    def classes(self) -> Classes:
        """The classes that labels are read as."""
        return read_classes(self._database)

    def _classes(self) -> int:
        """How many classes the project has at most; very many before the folders were scanned."""
        return len(self.classes().names) or _UNBOUNDED

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
            move(folder / _PROPOSED, folder / _CONSENSUS)
        except OSError as error:
            raise _unwritten(folder, error) from error

    def _read_consensus(self, number: int, name: str) -> Consensus | None:
        file = self.folder(number) / name
        if not file.is_file():
            return None
        try:
            with file.open("rb") as opened, np.load(opened) as kept:
                arrays = {name: kept[name] for name in kept.files}
            facts = json_in(str(arrays.pop("facts")))
            found = Consensus(**arrays, **facts | {"expected": Expectation(**facts["expected"])})
            found.require_sound(classes=self._classes())
        except UNREADABLE as error:
            raise UserError(
                f"The labels of round {number} in {file} can't be read: {error}.",
                "Put back a copy of that file, or delete it: the labels of S1-S6 alone are then shown."
                if name == _CONSENSUS
                else "Delete that file: the answers are then learnt again.",
            ) from error
        return self.classes().consensus(found)

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
        return str(self._of(number, "finished_at"))

    def knew(self, number: int) -> int:
        """The last step of the journal that round ``number`` knows; ``KeyError`` if there is no such round."""
        return int(self._of(number, "knew"))

    def settings(self, number: int) -> dict[str, Any]:
        """The settings that round ``number`` was made with (``made_with.settings_of``); empty if unknown."""
        rows = self._database.rows("SELECT settings FROM rounds WHERE number = ?", number)
        return self._table(rows[0][0]) if rows else {}

    def metrics(self, number: int) -> RoundFinished:
        """The event that ended the round; ``KeyError`` if there is no such round."""
        figures = self._of(number, "figures")
        try:
            kept: dict[str, Any] = json_in(figures)
            kept |= {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
            return _FIGURES.validate_python(kept)
        except (ValueError, TypeError, AttributeError) as error:
            raise self._database.damaged(f"the figures of round {number} can't be read") from error

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
            kept = np.array(open_memmap(self.folder(0) / NEIGHBOURS, mode="r"))
        except (OSError, ValueError, EOFError):  # made before there was such a file, or damaged
            return np.empty((images, 0), np.int64)
        if kept.ndim != 2 or kept.dtype.kind not in "iu" or (kept >= images).any():
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


def damaged_round(file: Path, reason: str) -> UserError:
    """The failure of a ``file`` of a round whose content can't be what the run wrote."""
    return UserError(
        f"{file} can't be used: {reason}.",
        f"Put back a copy of the folder {file.parent}, or delete it and run again from the round before.",
    )


def _require_table(found: PseudoLabels) -> None:
    """Raise ``ValueError`` if the columns are not of one length, one kind each and of classes that there are."""
    if found.distances.ndim != 2 or not found.distances.shape[1] or found.distances.dtype.kind != "f":
        raise ValueError("the distances are no table of numbers")
    images, classes = found.distances.shape
    for name in _COLUMNS:
        column = getattr(found, name)
        wanted = "i" if name in _INTEGERS else "b" if name == "high" else "f"
        if column.shape != (images,) or column.dtype.kind != wanted:
            raise ValueError(f"the column {name} is not of {images} images")
        if name in _INTEGERS and images and not (column.min() >= UNKNOWN and column.max() < classes):
            raise ValueError(f"the column {name} names classes that there are not")


def _remove(folder: Path) -> None:
    if folder.exists():
        patiently(lambda: shutil.rmtree(folder))


def _save_pseudo_labels(folder: Path, pseudo_labels: PseudoLabels) -> None:
    columns = {name: getattr(pseudo_labels, name) for name in _COLUMNS}
    np.savez(folder / TABLE, **columns)
    np.save(folder / _DISTANCES, pseudo_labels.distances)
