"""What every surface puts into words: effect of adapting and guarantee, an enum each, and the expected share."""

import math
from enum import StrEnum

from dclgui.review.guarantee import Guarantee
from dclgui.review.intervals import Interval

_NOTHING = 1e-9
"""Rounding error: less than the share of one image in any project."""


class Effect(StrEnum):
    """The effect of adapting on accuracy; ``SAME`` is certain, ``UNCLEAR`` is not known yet."""

    HELPED = "helped"
    HARMED = "harmed"
    SAME = "same"
    UNCLEAR = "unclear"


class PromiseState(StrEnum):
    """The state of a guarantee after the first answer of an audit.

    ``PROMISED``        some labels are guaranteed
    ``OUTDATED``        a later round, or what answers taught, changed the labels since the sample was drawn
    ``ALL_NAMED``       a person has named every label, so that there is nothing to guarantee
    ``UNFINISHED``      images of the sample have no answer yet
    ``TOO_FEW``         all are answered, but more answers are needed even if none is wrong
    ``TOO_MANY_WRONG``  there are enough answers, but too many of the labels are wrong
    ``NOT_YET``         the same of an open-ended audit, where more answers may still be enough
    """

    PROMISED = "promised"
    OUTDATED = "outdated"
    ALL_NAMED = "all named"
    UNFINISHED = "unfinished"
    TOO_FEW = "too few"
    TOO_MANY_WRONG = "too many wrong"
    NOT_YET = "not yet"


def about_right(right: float) -> float:
    """The expected fraction ``right`` in [0, 1] as it may be told: whole per cents, rounded down; NaN stays NaN.

    More digits are not supported, and one wrong label is enough for less than 100 %.
    """
    return right if math.isnan(right) else math.floor(100 * right + _NOTHING) / 100


def effect_of(difference: Interval | None, *, complete: bool) -> Effect | None:
    """The effect by the interval ``difference``, adapted minus source-only.

    ``None`` without source-only labels, and while the audit is not ``complete`` unless the effect is certain.
    """
    if difference is None or (math.isnan(difference.estimate) and not complete):
        return None
    if difference.low > _NOTHING:
        return Effect.HELPED
    if difference.high < -_NOTHING:
        return Effect.HARMED
    if difference.low >= -_NOTHING and difference.high <= _NOTHING:
        return Effect.SAME
    return Effect.UNCLEAR


def promise_state(promise: Guarantee, *, outdated: bool, unanswered: int, open_ended: bool = False) -> PromiseState:
    """The state of ``promise``; ``unanswered`` is the number of images of its sample without an answer."""
    if not len(promise.accepted) and not len(promise.remaining):
        return PromiseState.ALL_NAMED
    if outdated:
        return PromiseState.OUTDATED
    if len(promise.promised):
        return PromiseState.PROMISED
    if unanswered and not open_ended:
        return PromiseState.UNFINISHED
    if promise.answers_missing:
        return PromiseState.TOO_FEW
    return PromiseState.NOT_YET if open_ended else PromiseState.TOO_MANY_WRONG
