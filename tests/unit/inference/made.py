"""An ONNX model of three colours: what ``dclgui export`` writes, small enough to make in a moment."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from dclgui.core.reference import ReferenceStatistics

CLASSES = ("red", "green", "blue")
SIDE = 32
SURE = 0.5
"""The highest entropy that is sure."""
SHARPNESS = 12.0


def make_model(file: Path, *, reference: ReferenceStatistics | None = None, without: str = "", **said: Any) -> Path:
    """``said`` goes into the card over what would stand there; ``without`` names a key that is left out."""
    card: dict[str, Any] = {"format": "dclgui model 3", "classes": list(CLASSES), "image_size": SIDE, "round": 2}
    card |= said | ({} if reference is None else {"seen": reference.as_card()})
    card.pop(without, None)
    model = helper.make_model(_graph(), opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    helper.set_model_props(model, {"dclgui": json.dumps(card), "classes": json.dumps(card.get("classes"))})
    onnx.save(model, file)
    return file


def probabilities_of(colour: tuple[int, int, int]) -> npt.NDArray[np.float64]:
    logits = SHARPNESS * np.array(colour) / 255
    exp = np.exp(logits - logits.max())
    return np.asarray(exp / exp.sum())


def draw(file: Path, colour: tuple[int, int, int], *, side: int = SIDE) -> Path:
    """A picture of one colour; PNG, so that every colour is another content."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (side, side), colour).save(file)
    return file


def entropy_of(colour: tuple[int, int, int]) -> float:
    probs = probabilities_of(colour)
    return float(-(probs * np.log(probs)).sum())


def _graph() -> onnx.GraphProto:
    """Probabilities are the softmax of the channels' means; distances what each lacks of 1."""
    constants = {
        "scale": np.float32(SHARPNESS / 255),
        "one": np.float32(1),
        "tiny": np.float32(1e-12),
        "sure": np.float32(SURE),
        "sides": np.array([1, 2]),
        "last": np.array([1]),
    }
    nodes = [
        helper.make_node("Cast", ["images"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["floats", "sides"], ["means"], keepdims=0),
        helper.make_node("Mul", ["means", "scale"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
        helper.make_node("ArgMax", ["probabilities"], ["label"], axis=1, keepdims=0),
        helper.make_node("Sub", ["one", "probabilities"], ["distances"]),
        helper.make_node("Add", ["probabilities", "tiny"], ["positive"]),
        helper.make_node("Log", ["positive"], ["logs"]),
        helper.make_node("Mul", ["probabilities", "logs"], ["terms"]),
        helper.make_node("ReduceSum", ["terms", "last"], ["negative"], keepdims=0),
        helper.make_node("Neg", ["negative"], ["entropy"]),
        helper.make_node("LessOrEqual", ["entropy", "sure"], ["high"]),
    ]
    outputs: list[tuple[str, int, list[str | int | None]]] = [
        ("label", TensorProto.INT64, ["B"]),
        ("probabilities", TensorProto.FLOAT, ["B", 3]),
        ("entropy", TensorProto.FLOAT, ["B"]),
        ("distances", TensorProto.FLOAT, ["B", 3]),
        ("high", TensorProto.BOOL, ["B"]),
    ]
    return helper.make_graph(
        nodes,
        "colours",
        [helper.make_tensor_value_info("images", TensorProto.UINT8, ["B", SIDE, SIDE, 3])],
        [helper.make_tensor_value_info(name, kind, shape) for name, kind, shape in outputs],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
