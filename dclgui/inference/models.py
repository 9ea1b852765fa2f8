"""One door to every kind of model that labels; torch is loaded only for those that need it."""

from collections.abc import Generator
from pathlib import Path

from dclgui.core.errors import UserError
from dclgui.core.predictor import Predictor
from dclgui.core.protocol.events import Event
from dclgui.core.protocol.requests import LabelFolder, Watch
from dclgui.core.protocol.results import Answer
from dclgui.core.protocol.watch_events import FolderLabelled, ImagesLabelled, LabelledImage, WatchEvent
from dclgui.inference.folder import label_folder as folder_by
from dclgui.inference.kind import kind_of
from dclgui.inference.onnx_model import OnnxPredictor
from dclgui.inference.watch import watch
from dclgui.labels.labelled import Labelled
from dclgui.labels.table import Level
from dclgui.standing.labels import require_labels_place, save_labels

# ruff: noqa: PLC0415 - see above

_AT_ONCE = 100
"""Images in one message to a window."""


def open_predictor(model: Path, *, device: str | None = None) -> Predictor:
    """The model of a project folder, a ``.safetensors`` or an ``.onnx`` file, ready to label.

    ``device`` as in ``Job.device``. Raises ``UserError`` for anything that is no such model, is damaged or of another
    version, and for a device that it can't run on.
    """
    kind = kind_of(model)
    if kind == "onnx":
        if device not in {None, "auto", "cpu"}:
            raise UserError(
                f"An ONNX model runs on the CPU here, not on {device}.", "Leave out --device, or use a .safetensors."
            )
        return OnnxPredictor(model)
    from dclgui.engine.export import predictors

    return (predictors.of_project if kind == "project" else predictors.of_file)(model, device=device)


def label_folder(model: Path, images: Path, *, device: str | None = None) -> Generator[Event, None, Labelled]:
    """Label all images under ``images`` by ``model``; raises ``UserError`` as ``open_predictor`` and for no images.

    A project's own model reads pictures as its run does, in several threads and into no cache but its own.
    """
    if kind_of(model) == "project":
        from dclgui.engine.training.predict import label

        return (yield from label(model, images, device=device))
    return (yield from folder_by(open_predictor(model, device=device), images))


def watch_folder(
    model: Path, images: Path, file: Path, *, device: str | None = None
) -> Generator[WatchEvent, None, None]:
    """Label the images of a folder as they arrive; see ``inference.watch.watch``. Raises ``UserError`` as that does."""
    yield from watch(open_predictor(model, device=device), images, file)


def answered(task: LabelFolder | Watch) -> Generator[Event | Answer, None, None]:
    """What a window hears of its task."""
    if isinstance(task, Watch):
        yield from watch_folder(task.model, task.folder, task.file)
        return
    require_labels_place(task.file)
    found = yield from label_folder(task.model, task.folder)
    table = found.table()
    backup = save_labels(task.file, table)
    high, problems = int(found.pseudo_labels.high.sum()), len(found.problems)
    images = [
        LabelledImage(path, label, level is Level.HIGH, entropy)
        for path, label, level, entropy in zip(
            table.paths, table.labels, table.levels, table.entropy.tolist(), strict=True
        )
        if level is not Level.PROBLEM
    ]
    for start in range(0, len(images), _AT_ONCE):
        yield ImagesLabelled(tuple(images[start : start + _AT_ONCE]))
    yield FolderLabelled(task.file, len(table), high, len(table) - high - problems, problems, backup)
