"""The kinds of files that a model leaves in: what each holds, and how each is asked."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
from torch.export import ExportedProgram

from dclgui.core.arrays import Pixels
from dclgui.core.errors import UserError, first_line
from dclgui.engine.export.half_weights import with_half_weights
from dclgui.engine.export.model_file import StoredModel, packed
from dclgui.engine.export.portable import INPUT, OUTPUTS, LabelNet
from dclgui.engine.network.onnx_forward import quiet_exporter

Answers = dict[str, npt.NDArray[Any]]
"""By the names of ``OUTPUTS``."""
Asked = Callable[[Pixels], Answers]
"""uint8 [B, S, S, 3] to what a model says of them."""
TOLERANCE = 1e-3
"""What float32 arithmetic in another order may change in a probability, or in a distance beside the largest one."""
_NO_MORE = ".int8.onnx"
"""What an earlier version made."""
_METADATA, _CLASSES = "dclgui", "classes"


@dataclass(frozen=True, slots=True)
class Format:
    """``content`` is a model as a file; ``ask`` opens such a file, whatever its name.

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
    return max(found, key=len)


def asked_net(net: LabelNet) -> Asked:
    """The network in torch on the CPU."""

    def ask(pixels: Pixels) -> Answers:
        with torch.inference_mode():
            return {name: value.numpy() for name, value in net(torch.from_numpy(pixels)).items()}

    return ask


def asked_onnx(file: Path) -> Asked:
    """The ONNX ``file`` in onnxruntime on the CPU."""
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])

    def ask(pixels: Pixels) -> Answers:
        return dict(zip(OUTPUTS, session.run(list(OUTPUTS), {INPUT: pixels}), strict=True))

    return ask


def _asked_program(file: Path) -> Asked:
    with file.open("rb") as stream:
        network = torch.export.load(BytesIO(stream.read())).module()

    def ask(pixels: Pixels) -> Answers:
        with torch.inference_mode():
            return {name: value.numpy() for name, value in network(torch.from_numpy(pixels)).items()}

    return ask


def joined(parts: Sequence[Answers]) -> Answers:
    """What was said of images piece by piece, as of all at once."""
    return {name: np.concatenate([part[name] for part in parts]) for name in OUTPUTS}


def onnx_of(model: StoredModel) -> bytes:
    """The ONNX model: input and outputs by name, any number of images at once, the card among its properties.

    Raises ``UserError`` for a network that can't be exported.
    """
    table = {getattr(torch.ops.aten, name).default: _distances for name in ("cdist", "_cdist_forward")}
    with quiet_exporter():
        try:
            program = _program(model).run_decompositions(table)
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


def _distances(first: torch.Tensor, second: torch.Tensor, p: float = 2.0, mode: int | None = None) -> torch.Tensor:  # noqa: ARG001 - torch's own signature
    """Euclidean distances of rows, of which ONNX has no operator."""
    return (first[:, None] - second[None]).square().sum(dim=-1).sqrt()


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
