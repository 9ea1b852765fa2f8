"""What a person said of one image."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


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
    """One person's word on target image ``row``; ``label`` is a class index only if the verdict is ``LABEL``."""

    row: int
    verdict: Verdict
    label: int = -1
