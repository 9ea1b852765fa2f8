"""``dclgui`` without a verb, and ``dclgui open``: the window."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.options import with_places
from dclgui.core.errors import UserError, first_line
from dclgui.doctor import Finding
from dclgui.worker import serve

_DEBIAN = "libegl1 libgl1 libglib2.0-0 libfontconfig1 libxkbcommon-x11-0 libdbus-1-3 libxcb-icccm4 libxcb-keysyms1"


@with_places
def open_project(
    project: Annotated[Path | None, typer.Argument(metavar="PROJECT", help="A project folder to show at once.")] = None,
) -> None:
    """Open the window, on a project if one is named. `dclgui` alone does the same."""
    raise typer.Exit(show_window(project))


def show_window(project: Path | None = None) -> int:
    """Show the window until it is closed; raises ``UserError`` where there is no display or no Qt."""
    _need_desktop()
    with qt_explained():
        from dclgui.qt.shell.app import run_window
    return run_window(serve, project)


def try_window() -> Iterator[Finding]:
    """Open the window and run its child process for a moment."""
    try:
        _need_desktop()
        with qt_explained():
            from dclgui.qt.shell.trial import open_for_a_moment, work_for_a_moment
        yield Finding("Window", f"opens and paints itself, platform {open_for_a_moment(serve)}")
        yield Finding("Child process of the window", f"reads and judges pictures on {work_for_a_moment(serve)}")
    except UserError as error:
        yield Finding("Window", "", error.message, error.hint)


def _need_desktop() -> None:
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise UserError(
            "This computer shows no desktop here, so the window can't open.",
            "Start it on a desktop, or work from the command line: dclgui --help",
        )


@contextlib.contextmanager
def qt_explained() -> Iterator[None]:
    """Turn a failure to load Qt into a ``UserError``."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").startswith("dclgui.qt"):  # the small package has no window
            raise
        raise UserError(
            f"The window's libraries can't be loaded: {first_line(error)}.",
            f"On Debian and Ubuntu: sudo apt install {_DEBIAN} libxcb-cursor0",
        ) from error
