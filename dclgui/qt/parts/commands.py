"""The one table of everything a person can do: menus, shortcuts, palette, tooltips and the list of keys."""

from dataclasses import dataclass
from typing import Literal

from dclgui.qt.parts.noop import QT_TRANSLATE_NOOP

CONTEXT = "Commands"
Menu = Literal["project", "edit", "run", "review", "view", "help"]
MENUS: tuple[tuple[Menu, str], ...] = (
    ("project", QT_TRANSLATE_NOOP("Commands", "Project")),
    ("edit", QT_TRANSLATE_NOOP("Commands", "Edit")),
    ("run", QT_TRANSLATE_NOOP("Commands", "Run")),
    ("review", QT_TRANSLATE_NOOP("Commands", "Review")),
    ("view", QT_TRANSLATE_NOOP("Commands", "View")),
    ("help", QT_TRANSLATE_NOOP("Commands", "Help")),
)
DIGITS = "1234567890"
"""The keys of the first ten classes."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do.

    ``keys``   shortcuts in Qt's portable text, the first one shown
    ``where``  ``window``: its keys work everywhere; ``pictures``: only while the pictures have the keyboard, since
               they are letters, digits or Enter
    ``group``  commands of one menu and one group stand together
    """

    name: str
    menu: Menu
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    where: Literal["window", "pictures"] = "window"
    group: int = 0
    checkable: bool = False


