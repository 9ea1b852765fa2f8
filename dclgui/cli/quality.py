"""How right a project's labels are by what people answered, for the command line."""

from dataclasses import asdict
from typing import Any

from dclgui.cli.words import chosen_share, count, share, time_left
from dclgui.review.estimate import AuditResult
from dclgui.review.intervals import Interval
from dclgui.review.promise import PromiseState
from dclgui.review.saved import Saving
from dclgui.review.verdict import Effect
from dclgui.standing.standing import Audit, Standing


def quality_facts(standing: Standing) -> dict[str, Any]:
    """For JSON; ``audit`` and ``promised`` are ``None`` before the first answer.

    Of ``promised``: nobody looked at ``labels`` of the ``of`` labels promised; ``to_look_at`` are neither among them
    nor named by a person; ``open`` images of the sample wait for an answer, ``more_answers`` at least are to be drawn
    besides for any promise.
    """
    audit = standing.audit
    return {
        "audit": None if audit is None else asdict(audit.result),
        "promised": None if audit is None else _promised_facts(audit),
        "saving": asdict(standing.saving),
    }


def quality_lines(standing: Standing) -> list[str]:
    """One sentence a figure; none for what nobody knows yet."""
    audit = standing.audit
    lines = [] if audit is None else [*_audit_lines(audit.result, audit.effect), _promise_line(audit)]
    if standing.saving.opened:
        lines.append(_saving_line(standing.saving))
    return lines


def _promised_facts(audit: Audit) -> dict[str, Any]:
    promise = audit.promise
    return {
        "error": promise.terms.error,
        "labels": len(promise.accepted),
        "of": len(promise.promised),
        "to_look_at": len(promise.remaining),
        "open": audit.unanswered,
        "more_answers": promise.answers_missing,
        "outdated": audit.outdated,
    }


def _audit_lines(audit: AuditResult, effect: Effect | None) -> list[str]:
    answers = count(audit.answered, "answer") + (f", {audit.unsure:,} of them not sure" if audit.unsure else "")
    lines = [f"Audited: {_interval(audit.adapted.overall)} of the labels are right (95 % sure, {answers})."]
    if audit.source_only is not None:
        lines.append(f"Without adaptation: {_interval(audit.source_only.overall)}.")
    if audit.difference is not None and effect is not None:
        lines.append(_helped(audit.difference, effect))
    return lines


def _helped(difference: Interval, effect: Effect) -> str:
    points = f"{100 * difference.low:+.1f} to {100 * difference.high:+.1f} points"
    match effect:
        case Effect.HELPED:
            return f"Adaptation helped: {points}."
        case Effect.HARMED:
            return f"Adaptation did harm: {points}. Export the source model's labels instead."
        case Effect.SAME:
            return "Adaptation made no difference: as many labels are right as without it."
        case Effect.UNCLEAR:
            return f"Whether adaptation helped is not known yet: {points}."


def _promise_line(audit: Audit) -> str:
    promise = audit.promise
    wrong = f"at most {chosen_share(promise.terms.error)} wrong"
    match audit.state:
        case PromiseState.PROMISED:
            return (
                f"Guaranteed: {count(len(promise.accepted), 'label')} that nobody looked at; they belong to "
                f"{len(promise.promised):,} of which {wrong} ({chosen_share(promise.terms.confidence)} sure). "
                f"{count(len(promise.remaining), 'image')} left to look at."
            )
        case PromiseState.OUTDATED:
            return f"Guaranteed: nothing of these labels ({wrong}); a later round has changed them. Draw a new audit."
        case PromiseState.ALL_NAMED:
            return "Guaranteed: all labels were named by a person."
        case PromiseState.UNFINISHED:
            left = count(audit.unanswered, "image")
            return f"Guaranteed ({wrong}): known when the last {left} of the audit are answered."
        case PromiseState.TOO_FEW:
            missing = count(promise.answers_missing, "more answer")
            return f"Guaranteed ({wrong}): nothing yet; it takes at least {missing}, more if some are wrong."
        case PromiseState.TOO_MANY_WRONG:
            return f"Guaranteed ({wrong}): nothing, too many of the audited labels are wrong."


def _saving_line(saving: Saving) -> str:
    line = f"Labels saved: {saving.saved:,} of {saving.images:,}; a person looked at {saving.opened:,}"
    if saving.pace is None or saving.seconds is None:
        return f"{line}."
    return f"{line}, {saving.pace:.1f} s each, so that about {time_left(saving.seconds)} are saved."


def _interval(found: Interval) -> str:
    return f"{share(found.estimate, digits=1)}, between {share(found.low, digits=1)} and {share(found.high, digits=1)},"
