"""``dclgui export``: labels and model out of a project."""

from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.display import display_for, follow
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
        typer.Option(
            metavar="FILE",
            help="Write the model by its ending: .safetensors, .onnx, .int8.onnx or .pt2, and its card beside it.",
        ),
    ] = None,
) -> None:
    """Write the labels, the model or both to files of your choice."""
    if labels is None and model is None:
        raise typer.BadParameter("Say what to write: --labels FILE.csv, --model FILE.onnx, or both.")
    with Project.open(project) as opened:
        if labels is not None:
            table = labels_of(opened)
            save_labels(labels, table)
            typer.echo(f"Labels of {count(len(table), 'image')}: {labels}")
        if model is not None:
            from dclgui.engine.export import export_model

            with display_for(as_json=False) as display:
                exported = follow(export_model(model, opened), display)
            typer.echo(
                f"Model: {model}, described in {' and '.join(map(str, exported.beside))}\n"
                f"Compared with the run's own model on {count(exported.images, 'image')}: the same class for "
                f"{exported.same:.1%}, probabilities differ by at most {exported.difference:.1e}."
            )
