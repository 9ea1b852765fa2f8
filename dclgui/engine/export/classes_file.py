"""``NAME.classes.json`` beside an ONNX model: what a program needs that can't read the model's own metadata.

The runtimes of JavaScript can't. It names the model and holds its hash, so that one of another model is told.
"""

import hashlib
from typing import Any

import onnx

from dclgui.core.predictor import INPUT, OUTPUTS

_SHAPES = {
    "label": (["batch"], "int64"),
    "probabilities": (["batch", "classes"], "float32"),
    "entropy": (["batch"], "float32"),
    "distances": (["batch", "classes"], "float32"),
    "high": (["batch"], "bool"),
}
_RESIZE = {
    "filter": "bicubic",
    "a": -0.5,
    "antialias": True,
    "crop": False,
    "passes": ["rows", "columns"],
    "between_passes": "uint8",
}
"""As docs/resize.mjs does it."""


def classes_of(card: dict[str, Any], *, name: str, content: bytes) -> dict[str, Any]:
    """What to write about the ONNX model ``content``, which is the file ``name``, by its ``card``."""
    (opset,) = (one.version for one in onnx.load_from_string(content).opset_import if one.domain in {"", "ai.onnx"})
    side = card["image_size"]
    return {
        "format": "dclgui classes 1",
        "model": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "opset": opset,
        "classes": card["classes"],
        "image_size": side,
        "input": {
            "name": INPUT,
            "shape": ["batch", side, side, 3],
            "dtype": "uint8",
            "channels": "RGB",
            "normalisation": "inside the model",
        },
        "outputs": {part: dict(zip(("shape", "dtype"), _SHAPES[part], strict=True)) for part in OUTPUTS},
        "resizing": card["resizing"],
        "resize": _RESIZE,
        "values": card["values"],
        "thresholds": card["thresholds"],
        "round": card["round"],
    }
