"""The data of a report. It is read from the project alone, so that a report can be reproduced."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dclgui.core.catalog import Catalog
from dclgui.core.consensus import Expectation
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain, RoundFinished
from dclgui.core.terms import Terms
from dclgui.images.decode import UnreadableImage, load_picture
from dclgui.images.thumbnails import SIDE, encode
from dclgui.labels.table import LabelTable
from dclgui.project.folder import Project
from dclgui.qt.parts.this_computer import versions
from dclgui.review.estimate import AuditResult
from dclgui.review.intervals import Interval
from dclgui.review.saved import Saving
from dclgui.review.sureness import Sureness
from dclgui.review.table import ReviewTable
from dclgui.standing.labels import labels_by
from dclgui.standing.standing import Audit, standing_of

MOST_PICTURES = 8
"""Number of sample images of each kind."""
_TOLD = ("dclgui", "Python", "Qt", "numpy", "torch", "timm", "onnxruntime")


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """The folder of one domain: its name without its path, and counts; ``copies`` are ``excluded`` and have a label."""

    name: str
    images: int
    classes: int
    unreadable: int
    excluded: int
    copies: int = 0


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """``labels`` as exported now, with answers and decisions; ``right``: accuracy of the predictions, if audited."""

    name: str
    labels: int
    share: float
    right: Interval | None


@dataclass(frozen=True, slots=True)
class AuditedPicture:
    """A JPEG of an audited image, the predicted class, and the answer; ``said`` is ``None`` for none of these."""

    jpeg: bytes
    machine: str
    said: str | None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """Numbers of images by decision: prediction confirmed, another label, none of these, unsure."""

    confirmed: int
    renamed: int
    none_of_these: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything in a report. ``as_of``: last change of the project, in UTC; ``audit``: ``None`` without an answer.

    ``right`` and ``wrong`` are audited images by whether the prediction was right.
    ``expected`` is what the answers let expect, which no audit measured; ``None`` for labels of S1-S6 alone.
    ``sureness``: what the answers have shown to be sure.
    ``refinements`` are the first and last round of each refinement.
    """

    project: str
    as_of: datetime
    source: FolderFacts
    target: FolderFacts
    job: Job
    first: RoundFinished
    last: RoundFinished
    refinements: tuple[tuple[int, int], ...]
    model: str
    audit: Audit | None
    right: tuple[AuditedPicture, ...]
    wrong: tuple[AuditedPicture, ...]
    saving: Saving
    classes: tuple[ClassFacts, ...]
    decisions: DecisionFacts
    expected: Expectation | None
    sureness: Sureness
    versions: tuple[tuple[str, str], ...]


def facts_of(project: Project, *, terms: Terms | None = None) -> Facts:
    """Read the newest round, the audit and the decisions; ``terms`` are by default those of the project.

    Raises ``UserError`` if no round is finished or a file of the project can't be read.
    """
    if project.rounds.last() is None:
        raise UserError(
            f"The project {project.folder} has no labels to report on yet.", "Let it run first: press Start."
        )
    standing = standing_of(project, terms=terms)
    newest, table, audit = standing.round, standing.table, standing.audit
    times = (project.rounds.finished_at(newest), project.changed_at)
    shown = [] if audit is None else _shown(audit, table)
    target = project.catalog("target")
    return Facts(
        project=_as_text(project.folder.stem),
        as_of=max(datetime.fromisoformat(at) for at in times if at is not None),
        source=_folder(project, "source", project.job.source),
        target=_folder(project, "target", project.job.target),
        job=project.job,
        first=project.rounds.metrics(0),
        last=project.rounds.metrics(newest),
        refinements=tuple((first, last) for first, last in project.rounds.refinements().items() if first <= newest),
        model=_digest(project.rounds.folder(newest)),
        audit=audit,
        right=_pictures(target, table, [one for one in shown if one.label == table.machine_label[one.row]]),
        wrong=_pictures(target, table, [one for one in shown if one.label != table.machine_label[one.row]]),
        saving=standing.saving,
        classes=_classes(table.class_names, labels_by(project, standing), None if audit is None else audit.result),
        decisions=_decisions(table, project.journal.current().values()),
        expected=None if standing.table.consensus is None else standing.expected,
        sureness=Sureness.of(table),
        versions=tuple((name, version) for name, version in versions() if name in _TOLD),
    )


def _folder(project: Project, domain: Domain, root: Path) -> FolderFacts:
    catalog = project.catalog(domain)
    return FolderFacts(
        name=_as_text(root.name),
        images=len(catalog),
        classes=len(project.class_changes.now().listed),
        unreadable=len(project.problems(domain)),
        excluded=len(project.exclusions.current(domain)),
        copies=len(project.exclusions.copies()) if domain == "target" else 0,
    )


def _as_text(name: str) -> str:
    """``name`` with question marks for bytes that are no text."""
    return name.encode("utf-8", "replace").decode()


def _digest(folder: Path) -> str:
    """SHA-256 of the round's model file, as hexadecimal text."""
    model = folder / "model.safetensors"
    try:
        with model.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(f"{model} can't be read: {error.strerror}.", "Put back a copy of that folder.") from error


def _classes(names: tuple[str, ...], leaving: LabelTable, result: AuditResult | None) -> tuple[ClassFacts, ...]:
    counts = Counter(label for label in leaving.labels if label)
    total = max(1, counts.total())
    return tuple(
        ClassFacts(name, counts[name], counts[name] / total, None if result is None else result.adapted.by_class[place])
        for place, name in enumerate(names)
        if name
    )


def _decisions(table: ReviewTable, said: Iterable[Decision]) -> DecisionFacts:
    machine = table.machine_label
    kinds = Counter(
        "renamed" if one.verdict is Verdict.LABEL and one.label != machine[one.row] else str(one.verdict)
        for one in said
        if one.row < len(machine)
    )
    return DecisionFacts(
        confirmed=kinds[Verdict.LABEL],
        renamed=kinds["renamed"],
        none_of_these=kinds[Verdict.NONE_OF_THESE],
        unsure=kinds[Verdict.UNSURE],
    )


def _shown(audit: Audit, table: ReviewTable) -> list[Decision]:
    """The answers that tell whether the prediction is right, in drawing order."""
    said = (audit.answers[row] for row in audit.design.rows.tolist() if row in audit.answers)
    return [one for one in said if one.verdict is not Verdict.UNSURE and table.machine_label[one.row] >= 0]


def _pictures(target: Catalog, table: ReviewTable, answers: list[Decision]) -> tuple[AuditedPicture, ...]:
    """The first readable ones; decoded from their files, since the cache may hold another copy or none."""
    found: list[AuditedPicture] = []
    for answer in answers:
        if len(found) == MOST_PICTURES:
            break
        try:
            jpeg = encode(load_picture(target.file(answer.row), SIDE, target.reading).pixels)
        except UnreadableImage:
            continue
        said = table.class_names[answer.label] if answer.verdict is Verdict.LABEL else None
        found.append(AuditedPicture(jpeg, table.class_names[table.machine_label[answer.row]], said))
    return tuple(found)
