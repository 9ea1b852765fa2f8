"""The table of all commands. Menus, shortcuts, palette, tooltips and the list of keys are made from it."""

from dataclasses import dataclass
from typing import Literal

from dclgui.qt.parts.words import QT_TRANSLATE_NOOP

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

_STEPS = (
    QT_TRANSLATE_NOOP("Commands", "Folders"),
    QT_TRANSLATE_NOOP("Commands", "Check"),
    QT_TRANSLATE_NOOP("Commands", "Run"),
    QT_TRANSLATE_NOOP("Commands", "Review"),
    QT_TRANSLATE_NOOP("Commands", "Audit"),
    QT_TRANSLATE_NOOP("Commands", "Export"),
)
_GIVE = QT_TRANSLATE_NOOP("Commands", "Class by digit")
"""Ten commands of one kind, which would make the menu higher than a small screen."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    ``keys``   shortcuts in Qt's portable format; the first one is shown in tooltips and in the palette
    ``where``  ``window``: its keys work everywhere; ``pictures``: only while the gallery has the focus, since they are
               letters, digits or Enter
    ``group``  a menu has a separator between two groups
    ``inner``  the title of the menu inside the menu in which it stands; empty for the menu itself
    """

    name: str
    menu: Menu
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    where: Literal["window", "pictures"] = "window"
    group: int = 0
    checkable: bool = False
    inner: str = ""


