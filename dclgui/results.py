"""What a project's newest round, decisions and audit say together: labels as they leave, and how right they are."""

import errno
import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from dclgui.core.answers import LabelsExported
from dclgui.core.arrays import Floats, Rows
from dclgui.core.decisions import Decision
from dclgui.core.errors import UserError
from dclgui.core.events import Progressed
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.core.tasks import ExportLabels
from dclgui.labels.choice import Choice, Kind
from dclgui.labels.csv import is_labels_file, unwritable, write_csv
from dclgui.labels.export import export
from dclgui.labels.formats import FORMATS
from dclgui.labels.older import Older
from dclgui.labels.parcel import Link, Parcel
from dclgui.labels.table import LabelTable, label_table
from dclgui.project.folder import Project
from dclgui.review.audit import Design
from dclgui.review.estimate import AuditResult, Labels, estimate
from dclgui.review.guarantee import Guarantee, Sample, guarantee, sample_of
from dclgui.review.queue import Queue
from dclgui.review.saved import Saving, saving
from dclgui.review.table import ReviewTable

LABELS = "labels.csv"
ERROR, CONFIDENCE = 0.02, 0.95
"""The share of wrong labels that a guarantee allows, and how sure it is, where nobody chose others."""

_NO_ROWS = np.empty(0, np.int64)


def last_round(project: Project) -> int:
    """Number of the newest finished round; raises ``UserError`` if there is none."""
    last = project.rounds.last()
    if last is None:
        raise UserError(
            f"The project {project.folder} has no finished round yet.",
            "Let it run first: press Start in the window, or use dclgui adapt with --resume.",
        )
    return last


def review_table(project: Project) -> ReviewTable:
    """What a person can see of every target image, by the newest round if there is one, all decisions included."""
    catalog, newest = project.catalog("target"), project.rounds.last()
    found = None if newest is None else project.rounds.pseudo_labels(newest)
    aside = {*project.problems("target"), *project.exclusions.current("target").tolist()}
    table = ReviewTable(catalog.paths, catalog.class_names, found, np.array(sorted(aside), np.int64))
    decisions = project.journal.current()
    table.decide(np.array(list(decisions), np.int64), decisions)
    drawn = project.audits.rows()
    table.in_audit[drawn[drawn < len(table)]] = True
    return table


def queue_of(project: Project, table: ReviewTable) -> Queue:
    """The order in which to look at the images of ``table``, and the score that a guarantee goes by.

    An audit's images stay out: their labels are to be as right, and as wrong, as those that nobody looks at.
    """
    judged = project.rounds.last() is not None
    return Queue(
        table,
        source_label=project.rounds.pseudo_labels(0).classifier_label if judged else None,
        neighbours=project.rounds.neighbours(len(table)) if judged else None,
    )


def saving_of(project: Project) -> Saving:
    """How many labels, and how much time, people did not have to spend on the target, by both journals."""
    images = len(project.catalog("target"))
    opened = {*project.journal.opened(), *project.audits.opened()}
    times = [datetime.fromisoformat(at).timestamp() for at in (*project.journal.times(), *project.audits.times())]
    return saving(images, (row for row in opened if row < images), times)


@dataclass(frozen=True, slots=True, eq=False)
class Audited:
    """An audit with at least one answer: ``design`` and ``answers`` are what was drawn and said of it.

    ``drawn_for`` is the round whose labels were drawn from, ``labels`` are of round ``judged``. The answers judge later
    labels too, since training never saw them. A promise is of those that were drawn from: with each round
    that one looks at, another chance to find one would come in.
    """

    design: Design
    answers: Mapping[int, Decision]
    decided: Mapping[int, Decision]
    labels: Labels
    uncertainty: Floats
    drawn_for: int | None
    judged: int

    @property
    def outdated(self) -> bool:
        """A later round has changed the labels since the draw, so that nothing is promised of them."""
        return self.drawn_for not in (None, self.judged)

    def result(self) -> AuditResult:
        """How many labels are right."""
        return estimate(self.design, self.answers, self.labels, decided=self.decided)

    def promise(self, error: float, confidence: float = CONFIDENCE) -> Guarantee:
        """The labels of which at most the share ``error`` is wrong, with ``confidence``."""
        return guarantee(self.sample(), uncertainty=self.uncertainty, error=error, confidence=confidence)

    def sample(self) -> Sample:
        """What the answers say, for a promise; nothing if they are of other labels."""
        answers = {} if self.outdated else self.answers
        decided = {**self.decided, **self.answers} if self.outdated else self.decided
        return sample_of(self.design, answers, self.labels, decided=decided)


def drawn(project: Project, table: ReviewTable) -> Design | None:
    """The audit that counts, its strata laid over today's images; ``None`` if none was drawn."""
    kept = project.audits.last()
    if kept is None:
        return None
    stratum = np.full(len(table), -1, np.int32)  # images that came after the draw stay outside
    stratum[: len(kept.stratum)] = kept.stratum[: len(table)]
    return Design(seed=kept.seed, stratum=stratum, rows=kept.rows, core=kept.core, look=kept.look)


