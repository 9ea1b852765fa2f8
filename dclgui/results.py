"""What a project's newest round and its decisions say together: the labels as they leave the program."""

from pathlib import Path

from dclgui.core.errors import UserError
from dclgui.labels.csv import COLUMNS, write_csv
from dclgui.labels.table import LabelTable, label_table
from dclgui.project.folder import Project

LABELS = "labels.csv"


def last_round(project: Project) -> int:
    """Number of the newest finished round; raises ``UserError`` if there is none."""
    last = project.rounds.last()
    if last is None:
        raise UserError(
            f"The project {project.folder} has no finished round yet.",
            "Let it run first: press Start in the window, or use dclgui adapt with --resume.",
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
        excluded=project.exclusions.current("target"),
        round_number=last,
    )


def save_labels(file: Path, table: LabelTable) -> None:
    """Write the CSV; raises ``UserError`` if ``file`` holds something that is no labels file, or can't be written."""
    if file.exists() and not _is_labels_file(file):
        raise UserError(
            f"{file} exists and is no labels file of dclgui; it is left as it is.", "Choose another file name."
        )
    write_csv(file, table)


def _is_labels_file(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stored:
        return stored.readline(4096).decode("utf-8-sig", "replace").strip() == ",".join(COLUMNS)
