"""``dclgui demo``: the whole program on synthetic pictures."""

import math
import time
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from dclgui.cli.display import Display, display_for, follow
from dclgui.cli.report import write_report
from dclgui.cli.terminal import draw, say
from dclgui.cli.words import quoted, share
from dclgui.core.errors import UserError
from dclgui.demo import run as demos
from dclgui.demo.run import PER_CLASS, Line
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of, save_labels


def demo(
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where everything goes.")] = Path(
        "demo-output"
    ),
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Another number draws other pictures.")] = 0,
    per_class: Annotated[
        int, typer.Option(min=4, max=1000, help="Pictures of each class from each camera.")
    ] = PER_CLASS,
) -> None:
    """Draw a made-up line of parts seen by two cameras, and label the second camera's from the first one's.

    The pictures are synthetic. The demo knows the truth about them, compares the patent's plain text with the default
    recipe, and keeps pictures, projects, labels, model and a report in one folder. It takes about a minute.
    """
    start = time.monotonic()
    demos.take_folder(output)
    say("SYNTHETIC pictures: nothing in this demo was seen by a camera.")
    try:
        with display_for(as_json=False) as display:
            line = follow(demos.draw(output, seed=seed, per_class=per_class), display)
            for recipe in demos.RECIPES:
                display.say("")
                display.say(f"Recipe {recipe}")
                follow(demos.adapt_line(line, output, recipe, seed=seed), display)
    except KeyboardInterrupt:
        say("Stopped. Start again with the same command.", err=True)
        raise typer.Exit(130) from None
    _keep(output, line, seconds=time.monotonic() - start)


def _keep(folder: Path, line: Line, *, seconds: float) -> None:
    from dclgui.engine.export.export import export_model

    best = demos.RECIPES[-1]
    with Project.open(demos.project_of(folder, best)) as project:
        save_labels(folder / demos.LABELS, labels_of(project))
        follow(export_model(folder / demos.MODEL, project), Display())
    draw(_table(folder, line))
    project_folder = demos.project_of(folder, best)
    report = report_line(project_folder, folder / demos.REPORT)
    say(
        "The target's folders bear the class names; they were used for this table only, never for training.",
        "",
        f"Pictures       {line.source}  (old camera, labelled)",
        f"               {line.target}  (new camera)",
        f"Labels         {folder / demos.LABELS}",
        f"Model          {folder / demos.MODEL}",
        f"Report         {report}",
        *(f"Project        {demos.project_of(folder, recipe)}" for recipe in reversed(demos.RECIPES)),
        "",
        f"Look at the pictures in the window:  dclgui open {quoted(project_folder)}",
        f"Took {seconds:.0f} seconds.",
    )


def report_line(project: Path, file: Path) -> str:
    """Where the report is, or why there is none: a computer may lack the window's libraries."""
    try:
        write_report(project, file)
    except UserError as error:
        return f"none. {error.message} {error.hint}"
    return str(file)


def _table(folder: Path, line: Line) -> Table:
    patent, default = (demos.measured(folder, recipe) for recipe in demos.RECIPES)
    table = Table(
        box=box.SIMPLE_HEAD,
        title="Right labels on the new camera's SYNTHETIC pictures",
        title_justify="left",
    )
    table.add_column("", no_wrap=True)
    for name in ("patent\nsource only", "patent\nadapted", "default\nsource only", "default\nadapted"):
        table.add_column(name, justify="right")

    def row(name: str, *values: float) -> None:
        table.add_row(name, *("" if math.isnan(value) else share(value, digits=1) for value in values))

    row("all images", patent.all_before, patent.all_after, default.all_before, default.all_after)
    table.add_section()
    columns = (line.class_names, patent.before, patent.after, default.before, default.after)
    for name, *values in zip(*columns, strict=True):
        row(name, *values)
    table.add_section()
    row("high confidence", math.nan, patent.share_high, math.nan, default.share_high)
    row("right among high", math.nan, patent.high_right, math.nan, default.high_right)
    return table
