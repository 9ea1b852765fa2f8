"""An ONNX model whose convolutions reckon in whole numbers of 8 bits: smaller, and faster on most CPUs."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from dclgui.core.arrays import Pixels
from dclgui.engine.portable import INPUT

_BATCH = 8
_KINDS = ["Conv", "Add", "Clip", "Relu"]
"""What is reckoned in whole numbers; alone, the convolutions would turn back and forth and be slower than before."""


def quantised(content: bytes, pictures: Pixels) -> bytes:
    """The ONNX model ``content`` with its backbone in whole numbers; the heads stay as they are.

    pictures: uint8 [n, S, S, 3], by which the range of every layer is measured.
    """
    with TemporaryDirectory(prefix="dclgui-") as place, _quiet():
        plain, prepared, done = (Path(place) / name for name in ("plain.onnx", "prepared.onnx", "done.onnx"))
        plain.write_bytes(content)
        quant_pre_process(plain, prepared, skip_symbolic_shape=True)
        quantize_static(
            prepared,
            done,
            _Pictures(pictures),
            op_types_to_quantize=_KINDS,
            nodes_to_exclude=_behind_backbone(onnx.load(prepared).graph),
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        kept = onnx.load(plain)
        model = onnx.load(done)
        model.metadata_props.extend(
            entry for entry in kept.metadata_props if entry.key not in {known.key for known in model.metadata_props}
        )
        model.producer_name, model.producer_version = kept.producer_name, kept.producer_version
        made: bytes = model.SerializeToString()
        return made


class _Pictures(CalibrationDataReader):  # type: ignore[misc] # onnxruntime has no types
    """A few pictures at a time."""

    def __init__(self, pictures: Pixels) -> None:
        self._parts = iter([pictures[start : start + _BATCH] for start in range(0, len(pictures), _BATCH)])

    def get_next(self) -> dict[str, Pixels] | None:
        """The next few, or ``None`` after the last."""
        part = next(self._parts, None)
        return None if part is None else {INPUT: part}


def _behind_backbone(graph: onnx.GraphProto) -> list[str]:
    """Names of the nodes that no convolution comes after and that do not follow on one at once."""
    wanted: set[str] = set()
    made_by_convolution: set[str] = set()
    for node in reversed(graph.node):
        if node.op_type == "Conv" or wanted.intersection(node.output):
            wanted.update(node.input)
    for node in graph.node:
        if node.op_type == "Conv":
            made_by_convolution.update(node.output)
    return [
        node.name
        for node in graph.node
        if node.op_type != "Conv"
        and not wanted.intersection(node.output)
        and not made_by_convolution.intersection(node.input)
    ]


@contextmanager
def _quiet() -> Iterator[None]:
    """The quantiser narrates to the root log and advises to prepare what is prepared; neither is for an operator."""
    root = logging.getLogger()
    level = root.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        root.setLevel(logging.ERROR)
        try:
            yield
        finally:
            root.setLevel(level)
