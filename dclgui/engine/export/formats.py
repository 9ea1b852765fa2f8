"""The file formats of exported models: how each is written and how each predicts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor
from torch.export import ExportedProgram

from dclgui.core.arrays import Pixels
from dclgui.core.errors import UserError, first_line
from dclgui.core.predictor import INPUT, OUTPUTS
from dclgui.engine.export.model_file import StoredModel, packed
from dclgui.engine.export.portable import LabelNet
from dclgui.engine.network.onnx_forward import quiet_exporter

Answers = dict[str, npt.NDArray[Any]]
"""By the names of ``OUTPUTS``."""
Asked = Callable[[Pixels], Answers]
"""uint8 [B, S, S, 3] to what a model says of them."""
TOLERANCE = 1e-3
"""What the order of float32 operations may change in a probability, or in a distance relative to the largest."""
_NO_MORE = ".int8.onnx"
"""What an earlier version made."""
_LEAST_VALUES = 1024
"""Tensors of fewer values stay float32: there is nothing to gain, and constants of the graph are among them."""
_LARGEST_HALF = float(np.finfo(np.float16).max)
_METADATA, _CLASSES = "dclgui", "classes"


@dataclass(frozen=True, slots=True)
class Format:
    """``content`` makes the file's bytes; ``ask`` opens such a file, whatever its name.

    ``tolerance`` is the largest difference from the run's own model that passes as agreement, see ``agreement``.
    """

    content: Callable[[StoredModel], bytes]
    ask: Callable[[Path], Asked]
    tolerance: float = TOLERANCE


def suffix_of(file: Path) -> str:
    """The suffix of ``FORMATS`` that the name of ``file`` ends in; raises ``UserError`` if there is none."""
    if file.name.endswith(_NO_MORE):
        raise UserError(
            f"{file} can't be made: what 8-bit models say depends on the processor.",
            "Choose a name that ends in .fp16.onnx: half the size, and the same labels everywhere.",
        )
    found = [suffix for suffix in FORMATS if file.name.endswith(suffix) and file.name != suffix]
    if not found:
        raise UserError(f"{file} can't be the model's name.", f"Choose one that ends in {', '.join(FORMATS)}.")
    return max(found, key=len)  # a name in .fp16.onnx ends in .onnx, too


def asked_net(net: Callable[[Tensor], dict[str, Tensor]]) -> Asked:
    """The network in torch on the CPU."""

    def ask(pixels: Pixels) -> Answers:
        with torch.inference_mode():
            return {name: value.numpy() for name, value in net(torch.from_numpy(pixels)).items()}

    return ask


def asked_onnx(file: Path) -> Asked:
    """The ONNX ``file`` in onnxruntime on the CPU."""
    # Read here: on Windows the library opens no file that is still open for writing, as one under comparison is.
    session = onnxruntime.InferenceSession(file.read_bytes(), providers=["CPUExecutionProvider"])

    def ask(pixels: Pixels) -> Answers:
        return dict(zip(OUTPUTS, session.run(list(OUTPUTS), {INPUT: pixels}), strict=True))

    return ask


def _asked_program(file: Path) -> Asked:
    with file.open("rb") as stream:
        return asked_net(torch.export.load(BytesIO(stream.read())).module())


def joined(parts: Sequence[Answers]) -> Answers:
    """The answers for several batches as one."""
    return {name: np.concatenate([part[name] for part in parts]) for name in OUTPUTS}


def onnx_of(model: StoredModel) -> bytes:
    """The ONNX model: input and outputs by name, any number of images at once, the card among its properties.

    Raises ``UserError`` for a network that can't be exported.
    """
    table = {getattr(torch.ops.aten, name).default: _distances for name in ("cdist", "_cdist_forward")}
    with quiet_exporter():
        try:
            program = _program(model)
            if any(node.target in table for node in program.graph.nodes):  # else a third of the time for nothing
                program = program.run_decompositions(table)
            made = torch.onnx.export(
                program,
                dynamo=True,
                dynamic_shapes=({0: "batch"},),
                verbose=False,
                input_names=[INPUT],
                output_names=list(OUTPUTS),
            )
        except Exception as error:  # the exporter raises a dozen kinds for a network it can't trace
            raise _refused(model, error) from error
    assert made is not None
    card = model.card
    made.model.metadata_props.update({_METADATA: json.dumps(card), _CLASSES: json.dumps(card["classes"])})
    made.model.producer_name, made.model.producer_version = "dclgui", card["provenance"]["versions"]["dclgui"]
    content: bytes = made.model_proto.SerializeToString()
    return content


def _program_of(model: StoredModel) -> bytes:
    content = BytesIO()
    with quiet_exporter():
        try:
            torch.export.save(_program(model), content, extra_files={f"{_METADATA}.json": json.dumps(model.card)})
        except Exception as error:
            raise _refused(model, error) from error
    return content.getvalue()


def _program(model: StoredModel) -> ExportedProgram:
    net = LabelNet(model)
    example = torch.zeros(2, net.side, net.side, 3, dtype=torch.uint8)
    with torch.no_grad():
        program = torch.export.export(net, (example,), dynamic_shapes=({0: torch.export.Dim("batch")},), strict=False)
    for node in program.graph.nodes:
        node.meta.pop("stack_trace", None)  # it names the folders of this computer
    return program


def _distances(first: Tensor, second: Tensor, p: float = 2.0, mode: int | None = None) -> Tensor:  # noqa: ARG001 - torch's own signature
    """Euclidean distances of rows, of which ONNX has no operator."""
    return (first[:, None] - second[None]).square().sum(dim=-1).sqrt()


def with_half_weights(content: bytes) -> bytes:
    """The ONNX model ``content`` with every large float32 weight as float16, cast back where it is used.

    The arithmetic stays float32. Runtimes fold the cast when they load the model, so that it costs no time later. A
    weight too large for float16 stays as it is. 8-bit integers were tried and left out (docs/decisions/0009): their
    results depend on the processor.
    """
    model = onnx.load_from_string(content)
    graph = model.graph
    casts = []
    for weight in list(graph.initializer):
        values = _halved(weight)
        if values is None:
            continue
        stored = f"{weight.name}.float16"
        casts.append(helper.make_node("Cast", [stored], [weight.name], name=f"{stored}.cast", to=TensorProto.FLOAT))
        graph.initializer.remove(weight)
        graph.initializer.append(numpy_helper.from_array(values, stored))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    made: bytes = model.SerializeToString()
    return made


def _halved(weight: TensorProto) -> np.ndarray | None:
    """The values as float16; ``None`` if they should stay as they are."""
    if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < _LEAST_VALUES:
        return None
    values = numpy_helper.to_array(weight)
    return values.astype(np.float16) if np.abs(values).max() <= _LARGEST_HALF else None


def _refused(model: StoredModel, error: Exception) -> UserError:
    return UserError(
        f"The backbone {model.card['backbone']['name']} can't be exported in this format: {first_line(error)}.",
        "Save the model as .safetensors instead.",
    )


FORMATS = {
    ".safetensors": Format(packed, lambda file: asked_net(LabelNet.of_file(file))),
    ".onnx": Format(onnx_of, asked_onnx),
    ".pt2": Format(_program_of, _asked_program),
    ".fp16.onnx": Format(lambda model: with_half_weights(onnx_of(model)), asked_onnx, tolerance=10 * TOLERANCE),
}
