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
    """With 95 % confidence at most the share ``error`` of ``of`` labels is wrong; nobody looked at ``labels`` of them.

    ``to_look_at`` are neither among them nor named by a person. ``open`` images of the sample wait for an answer;
    ``more_answers`` at least are to be drawn besides for any promise. ``outdated``: a later round changed the labels.
    """

    error: float
    labels: int
    of: int
    to_look_at: int
    open: int
    more_answers: int
    outdated: bool


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
        promised = Promised(
            ERROR,
            labels=len(promise.accepted),
            of=len(promise.promised),
            to_look_at=len(promise.remaining),
            open=len(found.design.rows) - len(found.answers),
            more_answers=max(0, promise.audits_needed - promise.answered),
            outdated=found.outdated,
        )
        return cls(found.result(), promised, saving)

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
    wrong = f"at most {share(promised.error)} wrong"
    if promised.outdated:
        return f"Guaranteed: nothing of these labels ({wrong}); a later round has changed them. Draw a new audit."
    if promised.of:
        return (
            f"Guaranteed: {count(promised.labels, 'label')} that nobody looked at; they belong to {promised.of:,} "
            f"of which {wrong} (95 % sure). {count(promised.to_look_at, 'image')} left to look at."
        )
    if not promised.to_look_at:
        return "Guaranteed: all labels were named by a person."
    if promised.open:
        return f"Guaranteed ({wrong}): known when the last {count(promised.open, 'image')} of the audit are answered."
    if promised.more_answers:
        return (
            f"Guaranteed ({wrong}): nothing yet; it takes at least {count(promised.more_answers, 'more answer')}, "
            "more if some are wrong."
        )
    return f"Guaranteed ({wrong}): nothing, too many of the audited labels are wrong."


def _saving_line(saving: Saving) -> str:
    line = f"Labels saved: {saving.saved:,} of {saving.images:,}; a person looked at {saving.opened:,}"
    if saving.pace is None or saving.seconds is None:
        return f"{line}."
    return f"{line}, {saving.pace:.1f} s each, so that about {time_left(saving.seconds)} are saved."


def _interval(found: Interval) -> str:
    return f"{share(found.estimate, digits=1)}, between {share(found.low, digits=1)} and {share(found.high, digits=1)},"
