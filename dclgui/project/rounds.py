"""The finished rounds: a folder of arrays and model each, and a row that says that the folder is whole."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.core.atomic import folder_in_place, leftovers
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import RoundFinished
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project.database import Database, now

NEIGHBOURS = "neighbours.npy"
"""In round 0: [n, k] int32, catalog rows of the target images most like each, -1 for none."""
_TABLE, _DISTANCES = "pseudo_labels.npz", "distances.npy"
_COLUMNS = tuple(field.name for field in fields(PseudoLabels) if field.name != "distances")


class Rounds:
    """The rounds in ``folder``.

    A round is written folder first, row second, and removed row first, folder second: a folder without a row is
    what a killed process left, never a round.
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._database = database

    def write(
        self, number: int, pseudo_labels: PseudoLabels, metrics: RoundFinished, write_model: Callable[[Path], None]
    ) -> None:
        """Keep round ``number`` whole or not at all; it is on the disk when this returns.

        ``write_model`` puts the model and the training state into the folder it is given, which is not yet the
        round's own. Raises ``ValueError`` if there is such a round or ``metrics`` are another's, ``UserError`` if
        the disk refuses; what else ``write_model`` raises passes through and leaves nothing behind.
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
            # A folder that someone deleted leaves its row behind.
            sql.execute("INSERT OR REPLACE INTO rounds VALUES (?, ?, ?)", (number, now(), json.dumps(asdict(metrics))))

    def numbers(self) -> list[int]:
        """The whole rounds, ascending."""
        rows = self._database.rows("SELECT number FROM rounds ORDER BY number")
        return [number for (number,) in rows if self.folder(number).is_dir()]

    def last(self) -> int | None:
        """The newest whole round, ``None`` before the first."""
        return max(self.numbers(), default=None)

    def folder(self, number: int) -> Path:
        """Where round ``number`` is or would be."""
        return self._folder / f"{number:04d}"

    def pseudo_labels(self, number: int) -> PseudoLabels:
        """The round's pseudo-labels, ``distances`` mapped from the disk read-only; ``UserError`` if unreadable."""
        folder = self.folder(number)
        try:
            # numpy leaves a damaged file open if it opened it.
            with (folder / _TABLE).open("rb") as file, np.load(file) as table:
                columns = {name: table[name] for name in _COLUMNS}
            return PseudoLabels(**columns, distances=np.load(folder / _DISTANCES, mmap_mode="r"))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise UserError(
                f"The pseudo-labels of round {number} in {folder} can't be read: {error}.",
                "Put back a copy of that folder, or delete it and run again from the round before.",
            ) from error

    def finished_at(self, number: int) -> str:
        """When round ``number`` was kept, as ISO 8601 text in UTC; ``KeyError`` if there is no such round."""
        rows = self._database.rows("SELECT finished_at FROM rounds WHERE number = ?", number)
        if not rows:
            raise KeyError(number)
        return str(rows[0][0])

    def began_at(self, number: int) -> str:
        """When round ``number`` took up what was decided until then, written like ``finished_at``, never too early."""
        began = datetime.fromisoformat(self.finished_at(number)) - timedelta(seconds=self.metrics(number).seconds)
        return began.isoformat(timespec="milliseconds")

    def metrics(self, number: int) -> RoundFinished:
        """What was said when the round ended; ``KeyError`` if there is no such round."""
        rows = self._database.rows("SELECT figures FROM rounds WHERE number = ?", number)
        if not rows:
            raise KeyError(number)
        kept: dict[str, Any] = json.loads(rows[0][0])
        kept |= {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
        return RoundFinished(**kept)

    def refine(self, *, first: int, last: int) -> None:
        """Keep that a refinement begins with round ``first`` and is done after round ``last``."""
        with self._database.transaction() as sql:
            sql.execute("INSERT OR REPLACE INTO refinements VALUES (?, ?, ?)", (first, last, now()))

    def refinements(self) -> dict[int, int]:
        """The first round of each refinement and the round after which it is done, oldest first."""
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
        self.extract()

    def extract(self) -> None:
        """Remove what killed processes left; only for the one that holds the run lock."""
        if not self._folder.is_dir():
            return
        kept = {self.folder(number) for number in self.numbers()}
        for folder in leftovers(self._folder):
            _remove(folder)
        for folder in self._folder.iterdir():
            # Windows keeps a folder that another program has open; without its row it is no round all the same.
            if re.fullmatch(r"\d{4,}", folder.name) and folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _save_pseudo_labels(folder: Path, pseudo_labels: PseudoLabels) -> None:
    columns = {name: getattr(pseudo_labels, name) for name in _COLUMNS}
    np.savez(folder / _TABLE, **columns)
    np.save(folder / _DISTANCES, pseudo_labels.distances)
