"""What a project's newest round says of its target, as figures and as a table. Free of torch."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dclgui.cli.words import accuracy_sentence, count
from dclgui.core.errors import UserError
from dclgui.labels.csv import COLUMNS, write_csv
from dclgui.labels.table import LabelTable, label_table
from dclgui.project.folder import Project

LABELS = "labels.csv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of round ``round``; the accuracies are NaN where the truth is unknown."""

    round: int
    rounds: int
    images: int
    high: int
    low: int
    moved: int
    problems: int
    decided: int
    source_only_accuracy: float
    accuracy: float

    @classmethod
    def of(cls, project: Project) -> Self:
        """The outcome so far; raises ``UserError`` if no round is finished."""
        last = last_round(project)
        found = project.rounds.pseudo_labels(last)
        return cls(
            round=last,
            rounds=project.job.method.rounds,
            images=len(found),
            high=int(found.high.sum()),
            low=int((found.readable & ~found.high).sum()),
            moved=int(found.moved.sum()),
            problems=int((~found.readable).sum()),
            decided=len(project.journal.current()),
            source_only_accuracy=project.rounds.figures(0).accuracy,
            accuracy=project.rounds.figures(last).accuracy,
        )

    def lines(self) -> list[str]:
        """The counts and what is known of the accuracy, in words."""
        counts = [
            f"{self.high:,} sure (high confidence)",
            f"{self.low:,} not sure (low confidence)",
            f"{self.moved:,} of these moved to the class of their nearest prototype",
        ]
        if self.problems:
            counts.append(f"{self.problems:,} that can't be read")
        if self.decided:
            counts.append(f"{self.decided:,} decided by a person")
        head = f"{count(self.images, 'image')} after round {self.round} of {self.rounds}: {', '.join(counts)}."
        return [head, accuracy_sentence(self.source_only_accuracy, self.accuracy)]


def last_round(project: Project) -> int:
    """Number of the newest finished round; raises ``UserError`` if there is none."""
    last = project.rounds.last()
    if last is None:
        raise UserError(
            f"The project {project.folder} has no finished round yet.",
            f"Let it run: dclgui adapt -o {quoted(project.folder)} --resume",
        )
    return last


def labels_of(project: Project) -> LabelTable:
    """The label table of the newest round, decisions included; raises ``UserError`` if no round is finished."""
    last = last_round(project)
    return label_table(
        project.catalog("target"),
        project.rounds.pseudo_labels(last),
        source_only=project.rounds.pseudo_labels(0).classifier_label,
        decisions=project.journal.current(),
        problems=project.problems("target"),
        round_number=last,
    )


def save_labels(file: Path, table: LabelTable) -> None:
    """Write the CSV; raises ``UserError`` if ``file`` holds something that is no labels file, or can't be written."""
    if file.exists() and not _is_labels_file(file):
        raise UserError(
            f"{file} exists and is no labels file of dclgui; it is left as it is.", "Choose another file name."
        )
    write_csv(file, table)


def quoted(path: Path) -> str:
    """A path as it can be typed again."""
    text = str(path)
    return f'"{text}"' if any(letter.isspace() for letter in text) else text


def _is_labels_file(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stored:
        return stored.readline(4096).decode("utf-8-sig", "replace").strip() == ",".join(COLUMNS)
