"""``dclgui export``: labels and model out of a project."""

from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.words import count
from dclgui.project.folder import Project
from dclgui.results import labels_of, save_labels


def export(
    project: Annotated[Path, typer.Argument(help="Project folder of a run.")],
    *,
    labels: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write the labels of all target images as CSV.")
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(metavar="FILE.safetensors", help="Write the model, and beside it a .json about its use."),
    ] = None,
) -> None:
    """Write the labels, the model or both to files of your choice."""
    if labels is None and model is None:
        raise typer.BadParameter("Say what to write: --labels FILE.csv, --model FILE.safetensors, or both.")
    with Project.open(project) as opened:
        if labels is not None:
            table = labels_of(opened)
            save_labels(labels, table)
            typer.echo(f"Labels of {count(len(table), 'image')}: {labels}")
        if model is not None:
            from dclgui.engine.model_file import save_model

            beside = save_model(model, opened)
            typer.echo(f"Model: {model}, described in {beside}")