def audited(project: Project, table: ReviewTable, queue: Queue) -> Audited | None:
    """What people answered to the audit that counts; ``None`` before the first answer."""
    kept, design, answers = project.audits.last(), drawn(project, table), project.audits.answers()
    judged = project.rounds.last()
    if kept is None or design is None or not answers or judged is None:
        return None
    labels = _labels(project, table, design)
    return Audited(design, answers, project.journal.current(), labels, queue.uncertainty, kept.round, judged)


def labels_of(
    project: Project, *, error: float = ERROR, confidence: float = CONFIDENCE, of_round: int | None = None
) -> LabelTable:
    """The label table of the newest round, decisions included; raises ``UserError`` if no round is finished.

    What a person answered in an audit is their word too, though training does not see it yet. A row is
    ``guaranteed`` if it belongs to the largest set that an audit promises to hold at most the share ``error`` of
    wrong labels, with ``confidence``, or if a person named it besides. ``of_round`` takes the machine's word from
    another round, without a guarantee; 0 is the source model's own, without prototypes, for a target that adaptation
    did harm.
    """
    last, first = last_round(project), project.rounds.pseudo_labels(0)
    chosen = last if of_round is None else of_round
    return label_table(
        project.catalog("target"),
        _before_prototypes(first) if of_round == 0 else project.rounds.pseudo_labels(chosen),
        source_only=first.classifier_label,
        decisions={**project.audits.answers(), **project.journal.current()},
        problems=project.problems("target"),
        excluded=project.exclusions.current("target"),
        round_number=chosen,
        guaranteed=guaranteed_rows(project, error, confidence) if chosen == last else _NO_ROWS,
    )


def export_labels(project: Project, task: ExportLabels) -> Generator[Progressed, None, LabelsExported]:
    """Write what ``task`` asks for; see ``labels.export``.

    Raises ``UserError`` if no round is finished, if there is no such class, or if the place can't be written.
    """
    of_round = 0 if task.source_only else None
    table = labels_of(project, error=task.error, confidence=task.confidence, of_round=of_round)
    catalog = project.catalog("target")
    unknown = [name for name in task.classes if name not in catalog.class_names]
    if unknown:
        raise UserError(
            f"The project {project.folder} has no class {unknown[0]}.",
            f"Its classes are {', '.join(catalog.class_names)}.",
        )
    chosen = Choice(frozenset(map(Kind, task.kinds)), frozenset(task.classes)).rows(table)
    parcel = Parcel(table.only(chosen), catalog.root, catalog.class_names, link=Link(task.link), seed=task.seed)
    done = yield from export(FORMATS[task.format], parcel, task.place.absolute())
    return LabelsExported(task.place, done.rows, done.left_out, done.unopened, done.older)


def guaranteed_rows(project: Project, error: float, confidence: float) -> Rows:
    """[n] int64, the target rows that go out with a guarantee; none without an audit."""
    if not project.audits.answers():
        return _NO_ROWS
    table = review_table(project)
    found = audited(project, table, queue_of(project, table))
    if found is None:
        return _NO_ROWS
    return found.promise(error, confidence).guaranteed


def save_labels(file: Path, table: LabelTable) -> Path | None:
    """Write the CSV; says where another labels file that was there is now.

    Raises ``UserError`` as ``require_labels_place`` does, or if ``file`` can't be written.
    """
    require_labels_place(file)
    older = Older(file)
    write_csv(file, table, before=older.keep)
    return older.kept


def renew_labels(project: Project) -> None:
    """Write the project's own CSV anew, in place of the one before; raises ``UserError`` as ``save_labels`` does."""
    file = project.folder / LABELS
    require_labels_place(file)
    write_csv(file, labels_of(project))


def require_labels_place(file: Path) -> None:
    """Raise ``UserError`` if ``file`` holds something that is no labels file, or has no folder that can be written."""
    try:
        if not file.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not os.access(file.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        others = file.exists() and not is_labels_file(file)
    except OSError as error:
        raise unwritable(file, error) from error
    if others:
        raise UserError(
            f"{file} exists and is no labels file of dclgui; it is left as it is.", "Choose another file name."
        )


def _before_prototypes(first: PseudoLabels) -> PseudoLabels:
    """Round 0 without its prototypes' word: the labels that an audit calls source-only.

    Their probability is not kept where the prototypes said otherwise.
    """
    probability = np.where(first.moved, np.float32(np.nan), first.probability)
    return replace(first, label=first.classifier_label, probability=probability)


def _labels(project: Project, table: ReviewTable, design: Design) -> Labels:
    """What could be drawn counts to the end: who sets aside what an audit showed him, takes its mistakes along."""
    named = table.machine_label >= 0
    return Labels(
        adapted=table.machine_label,
        source_only=project.rounds.pseudo_labels(0).classifier_label,
        high=table.high,
        counted=table.countable | (named & (design.stratum >= 0)),
        classes=len(table.class_names),
    )
