"""What a report says, before it has words: read out of one project and of nothing else, so that it repeats itself."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dclgui.core.catalog import Catalog
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
from dclgui.review.table import ReviewTable
from dclgui.standing.labels import labels_by
from dclgui.standing.standing import Audit, standing_of

MOST_PICTURES = 8
"""Sample pictures of each kind."""
_TOLD = ("dclgui", "Python", "Qt", "numpy", "torch", "timm", "onnxruntime")


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """One camera's folder: its name without its place, and what lies in it."""

    name: str
    images: int
    classes: int
    unreadable: int
    excluded: int


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """``labels`` as they would be saved now, answers and decisions included; ``right`` of the machine's, if audited."""

    name: str
    labels: int
    share: float
    right: Interval | None


@dataclass(frozen=True, slots=True)
class AuditedPicture:
    """A JPEG of an audited image, the machine's class, and the person's; ``said`` is ``None`` for none of these."""

    jpeg: bytes
    machine: str
    said: str | None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """Images by what stands for them: the machine's label confirmed, another label, none of these, unsure."""

    confirmed: int
    renamed: int
    none_of_these: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a report says. ``as_of`` is when the project last changed, in UTC; ``audit`` needs an answer.

    ``right`` and ``wrong`` are audited pictures whose machine's label is so.
    ``refinements`` are the first and the last round of each, of those that are on the page.
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
    versions: tuple[tuple[str, str], ...]


def facts_of(project: Project, *, terms: Terms | None = None) -> Facts:
    """Read the newest round, the audit and the decisions; a guarantee is for the project's own terms if none are given.

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
        versions=tuple((name, version) for name, version in versions() if name in _TOLD),
    )


def _folder(project: Project, domain: Domain, root: Path) -> FolderFacts:
    catalog = project.catalog(domain)
    return FolderFacts(
        name=_as_text(root.name),
        images=len(catalog),
        classes=len(catalog.class_names),
        unreadable=len(project.problems(domain)),
        excluded=len(project.exclusions.current(domain)),
    )


def _as_text(name: str) -> str:
    """A folder's name, with question marks for what is no text in it."""
    return name.encode("utf-8", "replace").decode()


def _digest(folder: Path) -> str:
    """SHA-256 of the round's model file, as hexadecimal text."""
    try:
        with (folder / "model.safetensors").open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(
            f"{folder / 'model.safetensors'} can't be read: {error.strerror}.", "Put back a copy of that folder."
        ) from error


def _classes(names: tuple[str, ...], leaving: LabelTable, result: AuditResult | None) -> tuple[ClassFacts, ...]:
    counts = Counter(label for label in leaving.labels if label)
    total = max(1, counts.total())
    return tuple(
        ClassFacts(name, counts[name], counts[name] / total, None if result is None else result.adapted.by_class[place])
        for place, name in enumerate(names)
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
    """The answers, in the order drawn, that say whether the machine's label is right."""
    said = (audit.answers[row] for row in audit.design.rows.tolist() if row in audit.answers)
    return [one for one in said if one.verdict is not Verdict.UNSURE and table.machine_label[one.row] >= 0]


def _pictures(target: Catalog, table: ReviewTable, answers: list[Decision]) -> tuple[AuditedPicture, ...]:
    """The first that give a picture; out of their files, since the cache may hold another copy or none."""
    found: list[AuditedPicture] = []
    for answer in answers:
        if len(found) == MOST_PICTURES:
            break
        try:
            jpeg = encode(load_picture(target.file(answer.row), SIDE).pixels)
        except UnreadableImage:
            continue
        said = table.class_names[answer.label] if answer.verdict is Verdict.LABEL else None
        found.append(AuditedPicture(jpeg, table.class_names[table.machine_label[answer.row]], said))
    return tuple(found)