COMMANDS: tuple[Command, ...] = (
    Command(
        "new",
        "project",
        QT_TRANSLATE_NOOP("Commands", "New…"),
        QT_TRANSLATE_NOOP("Commands", "Start a project with two folders of pictures."),
        ("Ctrl+N",),
    ),
    Command(
        "open",
        "project",
        QT_TRANSLATE_NOOP("Commands", "Open…"),
        QT_TRANSLATE_NOOP("Commands", "Open a project folder."),
        ("Ctrl+O",),
    ),
    Command(
        "demo",
        "project",
        QT_TRANSLATE_NOOP("Commands", "Try the demo"),
        QT_TRANSLATE_NOOP("Commands", "Open a small made-up project to try everything on."),
    ),
    Command(
        "close",
        "project",
        QT_TRANSLATE_NOOP("Commands", "Close project"),
        QT_TRANSLATE_NOOP("Commands", "Go back to the start page; everything is saved already."),
        ("Ctrl+W",),
        group=1,
    ),
    Command(
        "import decisions",
        "project",
        QT_TRANSLATE_NOOP("Commands", "Bring decisions in…"),
        QT_TRANSLATE_NOOP(
            "Commands", "Take over what was decided elsewhere: a labels CSV, also from Excel, or Label Studio."
        ),
        group=1,
    ),
    Command(
        "result report",
        "project",
        QT_TRANSLATE_NOOP("Commands", "Save the report of the result…"),
        QT_TRANSLATE_NOOP("Commands", "One page of what is known now, as PDF or HTML."),
        group=1,
    ),
    Command(
        "report",
        "project",
        QT_TRANSLATE_NOOP("Commands", "Save report for support…"),
        QT_TRANSLATE_NOOP("Commands", "Pack log, versions and settings, without any picture, to send to support."),
        group=1,
    ),
    Command(
        "quit",
        "project",
        QT_TRANSLATE_NOOP("Commands", "Quit"),
        QT_TRANSLATE_NOOP("Commands", "Close the window; everything is saved already."),
        ("Ctrl+Q",),
        group=2,
    ),
    Command(
        "undo",
        "edit",
        QT_TRANSLATE_NOOP("Commands", "Undo"),
        QT_TRANSLATE_NOOP("Commands", "Take back the last decision."),
        ("Ctrl+Z",),
    ),
    Command(
        "redo",
        "edit",
        QT_TRANSLATE_NOOP("Commands", "Redo"),
        QT_TRANSLATE_NOOP("Commands", "Bring back the decision that was taken back last."),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
    ),
    Command(
        "select all",
        "edit",
        QT_TRANSLATE_NOOP("Commands", "Select all shown"),
        QT_TRANSLATE_NOOP("Commands", "Select every picture that the filter shows."),
        ("Ctrl+A",),
        where="pictures",
        group=1,
    ),
    Command(
        "select none",
        "edit",
        QT_TRANSLATE_NOOP("Commands", "Select nothing"),
        QT_TRANSLATE_NOOP("Commands", "Clear the selection."),
        ("Escape",),
        where="pictures",
        group=1,
    ),
    Command(
        "find",
        "edit",
        QT_TRANSLATE_NOOP("Commands", "Find…"),
        QT_TRANSLATE_NOOP("Commands", "Show only pictures whose file or class name holds a text."),
        ("Ctrl+F",),
        group=1,
    ),
    Command(
        "start",
        "run",
        QT_TRANSLATE_NOOP("Commands", "Start"),
        QT_TRANSLATE_NOOP("Commands", "Learn the new camera, or go on where the run was stopped."),
        ("Ctrl+R",),
    ),
    Command(
        "refine",
        "run",
        QT_TRANSLATE_NOOP("Commands", "Refine"),
        QT_TRANSLATE_NOOP("Commands", "Learn from your decisions in two more rounds, from the model as it is."),
        ("Ctrl+Shift+R",),
    ),
    Command(
        "pause",
        "run",
        QT_TRANSLATE_NOOP("Commands", "Pause"),
        QT_TRANSLATE_NOOP("Commands", "Let the run wait; press again to go on."),
        ("Ctrl+P",),
    ),
    Command(
        "stop",
        "run",
        QT_TRANSLATE_NOOP("Commands", "Stop and keep"),
        QT_TRANSLATE_NOOP("Commands", "End the run and keep all finished rounds."),
        ("Ctrl+.",),
    ),
    Command(
        "right",
        "review",
        QT_TRANSLATE_NOOP("Commands", "Right, next"),
        QT_TRANSLATE_NOOP("Commands", "The shown name is right; go to the next picture."),
        ("Return", "Enter"),
        where="pictures",
    ),
    *(
        Command(
            f"label {digit}",
            "review",
            QT_TRANSLATE_NOOP("Commands", "Class %1"),
            QT_TRANSLATE_NOOP("Commands", "Give the selected pictures this name."),
            (digit,),
            where="pictures",
            group=1,
        )
        for digit in DIGITS
    ),
    Command(
        "name",
        "review",
        QT_TRANSLATE_NOOP("Commands", "Other class…"),
        QT_TRANSLATE_NOOP("Commands", "Choose the name from all classes."),
        ("L",),
        where="pictures",
        group=1,
    ),
    Command(
        "unsure",
        "review",
        QT_TRANSLATE_NOOP("Commands", "Not sure"),
        QT_TRANSLATE_NOOP("Commands", "You cannot tell either; the machine's name stays."),
        ("Space",),
        where="pictures",
        group=2,
    ),
    Command(
        "none of these",
        "review",
        QT_TRANSLATE_NOOP("Commands", "None of these"),
        QT_TRANSLATE_NOOP("Commands", "The picture belongs to no class of the old camera."),
        ("X",),
        where="pictures",
        group=2,
    ),
    Command(
        "same for alike",
        "review",
        QT_TRANSLATE_NOOP("Commands", "Same for the 20 most alike…"),
        QT_TRANSLATE_NOOP("Commands", "Select the pictures most like this one, to name them together."),
        ("M",),
        where="pictures",
        group=2,
    ),
    Command(
        "new class",
        "review",
        QT_TRANSLATE_NOOP("Commands", "Name a new class…"),
        QT_TRANSLATE_NOOP("Commands", "Show the pictures that are none of these, alike ones together, to name them."),
        group=2,
    ),
    Command(
        "next doubtful",
        "review",
        QT_TRANSLATE_NOOP("Commands", "Next doubtful"),
        QT_TRANSLATE_NOOP("Commands", "Go to the next picture that is worth a look."),
        ("N",),
        where="pictures",
        group=3,
    ),
    Command(
        "look closer",
        "review",
        QT_TRANSLATE_NOOP("Commands", "Look closer"),
        QT_TRANSLATE_NOOP("Commands", "Show the picture large, to zoom into it."),
        ("I",),
        where="pictures",
        group=3,
    ),
    Command(
        "newest round",
        "review",
        QT_TRANSLATE_NOOP("Commands", "Show the newest round"),
        QT_TRANSLATE_NOOP("Commands", "Take over the names of the newest finished round."),
        ("F5",),
        group=3,
    ),
    *(
        Command(
            f"step {number}",
            "view",
            QT_TRANSLATE_NOOP("Commands", "Step %1"),
            QT_TRANSLATE_NOOP("Commands", "Go to this step."),
            (f"Alt+{number}",),
        )
        for number in range(1, 7)
    ),
    Command(
        "larger",
        "view",
        QT_TRANSLATE_NOOP("Commands", "Larger pictures"),
        QT_TRANSLATE_NOOP("Commands", "Show larger tiles."),
        ("Ctrl++", "Ctrl+="),
        group=1,
    ),
    Command(
        "smaller",
        "view",
        QT_TRANSLATE_NOOP("Commands", "Smaller pictures"),
        QT_TRANSLATE_NOOP("Commands", "Show smaller tiles."),
        ("Ctrl+-",),
        group=1,
    ),
    *(
        Command(f"theme {name}", "view", text, tip, group=2, checkable=True)
        for name, text, tip in (
            (
                "light",
                QT_TRANSLATE_NOOP("Commands", "Light theme"),
                QT_TRANSLATE_NOOP("Commands", "Dark text on a light ground."),
            ),
            (
                "dark",
                QT_TRANSLATE_NOOP("Commands", "Dark theme"),
                QT_TRANSLATE_NOOP("Commands", "Light text on a dark ground."),
            ),
            (
                "system",
                QT_TRANSLATE_NOOP("Commands", "Theme of the system"),
                QT_TRANSLATE_NOOP("Commands", "Light or dark as the system is."),
            ),
        )
    ),
    Command(
        "english",
        "view",
        "English",
        QT_TRANSLATE_NOOP("Commands", "Show the window in English."),
        group=3,
        checkable=True,
    ),
    Command(
        "chinese",
        "view",
        "简体中文",
        QT_TRANSLATE_NOOP("Commands", "Show the window in Simplified Chinese."),
        group=3,
        checkable=True,
    ),
    Command(
        "keys",
        "help",
        QT_TRANSLATE_NOOP("Commands", "List of keys"),
        QT_TRANSLATE_NOOP("Commands", "All keys on one page."),
        ("?", "F1"),
    ),
    Command(
        "palette",
        "help",
        QT_TRANSLATE_NOOP("Commands", "Find a command…"),
        QT_TRANSLATE_NOOP("Commands", "Type what you want to do."),
        ("Ctrl+Shift+P",),
    ),
    Command(
        "about",
        "help",
        QT_TRANSLATE_NOOP("Commands", "About dclgui"),
        QT_TRANSLATE_NOOP("Commands", "Version, licence and this computer."),
        group=1,
    ),
)
