"""All verbs, and the one place where an exception becomes a message and an exit code."""

import contextlib
import ctypes
import signal
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from dclgui import __version__
from dclgui.cli.adapt import adapt, adapt_again, refine
from dclgui.cli.classes import classes
from dclgui.cli.demo import demo
from dclgui.cli.doctor import doctor
from dclgui.cli.export import export
from dclgui.cli.import_labels import import_labels
from dclgui.cli.info import info
from dclgui.cli.label import label
from dclgui.cli.options import format_lines, knob_lines
from dclgui.cli.report import report
from dclgui.cli.terminal import say
from dclgui.cli.watch import watch
from dclgui.cli.window import open_project, show_window
from dclgui.core.errors import UserError, explained

EXIT_CODES = (
    "[bold]Exit codes:[/bold] [bold]0[/bold] done; [bold]1[/bold] the images, the settings or this computer don't "
    "allow it, and the message says what to do; [bold]2[/bold] the command itself is not understood; [bold]3[/bold] "
    "a fault of the program, and the message names a file with the details; [bold]130[/bold] stopped with Ctrl-C, "
    "and what was finished is kept."
)
EPILOG = (
    "[bold]First time?[/bold]  dclgui demo  shows everything on pictures that it draws itself.",
    "[bold]Your images:[/bold]  dclgui adapt OLD_CAMERA NEW_CAMERA -o my-line.dclproj",
    EXIT_CODES,
)

_SIGN_OF_ERROR = 0x10
_NOT_IN_THE_SMALL_PACKAGE = ("dclgui.engine", "dclgui.method", "dclgui.qt")

app = typer.Typer(
    name="dclgui",
    help="Label the images of a new camera from the labelled images of an old one.",
    epilog="\n\n".join(EPILOG),
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"dclgui {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        raise typer.Exit(show_window())


_KNOBS = "\n\n".join(["[bold]Knobs of the method, for --set:[/bold]", *(f"· {escape(line)}" for line in knob_lines())])
_FORMATS = "\n\n".join(
    ["[bold]Formats of labels, for --format:[/bold]", *(f"· {escape(line)}" for line in format_lines())]
)
app.command("open")(open_project)
app.command()(demo)
app.command(epilog=_KNOBS)(adapt)
app.command()(refine)
app.command("adapt-again")(adapt_again)
app.command()(label)
app.command()(watch)
app.command(epilog=_FORMATS)(export)
app.command("import")(import_labels)
app.add_typer(classes, name="classes")
app.command()(info)
app.command()(report)
app.command()(doctor)


def main() -> None:
    """Run the command line and leave with its exit code; no traceback reaches the terminal."""
    if sys.platform == "win32":  # what a program can send to another there, as it sends Ctrl-C elsewhere
        signal.signal(signal.SIGBREAK, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A Windows console may lack characters of a file's name, which must not end a run.
            stream.reconfigure(errors="replace")
    try:
        app()
    except UserError as error:
        _refuse(error)
    except Exception as error:  # no traceback on the terminal: it goes into a file
        if sentence := _sentence_of(error):
            _refuse(sentence)
        _tell(*_unexpected(error))
        sys.exit(3)


def _sentence_of(error: Exception) -> UserError | None:
    """What to say of an ``error`` that is no fault of the program; ``None`` of any other one."""
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith(_NOT_IN_THE_SMALL_PACKAGE):
        return UserError("This small package only labels, by an ONNX file: label and watch.", "Take the whole one.")
    return explained(error) if isinstance(error, OSError) else None


def _refuse(error: UserError) -> NoReturn:
    _tell(*filter(None, (f"dclgui: {error.message}", error.hint, *error.choices)))
    sys.exit(1)


def _unexpected(error: Exception) -> list[str]:
    text = f"dclgui {__version__}, {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{' '.join(sys.argv)}\n\n"
    text += "".join(traceback.format_exception(error))
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="dclgui-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as log:
            log.write(text)
    except OSError:
        return [f"dclgui: A fault of the program: {reason}. There is no room for a file with the details."]
    return [
        f"dclgui: A fault of the program: {reason}.",
        f"The details are in {Path(log.name)}; please report them.",
    ]


def _tell(*lines: str) -> None:
    with contextlib.suppress(OSError):  # standard error may be closed
        say(*lines, err=True)
    if sys.platform == "win32" and sys.__stderr__ is None:  # started from the desktop, without a console
        ctypes.windll.user32.MessageBoxW(None, "\n".join(lines), "dclgui", _SIGN_OF_ERROR)
