"""``dclgui import``: import of decisions from a file or folder of labels."""

from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.decisions import OwnLabels, Side, compared, kept, labels_follow
from dclgui.cli.options import with_places
from dclgui.cli.terminal import say
from dclgui.cli.words import count
from dclgui.project.folder import Project


@with_places
def import_labels(
    project: Annotated[Path, typer.Argument(help="Project folder.")],
    file: Annotated[
        Path,
        typer.Argument(
            help="A CSV with path and label, also labels.csv from Excel, JSON of Label Studio, or a folder of labelme."
        ),
    ],
    *,
    prefer: Annotated[
        Side, typer.Option(help="Where both decided otherwise: keep mine, the project's, or take theirs, the file's.")
    ] = Side.MINE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Take decisions from a file into the project, as one step that can be undone; the other labels follow them.

    Of a labels file of dclgui only what a person decided or corrected counts, never the machine's own labels.
    """
    with Project.open(project) as opened:
        found, lines = compared(opened, file)
        say(*lines)
        if dry_run:
            decisions = len(found.decisions("theirs" if prefer is Side.THEIRS else "mine"))
            say(f"Nothing was changed; {count(decisions, 'decision')} would be kept.")
            return
        own = OwnLabels(opened)
        decisions, line = kept(opened, found, prefer)
        say(line)
        if decisions:
            say(*labels_follow(opened), *own.renew())
