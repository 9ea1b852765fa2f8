"""What an audit says of the adaptation and of the guarantee: one enum each, which every surface puts into words."""

import math
from enum import StrEnum

from dclgui.review.guarantee import Guarantee
from dclgui.review.intervals import Interval

_NOTHING = 1e-9
"""A share below that of one image in any project: what remains of rounding."""


class Effect(StrEnum):
    """What adapting did to the share of right labels; ``SAME`` is known for certain, ``UNCLEAR`` is not known yet."""

    HELPED = "helped"
    HARMED = "harmed"
    SAME = "same"
    UNCLEAR = "unclear"


class PromiseState(StrEnum):
    """Where a guarantee stands once an audit has its first answer.

    ``PROMISED``        some labels are promised
    ``OUTDATED``        a later round changed the labels that were drawn from
    ``ALL_NAMED``       a person has named every label, so that there is nothing to promise
    ``UNFINISHED``      images of the sample wait for an answer
    ``TOO_FEW``         all are answered, but it takes more answers even if none is wrong
    ``TOO_MANY_WRONG``  there are answers enough, but too many of the labels are wrong
    """

    PROMISED = "promised"
    OUTDATED = "outdated"
    ALL_NAMED = "all named"
    UNFINISHED = "unfinished"
    TOO_FEW = "too few"
    TOO_MANY_WRONG = "too many wrong"


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


def promise_state(promise: Guarantee, *, outdated: bool, unanswered: int) -> PromiseState:
    """The state of ``promise``; ``unanswered`` images of its sample have no answer, ``outdated`` as the state says."""
    if not len(promise.accepted) and not len(promise.remaining):
        return PromiseState.ALL_NAMED
    if outdated:
        return PromiseState.OUTDATED
    if len(promise.promised):
        return PromiseState.PROMISED
    if unanswered:
        return PromiseState.UNFINISHED
    return PromiseState.TOO_FEW if promise.answers_missing else PromiseState.TOO_MANY_WRONG
