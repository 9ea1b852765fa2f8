"""One door to every kind of model that labels; torch is loaded only for those that need it."""

from collections.abc import Generator
from pathlib import Path

from dclgui.core.errors import UserError
from dclgui.core.events import Event
from dclgui.reuse.folder import Labelled
from dclgui.reuse.folder import label_folder as folder_by
from dclgui.reuse.kind import kind_of
from dclgui.reuse.labeller import Labeller
from dclgui.reuse.onnx_model import OnnxLabeller

# ruff: noqa: PLC0415 - see above


def open_labeller(model: Path, *, device: str | None = None) -> Labeller:
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
        return OnnxLabeller(model)
    from dclgui.engine import labellers

    return (labellers.of_project if kind == "project" else labellers.of_file)(model, device=device)


def label_folder(model: Path, images: Path, *, device: str | None = None) -> Generator[Event, None, Labelled]:
    """Label all images under ``images`` by ``model``; raises ``UserError`` as ``open_labeller`` and for no images.

    A project's own model reads pictures as its run does, in several threads and into no cache but its own.
    """
    if kind_of(model) == "project":
        from dclgui.engine.label import label

        return (yield from label(model, images, device=device))
    return (yield from folder_by(open_labeller(model, device=device), images))
