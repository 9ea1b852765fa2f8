"""``dclgui info``: contents of a project."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from dclgui.cli.display import print_json
from dclgui.cli.options import with_places
from dclgui.cli.quality import Outcome, labelling_facts, labelling_lines, quality_facts, quality_lines
from dclgui.cli.terminal import draw, say
from dclgui.cli.words import UNKNOWN_ACCURACY, share, time_left
from dclgui.core.protocol.events import Domain, RoundFinished
from dclgui.core.settings import settings_of
from dclgui.project.folder import Project
from dclgui.standing.standing import standing_of

_DOMAINS: tuple[Domain, ...] = ("source", "target")


@with_places
def info(
    project: Annotated[Path, typer.Argument(help="Project folder.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one line of JSON.")] = False,
) -> None:
    """Show the settings, the counts, the rounds, the problems and what is known of the accuracy."""
    with Project.open(project) as opened:
        if as_json:
            print_json(_facts(opened))
        else:
            _print(opened)


def _facts(project: Project) -> dict[str, Any]:
    domains = [domain for domain in _DOMAINS if project.has_catalog(domain)]
    numbers = project.rounds.numbers()
    standing = standing_of(project) if numbers else None
    return {
        "event": "Info",
        "project": str(project.folder),
        "job": project.job.model_dump(mode="json"),
        "classes": [name for name in project.class_names() if name] if "target" in domains else [],
        "images": {domain: len(project.catalog(domain)) for domain in domains},
        "rounds": [asdict(project.rounds.metrics(number)) for number in numbers],
        "problems": {
            domain: {project.catalog(domain).paths[row]: why for row, why in project.problems(domain).items()}
            for domain in domains
        },
        "asked": _asked(project) if "target" in domains else [],
        "outcome": asdict(Outcome.of(project)) if numbers else None,
        **({"labellings": None, "expected": None} if standing is None else labelling_facts(standing)),
        "honest": None if standing is None else quality_facts(standing),
    }


def _asked(project: Project) -> list[dict[str, str]]:
    """The pictures that a person flagged with a question."""
    paths = project.catalog("target").paths
    flags = project.flags.current().items()
    return [{"path": paths[row], "question": flag.comment, "who": flag.who} for row, flag in flags if row < len(paths)]


def _print(project: Project) -> None:
    facts = _facts(project)
    say(f"Project {facts['project']}")
    for domain in _DOMAINS:
        images = facts["images"].get(domain)
        say(f"  {domain}: {facts['job'][domain]}" + ("" if images is None else f", {images:,} images"))
    if facts["classes"]:
        say(f"  classes: {', '.join(facts['classes'])}")
    say("  settings: " + ", ".join(_settings(project)))
    if not facts["rounds"]:
        say(f"No round is finished yet. {UNKNOWN_ACCURACY}")
    else:
        draw(_rounds_table([project.rounds.metrics(number) for number in project.rounds.numbers()]))
        standing = standing_of(project)
        for line in (*Outcome.of(project).lines(), *labelling_lines(standing), *quality_lines(standing)):
            say(line)
    if facts["asked"]:
        say(f"To ask somebody: {len(facts['asked']):,}")
    for one in facts["asked"]:
        say(f"  {one['path']}: {one['question'] or '(no question)'} ({one['who']})")
    for domain, problems in facts["problems"].items():
        if problems:
            say(f"Problems of the {domain}: {len(problems):,}")
        for path, why in problems.items():
            say(f"  {path}: {why}")


def _settings(project: Project) -> list[str]:
    """Every setting that is not a folder, and the knobs with another value than the recipe's."""
    return [
        f"{one.name.replace('_', ' ')}{' (its own)' if one.knob else ''} {one.value}"
        for one in settings_of(project.job)
        if one.changed or not one.knob
    ]


def _rounds_table(rounds: list[RoundFinished]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    names = ("Round", "High", "Moved", "Changed", "Right", "Took")
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    for metrics in rounds:
        table.add_row(
            str(metrics.round),
            share(metrics.share_high),
            share(metrics.moved),
            share(metrics.changed) if metrics.round else "",
            share(metrics.accuracy, digits=1),
            time_left(metrics.seconds),
        )
    return table
