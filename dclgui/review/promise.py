"""Whether an audit promises any labels and, if not, why: one word that every surface phrases."""

from enum import StrEnum

from dclgui.review.guarantee import Guarantee


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
