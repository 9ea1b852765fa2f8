"""What an audit says of adapting, in one word that every place which speaks of it goes by."""

import math
from enum import StrEnum

from dclgui.review.intervals import Interval

_NOTHING = 1e-9
"""A share below that of one image in any project: what remains of rounding."""


class Effect(StrEnum):
    """What adapting did to the share of right labels; ``SAME`` is known for certain, ``UNCLEAR`` is not known yet."""

    HELPED = "helped"
    HARMED = "harmed"
    SAME = "same"
    UNCLEAR = "unclear"


def effect_of(difference: Interval | None) -> Effect | None:
    """What ``difference``, adapted minus source-only, says with its confidence; ``None`` before there is any."""
    if difference is None or math.isnan(difference.estimate):
        return None
    if difference.low > _NOTHING:
        return Effect.HELPED
    if difference.high < -_NOTHING:
        return Effect.HARMED
    if difference.low >= -_NOTHING and difference.high <= _NOTHING:
        return Effect.SAME
    return Effect.UNCLEAR