# Three lines a command, so that the table can be read as one; ruff would spread each over eight. Qt's lupdate finds a
# text only as a literal inside QT_TRANSLATE_NOOP with its context.
COMMANDS: tuple[Command, ...] = (
    Command("new", "project", keys=("Ctrl+N",),
        text=QT_TRANSLATE_NOOP("Commands", "New…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Start a project with two folders of pictures.")),
    Command("open", "project", keys=("Ctrl+O",),
        text=QT_TRANSLATE_NOOP("Commands", "Open…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Open a project folder.")),
    Command("demo", "project",
        text=QT_TRANSLATE_NOOP("Commands", "Try the demo"),
        tip=QT_TRANSLATE_NOOP("Commands", "Open a small made-up project to try everything on.")),
    Command("close", "project", keys=("Ctrl+W",), group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Close project"),
        tip=QT_TRANSLATE_NOOP("Commands", "Go back to the start page; everything is saved already.")),
    Command("import decisions", "project", group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Bring decisions in…"),
        tip=QT_TRANSLATE_NOOP(
            "Commands", "Take over what was decided elsewhere: a labels CSV, also from Excel, Label Studio, labelme.")),
    Command("result report", "project", group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Save the report of the result…"),
        tip=QT_TRANSLATE_NOOP("Commands", "One page of what is known now, as PDF or HTML.")),
    Command("report", "project", group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Save report for support…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Pack log, versions and settings, without any picture, to send to support.")),
    Command("quit", "project", keys=("Ctrl+Q",), group=2,
        text=QT_TRANSLATE_NOOP("Commands", "Quit"),
        tip=QT_TRANSLATE_NOOP("Commands", "Close the window; everything is saved already.")),
    Command("undo", "edit", keys=("Ctrl+Z",),
        text=QT_TRANSLATE_NOOP("Commands", "Undo"),
        tip=QT_TRANSLATE_NOOP("Commands", "Take back the last decision.")),
    Command("redo", "edit", keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        text=QT_TRANSLATE_NOOP("Commands", "Redo"),
        tip=QT_TRANSLATE_NOOP("Commands", "Bring back the decision that was taken back last.")),
    Command("select all", "edit", keys=("Ctrl+A",), where="pictures", group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Select all shown"),
        tip=QT_TRANSLATE_NOOP("Commands", "Select every picture that the filter shows.")),
    Command("select none", "edit", keys=("Escape",), where="pictures", group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Select nothing"),
        tip=QT_TRANSLATE_NOOP("Commands", "Clear the selection.")),
    Command("find", "edit", keys=("Ctrl+F",), group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Find…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show only pictures whose file or class name holds a text.")),
    Command("find like a file", "edit", keys=("Ctrl+Shift+F",), group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Find pictures like a file…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show the pictures most like one from elsewhere, as dropping it does.")),
    Command("start", "run", keys=("Ctrl+R",),
        text=QT_TRANSLATE_NOOP("Commands", "Start"),
        tip=QT_TRANSLATE_NOOP("Commands", "Learn the new camera, or go on where the run was stopped.")),
    Command("refine", "run", keys=("Ctrl+Shift+R",),
        text=QT_TRANSLATE_NOOP("Commands", "Refine"),
        tip=QT_TRANSLATE_NOOP("Commands", "Learn from your decisions in two more rounds, from the model as it is.")),
    Command("pause", "run", keys=("Ctrl+P",),
        text=QT_TRANSLATE_NOOP("Commands", "Pause"),
        tip=QT_TRANSLATE_NOOP("Commands", "Let the run wait; press again to go on.")),
    Command("stop", "run", keys=("Ctrl+.",),
        text=QT_TRANSLATE_NOOP("Commands", "Stop and keep"),
        tip=QT_TRANSLATE_NOOP("Commands", "End the run and keep all finished rounds.")),
    Command("right", "review", keys=("Return", "Enter"), where="pictures",
        text=QT_TRANSLATE_NOOP("Commands", "Right, next"),
        tip=QT_TRANSLATE_NOOP("Commands", "The shown name is right; go to the next picture.")),
    *(Command(f"label {digit}", "review", keys=(digit,), where="pictures", group=1, inner=_GIVE,
        text=QT_TRANSLATE_NOOP("Commands", "Class %1"),
        tip=QT_TRANSLATE_NOOP("Commands", "Give the selected pictures this name."))
     for digit in DIGITS),
    Command("name", "review", keys=("L",), where="pictures", group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Other class…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Choose the name from all classes.")),
    Command("unsure", "review", keys=("Space",), where="pictures", group=2,
        text=QT_TRANSLATE_NOOP("Commands", "Not sure"),
        tip=QT_TRANSLATE_NOOP("Commands", "You cannot tell either; the machine's name stays.")),
    Command("none of these", "review", keys=("X",), where="pictures", group=2,
        text=QT_TRANSLATE_NOOP("Commands", "None of these"),
        tip=QT_TRANSLATE_NOOP("Commands", "The picture belongs to no class of the old camera.")),
    Command("take back", "review", keys=("Backspace",), where="pictures", group=2,
        text=QT_TRANSLATE_NOOP("Commands", "Take my decision back"),
        tip=QT_TRANSLATE_NOOP("Commands", "Decide nothing on the selected pictures any more.")),
    Command("ask", "review", keys=("Q",), where="pictures", group=2,
        text=QT_TRANSLATE_NOOP("Commands", "Ask somebody…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Flag the selected pictures with a question to somebody who knows.")),
    Command("same for alike", "review", keys=("M",), where="pictures", group=2,
        text=QT_TRANSLATE_NOOP("Commands", "Same for the 20 most alike…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Select the pictures most like this one, to name them together.")),
    Command("find like", "review", keys=("S",), where="pictures", group=2,
        text=QT_TRANSLATE_NOOP("Commands", "Pictures like this"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show all pictures in the order of their likeness to this one.")),
    Command("next doubtful", "review", keys=("N",), where="pictures", group=3,
        text=QT_TRANSLATE_NOOP("Commands", "Next doubtful"),
        tip=QT_TRANSLATE_NOOP("Commands", "Go to the next picture that is worth a look.")),
    Command("look closer", "review", keys=("I",), where="pictures", group=3,
        text=QT_TRANSLATE_NOOP("Commands", "Look closer"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show the picture large, to zoom into it.")),
    Command("show in folder", "review", where="pictures", group=3,
        text=QT_TRANSLATE_NOOP("Commands", "Show in its folder"),
        tip=QT_TRANSLATE_NOOP("Commands", "Open the folder that the picture lies in.")),
    Command("copy path", "review", keys=("Ctrl+C",), where="pictures", group=3,
        text=QT_TRANSLATE_NOOP("Commands", "Copy the path"),
        tip=QT_TRANSLATE_NOOP("Commands", "Copy the paths of the selected pictures, one a line.")),
    Command("new names", "review", keys=("F5",), group=3,
        text=QT_TRANSLATE_NOOP("Commands", "Take the new names"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show the names of the newest round, or those that follow your answers.")),
    Command("new class", "review", group=4,
        text=QT_TRANSLATE_NOOP("Commands", "Name a new class…"),
        tip=QT_TRANSLATE_NOOP(
            "Commands", "Show the pictures that are none of these, alike ones together, to name them.")),
    Command("classes", "review", group=4,
        text=QT_TRANSLATE_NOOP("Commands", "Classes…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Add, rename, merge and withdraw classes.")),
    Command("class keys", "review", keys=("Ctrl+K",), group=4,
        text=QT_TRANSLATE_NOOP("Commands", "Keys of classes…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Give classes letters of your own, by which you name pictures.")),
    Command("end audit", "review", group=5,
        text=QT_TRANSLATE_NOOP("Commands", "End the audit early…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Use its answers for training though pictures are still to be named.")),
    *(Command(f"step {number}", "view", keys=(f"Alt+{number}",), text=name,
        tip=QT_TRANSLATE_NOOP("Commands", "Go to this step."))
     for number, name in enumerate(_STEPS, 1)),
    Command("side panel", "view", keys=("F9",), group=1, checkable=True,
        text=QT_TRANSLATE_NOOP("Commands", "Details at the right"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show or hide what is known of a picture or of the run.")),
    Command("larger", "view", keys=("Ctrl++", "Ctrl+="), group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Larger pictures"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show larger tiles.")),
    Command("smaller", "view", keys=("Ctrl+-",), group=1,
        text=QT_TRANSLATE_NOOP("Commands", "Smaller pictures"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show smaller tiles.")),
    Command("experts", "view", group=1, checkable=True,
        text=QT_TRANSLATE_NOOP("Commands", "For experts"),
        tip=QT_TRANSLATE_NOOP("Commands", "Show distances, entropies, losses and the steps S1 to S6 of the method.")),
    Command("theme light", "view", group=2, checkable=True,
        text=QT_TRANSLATE_NOOP("Commands", "Light theme"),
        tip=QT_TRANSLATE_NOOP("Commands", "Dark text on a light ground.")),
    Command("theme dark", "view", group=2, checkable=True,
        text=QT_TRANSLATE_NOOP("Commands", "Dark theme"),
        tip=QT_TRANSLATE_NOOP("Commands", "Light text on a dark ground.")),
    Command("theme system", "view", group=2, checkable=True,
        text=QT_TRANSLATE_NOOP("Commands", "Theme of the system"),
        tip=QT_TRANSLATE_NOOP("Commands", "Light or dark as the system is.")),
    Command("english", "view", group=3, checkable=True,
        text="English",
        tip=QT_TRANSLATE_NOOP("Commands", "Show the window in English.")),
    Command("chinese", "view", group=3, checkable=True,
        text="简体中文",
        tip=QT_TRANSLATE_NOOP("Commands", "Show the window in Simplified Chinese.")),
    Command("guide", "help", keys=("F1",),
        text=QT_TRANSLATE_NOOP("Commands", "Guide"),
        tip=QT_TRANSLATE_NOOP("Commands", "Read what this page is for.")),
    Command("tour", "help",
        text=QT_TRANSLATE_NOOP("Commands", "Tour"),
        tip=QT_TRANSLATE_NOOP("Commands", "See all steps on the demo, in two minutes.")),
    Command("keys", "help", keys=("?",),
        text=QT_TRANSLATE_NOOP("Commands", "List of keys"),
        tip=QT_TRANSLATE_NOOP("Commands", "All keys on one page.")),
    Command("palette", "help", keys=("Ctrl+Shift+P",),
        text=QT_TRANSLATE_NOOP("Commands", "Find a command…"),
        tip=QT_TRANSLATE_NOOP("Commands", "Type what you want to do.")),
    Command("about", "help", group=1,
        text=QT_TRANSLATE_NOOP("Commands", "About dclgui"),
        tip=QT_TRANSLATE_NOOP("Commands", "Version, licence and this computer.")),
)  # fmt: skip
