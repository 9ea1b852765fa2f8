"""A line of three colours, not yet watched."""

from pathlib import Path

import numpy as np
import pytest

from dclgui.core.reference import ReferenceStatistics
from dclgui.inference.onnx_model import OnnxPredictor
from tests.unit.inference.made import make_model
from tests.unit.inference.watched import Line
from tests.windows import CAN_TELL, refuse_what_is_open


@pytest.fixture(autouse=True)
def _as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is open keeps its name."""
    if CAN_TELL:
        refuse_what_is_open(monkeypatch)


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> OnnxPredictor:
    even = tuple(np.linspace(0, 0.5, 101).tolist())
    reference = ReferenceStatistics(1000, entropy=even, distance=even)
    return OnnxPredictor(make_model(tmp_path_factory.mktemp("model") / "model.onnx", reference=reference))


@pytest.fixture
def line(tmp_path: Path, predictor: OnnxPredictor) -> Line:
    return Line(tmp_path, predictor)
