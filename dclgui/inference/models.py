"""Label by any kind of model; torch is imported only for the kinds that need it."""

from collections.abc import Generator
from pathlib import Path
from typing import Literal

from dclgui.core.errors import UserError
from dclgui.core.model_metadata import ANOTHER
from dclgui.core.predictor import Predictor
from dclgui.core.protocol.events import Event
from dclgui.core.protocol.requests import LabelFolder, Watch
from dclgui.core.protocol.results import Answer
from dclgui.core.protocol.watch_events import FolderLabelled, ImagesLabelled, WatchEvent
from dclgui.importing.catalogs import known_images
from dclgui.inference.folder import label_folder as folder_by
from dclgui.inference.folder import labelled_images
from dclgui.inference.onnx_model import OnnxPredictor
from dclgui.inference.watch import watch
from dclgui.labels.table import Labelled
from dclgui.standing.labels import require_labels_place, save_labels

# ruff: noqa: PLC0415 - see above

_AT_ONCE = 100
"""Images in one message to a window."""
Kind = Literal["project", "safetensors", "onnx"]


def kind_of(model: Path) -> Kind:
    """By its name alone; raises ``UserError`` if nothing is there or if it can't be a model."""
    if model.is_dir():
        return "project"
    if not model.exists():
        raise UserError(f"There is no model {model}.", "Check the path.")
    match model.suffix.lower():
        case ".safetensors":
            return "safetensors"
        case ".onnx":
            return "onnx"
    raise UserError(f"{model} is not a model that can label.", ANOTHER)


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
    from dclgui.engine.export import portable

    return (portable.of_project if kind == "project" else portable.of_file)(model, device=device)


def label_folder(
    model: Path, images: Path, *, device: str | None = None, only_new: bool = False
) -> Generator[Event, None, Labelled]:
    """Label all images under ``images`` by ``model``; raises ``UserError`` as ``open_predictor`` and for no images.

    ``only_new``: those that came to the target of the project ``model`` since its run began. A project's model reads
    pictures as its run does: in several threads, with a temporary cache.
    """
    known = known_images(model, images) if only_new else frozenset[str]()
    if kind_of(model) == "project":
        from dclgui.engine.training.predict import label

        return (yield from label(model, images, device=device, known=known))
    return (yield from folder_by(open_predictor(model, device=device), images, known=known))


def watch_folder(
    model: Path, images: Path, file: Path, *, device: str | None = None
) -> Generator[WatchEvent, None, None]:
    """Label the images of a folder as they arrive; see ``inference.watch.watch``. Raises ``UserError`` as that does."""
    yield from watch(open_predictor(model, device=device), images, file)


def answered(task: LabelFolder | Watch) -> Generator[Event | Answer, None, None]:
    """Do a window's task; what it yields is what the window is told."""
    if isinstance(task, Watch):
        yield from watch_folder(task.model, task.folder, task.file)
        return
    require_labels_place(task.file)  # before the work, which may take hours
    found = yield from label_folder(task.model, task.folder, only_new=task.only_new)
    table = found.table()
    backup = save_labels(task.file, table)
    high, problems = int(found.pseudo_labels.high.sum()), len(found.problems)
    images = labelled_images(table)
    for start in range(0, len(images), _AT_ONCE):
        yield ImagesLabelled(images[start : start + _AT_ONCE])
    yield FolderLabelled(task.file, len(table), high, len(table) - high - problems, problems, backup)
