"""The images that a person excluded before a run, as they stood when it made round 0."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.project.folder import Project

_FILE = "taken_out.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Exclusion:
    """Catalog rows of both domains, [n] int64 each, ascending; they take no part in the run that began without them.

    What a person excludes or puts back after round 0 changes nothing in that run, so that it ends the same however
    often it is stopped; it counts in a new project.
    """

    source: Rows
    target: Rows

    @classmethod
    def of(cls, project: Project) -> "Exclusion":
        """Of the project's run: as round 0 kept them, or as they stand now if there is no round yet."""
        if project.rounds.last() is None:
            return cls(project.exclusions.current("source"), project.exclusions.current("target"))
        file = project.rounds.folder(0) / _FILE
        if not file.exists():  # a project from before images could be excluded
            return cls(np.empty(0, np.int64), np.empty(0, np.int64))
        with file.open("rb") as stream, np.load(stream) as kept:
            return cls(kept["source"], kept["target"])

    def save(self, folder: Path) -> None:
        """Write it into the folder of round 0."""
        np.savez(folder / _FILE, source=self.source, target=self.target)
