"""The outcome of a project's newest round, and its accuracy by people's answers, for the command line."""

import math
from dataclasses import asdict, dataclass
from typing import Any, Self

from dclgui.cli.words import accuracy_sentence, chosen_share, count, share, time_left
from dclgui.core.consensus import GOAL, Consensus, Expectation
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project
from dclgui.review.guarantee import Guarantee
from dclgui.review.intervals import Interval
from dclgui.review.saved import Saving
from dclgui.review.sureness import Sureness
from dclgui.review.verdict import Effect, PromiseState, about_right
from dclgui.standing.standing import Audit, Standing


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of round ``round``; the accuracies are NaN where the truth is unknown.

    ``problems`` have no label since they can't be read or were set aside; ``copies`` were set aside as copies and have
    the label of their picture.
    """

    round: int
    rounds: int
    images: int
    high: int
    low: int
    moved: int
    problems: int
    copies: int
    decided: int
    audited: int
    source_only_accuracy: float
    accuracy: float

    @classmethod
    def of(cls, project: Project) -> Self:
        """The outcome of the newest round; raises ``UserError`` if no round is finished."""
        last = project.last_round()
        found, truth = project.rounds.labels(last), known_truth(project.catalog("target"))
        lacking, copies = ~found.readable, [row for row in project.exclusions.copies() if row < len(found)]
        return cls(
            round=last,
            rounds=project.planned_rounds,
            images=len(found),
            high=int(found.high.sum()),
            low=int((found.readable & ~found.high).sum()),
            moved=int(found.moved.sum()),
            problems=int(lacking.sum() - lacking[copies].sum()),
            copies=int(lacking[copies].sum()),
            decided=len(project.journal.current()),
            audited=len(project.audits.answers()),
            source_only_accuracy=project.rounds.metrics(0).accuracy,
            accuracy=math.nan if truth is None else float((found.label == truth)[found.readable].mean()),
        )

    def lines(self) -> list[str]:
        """The counts, and the accuracy as far as it is known without an audit, in words."""
        counts = [
            f"{self.high:,} of high confidence",
            f"{self.low:,} of low confidence",
            f"{self.moved:,} of these named otherwise than by the classifier",
        ]
        if self.problems:
            counts.append(f"{self.problems:,} unreadable or set aside")
        if self.copies:
            counts.append(f"{self.copies:,} set aside as copies, with the label of their picture")
        if self.decided:
            counts.append(f"{self.decided:,} decided by a person")
        head = f"{count(self.images, 'image')} after round {self.round} of {self.rounds}: {', '.join(counts)}."
        if self.audited and math.isnan(self.accuracy):
            return [head]
        return [head, accuracy_sentence(self.source_only_accuracy, self.accuracy)]


def labelling_line(consensus: Consensus | None) -> str:
    """How the labels were made."""
    if consensus is None:
        return "Labelled by steps S1-S6 alone."
    return f"Labelled by {count(consensus.members, 'labelling')} together; steps S1-S6 are one of them."


def expectation_line(expected: Expectation) -> str:
    """How right the labels are by the answers so far; empty before the first answer."""
    if not expected.answers:
        return ""
    after = f"After {count(expected.answers, 'answer')}: "
    if not expected.known:
        return f"{after}too few to say how many of the labels are right."
    right = share(about_right(expected.right))
    line = f"{after}about {right} right, judged from the answers alone; only an audit makes it known."
    if expected.more <= 0:
        return line
    return f"{line} Perhaps about {count(expected.more, 'more answer')} until {share(GOAL)} are right."


def sureness_line(found: Sureness) -> str:
    """Which labels are sure, as far as answers have shown it."""
    if found.missing < 0:
        return "Which labels are sure is not known: high confidence alone says nothing of it, only an audit does."
    if not found.known:
        return f"Which labels are sure is not known yet: {count(found.missing, 'more answer')} needed."
    if not found.sure:
        return f"No label is sure so far; {count(found.doubtful, 'image')} worth a look."
    wrong = f"about {share(found.wrong, digits=1)} of them wrong, judged from the answers alone"
    return f"{count(found.sure, 'label')} sure, {wrong}; {count(found.doubtful, 'image')} worth a look."


def unlike_line(found: Sureness) -> str:
    """How many images are unlike everything in the source; empty where that isn't known."""
    if found.unlike < 0:
        return ""
    if not found.unlike:
        return "No image stands out as unlike everything the old camera showed; that does not rule out a new class."
    told = f"{count(found.unlike, 'image')} unlike everything the old camera showed: look there first for a new class"
    return f"{told}; none of them is sure."


def again_line(found: Sureness) -> str:
    """How many answers are worth a second look; empty if none is."""
    if not found.again:
        return ""
    return f"{count(found.again, 'answer')} that everything known before spoke against: look again in Review."


def labelling_lines(standing: Standing) -> list[str]:
    """How the labels were made, and what the answers so far let expect of them."""
    sureness = Sureness.of(standing.table)
    told = (
        labelling_line(standing.table.consensus),
        expectation_line(standing.expected),
        sureness_line(sureness),
        unlike_line(sureness),
        again_line(sureness),
    )
    return [line for line in told if line]


