"""``dclgui refine``: a few more rounds that learn from what people decided."""

from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.adapt import keep_labels
from dclgui.cli.display import display_for, follow
from dclgui.cli.outcome import quoted


def refine(
    project: Annotated[Path, typer.Argument(help="Project folder of a run.")],
    *,
    rounds: Annotated[int, typer.Option(min=1, help="How many rounds more.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="Print each event as one line of JSON.")] = False,
) -> None:
    """Learn from all decisions made so far, in a few more rounds from the newest model."""
    from dclgui.engine.training import adapt as engine

    with display_for(as_json=as_json) as display:
        try:
            follow(engine.refine(project, rounds=rounds), display)
        except KeyboardInterrupt:
            display.close()
            typer.echo(
                f"Stopped; finished rounds are kept. Go on with:\n  dclgui adapt -o {quoted(project)} --resume",
                err=True,
            )
            raise typer.Exit(130) from None
    keep_labels(project, as_json=as_json)
