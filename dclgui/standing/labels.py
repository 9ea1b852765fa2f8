"""The label table of a project, with decisions, audit and guarantee, and the files it is written to."""

import errno
import os
from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.consensus import Consensus
from dclgui.core.decisions import with_audit
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import ExportLabels
from dclgui.core.protocol.results import LabelsExported
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.core.rights import may_write
from dclgui.core.terms import Terms
from dclgui.labels.batch import Evidence, ExportBatch, Link
from dclgui.labels.csv import is_labels_file, save_csv, unwritable
from dclgui.labels.export import Backup, export, require_room
from dclgui.labels.formats import FORMATS
from dclgui.labels.table import Kind, LabelTable, RowFilter, label_table, with_copies
from dclgui.project.folder import Project
from dclgui.standing.standing import Standing, standing_of

LABELS = "labels.csv"
_NO_ROWS = np.empty(0, np.int64)
FindEvidence = Callable[[Project, ExportLabels], Generator[Progressed, None, Evidence]]
"""What the labels that a task asks for came from; rows as in the project's target catalog."""


def labels_of(project: Project, *, terms: Terms | None = None) -> LabelTable:
    """The label table of the newest round, for other ``terms`` than the project's own if some are given.

    Raises ``UserError`` if no round is finished.
    """
    return labels_by(project, standing_of(project, terms=terms))


def labels_by(project: Project, standing: Standing) -> LabelTable:
    """The label table of the round that ``standing`` is of, decisions included.

    Answers to an audit count as a person's labels too, though training does not see them yet. A row is ``guaranteed``
    if it is in the set that the audit promises, or if a person named it.
    """
    guaranteed = _NO_ROWS if standing.audit is None else standing.audit.promise.guaranteed
    found, consensus = project.rounds.labels(standing.round), standing.table.consensus
    return _table(project, found, standing.round, guaranteed, consensus=consensus)


def source_only_labels(project: Project) -> LabelTable:
    """The same with the source model's labels and without a guarantee, for a target that adaptation made worse.

    Raises ``UserError`` if no round is finished.
    """
    project.last_round()
    return _table(project, _before_prototypes(project.rounds.pseudo_labels(0)), 0, _NO_ROWS)


def export_labels(
    project: Project, task: ExportLabels, *, evidence: FindEvidence
) -> Generator[Progressed, None, LabelsExported]:
    """Write the labels that ``task`` asks for; see ``labels.export``. ``evidence`` is asked if its format needs it.

    Raises ``UserError`` if no round is finished, if there is no such class, or if the place can't be written.
    """
    form, place = FORMATS[task.format], task.place.absolute()
    table = source_only_labels(project) if task.source_only else labels_of(project, terms=task.terms)
    catalog = project.catalog("target")
    chosen = RowFilter(frozenset(map(Kind, task.kinds)), _present(catalog, task.classes, project.folder)).rows(table)
    names = tuple(filter(None, catalog.class_names))
    batch = ExportBatch(table, catalog.root, names, link=Link(task.link), seed=task.seed)
    if form.evidence:
        require_room(form, place)
        batch = replace(batch, evidence=(yield from evidence(project, task)).only(table.pictures))
    done = yield from export(form, batch.only(chosen), place)
    empty = () if task.classes else done.empty
    return LabelsExported(
        task.place, done.rows, done.left_out, done.unopened, done.gone, empty, done.backup, done.removed
    )


def _present(target: Catalog, classes: Iterable[str], folder: Path) -> frozenset[str]:
    """What ``classes`` are called now, some perhaps by a former name; ``UserError`` for one that there is not."""
    numbers = target.numbers
    for name in classes:
        if name not in numbers:
            raise UserError(
                f"The project {folder} has no class {name}.",
                f"Its classes are {', '.join(filter(None, target.class_names))}.",
            )
    return frozenset(target.class_names[numbers[name]] for name in classes)


def save_labels(file: Path, table: LabelTable) -> Path | None:
    """Write the CSV; returns where a different labels file that was there has been moved to.

    Raises ``UserError`` as ``require_labels_place`` does, or if ``file`` can't be written.
    """
    require_labels_place(file)
    backup = Backup(file)
    save_csv(file, table, before=backup.keep)
    return backup.kept


def renew_labels(project: Project) -> None:
    """Replace the project's own CSV; raises ``UserError`` as ``save_labels`` does."""
    file = project.folder / LABELS
    require_labels_place(file)
    save_csv(file, labels_of(project))


def require_labels_place(file: Path) -> None:
    """Raise ``UserError`` if ``file`` exists and is no labels file, or if its folder is missing or can't be written."""
    try:
        if not file.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not may_write(file.parent):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        others = file.exists() and not is_labels_file(file)
    except OSError as error:
        raise unwritable(file, error) from error
    if others:
        raise UserError(
            f"{file} exists and is no labels file of dclgui; it is left as it is.", "Choose another file name."
        )


def _table(
    project: Project, found: PseudoLabels, round_number: int, guaranteed: Rows, *, consensus: Consensus | None = None
) -> LabelTable:
    table = label_table(
        project.catalog("target"),
        found,
        source_only=project.rounds.pseudo_labels(0).classifier_label,
        decisions=with_audit(project.journal.current(), project.audits.answers()),
        problems={*project.problems("target"), *project.exclusions.current("target").tolist()},
        round_number=round_number,
        consensus=consensus,
        guaranteed=guaranteed,
    )
    return with_copies(table, project.exclusions.copies())


def _before_prototypes(first: PseudoLabels) -> PseudoLabels:
    """Round 0 with the classifier's labels, which an audit calls source-only.

    Where a prototype changed the label, the stored probability is of that label, so that theirs is unknown.
    """
    probability = np.where(first.moved, np.float32(np.nan), first.probability)
    return replace(first, label=first.classifier_label, probability=probability)
