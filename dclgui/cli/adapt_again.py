"""``dclgui adapt-again``: a finished model adapted to other images, such as those that drifted away."""

from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.adapt import keep_labels
from dclgui.cli.display import display_for, follow
from dclgui.cli.job_options import checked_device
from dclgui.cli.outcome import quoted


def adapt_again(
    project: Annotated[Path, typer.Argument(help="Project folder of a finished run.")],
    target: Annotated[Path, typer.Argument(help="Folder of the other images, such as the one that was watched.")],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PROJECT", help="Folder of the new project: new or empty.")
    ],
    device: Annotated[
        str | None, typer.Option(help="cpu, cuda, cuda:1, mps or auto. Default: the project's own.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each event as one line of JSON.")] = False,
) -> None:
    """Label the images of TARGET in a new project that starts from the newest model of PROJECT.

    Settings and labelled images are those of PROJECT, which stays as it is.
    """
    from dclgui.engine.training.adapt import adapt
    from dclgui.engine.training.warm_start import job_again

    job = job_again(project, target, device=checked_device(device))
    with display_for(as_json=as_json) as display:
        try:
            follow(adapt(job, output, start=project), display)
        except KeyboardInterrupt:
            display.close()
            typer.echo(
                f"Stopped; finished rounds are kept. Go on with:\n  dclgui adapt -o {quoted(output)} --resume",
                err=True,
            )
            raise typer.Exit(130) from None
    keep_labels(output, as_json=as_json)