def labelling_facts(standing: Standing) -> dict[str, Any]:
    """The same for JSON.

    ``labellings`` that name the images together, ``None`` for S1-S6 alone. ``expected`` has the number of ``answers``,
    the fraction of labels that are about ``right``, in whole per cents, and how many ``more`` answers until ``GOAL``
    is, an order of magnitude and no bound; ``None`` while unknown. ``sure`` has the number of ``labels`` that are sure,
    the fraction of these expected to be ``wrong``, and how many images are worth a look (``to_look_at``); ``None``
    while it is not known. ``unlike_all`` counts the images unlike everything in the source; ``None`` if not known.
    ``look_again`` counts the answers that everything known before them spoke against.
    """
    found = Sureness.of(standing.table)
    consensus, expected = standing.table.consensus, standing.expected
    return {
        "labellings": None if consensus is None else consensus.members,
        "expected": {
            "answers": expected.answers,
            "right": about_right(expected.right) if expected.known else None,
            "more": expected.more if expected.more >= 0 else None,
        },
        "sure": _sure_facts(found) if found.known else None,
        "unlike_all": found.unlike if found.unlike >= 0 else None,
        "look_again": found.again,
    }


def _sure_facts(found: Sureness) -> dict[str, Any]:
    return {
        "labels": found.sure,
        "wrong": found.wrong if found.sure else None,
        "to_look_at": found.doubtful,
    }


def quality_facts(standing: Standing) -> dict[str, Any]:
    """For JSON; ``audit`` and ``promised`` are ``None`` before the first answer.

    ``promised`` has the terms, the numbers of guaranteed labels (``of``), of those among them that nobody looked at
    (``labels``), of images neither guaranteed nor named by a person (``to_look_at``), of unanswered images of the
    sample (``open``), of answers that any guarantee needs besides (``more_answers``), and of ``draws`` from the labels.
    """
    audit = standing.audit
    return {
        "audit": None if audit is None else {**asdict(audit.result), "changed": audit.changed},
        "promised": None if audit is None else _promised_facts(audit),
        "saving": asdict(standing.saving),
    }


def quality_lines(standing: Standing) -> list[str]:
    """One sentence for each quantity that is known."""
    audit = standing.audit
    lines = [] if audit is None else [*_audit_lines(audit), _promise_line(audit)]
    if standing.saving.opened:
        lines.append(_saving_line(standing.saving))
    return lines


def _promised_facts(audit: Audit) -> dict[str, Any]:
    promise = audit.promise
    return {
        **asdict(promise.terms),
        "draws": promise.draws,
        "labels": len(promise.accepted),
        "of": len(promise.promised),
        "to_look_at": len(promise.remaining),
        "open": audit.unanswered,
        "more_answers": promise.answers_missing,
        "outdated": audit.outdated,
    }


def _audit_lines(audit: Audit) -> list[str]:
    result, effect = audit.result, audit.effect
    answers = count(result.answered, "answer") + (f", {result.unsure:,} of them not sure" if result.unsure else "")
    head = "Audited" if result.complete else "Audited so far, not all is answered"
    lines = [f"{head}: {_interval(result.adapted.overall)} of the labels are right (95 % sure, {answers})."]
    if audit.changed:
        lines.append(f"Changed after the machine's labels were seen: {count(audit.changed, 'answer')}.")
    if result.source_only is not None:
        lines.append(f"Without adaptation: {_interval(result.source_only.overall)}.")
    if result.difference is not None and effect is not None:
        lines.append(_helped(result.difference, effect))
    elif result.difference is not None:
        lines.append("Whether adaptation helped is told when all of the audit is answered.")
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
            return f"Whether adaptation helped can't be told: {points}."


def _promise_line(audit: Audit) -> str:
    promise = audit.promise
    if audit.state is PromiseState.PROMISED:
        return f"Guaranteed: {_promised(promise)}{_drawn_again(promise)}"
    wrong = f"at most {chosen_share(promise.terms.error)} wrong"
    left, missing = count(audit.unanswered, "image"), count(promise.answers_missing, "more answer")
    return {
        PromiseState.OUTDATED: f"Guaranteed: nothing of these labels ({wrong}); they changed after the draw. "
        "Draw a new audit.",
        PromiseState.ALL_NAMED: "Guaranteed: all labels were named by a person.",
        PromiseState.UNFINISHED: f"Guaranteed ({wrong}): known when the last {left} of the audit are answered.",
        PromiseState.TOO_FEW: f"Guaranteed ({wrong}): nothing yet; it takes at least {missing}, more if some "
        "are wrong.",
        PromiseState.TOO_MANY_WRONG: f"Guaranteed ({wrong}): nothing, too many of the audited labels are wrong.",
        PromiseState.NOT_YET: f"Guaranteed ({wrong}): nothing by the answers so far; more of them may be enough.",
    }[audit.state]


def _promised(promise: Guarantee) -> str:
    terms, unseen = promise.terms, count(len(promise.accepted), "label")
    wrong, sure = f"at most {chosen_share(terms.error)} wrong", f"({chosen_share(terms.confidence)} sure)"
    left = count(len(promise.remaining), "image")
    if terms.over == "accepted":
        return (
            f"{unseen} that nobody looked at; they belong to {len(promise.promised):,} of which together {wrong} "
            f"{sure}. {left} left to look at."
        )
    if len(promise.remaining):
        return f"of all labels {wrong} {sure} once {left} are looked at, nothing before; {unseen} need no look."
    return f"of all labels {wrong} {sure}; nobody looked at {unseen}."


def _drawn_again(promise: Guarantee) -> str:
    if promise.draws == 1:
        return ""
    return f" These labels were drawn from {promise.draws} times, and each time spends the risk again."


def _saving_line(saving: Saving) -> str:
    line = f"Labels saved: {saving.saved:,} of {saving.images:,}; a person looked at {saving.opened:,}"
    if saving.pace is None or saving.seconds is None:
        return f"{line}."
    return f"{line}, {saving.pace:.1f} s each, so that about {time_left(saving.seconds)} are saved."


def _interval(found: Interval) -> str:
    between = f"between {share(found.low, digits=1)} and {share(found.high, digits=1)}"
    return between if math.isnan(found.point) else f"{share(found.point, digits=1)}, {between},"
