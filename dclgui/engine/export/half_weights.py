"""An ONNX model whose weights are kept as float16: half the size, and the arithmetic stays float32 everywhere.

Whole numbers of 8 bits were tried and left out (docs/decisions/0009): what they say depends on the processor.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_LEAST_VALUES = 1024
"""Tensors of fewer values stay float32: there is nothing to gain, and constants of the graph are among them."""
_LARGEST = float(np.finfo(np.float16).max)


def with_half_weights(content: bytes) -> bytes:
    """The ONNX model ``content`` with every large float32 weight as float16, cast back where it is used.

    Runtimes fold the cast when they load the model, so that it costs no time later. A weight too large for float16
    stays as it is.
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
    return values.astype(np.float16) if np.abs(values).max() <= _LARGEST else None
