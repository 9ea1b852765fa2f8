"""The ONNX models, one picture and eight at a time, beside what onnxruntime says."""

import numpy
import openvino
from expected import EXPORTS, tell

apart = 0.0
pixels = numpy.load(EXPORTS / "model" / "pixels.npy")
for suffix in (".onnx", ".fp16.onnx"):
    file = EXPORTS / "model" / f"line{suffix}"
    model = openvino.Core().compile_model(str(file), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    with numpy.load(file.with_name(f"{file.name}.npz")) as kept:
        label, probabilities = kept["label"], kept["probabilities"]
    for size in (1, 8):
        pieces = [model(pixels[at : at + size]) for at in range(0, len(pixels), size)]
        found = numpy.concatenate([piece["probabilities"] for piece in pieces])
        said = numpy.concatenate([piece["label"] for piece in pieces])
        assert (found.argmax(axis=1) == probabilities.argmax(axis=1)).all(), f"{suffix}, {size} at a time"
        assert (said == label).all(), f"{suffix}, {size} at a time: other labels"
        apart = max(apart, float(numpy.abs(found - probabilities).max()))
assert apart < 1e-3, apart
tell(
    openvino.__version__.split("-")[0],
    f"{len(pixels)} pictures, 1 and 8 at a time: the same class and label, probabilities within {apart:.0e}",
)
