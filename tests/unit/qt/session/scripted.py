"""A real child of the window that does at once what the name of its task's folder says, without a picture."""

import os
import time
from collections.abc import Generator
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from dclgui import worker
from dclgui.core.errors import UserError
from dclgui.core.protocol.requests import ExportLabels, FindAlike, LabelFolder, ScanFolder
from dclgui.core.protocol.results import FolderScanned

Does = Literal["answers", "fails", "dies", "waits", "sleeps"]
Kind = Literal["scan", "export", "alike", "label"]
Scripted = ScanFolder | ExportLabels | FindAlike | LabelFolder


def scripted(kind: Kind, does: Does, folder: Path) -> Scripted:
    """A task that says what it is about and then does what it is called; ``waits`` until a stop or ``folder/go``.

    ``folder`` need not be there; if it is, ``folder/begun`` and ``folder/over`` say how far the child is.
    """
    place = folder / does
    match kind:
        case "scan":
            return ScanFolder("source", place)
        case "export":
            return ExportLabels(place, "csv", place / "labels.csv")
        case "alike":
            return FindAlike(place, 0, 1)
        case "label":
            return LabelFolder(place, place, place / "labels.csv")


def said_by(task: Scripted, number: int) -> FolderScanned:
    return FolderScanned("source", _place(task), number, (), (), looks_labelled=False, finished=False)


def serve(connection: Connection, log: Path | None) -> None:
    worker._events = _events  # type: ignore[assignment]  # fewer kinds of tasks
    worker.serve(connection, log)


def _place(task: Scripted) -> Path:
    return task.root if isinstance(task, ScanFolder) else task.folder


def _events(task: Scripted) -> Generator[FolderScanned, None, None]:
    place = _place(task)
    _note(place.parent / "begun")
    yield said_by(task, 0)
    match place.name:
        case "fails":
            raise UserError(str(place), "")
        case "dies":
            os._exit(3)
        case "sleeps":
            time.sleep(3600)
        case "waits":
            for number in count(1):
                if (place.parent / "go").exists():
                    break
                time.sleep(0.005)
                yield said_by(task, number)
    yield said_by(task, -1)
    _note(place.parent / "over")


def _note(file: Path) -> None:
    if file.parent.exists():
        file.touch()
