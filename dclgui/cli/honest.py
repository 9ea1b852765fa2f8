"""What an audit and the journal say of a project, for the command line."""

from dataclasses import dataclass
from typing import Self

from dclgui.cli.words import count, share, time_left
from dclgui.project.folder import Project
from dclgui.results import ERROR, audited, queue_of, review_table, saving_of
from dclgui.review.estimate import AuditResult
from dclgui.review.intervals import Interval
from dclgui.review.saved import Saving
from dclgui.review.verdict import Effect, effect_of


@dataclass(frozen=True, slots=True)
class Promised:
    """With 95 % confidence at most the share ``error`` of ``labels`` labels is wrong; ``to_look_at`` are not in it."""

    error: float
    labels: int
    to_look_at: int
    audits_needed: int


@dataclass(frozen=True, slots=True)
class Honest:
    """Figures that a person's answers stand behind; ``audit`` and ``promised`` are ``None`` before the first answer."""

    audit: AuditResult | None
    promised: Promised | None
    saving: Saving

    @classmethod
    def of(cls, project: Project) -> Self:
        """What is known of the newest round, which must be there."""
        saving = saving_of(project)
        if not project.audits.answers():
            return cls(None, None, saving)
        table = review_table(project)
        found = audited(project, table, queue_of(project, table))
        if found is None:
            return cls(None, None, saving)
        promise = found.promise(ERROR)
        labels = len(promise.accepted) + len(promise.known) if len(promise.accepted) else 0
        return cls(found.result(), Promised(ERROR, labels, len(promise.remaining), promise.audits_needed), saving)

    def lines(self) -> list[str]:
        """One sentence a figure; none for what nobody knows yet."""
        lines = [] if self.audit is None else _audit_lines(self.audit)
        if self.promised is not None:
            lines.append(_promise_line(self.promised))
        if self.saving.opened:
            lines.append(_saving_line(self.saving))
        return lines


def _audit_lines(audit: AuditResult) -> list[str]:
    answers = count(audit.answered, "answer") + (f", {audit.unsure:,} of them not sure" if audit.unsure else "")
    lines = [f"Audited: {_interval(audit.adapted.overall)} of the labels are right (95 % sure, {answers})."]
    if audit.source_only is not None:
        lines.append(f"Without adaptation: {_interval(audit.source_only.overall)}.")
    effect = effect_of(audit.difference)
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


def _promise_line(promised: Promised) -> str:
    if not promised.labels:
        return (
            f"No set of labels can be promised yet to be at most {share(promised.error)} wrong; "
            f"it takes at least {count(promised.audits_needed, 'answer')}, more if some are wrong."
        )
    return (
        f"Guaranteed: {count(promised.labels, 'label')}, at most {share(promised.error)} of them wrong (95 % sure); "
        f"{count(promised.to_look_at, 'image')} left to look at."
    )


def _saving_line(saving: Saving) -> str:
    line = f"Labels saved: {saving.saved:,} of {saving.images:,}; a person looked at {saving.opened:,}"
    if saving.pace is None or saving.seconds is None:
        return f"{line}."
    return f"{line}, {saving.pace:.1f} s each, so that about {time_left(saving.seconds)} are saved."


def _interval(found: Interval) -> str:
    return f"{share(found.estimate, digits=1)}, between {share(found.low, digits=1)} and {share(found.high, digits=1)},"
