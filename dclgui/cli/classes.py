"""``dclgui classes``: list, add, rename, merge and withdraw the classes of a project."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.decisions import OwnLabels, labels_follow, who
from dclgui.cli.display import print_json
from dclgui.cli.options import with_places
from dclgui.cli.terminal import say
from dclgui.cli.words import count
from dclgui.core.decisions import Verdict
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of

classes = typer.Typer(
    help="List, add, rename, merge and withdraw the classes of a project; Undo in the window takes each change back.",
    no_args_is_help=True,
)
_Folder = Annotated[Path, typer.Argument(help="Project folder.")]
_Name = Annotated[str, typer.Argument(help="A class as it is called now.")]


@classes.command("list")
@with_places
def list_classes(
    project: _Folder,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one line of JSON.")] = False,
) -> None:
    """Show the classes, how many images a person named so, and how many have the label in all."""
    with Project.open(project) as opened:
        opened.last_round()
        now, table = opened.class_changes.now(), Counter(labels_of(opened).labels)
        said = (one.label for one in opened.journal.current().values() if one.verdict is Verdict.LABEL)
        decided = Counter(now.names[label] for label in said)
    names = [now.names[number] for number in now.listed]
    if as_json:
        listed = [{"name": name, "decided": decided[name], "images": table[name]} for name in names]
        print_json(
            {"event": "Classes", "classes": listed, "former": {old: now.names[k] for old, k in now.former.items()}}
        )
        return
    for name in names:
        say(f"{name}: {count(table[name], 'image')}, {decided[name]:,} of them named by a person")
    for old, number in now.former.items():
        say(f"{old} is {now.names[number]} now")


@classes.command("add")
@with_places
def add(project: _Folder, name: Annotated[str, typer.Argument(help="The name of the new class.")]) -> None:
    """Add a class that the old camera never had, or bring back one that was merged or withdrawn."""
    _change(project, lambda opened: opened.add_class(name, who()), f"There is a class {name.strip()} now.")


@classes.command("rename")
@with_places
def rename(project: _Folder, old: _Name, new: Annotated[str, typer.Argument(help="The new name.")]) -> None:
    """Call a class by another name, in all labels and exports; files with the old name are still understood."""
    _change(
        project,
        lambda opened: opened.class_changes.rename(opened.class_changes.named(old), new, who()),
        f"{old} is called {new.strip()} now.",
    )


@classes.command("merge")
@with_places
def merge(
    project: _Folder, one: _Name, other: Annotated[str, typer.Argument(help="The class that it becomes a part of.")]
) -> None:
    """Have all images of one class, a person's decisions included, be of another one."""

    def work(opened: Project) -> None:
        changes = opened.class_changes
        changes.merge(changes.named(one), changes.named(other), who())

    _change(project, work, f"{one} is a part of {other} now.")


@classes.command("withdraw")
@with_places
def withdraw(project: _Folder, name: _Name) -> None:
    """Have no image be of a class: decisions on it decide nothing, and what was labelled so is to be looked at."""
    _change(
        project,
        lambda opened: opened.class_changes.withdraw(opened.class_changes.named(name), who()),
        f"There is no class {name} any more.",
    )


def _change(folder: Path, work: Callable[[Project], object], done: str) -> None:
    with Project.open(folder) as opened:
        opened.last_round()
        own = OwnLabels(opened)
        work(opened)
        say(done, *labels_follow(opened), *own.renew())
