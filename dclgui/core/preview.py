"""What a file from elsewhere would change among the decisions of a project."""

from dataclasses import dataclass
from typing import Literal

from dclgui.core.decisions import Decision


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row decided otherwise in the project."""

    mine: Decision
    theirs: Decision


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file says, sorted by what it means for the project.

    ``new``              decisions on rows that nobody decided
    ``same``             rows decided alike
    ``conflicts``        rows decided otherwise
    ``unknown_files``    paths that are not in the project
    ``unknown_classes``  path and class name, where the project has no such class
    ``silent``           entries without a person's word: no label, or the machine's own
    ``unclear``          paths of rows that another model labelled, where nothing tells whether a person changed that
    """

    new: tuple[Decision, ...]
    same: tuple[int, ...]
    conflicts: tuple[Conflict, ...]
    unknown_files: tuple[str, ...]
    unknown_classes: tuple[tuple[str, str], ...]
    silent: int
    unclear: tuple[str, ...] = ()

    def decisions(self, prefer: Literal["mine", "theirs"]) -> list[Decision]:
        """What to write into the journal, as one step; of a conflict nothing if ``prefer`` is ``mine``."""
        return [*self.new, *(conflict.theirs for conflict in self.conflicts if prefer == "theirs")]
