"""The state of a project: a round's labels, the result of the audit and its guarantee, each computed once.

Command line, model card, audit page and report put a ``Standing`` into words; none of them computes anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from dclgui.core.arrays import Floats
from dclgui.core.consensus import Expectation
from dclgui.core.decisions import Decision
from dclgui.core.terms import Terms
from dclgui.project.folder import Project
from dclgui.review.audit import Design
from dclgui.review.blind import changed_when_seen
from dclgui.review.estimate import AuditResult, Labels, estimate
from dclgui.review.guarantee import Guarantee, Sample, guarantee, sample_of
from dclgui.review.queue import Queue
from dclgui.review.saved import Saving, saving
from dclgui.review.table import ReviewTable
from dclgui.review.verdict import Effect, PromiseState, effect_of, promise_state


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """An audit with at least one answer, and what follows from it for the labels of one round.

    ``outdated``: a later round, or what answers taught, changed the labels since the sample was drawn. Their accuracy
    can still be estimated, since training never saw the audit's answers. A guarantee holds only for the labels drawn
    from: with one test for each further labelling, some would pass by chance.
    ``changed``: how many answers are others than those given blind, before the machine's labels showed.
    """

    design: Design
    answers: Mapping[int, Decision]
    outdated: bool
    sample: Sample
    uncertainty: Floats
    result: AuditResult
    effect: Effect | None
    promise: Guarantee
    state: PromiseState
    changed: int = 0

    @property
    def unanswered(self) -> int:
        """How many images of the sample have no answer yet."""
        return len(self.design.rows) - len(self.answers)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The state by round ``round``, which ``table`` shows; ``audit`` is ``None`` before the first answer."""

    round: int
    table: ReviewTable
    terms: Terms
    audit: Audit | None
    saving: Saving

    @property
    def expected(self) -> Expectation:
        """What the answers so far let expect of the labels in ``table``, without any audit."""
        return self.table.expected


def standing_of(project: Project, *, terms: Terms | None = None) -> Standing:
    """The state of ``project`` by its newest round, for other ``terms`` than its own if some are given.

    Raises ``UserError`` if no round is finished or a file of the project can't be read.
    """
    project.last_round()
    table = review_table(project)
    return standing_by(project, table, queue_of(project, table), terms=terms)


def standing_by(project: Project, table: ReviewTable, queue: Queue, *, terms: Terms | None = None) -> Standing:
    """The same by the round that ``table`` and its ``queue`` show; ``ValueError`` if they show none."""
    if table.round is None:
        raise ValueError("the table shows no round")
    wanted = terms or project.audits.terms()
    audit = _audit(project, table, queue.uncertainty, wanted)
    return Standing(table.round, table, wanted, audit, saving_of(project))


def review_table(project: Project) -> ReviewTable:
    """What a person can see of every target image, by the newest round if there is one, with all decisions."""
    catalog, newest = project.catalog("target"), project.rounds.last()
    found = None if newest is None else project.rounds.pseudo_labels(newest)
    consensus = None if newest is None else project.rounds.consensus(newest)
    excluded = {*project.problems("target"), *project.exclusions.current("target").tolist()}
    problems = np.array(sorted(excluded), np.int64)
    table = ReviewTable(catalog.paths, catalog.class_names, found, problems, round_number=newest, consensus=consensus)
    decisions = project.journal.current()
    table.decide(np.array(list(decisions), np.int64), decisions)
    table.ask_about({row: flag.comment for row, flag in project.flags.current().items()})
    if consensus is not None:
        table.ask_again(consensus, project.journal.said_twice())
    drawn_rows = project.audits.rows()
    table.in_audit[drawn_rows[drawn_rows < len(table)]] = True
    table.copies = project.exclusions.copies()
    return table


def queue_of(project: Project, table: ReviewTable) -> Queue:
    """The order in which to look at the images of ``table``, and the score that a guarantee sorts by.

    The current audit's images are not queued: corrected ones would no longer represent the labels nobody looks at.
    """
    predictions = table.round is not None
    return Queue(
        table,
        source_label=project.rounds.pseudo_labels(0).classifier_label if predictions else None,
        neighbours=project.rounds.neighbours(len(table)) if predictions else None,
    )


def saving_of(project: Project) -> Saving:
    """How many labels and how much time people saved on the target, by both journals."""
    images = len(project.catalog("target"))
    opened = {*project.journal.opened(), *project.audits.opened()}
    times = [datetime.fromisoformat(at).timestamp() for at in (*project.journal.times(), *project.audits.times())]
    return saving(images, (row for row in opened if row < images), times)


def drawn(project: Project, table: ReviewTable) -> Design | None:
    """The current audit with its strata for today's images; ``None`` if none was drawn."""
    kept = project.audits.last()
    if kept is None:
        return None
    stratum = np.full(len(table), -1, np.int32)  # images that came after the draw stay outside
    stratum[: len(kept.stratum)] = kept.stratum[: len(table)]
    best = None if kept.best is None else np.zeros(len(table), np.bool_)
    if best is not None and kept.best is not None:
        best[: len(kept.best)] = kept.best[: len(table)]
    open_ended = kept.terms.plan == "open"
    return Design(kept.seed, stratum, kept.rows, kept.core, kept.look, best=best, open_ended=open_ended)


def _audit(project: Project, table: ReviewTable, uncertainty: Floats, terms: Terms) -> Audit | None:
    kept, design, answers = project.audits.last(), drawn(project, table), project.audits.answers()
    if kept is None or design is None or not answers:
        return None
    outdated = kept.round is not None and (kept.round, kept.version) != (table.round, table.version)
    outdated |= not project.class_changes.now().reads_as(kept.reads)
    decided = project.journal.current()
    labels = _judged(project, table, design)
    result = estimate(design, answers, labels, decided=decided)
    if outdated:  # no test, but the answers still name images that need no look
        sample = sample_of(design, {}, labels, decided={**decided, **answers})
    else:
        assert table.round is not None
        draws = project.audits.draws_read(of_round=table.round, version=table.version)
        sample = sample_of(design, answers, labels, decided=decided, draws=max(1, draws))
    promise = guarantee(sample, uncertainty=uncertainty, terms=terms)
    unanswered = len(design.rows) - len(answers)
    return Audit(
        design=design,
        answers=answers,
        outdated=outdated,
        sample=sample,
        uncertainty=uncertainty,
        result=result,
        effect=effect_of(result.difference, complete=result.complete),
        promise=promise,
        state=promise_state(promise, outdated=outdated, unanswered=unanswered, open_ended=design.open_ended),
        changed=len(changed_when_seen(design, project.audits.history())),
    )


def _judged(project: Project, table: ReviewTable, design: Design) -> Labels:
    """The labels that an audit judges.

    An image that could be drawn counts even if it is excluded later. Otherwise excluding the wrongly labelled images
    of the audit would raise the estimate without making a single label better.
    """
    named = table.machine_label >= 0
    return Labels(
        adapted=table.machine_label,
        source_only=project.rounds.pseudo_labels(0).classifier_label,
        high=table.high,
        counted=table.countable | (named & (design.stratum >= 0)),
        classes=len(table.class_names),
    )
