"""``dclgui export``: export of labels and model from a project."""

from collections.abc import Generator
from pathlib import Path
from typing import Annotated, Any

import typer

from dclgui.cli.display import display_for, follow
from dclgui.cli.options import LabelFormat, label_task, with_label_options, with_places
from dclgui.cli.terminal import say
from dclgui.cli.words import count, kept_aside, left_out, removed, without_pictures
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import ExportLabels
from dclgui.labels.batch import Evidence
from dclgui.labels.formats import FORMATS
from dclgui.project.folder import Project
from dclgui.standing.labels import export_labels


@with_places
@with_label_options
def export(
    project: Annotated[Path, typer.Argument(help="Project folder of a run.")],
    *,
    form: LabelFormat = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="File or folder to make, for --format.")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write labels as CSV: short for --format csv -o FILE.csv.")
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the model, in the format of its ending: .safetensors, .onnx, .fp16.onnx or .pt2.",
        ),
    ] = None,
    **chosen: Any,
) -> None:
    """Write the labels, the model or both to files of your choice.

    An older model of dclgui is overwritten, an older labels file is kept as NAME.old.csv, and all else is left alone.
    Ctrl-C leaves nothing half-written.
    """
    if (form is None) != (output is None):
        raise typer.BadParameter("--format and --output belong together.")
    wanted = [("csv", labels)] if labels is not None else []
    wanted += [(form, output)] if form is not None and output is not None else []
    if not wanted and model is None:
        raise typer.BadParameter(
            "Say what to write: --format NAME -o PATH, --labels FILE.csv, --model FILE.onnx, or several."
        )
    with Project.open(project) as opened:
        for name, place in wanted:
            _write_labels(opened, label_task(project, name, place, chosen))
        if model is not None:
            _write_model(opened, model)


def _write_labels(project: Project, task: ExportLabels) -> None:
    with display_for(as_json=False) as display:
        done = follow(export_labels(project, task, evidence=_evidence), display)
    unfit = left_out(done, tool=FORMATS[task.format].title)
    line = f"Labels of {count(done.rows, 'image')}{unfit}: {done.place}"
    say(line, *kept_aside(done.backup), *removed(done.removed), *without_pictures(done))


def _evidence(project: Project, task: ExportLabels) -> Generator[Progressed, None, Evidence]:
    from dclgui.engine.export.evidence import evidence_of

    return evidence_of(project, source_only=task.source_only)


def _write_model(project: Project, file: Path) -> None:
    from dclgui.engine.export.export import export_model

    with display_for(as_json=False) as display:
        exported = follow(export_model(file, project), display)
    say(
        f"Model: {file}, described in {' and '.join(map(str, exported.beside))}",
        f"Compared with the run's own model on {count(exported.images, 'image')}: the same class for "
        f"{exported.same:.1%}, probabilities differ by at most {exported.difference:.1e}.",
        *(f"The description that was there is now in {place}" for place in exported.older),
        *removed(exported.removed),
    )
