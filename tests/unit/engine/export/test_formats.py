"""What stands in an exported ONNX model: for runtimes other than ours, and for every processor alike."""

from collections.abc import Callable

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from dclgui.core.predictor import OUTPUTS
from dclgui.core.protocol.results import ModelSaved
from dclgui.engine.export.formats import asked_onnx, with_half_weights
from tests.unit.engine.export.leaving import pixels_of

pytestmark = pytest.mark.slow


def test_half_weights_take_half_the_room_and_say_the_same(left: Callable[[str], ModelSaved]) -> None:
    found, whole = left(".fp16.onnx"), left(".onnx")
    file = found.file
    assert found.same == 1.0
    assert found.difference < 1e-2
    assert file.stat().st_size < 0.6 * whole.file.stat().st_size
    assert found.beside == (file.parent / "line.fp16.md", file.parent / "line.fp16.classes.json")
    onnx.checker.check_model(onnx.load(file), full_check=True)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    assert {"dclgui", "classes"} <= set(session.get_modelmeta().custom_metadata_map)
    assert [value.name for value in session.get_outputs()] == list(OUTPUTS)
    for count in (1, 5):
        said, wanted = asked_onnx(file)(pixels_of(count)), asked_onnx(whole.file)(pixels_of(count))
        np.testing.assert_allclose(said["probabilities"], wanted["probabilities"], atol=1e-2)


@pytest.mark.parametrize("suffix", [".onnx", ".fp16.onnx"])
def test_no_arithmetic_in_integers_that_processors_do_differently(
    left: Callable[[str], ModelSaved], suffix: str
) -> None:
    """Only integers can saturate: without VNNI, products of 8 bits do. Pixels are cast to float32 at once."""
    model = onnx.shape_inference.infer_shapes(onnx.load(left(suffix).file))
    narrow = {TensorProto.INT8, TensorProto.UINT8, TensorProto.INT16, TensorProto.UINT16}
    held = (*model.graph.input, *model.graph.value_info)
    small = {value.name for value in held if value.type.tensor_type.elem_type in narrow}
    small |= {weight.name for weight in model.graph.initializer if weight.data_type in narrow}
    users = {node.op_type for node in model.graph.node if small.intersection(node.input)}
    assert users <= {"Cast", "Shape", "Transpose"}


@pytest.mark.parametrize("suffix", [".onnx", ".fp16.onnx"])
def test_other_runtimes_find_nothing_that_they_can_not_do(left: Callable[[str], ModelSaved], suffix: str) -> None:
    """OpenVINO multiplies only tensors of one rank, TensorRT knows no custom operators and needs a named free axis."""
    model = onnx.shape_inference.infer_shapes(onnx.load(left(suffix).file))
    graph = model.graph
    held = (*graph.input, *graph.value_info, *graph.output)
    ranks = {value.name: len(value.type.tensor_type.shape.dim) for value in held}
    ranks |= {weight.name: len(weight.dims) for weight in graph.initializer}
    products = [node for node in graph.node if node.op_type == "MatMul"]
    assert products
    assert all(ranks[node.input[0]] == ranks[node.input[1]] for node in products)
    assert {node.domain for node in graph.node} <= {"", "ai.onnx"}
    assert [(one.domain, one.version >= 18) for one in model.opset_import] == [("", True)]
    # The one free axis is that of the pictures; all others are numbers, from the first operator to the last.
    free = {
        dim.dim_param for value in held for dim in value.type.tensor_type.shape.dim if not dim.HasField("dim_value")
    }
    assert free == {"batch"}
    for value in (*graph.input, *graph.output):
        dims = value.type.tensor_type.shape.dim
        assert [dim.dim_param for dim in dims] == ["batch", *[""] * (len(dims) - 1)]


def test_a_weight_too_large_for_half_precision_stays_as_it_is() -> None:
    values = {"small": np.full((32, 32), 0.1), "large": np.full((32, 32), 1e5), "few": np.ones((2, 2))}
    tensors = [numpy_helper.from_array(value.astype(np.float32), name) for name, value in values.items()]
    nodes = [helper.make_node("Identity", [name], [f"{name} out"]) for name in values]
    out = [helper.make_tensor_value_info(f"{name} out", TensorProto.FLOAT, None) for name in values]
    model = helper.make_model(helper.make_graph(nodes, "three", [], out, tensors))
    made = onnx.load_from_string(with_half_weights(model.SerializeToString()))
    kinds = {weight.name: weight.data_type for weight in made.graph.initializer}
    assert kinds == {"small.float16": TensorProto.FLOAT16, "large": TensorProto.FLOAT, "few": TensorProto.FLOAT}
    found = ReferenceEvaluator(made).run(None, {})
    for got, wanted in zip(found, values.values(), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-3)
