"""``dclgui adapt``: steps S1-S6 over two folders, from the start or from where they were stopped."""

import os
import traceback
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from dclgui.cli.display import Display, display_for, follow
from dclgui.cli.job_options import checked_device, job_from, with_job_options
from dclgui.cli.outcome import Outcome, quoted
from dclgui.core.errors import UserError, first_line
from dclgui.core.job import Job
from dclgui.core.protocol.events import Event
from dclgui.project.folder import Project
from dclgui.standing.labels import LABELS, renew_labels


@with_job_options
def adapt(
    source: Annotated[
        Path | None,
        typer.Argument(help="Folder of labelled images, one sub-folder a class, or a CSV file with path,label."),
    ] = None,
    target: Annotated[Path | None, typer.Argument(help="Folder of the images to label.")] = None,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PROJECT", help="Project folder: new, empty, or one to resume.")
    ],
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on with PROJECT after its last finished round; only --device may be another one."
        ),
    ] = False,
    job_file: Annotated[
        Path | None,
        typer.Option("--job", metavar="FILE", help="Settings from a TOML file; options given here win over it."),
    ] = None,
    knobs: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KNOB=VALUE", help="A knob of the method, listed below; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each event as one line of JSON.")] = False,
    **settings: Any,
) -> None:
    """Label the images of TARGET from the labelled ones in SOURCE.

    The project folder keeps settings, every round's labels and the model; its labels.csv opens in Excel.
    Ctrl-C stops the run; every finished round is kept, and --resume goes on from there.
    """
    job = device = None
    if resume:
        device = checked_device(settings.pop("device"))
        _refuse_new_settings(settings, knobs=knobs, job_file=job_file)
    else:
        job = job_from(source, target, job_file=job_file, knobs=knobs or (), settings=settings)
    from dclgui.engine.runtime import leads

    if resume and leads():
        _require_same_images(output, source, target)
    with display_for(as_json=as_json, leads=leads()) as display, _one_voice(leads=leads()):
        _run(job, output, display, device=device, leads=leads())
    if leads():
        keep_labels(output, as_json=as_json)


@contextmanager
def _one_voice(*, leads: bool) -> Iterator[None]:
    """Of several processes the leading one tells the failure of all, and another only what befell itself."""
    try:
        yield
    except UserError as error:
        if leads:
            raise
        if traceback.extract_tb(error.__traceback__)[-1].name == "agree":
            raise typer.Exit(1) from None
        raise UserError(f"Process {os.environ['RANK']}: {error.message}", error.hint) from error
    except RuntimeError as error:
        if not _lost_another(error):
            raise
        if leads:
            raise UserError(
                f"Another process of this run has ended: {first_line(error)}",
                "Its own message says why; the finished rounds are kept.",
            ) from error
        raise typer.Exit(1) from None


def _lost_another(error: RuntimeError) -> bool:
    """Whether this says that another process is gone; gloo says so in plain words only."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    words = ("closed by peer", "reset by peer", "broken pipe", "connection refused")
    return "DistError" in kinds or any(word in str(error).lower() for word in words)


def _run(job: Job | None, folder: Path, display: Display, *, device: str | None, leads: bool) -> None:
    """Follow a run to its end; on Ctrl-C write the labels that there are, say how to go on, and exit with 130."""
    from dclgui.engine.training import adapt as engine

    events: Generator[Event, None, None]
    events = engine.resume(folder, device=device) if job is None else engine.adapt(job, folder)
    try:
        follow(events, display)
    except KeyboardInterrupt:
        display.close()
        if leads:
            typer.echo(_stopped(folder), err=True)
        raise typer.Exit(130) from None


def _stopped(folder: Path) -> str:
    try:
        project = Project.open(folder)
    except UserError:
        return "Stopped before anything was kept. Start again with the same command."
    with project:
        return f"Stopped; {_kept(project)} in {folder}. Go on with:\n  dclgui adapt -o {quoted(folder)} --resume"


def _kept(project: Project) -> str:
    last = project.rounds.last()
    if last is None:
        return "no round was finished yet"
    kept = f"round {last} of {project.planned_rounds}"
    try:
        renew_labels(project)
    except UserError as error:
        return f"{error.message} But {kept} is kept"
    return f"{kept} and its {LABELS} are kept"


def keep_labels(folder: Path, *, as_json: bool) -> None:
    """Write the project's labels into it, and say what the run came to."""
    with Project.open(folder) as project:
        renew_labels(project)
        outcome = Outcome.of(project)
    if as_json:
        return
    lines = [
        *outcome.lines(),
        f"Labels:  {folder / LABELS}",
        f"Project: {folder}",
        f"Look again with: dclgui info {quoted(folder)}",
    ]
    typer.echo("\n".join(lines))


def _refuse_new_settings(settings: dict[str, Any], *, knobs: list[str] | None, job_file: Path | None) -> None:
    given = [f"--{name.replace('_', '-')}" for name, value in settings.items() if value is not None]
    given += ["--set"] * bool(knobs) + ["--job"] * bool(job_file)
    if given:
        raise typer.BadParameter(f"A resumed run keeps the settings of its project; leave out {' and '.join(given)}.")


def _require_same_images(folder: Path, source: Path | None, target: Path | None) -> None:
    with Project.open(folder) as project:
        pairs = ((project.job.source, source), (project.job.target, target))
    for own, given in pairs:
        if given is not None and given.resolve() != own.resolve():
            raise UserError(
                f"{folder} is a project of {own}, not of {given}.",
                "Leave the image folders out to resume it, or choose a new project folder.",
            )
