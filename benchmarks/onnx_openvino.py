"""What OpenVINO says of an exported model's pictures: run by a Python of its own, which has openvino and numpy.

PYTHON benchmarks/onnx_openvino.py MODEL.onnx PIXELS.npy BATCH FOUND.npz
"""

import sys

import numpy as np
import openvino  # type: ignore[import-not-found]  # only in a Python of its own


def main() -> None:
    """Ask the model, ``BATCH`` pictures at a time, and write all its answers."""
    file, pixels, batch, out = sys.argv[1], np.load(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    model = openvino.Core().compile_model(file, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    names = [output.any_name for output in model.outputs]
    pieces = []
    for start in range(0, len(pixels), batch):
        piece = model(pixels[start : start + batch])
        pieces.append({name: piece[name] for name in names})
    found = {name: np.concatenate([piece[name] for piece in pieces]) for name in names}
    np.savez(out, allow_pickle=False, **found)


if __name__ == "__main__":
    main()
