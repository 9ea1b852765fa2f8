"""The verbs that train: ``adapt`` (steps S1-S6, also resumed), ``adapt-again`` (other images), ``refine``."""

import os
import sys
import traceback
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from dclgui.cli.decisions import labels_follow, take_in
from dclgui.cli.display import Display, display_for, follow, print_json
from dclgui.cli.options import (
    AsJson,
    checked_device,
    find_again,
    job_from,
    with_job_options,
    with_places,
)
from dclgui.cli.quality import Outcome, labelling_facts, labelling_lines
from dclgui.cli.terminal import say
from dclgui.cli.words import quoted
from dclgui.core.errors import UserError, first_line
from dclgui.core.job import Job
from dclgui.core.protocol.events import Event
from dclgui.core.same_place import same_place
from dclgui.core.wording import listed
from dclgui.images.scan import TwoLayoutsError
from dclgui.importing.reading import read_entries
from dclgui.project.folder import Project
from dclgui.standing.labels import LABELS, renew_labels
from dclgui.standing.standing import standing_of

Decisions = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Decisions to learn from, in a file that dclgui import takes.")
]


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
    decisions: Decisions = None,
    as_json: AsJson = False,
    **settings: Any,
) -> None:
    """Label the images of TARGET from the labelled ones in SOURCE.

    The project folder keeps settings, every round's labels and the model; its labels.csv opens in Excel. Decisions from
    a file come in when the rounds are done, and the other labels follow them.
    Ctrl-C stops the run; every finished round is kept, and --resume goes on from there.
    """
    job = device = None
    now = settings.pop("source_now"), settings.pop("target_now")
    if resume:
        device = checked_device(settings.pop("device"))
        _refuse_new_settings(settings, knobs=knobs, job_file=job_file)
    else:
        job = job_from(source or now[0], target or now[1], job_file=job_file, knobs=knobs or (), settings=settings)
    from dclgui.engine.runtime import leads

    if resume and leads():
        find_again(output, *now)
        _require_same_images(output, source, target)
    if decisions is not None and leads():
        read_entries(decisions)  # hours before it is needed
    with display_for(as_json=as_json, leads=leads()) as display, _one_voice(leads=leads()), _layouts_as_commands():
        _run(job, output, display, device=device, leads=leads())
    if leads():
        _keep_labels(output, as_json=as_json, decisions=decisions)


@with_places
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
    as_json: AsJson = False,
) -> None:
    """Label the images of TARGET in a new project that starts from the newest model of PROJECT.

    Settings and labelled images are those of PROJECT, which stays as it is.
    """
    from dclgui.engine.training import adapt as engine
    from dclgui.engine.training.warm_start import job_again

    job = job_again(project, target, device=checked_device(device))
    _follow(engine.adapt(job, output, start=project), output, as_json=as_json)


@with_places
def refine(
    project: Annotated[Path, typer.Argument(help="Project folder of a run.")],
    *,
    rounds: Annotated[int, typer.Option(min=1, help="How many rounds more.")] = 2,
    decisions: Decisions = None,
    as_json: AsJson = False,
) -> None:
    """Learn from all decisions made so far, in a few more rounds from the newest model.

    Decisions from a file come in before these rounds.
    """
    from dclgui.engine.training import adapt as engine

    if decisions is not None:
        with Project.open(project) as opened:
            opened.last_round()  # refuses before anything is kept
            _take_in(opened, decisions, as_json=as_json)
    _follow(engine.refine(project, rounds=rounds), project, as_json=as_json)


def _follow(events: Generator[Event, None, None], folder: Path, *, as_json: bool) -> None:
    """Follow a run that goes on in ``folder`` and keep its labels; on Ctrl-C say how to go on, and exit with 130."""
    with display_for(as_json=as_json) as display:
        try:
            follow(events, display)
        except KeyboardInterrupt:
            display.close()
            say(*_go_on("Stopped; finished rounds are kept.", folder), err=True)
            raise typer.Exit(130) from None
    _keep_labels(folder, as_json=as_json)


def _go_on(stopped: str, folder: Path) -> list[str]:
    return [f"{stopped} Go on with:", f"  dclgui adapt -o {quoted(folder)} --resume"]


@contextmanager
def _one_voice(*, leads: bool) -> Iterator[None]:
    """Of several processes the leading one reports a failure of all; another one reports only its own."""
    try:
        yield
    except UserError as error:
        if leads:
            raise
        if traceback.extract_tb(error.__traceback__)[-1].name == "agree":  # an error that the leading process shared
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


@contextmanager
def _layouts_as_commands() -> Iterator[None]:
    """Where the class folders have two layouts, say the two commands to choose from."""
    try:
        yield
    except TwoLayoutsError as error:
        same = " ".join(quoted(Path(word)) for word in ("dclgui", *sys.argv[1:]))
        choices = [
            (f"For the classes {listed(layout.classes)}:", f"  {same} --class-level {layout.level}")
            for layout in error.layouts
        ]
        raise UserError(error.message, error.hint, tuple(chain.from_iterable(choices))) from error


def _lost_another(error: RuntimeError) -> bool:
    """Whether ``error`` means that another process has ended; gloo has no error type for that, only messages."""
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
            say(*_stopped(folder), err=True)
        raise typer.Exit(130) from None


def _stopped(folder: Path) -> list[str]:
    try:
        project = Project.open(folder)
    except UserError:
        return ["Stopped before anything was kept. Start again with the same command."]
    with project:
        return _go_on(f"Stopped; {_kept(project)} in {folder}.", folder)


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


def _take_in(project: Project, file: Path, *, as_json: bool) -> None:
    lines, facts = take_in(project, file)
    if as_json:
        print_json(facts)
    else:
        say(*lines)


def _keep_labels(folder: Path, *, as_json: bool, decisions: Path | None = None) -> None:
    """Write the project's labels into it, and print the outcome of the run; before that take in ``decisions``."""
    with Project.open(folder) as project:
        told: list[str] = []
        if decisions is not None:
            _take_in(project, decisions, as_json=as_json)
            told = labels_follow(project)
        renew_labels(project)
        outcome, standing = Outcome.of(project), standing_of(project)
    if as_json:
        if standing.expected.answers:
            print_json({"event": "Expected", **labelling_facts(standing)})
        return
    lines = [
        *told,
        *outcome.lines(),
        *labelling_lines(standing),
        f"Labels:  {folder / LABELS}",
        f"Project: {folder}",
        f"Look again with: dclgui info {quoted(folder)}",
    ]
    say(*lines)


def _refuse_new_settings(settings: dict[str, Any], *, knobs: list[str] | None, job_file: Path | None) -> None:
    given = [f"--{name.replace('_', '-')}" for name, value in settings.items() if value is not None]
    given += ["--set"] * bool(knobs) + ["--job"] * bool(job_file)
    if given:
        raise typer.BadParameter(f"A resumed run keeps the settings of its project; leave out {' and '.join(given)}.")


def _require_same_images(folder: Path, source: Path | None, target: Path | None) -> None:
    with Project.open(folder) as project:
        pairs = ((project.job.source, source), (project.job.target, target))
    for own, given in pairs:
        if given is not None and not same_place(given, own):
            raise UserError(
                f"{folder} is a project of {own}, not of {given}.",
                "Leave the image folders out to resume it, say --source or --target if they were moved, or choose "
                "another project folder.",
            )
