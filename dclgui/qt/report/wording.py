"""The texts of a report in the present language."""

import math
from datetime import UTC
from pathlib import PureWindowsPath

from PySide6.QtCore import QLocale, QObject

from dclgui.core.job import Job
from dclgui.core.presets import PRESETS, preset_of
from dclgui.core.settings import Setting, settings_of
from dclgui.qt.parts.sentences import paragraph, spoken
from dclgui.qt.parts.theme import STATE_COLOURS
from dclgui.qt.parts.words import about, chosen_share, duration, filled, number, share
from dclgui.qt.report.facts import AuditedPicture, ClassFacts, Facts, FolderFacts
from dclgui.qt.report.sheet import ClassLine, ClassTable, Figure, Group, Picture, Pictures, Sheet
from dclgui.review.intervals import Interval
from dclgui.review.sureness import Sureness
from dclgui.review.table import State
from dclgui.review.verdict import Effect, PromiseState
from dclgui.standing.standing import Audit

MOST_CLASSES = 28
"""Lines of the class table that fit on one page."""
_NEXT = "\N{NO-BREAK SPACE}· "
_WITH_A_LINE = {
    *("recipe", "labels", "rounds", "backbone", "image_size", "weights", "mode"),
    *("high_fraction_start", "high_fraction_end", "distance", "weighting", "seed"),
}
"""Settings that have a line of their own; the others are in the small print."""


