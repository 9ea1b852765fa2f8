"""The images that a person excluded, as of the run's round 0."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dclgui.core.arrays import UNREADABLE, Rows
from dclgui.core.errors import first_line
from dclgui.project.folder import Project
from dclgui.project.rounds import damaged_round

_FILE = "taken_out.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Exclusion:
    """Catalog rows of both domains, [n] int64 each, ascending, that take no part in the run.

    What a person excludes or puts back after round 0 does not change that run, so that it ends the same however often
    it is stopped; it counts in a new project.
    """

    source: Rows
    target: Rows

    @classmethod
    def of(cls, project: Project) -> "Exclusion":
        """Of the project's run: as round 0 kept them, or as they stand now if there is no round yet."""
        if project.rounds.last() is None:
            return cls(project.exclusions.current("source"), project.exclusions.current("target"))
        file = project.rounds.whole(0) / _FILE
        if not file.exists():  # a project from before images could be excluded
            return cls(np.empty(0, np.int64), np.empty(0, np.int64))
        try:
            with file.open("rb") as stream, np.load(stream) as kept:
                found = cls(kept["source"], kept["target"])
        except UNREADABLE as error:
            raise damaged_round(file, first_line(error)) from error
        for domain, rows in (("source", found.source), ("target", found.target)):
            images = len(project.catalog("source" if domain == "source" else "target"))
            if rows.ndim != 1 or rows.dtype.kind != "i" or (len(rows) and not 0 <= rows.min() <= rows.max() < images):
                raise damaged_round(file, f"it names images that the {domain} does not have")
        return found

    def save(self, folder: Path) -> None:
        """Write it into the folder of round 0."""
        np.savez(folder / _FILE, source=self.source, target=self.target)
