"""``dclgui watch``: a folder whose images are labelled as they arrive."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, assert_never

import typer

from dclgui.cli.display import print_json
from dclgui.cli.options import AsJson, Device, Model, checked_device
from dclgui.cli.terminal import say
from dclgui.cli.words import quoted
from dclgui.core.protocol.watch_events import (
    DriftEnded,
    DriftFound,
    DriftUnknown,
    FileEdited,
    FileHeldBack,
    FilesPassedOver,
    FolderSeen,
    ImageRenamed,
    ImagesLabelled,
    ImageUnreadable,
    LabelledImage,
    WatchEvent,
    Watching,
)


def watch(
    model: Model,
    folder: Annotated[Path, typer.Argument(help="Folder in which images of the new camera arrive.")],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="CSV file to keep; a second watch goes on with it.")
    ],
    device: Device = None,
    as_json: AsJson = False,
) -> None:
    """Label the images in FOLDER, then those that arrive, until Ctrl-C.

    Each image is labelled once, also after a restart, by the model of steps S1-S6 alone. A notice says when the images
    are no longer like those that the model was adapted to.
    """
    from dclgui.inference.models import watch_folder

    try:
        with closing(watch_folder(model, folder, output, device=checked_device(device))) as events:
            if not as_json:
                say(f"Watching {folder}; stop with Ctrl-C.", err=True)
            _tell(events, as_json=as_json)
    except KeyboardInterrupt:
        if not as_json:
            say(*_stopped(model, folder, output))
        raise typer.Exit(130) from None


def _tell(events: Generator[WatchEvent, None, None], *, as_json: bool) -> None:
    """Print the events; as JSON, ``Watching`` only when it has changed."""
    before: Watching | None = None
    for event in events:
        news = event != before
        if isinstance(event, Watching):
            before = event
        if as_json and news:
            print_json({"event": type(event).__name__, **asdict(event)})
        elif not as_json:
            say(*_lines(event))


def _lines(event: WatchEvent) -> list[str]:
    line: str | None
    match event:
        case ImagesLabelled():
            return [_line_of(image) for image in event.images]
        case ImageUnreadable():
            line = f"Problem: {event.path} can't be used: {event.reason}."
        case ImageRenamed():
            line = f"{event.before} is now {event.after}"
        case FolderSeen():
            line = f"{event.folder} is {'there again' if event.there else 'not there; waiting for it'}."
        case DriftFound() | FileHeldBack() | FileEdited() | FilesPassedOver():
            line = f"Note: {event.message} {event.hint}"
        case DriftUnknown():
            line = "Note: no drift is told: the model does not say what its images were like. One exported anew does."
        case DriftEnded():
            line = "Note: The newest images are again like those that the model was adapted to."
        case Watching():
            line = None
        case _:
            assert_never(event)
    return [] if line is None else [line]


def _line_of(image: LabelledImage) -> str:
    return f"{image.path}: {image.label} ({'high' if image.high else 'low'} confidence)"


def _stopped(model: Path, folder: Path, output: Path) -> list[str]:
    words = f"{quoted(model)} {quoted(folder)} -o {quoted(output)}"
    return [f"Stopped. Labels: {output}", "Go on with:", f"  dclgui watch {words}"]
