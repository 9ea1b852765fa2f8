"""What a person said of one image, and what a file would change about that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Literal


class Verdict(StrEnum):
    """The three things a person can say."""

    LABEL = "label"
    NONE_OF_THESE = "none of these"
    UNSURE = "unsure"

    @property
    def code(self) -> "VerdictCode":
        """The same as a number, for an array."""
        return VerdictCode[self.name]


class VerdictCode(IntEnum):
    """What a person said of an image, as a number in an array [N] uint8; ``NOTHING`` where no verdict is."""

    NOTHING = 0
    LABEL = 1
    NONE_OF_THESE = 2
    UNSURE = 3


SETTLED = (VerdictCode.LABEL, VerdictCode.NONE_OF_THESE)
"""With these a person said what an image is, or that it is none of the classes."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision on target image ``row``; ``label`` is a class index only if the verdict is ``LABEL``."""

    row: int
    verdict: Verdict
    label: int = -1


def with_audit(reviewed: Mapping[int, Decision], audited: Mapping[int, Decision]) -> dict[int, Decision]:
    """What a person says of each image, by row: as ``reviewed``, but as ``audited`` where Review does not settle it.

    An image of which somebody could not tell in Review can be drawn for an audit, and be named there.
    """
    settled = {row: decision for row, decision in reviewed.items() if decision.verdict.code in SETTLED}
    return {**reviewed, **audited, **settled}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two different decisions on one row: the project's and the file's."""

    mine: Decision
    theirs: Decision


@dataclass(frozen=True, slots=True)
class Ends:
    """Paths of another computer, matched by their ends, all alike.

    ``there`` is what they begin with in the file, and ``here`` in the project; or, where their folders have nothing in
    common, only the last ``parts`` of each path were compared (0 otherwise).
    """

    there: str
    here: str
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the file itself says of ``row`` in more than one way: two annotators, or two lines."""

    row: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file says, sorted by what it means for the project.

    ``new``              decisions on rows that nobody decided
    ``same``             decisions on rows decided alike
    ``conflicts``        rows decided otherwise
    ``unknown_files``    paths that are not in the project
    ``unknown_classes``  path and class name, where the project has no such class
    ``silent``           entries that no person labelled: without a label, or with the machine's
    ``unclear``          paths of rows that another model labelled, where nothing tells whether a person changed that
    ``disagreements``    rows of which the file says two things; neither is taken
    ``ends``             how the paths were matched, if they are those of another computer (``Ends``)
    """

    new: tuple[Decision, ...]
    same: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...]
    unknown_files: tuple[str, ...]
    unknown_classes: tuple[tuple[str, str], ...]
    silent: int
    unclear: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    ends: Ends | None = None

    def against(self, decided: Mapping[int, Decision]) -> "Preview":
        """The same of a project in which this is ``decided`` by now, by row."""
        theirs = [*self.new, *self.same, *(conflict.theirs for conflict in self.conflicts)]
        return replace(
            self,
            new=tuple(found for found in theirs if found.row not in decided),
            same=tuple(found for found in theirs if decided.get(found.row) == found),
            conflicts=tuple(
                Conflict(decided[found.row], found)
                for found in theirs
                if found.row in decided and decided[found.row] != found
            ),
        )

    def decisions(self, prefer: Literal["mine", "theirs"]) -> list[Decision]:
        """What to write into the journal, as one step; of a conflict nothing if ``prefer`` is ``mine``."""
        return [*self.new, *(conflict.theirs for conflict in self.conflicts if prefer == "theirs")]
