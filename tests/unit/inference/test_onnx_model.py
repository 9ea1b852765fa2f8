"""An exported model in onnxruntime: what it says, what is refused, and that torch stays out."""

import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnx
import pytest

from dclgui.core.errors import UserError
from dclgui.core.predictor import Answers
from dclgui.core.protocol.events import Event, ProblemFound
from dclgui.core.reference import ReferenceStatistics
from dclgui.inference.models import label_folder, open_predictor
from dclgui.inference.onnx_model import OnnxPredictor
from dclgui.labels.table import Level
from tests.labels_csv import read_csv
from tests.unit.inference.made import CLASSES, SIDE, draw, entropy_of, make_model, probabilities_of

ROOT = Path(__file__).parents[3]
RED, GREEN, DIM = (250, 20, 20), (10, 240, 30), (90, 100, 95)
Result = TypeVar("Result")

WITHOUT_TORCH = """
import sys
for name in ("torch", "torchvision", "timm", "safetensors", "PySide6"):
    sys.modules[name] = None
from dclgui.__main__ import main
sys.argv = ["dclgui", *sys.argv[1:]]
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    images = tmp_path / "images"
    draw(images / "a.png", RED)
    draw(images / "deep" / "b.png", GREEN, side=30)
    draw(images / "c.png", DIM)
    (images / "broken.png").write_bytes(b"not a picture")
    return images


def finished(events: Generator[Event, None, Result]) -> tuple[list[Event], Result]:
    said = []
    while True:
        try:
            said.append(next(events))
        except StopIteration as end:
            result: Result = end.value
            return said, result


def test_it_says_what_the_model_says(tmp_path: Path) -> None:
    predictor = OnnxPredictor(make_model(tmp_path / "model.onnx"))
    assert (predictor.classes, predictor.side, predictor.round, predictor.reference) == (CLASSES, SIDE, 2, None)
    pixels = np.stack([np.full((SIDE, SIDE, 3), colour, np.uint8) for colour in (RED, DIM)])
    found = predictor.label(pixels).table()
    assert found.label.tolist() == [0, 1]
    assert found.high.tolist() == [True, False]
    np.testing.assert_allclose(found.entropy, [entropy_of(RED), entropy_of(DIM)], rtol=1e-4, atol=1e-6)
    wanted = [probabilities_of(RED).max(), probabilities_of(DIM).max()]
    np.testing.assert_allclose(found.probability, wanted, rtol=1e-5)
    assert found.weight[0] == 1
    assert found.weight[1] == found.margin[1] < 1


def test_a_margin_is_what_the_method_calls_one() -> None:
    import torch

    from dclgui.method.prototypes import nearest_margin

    inf, nan = np.inf, np.nan
    rows = [[0.1, 0.2, 0.4], [0, 0, 1], [0.3, inf, inf], [inf, inf, inf], [nan, nan, nan], [0.5, 0.5, inf]]
    for distances in (np.array(rows, np.float32), np.array([[0.2], [inf]], np.float32)):
        count, classes = distances.shape
        even = np.full((count, classes), 1 / classes, np.float32)
        label, high = np.zeros(count, np.int64), np.zeros(count, np.bool_)
        found = Answers(label, even, even[:, 0], distances, high).table()
        np.testing.assert_array_equal(found.margin, nearest_margin(torch.from_numpy(distances)).numpy())


@pytest.mark.parametrize("word", [b'"round"', b"probabilities"])
def test_a_file_whose_words_are_no_text_is_refused(tmp_path: Path, word: bytes) -> None:
    file = make_model(tmp_path / "model.onnx")
    whole = file.read_bytes()
    assert word in whole
    file.write_bytes(whole.replace(word, b"\xfe" + word[1:]))
    with pytest.raises(UserError, match=r"can't be read: it is damaged or no ONNX file"):
        OnnxPredictor(file)


def test_a_folder_is_labelled_row_by_row(tmp_path: Path, folder: Path) -> None:
    said, found = finished(label_folder(make_model(tmp_path / "model.onnx"), folder))
    table = found.table()
    assert table.paths == ("a.png", "broken.png", "c.png", "deep/b.png")
    assert table.labels == ("red", "", "green", "green")
    assert table.levels == (Level.HIGH, Level.PROBLEM, Level.LOW, Level.HIGH)
    assert table.rounds.tolist() == [2] * 4
    problems = [event for event in said if isinstance(event, ProblemFound)]
    assert [(event.path, event.reason) for event in problems] == [("broken.png", "it is not an image")]


def test_nothing_readable_is_a_table_of_problems(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"")
    _, found = finished(label_folder(make_model(tmp_path / "model.onnx"), tmp_path / "images"))
    assert found.table().levels == (Level.PROBLEM,)


@pytest.mark.slow
def test_the_command_needs_no_torch(tmp_path: Path, folder: Path) -> None:
    words = ["label", make_model(tmp_path / "model.onnx"), folder, "-o", tmp_path / "labels.csv"]
    command = [sys.executable, "-c", WITHOUT_TORCH, *map(str, words)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr
    assert read_csv(tmp_path / "labels.csv").labels == ("red", "", "green", "green")


def test_the_range_comes_with_the_model(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    reference = ReferenceStatistics.of(random.random(500).astype(np.float32), random.random(500).astype(np.float32))
    found = OnnxPredictor(make_model(tmp_path / "model.onnx", reference=reference)).reference
    assert reference is not None
    assert found is not None
    assert found.images == 500
    np.testing.assert_allclose(found.entropy, reference.entropy, rtol=1e-5)
    for entry in (None, {}, {"images": 3, "entropy": [1.0], "distance": [1.0]}, {"images": "many"}):
        assert ReferenceStatistics.from_card(entry) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"format": "dclgui model 5"}, "newer dclgui"),
        ({"format": "dclgui model 1"}, "no longer read"),
        ({"format": "another"}, "not a model that dclgui exported"),
        ({"without": "classes"}, "which classes"),
        ({"classes": []}, "which classes"),
        ({"without": "image_size"}, "how large"),
        ({"values": {"whole": [1, 1]}}, "black and white"),
        ({"values": "0 to 255"}, "black and white"),
    ],
)
def test_a_card_that_does_not_do_is_refused(tmp_path: Path, said: dict[str, object], words: str) -> None:
    file = make_model(tmp_path / "model.onnx", **said)  # type: ignore[arg-type]
    with pytest.raises(UserError, match=words) as refused:
        open_predictor(file)
    assert str(file) in refused.value.message
    assert refused.value.hint


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    whole = make_model(tmp_path / "whole.onnx").read_bytes()
    foreign = onnx.load_from_string(whole)
    del foreign.metadata_props[:]
    contents = {"empty": b"", "text": b"hello", "cut": whole[: len(whole) // 2], "foreign": foreign.SerializeToString()}
    for name, content in contents.items():
        file = tmp_path / f"{name}.onnx"
        file.write_bytes(content)
        with pytest.raises(UserError, match=name):
            open_predictor(file)
    (tmp_path / "model.pkl").write_bytes(b"")
    for place, words in {"absent.onnx": "no model", "model.pkl": "not a model", ".": "not a project"}.items():
        with pytest.raises(UserError, match=words):
            open_predictor(tmp_path / place)
    with pytest.raises(UserError, match="on the CPU"):
        open_predictor(tmp_path / "whole.onnx", device="cuda:0")


def test_a_folder_that_is_missing_or_empty_is_refused(tmp_path: Path) -> None:
    model = make_model(tmp_path / "model.onnx")
    (tmp_path / "empty").mkdir()
    for place, words in {"absent": "no target folder", "empty": "no images", "model.onnx": "is a file"}.items():
        with pytest.raises(UserError, match=words):
            finished(label_folder(model, tmp_path / place))
