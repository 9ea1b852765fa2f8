"""What a person said of one image."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The three things a person can say."""

    LABEL = "label"
    NONE_OF_THESE = "none of these"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's word on target image ``row``; ``label`` is a class index only if the verdict is ``LABEL``."""

    row: int
    verdict: Verdict
    label: int = -1
