"""Which kind of model a path leads to."""

from pathlib import Path
from typing import Literal

from dclgui.core.errors import UserError
from dclgui.core.model_metadata import ANOTHER

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
