"""``dclgui label``: more images through the model of a finished run."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from dclgui.cli.display import display_for, follow, print_json
from dclgui.cli.job_options import checked_device
from dclgui.cli.words import UNKNOWN_ACCURACY, count
from dclgui.core.catalog import UNKNOWN
from dclgui.core.job import Job
from dclgui.labels.table import label_table
from dclgui.results import save_labels


def label(
    project: Annotated[Path, typer.Argument(help="Project folder of a run.")],
    folder: Annotated[Path, typer.Argument(help="Folder of more images from the new camera.")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="CSV file to write.")],
    device: Annotated[
        str | None,
        typer.Option(help=f"{Job.model_fields['device'].description} Default: the project's own.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each event as one line of JSON.")] = False,
) -> None:
    """Label more images with the newest model of PROJECT, without training. The project stays as it is."""
    from dclgui.engine import label as engine

    with display_for(as_json=as_json) as display:
        found = follow(engine.label(project, folder, device=checked_device(device)), display)
    table = label_table(
        found.catalog,
        found.pseudo_labels,
        source_only=np.full(len(found.catalog), UNKNOWN, np.int32),
        decisions={},
        problems=found.problems,
        round_number=found.round,
    )
    save_labels(output, table)
    high, problems = int(found.pseudo_labels.high.sum()), len(found.problems)
    low = len(table) - problems - high
    if as_json:
        counts = {"images": len(table), "high": high, "low": low, "problems": problems, "round": found.round}
        print_json({"event": "Labelled", "file": str(output.absolute()), **counts})
        return
    unreadable = f", {problems:,} that can't be read" if problems else ""
    typer.echo(
        f"{count(len(table), 'image')} by the model of round {found.round}: {high:,} sure (high confidence), "
        f"{low:,} not sure (low confidence){unreadable}.\n{UNKNOWN_ACCURACY}\nLabels: {output}"
    )