class ReportWords(QObject):
    """Turns ``Facts`` into a ``Sheet``."""

    def sheet(self, facts: Facts) -> Sheet:
        """Everything on the page."""
        subtitle = self.tr("%1 pictures of the new camera, named by what was learnt from the old one")
        state = self.tr("round %1 · as of %2 UTC")
        at = facts.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
        return Sheet(
            language=QLocale().bcp47Name(),
            title=facts.project,
            subtitle=filled(subtitle, number(facts.target.images)),
            state=filled(state, str(facts.last.round), at),
            figures=(self._right(facts), self._before(facts), self._promised(facts), self._saved(facts)),
            columns=((self._data(facts), self._method(facts)), (self._compared(facts), self._people(facts))),
            classes=self._classes(facts.classes),
            pictures=self._pictures(facts),
            footer=self._footer(facts),
        )

    def _right(self, facts: Facts) -> Figure:
        name = self.tr("Right labels")
        if facts.audit is None:
            return Figure(name, self.tr("unknown"), self.tr("Accuracy unknown until audited."))
        found = facts.audit.result.adapted.overall
        note = self.tr("between %1 and %2, 95 % sure; from %3 answers")
        if not facts.audit.result.complete:
            note = self.tr("so far between %1 and %2, 95 % sure; from %3 of %4 answers")
        counts = map(number, (facts.audit.result.answered, len(facts.audit.design.rows)))
        note = filled(note, share(found.low, digits=1), share(found.high, digits=1), *counts)
        return Figure(name, share(found.point, digits=1), note)

    def _before(self, facts: Facts) -> Figure:
        name = self.tr("Right without adapting")
        if facts.audit is None or facts.audit.result.source_only is None:
            return Figure(name, self.tr("unknown"), self.tr("Accuracy unknown until audited."))
        found = facts.audit.result.source_only.overall
        return Figure(name, share(found.point, digits=1), self._helped(facts.audit))

    def _helped(self, audit: Audit) -> str:
        difference, effect = audit.result.difference, audit.effect
        if difference is None:
            return ""
        if effect is None:
            return self.tr("Known when the whole sample is answered.")
        words = {
            Effect.HELPED: self.tr("Adapting helped: %1 to %2 points, 95 % sure."),
            Effect.HARMED: self.tr("Adapting did harm: %1 to %2 points, 95 % sure."),
            Effect.SAME: self.tr("Adapting made no difference: as many labels are right as without."),
            Effect.UNCLEAR: self.tr("Whether adapting helped can't be told: %1 to %2 points."),
        }[effect]
        low, high = (f"{100 * end:+.1f}" for end in (difference.low, difference.high))
        return filled(words, low, high)

    def _promised(self, facts: Facts) -> Figure:
        name = self.tr("Guaranteed labels")
        if facts.audit is None:
            return Figure(name, self.tr("none"), self.tr("A guarantee needs an audit."))
        promise = facts.audit.promise
        if facts.audit.state is not PromiseState.PROMISED:
            return Figure(name, self.tr("none"), self._why_nothing(facts.audit))
        note = self.tr("at most %1 of them together wrong, %2 sure; %3 of them unseen, %4 left to look at")
        if promise.terms.over == "all":
            note = self.tr("at most %1 of all labels wrong, %2 sure; %3 of them unseen")
            if len(promise.remaining):
                note = self.tr("at most %1 of all labels wrong, %2 sure, once %4 are looked at; %3 need no look")
        terms = map(chosen_share, (promise.terms.error, promise.terms.confidence))
        counts = map(number, (len(promise.accepted), len(promise.remaining)))
        return Figure(name, number(len(promise.promised)), filled(note, *terms, *counts))

    def _why_nothing(self, audit: Audit) -> str:
        error = chosen_share(audit.promise.terms.error)
        match audit.state:
            case PromiseState.OUTDATED:
                return self.tr("The labels changed after the draw; it takes a new sample.")
            case PromiseState.ALL_NAMED:
                return self.tr("All labels were named by a person.")
            case PromiseState.UNFINISHED:
                return self.tr("Known when the whole sample is answered.")
            case PromiseState.TOO_FEW:
                words = self.tr("For at most %1 wrong it takes %2 more answers, more if some labels are wrong.")
                return filled(words, error, number(audit.promise.answers_missing))
            case PromiseState.NOT_YET:
                return self.tr("Nothing by the answers so far; more of them may be enough.")
            case _:
                return filled(self.tr("Too many of the sample are wrong for at most %1."), error)

    def _saved(self, facts: Facts) -> Figure:
        found = facts.saving
        looked = (number(found.images), number(found.opened))
        note = filled(self.tr("of %1; a person looked at %2"), *looked)
        if found.seconds is not None:
            words = self.tr("of %1; a person looked at %2; about %3 saved")
            note = filled(words, *looked, duration(found.seconds))
        return Figure(self.tr("Labels saved"), number(found.saved), note)

    def _data(self, facts: Facts) -> Group:
        lines = [
            (self.tr("Old camera"), self._folder(facts.source)),
            (self.tr("New camera"), self._folder(facts.target)),
            (self.tr("Classes"), number(facts.source.classes)),
        ]
        for name, folder in ((self.tr("Set aside, old"), facts.source), (self.tr("Set aside, new"), facts.target)):
            if folder.unreadable or folder.excluded:
                lines.append((name, self._set_aside(folder)))
        return Group(self.tr("Data"), tuple(lines))

    def _set_aside(self, folder: FolderFacts) -> str:
        words = self.tr("%1 unreadable, %2 left out")
        if folder.copies:
            words = self.tr("%1 unreadable, %2 left out, %3 of these as copies with the name of their picture")
        return filled(words, *map(number, (folder.unreadable, folder.excluded, folder.copies)))

    def _folder(self, folder: FolderFacts) -> str:
        return filled(self.tr("%2 pictures in %1"), folder.name, number(folder.images))

    def _compared(self, facts: Facts) -> Group:
        first, last, known = facts.first, facts.last, facts.audit
        lines = []
        if known is not None and known.result.source_only is not None and known.result.complete:
            before, after = known.result.source_only.overall, known.result.adapted.overall
            lines.append((self.tr("Right labels"), _pair_of(before, after)))
        if not math.isnan(last.accuracy):
            lines.append((self.tr("Right by the folders' names"), _pair(first.accuracy, last.accuracy)))
        lines.append((self.tr("High confidence (S33)"), _pair(first.share_high, last.share_high)))
        moved = self.tr("Moved by their prototype") if facts.expected is None else self.tr("Not the classifier's name")
        lines.append((moved, _pair(first.moved, last.moved)))
        if known is not None:
            adapted = known.result.adapted
            lines.append((self.tr("Right among high confidence"), _ranged(adapted.high)))
            lines.append((self.tr("Right among low confidence"), _ranged(adapted.low)))
            lines.append((self.tr("Right as saved, with decisions"), _ranged(known.result.exported)))
        return Group(self.tr("Before and after"), tuple(lines))

    def _method(self, facts: Facts) -> Group:
        job, method = facts.job, facts.job.method
        preset = preset_of(job)
        modes = {"auto": self.tr("chosen by device"), "frozen": self.tr("head"), "finetune": self.tr("everything")}
        recipes = {"default": self.tr("default, on the patent's steps S1-S6"), "patent": self.tr("the patent's text")}
        fractions = method.high_fraction_start, method.high_fraction_end
        made = filled(self.tr("%1 of %2"), str(min(facts.last.round, method.rounds)), str(method.rounds))
        lines = [
            (self.tr("Recipe"), recipes[job.recipe]),
            (self.tr("Preset"), self.tr("own settings") if preset is None else spoken(PRESETS[preset].title)),
            (self.tr("Rounds"), made),
            (self.tr("Feature extractor"), f"{job.backbone}, {job.image_size} px"),
            (self.tr("First weights"), _without_place(job.weights)),
            (self.tr("Trained"), modes[job.mode]),
            (self.tr("High confidence at"), " → ".join(map(_value, fractions))),
            (self.tr("Distance, weight"), f"{spoken(method.distance)} · {spoken(method.weighting)}"),
            (self.tr("Seed"), str(job.seed)),
        ]
        if facts.expected is not None or method.labels == "rounds":  # neither without a round
            lines.insert(2, (self.tr("Named by"), spoken(method.labels)))
        if facts.refinements:
            spans = (str(first) if first == last else f"{first} – {last}" for first, last in facts.refinements)
            after = lines.index((self.tr("Rounds"), made)) + 1
            lines.insert(after, (self.tr("Refined"), filled(self.tr("rounds %1"), ", ".join(spans))))
        return Group(self.tr("Method and settings"), tuple(lines))

    def _other_settings(self, job: Job) -> tuple[str, ...]:
        """The settings without a line in ``_method``, changed ones first, for the small print."""
        others = [one for one in settings_of(job) if one.name not in _WITH_A_LINE]
        heads = {True: self.tr("Other settings, not the default:"), False: self.tr("Other settings, the default:")}
        listed = {head: [one for one in others if one.changed is changed] for changed, head in heads.items()}
        return tuple(paragraph(head, _NEXT.join(map(self._setting, told))) for head, told in listed.items() if told)

    def _setting(self, setting: Setting) -> str:
        """Title and value, joined by a no-break space."""
        words = self.tr("%1: %2").replace(": ", ":\N{NO-BREAK SPACE}")
        return filled(words, spoken(setting.title), _value(setting.value))

    def _people(self, facts: Facts) -> Group:
        made, audit = facts.decisions, facts.audit
        lines = [(self.tr("Audit"), self.tr("none"))]
        if audit is not None:
            counts = (audit.result.answered, len(audit.design.rows), audit.result.unsure)
            answered = filled(self.tr("%1 of %2 answered, %3 not sure"), *map(number, counts))
            lines = [(self.tr("Audit"), answered), (self.tr("Seed of the draw"), str(audit.design.seed))]
            if audit.changed:
                lines.append((self.tr("Answers changed, names seen"), number(audit.changed)))
        lines += [
            (self.tr("Names confirmed"), number(made.confirmed)),
            (self.tr("Names changed"), number(made.renamed)),
            (self.tr("None of these"), number(made.none_of_these)),
            (self.tr("Not sure"), number(made.unsure)),
        ]
        if facts.expected is not None and facts.expected.known:
            words = filled(self.tr("about %1, not measured"), about(facts.expected.right))
            lines.append((filled(self.tr("Right, expected from %1 answers"), number(facts.expected.answers)), words))
        lines.append((self.tr("Sure, by the answers"), self._sure(facts.sureness)))
        return Group(self.tr("What people said"), tuple(lines))

    def _sure(self, found: Sureness) -> str:
        if not found.known:
            return self.tr("not known") if found.missing < 0 else self.tr("not known yet")
        words = self.tr("%1 labels, about %2 of them wrong")
        return filled(words, number(found.sure), share(found.wrong, digits=1)) if found.sure else self.tr("none")

    def _classes(self, classes: tuple[ClassFacts, ...]) -> ClassTable:
        kept, more = classes, ""
        if len(classes) > MOST_CLASSES:
            largest = sorted(range(len(classes)), key=lambda place: -classes[place].labels)[: MOST_CLASSES - 1]
            kept = tuple(classes[place] for place in sorted(largest))
            words = self.tr("and %1 smaller classes more, with %2 labels together")
            left = sum(one.labels for one in classes) - sum(one.labels for one in kept)
            more = filled(words, number(len(classes) - len(kept)), number(left))
        columns = (self.tr("Class"), self.tr("Labels"), self.tr("Share"), self.tr("Right (95 %)"))
        lines = tuple(
            ClassLine(
                name=one.name,
                labels=number(one.labels),
                share=share(one.share, digits=1),
                right=self.tr("unknown") if one.right is None or one.right.answered == 0 else _between(one.right),
                interval=one.right,
            )
            for one in kept
        )
        return ClassTable(self.tr("Classes"), columns, lines, more)

    def _pictures(self, facts: Facts) -> tuple[Pictures, ...]:
        if facts.audit is None:
            note = self.tr(
                "Pictures that an audit found right and wrong will stand here. In an audit a person names pictures, "
                "drawn at random, without seeing what the machine said of them."
            )
            return (Pictures(self.tr("Right and wrong pictures"), STATE_COLOURS[State.NONE_YET], (), note),)
        rows = (
            (self.tr("Right: the first of the audit"), STATE_COLOURS[State.HIGH], facts.right),
            (self.tr("Wrong: the first of the audit"), STATE_COLOURS[State.PROBLEM], facts.wrong),
        )
        none = self.tr("The audit found none.")
        return tuple(Pictures(title, colour, tuple(map(self._picture, found)), none) for title, colour, found in rows)

    def _picture(self, picture: AuditedPicture) -> Picture:
        if picture.said == picture.machine:
            return Picture(picture.jpeg, picture.machine, "")
        said = self.tr("none of these") if picture.said is None else picture.said
        return Picture(picture.jpeg, said, filled(self.tr("not %1"), picture.machine))

    def _footer(self, facts: Facts) -> tuple[str, ...]:
        model = filled(self.tr("SHA-256 of the model of round %1:"), str(facts.last.round))
        how = self.tr(
            "Intervals: stratified estimate, Wilson's interval at the effective sample size. Guarantee: exact "
            "test, of the labels together and not of each. The right and wrong pictures are of the random sample only."
        )
        return (
            *self._other_settings(facts.job),
            how,
            f"{model} {facts.model}",
            " · ".join(f"{name} {version}" for name, version in facts.versions),
        )


def _without_place(weights: str) -> str:
    """``weights`` without the folder, which is private."""
    file = weights.removeprefix("file:")
    return weights if file == weights else f"file: {PureWindowsPath(file).name}"


def _value(value: float | str) -> str:
    """``value`` as in the form or in ``--set``, to the last digit."""
    return spoken(value) if isinstance(value, str) else f"{value:.15g}"


def _pair(before: float, after: float) -> str:
    return f"{share(before, digits=1)} → {share(after, digits=1)}"


def _pair_of(before: Interval, after: Interval) -> str:
    """Of both the point, or of both the range."""
    if math.isnan(before.point) or math.isnan(after.point):
        return f"{_between(before)} → {_between(after)}"
    return _pair(before.point, after.point)


def _between(found: Interval) -> str:
    return f"{share(found.low).removesuffix(' %')} – {share(found.high)}"


def _ranged(found: Interval) -> str:
    if math.isnan(found.point):
        return _between(found) if found.answered else share(found.point)
    return f"{share(found.point, digits=1)} ({_between(found)})"
