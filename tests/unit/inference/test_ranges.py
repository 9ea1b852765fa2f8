"""Later pictures are read by the range that the model keeps, in a folder and under watch."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.core.protocol.watch_events import ImagesLabelled
from dclgui.core.reading import FORMER, Reading
from dclgui.inference.onnx_model import OnnxPredictor
from tests.unit.images.written import png16
from tests.unit.inference.made import SIDE, draw, make_model, probabilities_of
from tests.unit.inference.test_onnx_model import finished
from tests.unit.inference.watched import Line, until

DIM = (60, 20, 20)
"""Of 255; in 12 bits its values fit into 10, by which a picture alone would be four times as bright."""


@pytest.fixture
def predictor(tmp_path: Path) -> OnnxPredictor:
    return OnnxPredictor(make_model(tmp_path / "model.onnx", values=Reading(whole=(0, 4095)).as_card()))


def draw_dim(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    png16(folder / "deep.png", np.full((SIDE, SIDE, 3), DIM, np.uint16) * 16)


def test_a_folder(tmp_path: Path, predictor: OnnxPredictor) -> None:
    from dclgui.inference.folder import label_folder

    draw_dim(tmp_path / "images")
    found = finished(label_folder(predictor, tmp_path / "images"))[1].table()
    assert found.probability[0] == pytest.approx(probabilities_of(DIM).max(), abs=0.01)


def test_a_watch(tmp_path: Path, predictor: OnnxPredictor) -> None:
    line = Line(tmp_path, predictor)
    draw_dim(line.folder)
    with line.watched() as events:
        until(events, ImagesLabelled)
    assert line.table().probability[0] == pytest.approx(probabilities_of(DIM).max(), abs=0.01)


def test_a_model_of_an_earlier_version_reads_as_it_did(tmp_path: Path) -> None:
    from dclgui.inference.folder import label_folder

    predictor = OnnxPredictor(make_model(tmp_path / "model.onnx"))
    assert predictor.reading == FORMER
    draw(tmp_path / "images" / "a.png", DIM)
    with Image.open(tmp_path / "images" / "a.png") as image:
        image.putalpha(0)
        image.save(tmp_path / "images" / "a.png")
    found = finished(label_folder(predictor, tmp_path / "images"))[1].table()
    assert found.probability[0] == pytest.approx(1 / 3, abs=0.01), "a grey square, as it was learnt"
