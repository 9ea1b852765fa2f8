"""``dclgui import``: decisions into a project from a file of labels."""

import getpass
from collections.abc import Sequence
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.words import count
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.preview import Preview
from dclgui.importing.decisions import preview
from dclgui.project.folder import Project

_MOST_NAMED = 5


class Side(StrEnum):
    """Whose word counts where the two differ."""

    MINE = "mine"
    THEIRS = "theirs"


def import_labels(
    project: Annotated[Path, typer.Argument(help="Project folder.")],
    file: Annotated[
        Path, typer.Argument(help="A CSV with path and label, also labels.csv from Excel, or JSON of Label Studio.")
    ],
    *,
    prefer: Annotated[
        Side, typer.Option(help="Where both decided otherwise: keep mine, the project's, or take theirs, the file's.")
    ] = Side.MINE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Take decisions from a file into the project, as one step that can be undone.

    Of a labels file of dclgui only what a person decided or corrected counts, never the machine's own labels.
    """
    with Project.open(project) as opened:
        found = preview(opened, file)
        catalog = opened.catalog("target")
        for line in _lines(found, catalog.paths, catalog.class_names):
            typer.echo(line)
        decisions = found.decisions("theirs" if prefer is Side.THEIRS else "mine")
        if dry_run:
            typer.echo(f"Nothing was changed; {count(len(decisions), 'decision')} would be kept.")
            return
        opened.journal.append(decisions, _who())
        typer.echo(f"Kept {count(len(decisions), 'decision')}.")


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "operator"


def _lines(found: Preview, paths: Sequence[str], names: Sequence[str]) -> list[str]:
    def word(decision: Decision) -> str:
        return names[decision.label] if decision.verdict is Verdict.LABEL else str(decision.verdict)

    conflicts = [
        f"{paths[conflict.mine.row]}: mine {word(conflict.mine)}, theirs {word(conflict.theirs)}"
        for conflict in found.conflicts
    ]
    lines = [f"New: {len(found.new):,}. The same: {len(found.same):,}. Without a person's word: {found.silent:,}."]
    lines += _listed("Decided otherwise", conflicts)
    lines += _listed(
        "Left out, of another model: nothing tells whether a person gave the label (a file with path and label alone "
        "is all a person's)",
        found.unclear,
    )
    lines += _listed("Not in this project", found.unknown_files)
    return lines + _listed("No such class", [f"{path}: {name}" for path, name in found.unknown_classes])


def _listed(title: str, entries: Sequence[str]) -> list[str]:
    if not entries:
        return []
    more = len(entries) - _MOST_NAMED
    named = [f"  {entry}" for entry in islice(entries, _MOST_NAMED)]
    return [f"{title}: {len(entries):,}", *named, *([f"  and {more:,} more"] if more > 0 else [])]
