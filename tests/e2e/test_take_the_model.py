"""The model leaves from the command line in every format, and what can't leave says why."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from dclgui.engine.export.formats import FORMATS
from dclgui.images.decode import load_picture
from dclgui.project.folder import Project
from tests.e2e.terminal import Command, Finished, Ran, run


@pytest.fixture(scope="module")
def left(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Ran]]:
    """By ending, the model that the command left in a folder of its own, exported once; look, don't touch."""

    @cache
    def of(ending: str) -> tuple[Path, Ran]:
        model = tmp_path_factory.mktemp("left") / f"line{ending}"
        return model, run("export", finished.project, "--model", model)

    return of


@pytest.mark.parametrize("ending", [".onnx", ".pt2", ".safetensors"])
def test_each_format_is_compared_and_described(left: Callable[[str], tuple[Path, Ran]], ending: str) -> None:
    model, ran = left(ending)
    assert ran.code == 0, ran.err
    assert "Compared with the run's own model on " in ran.out
    assert "the same class for 100.0%" in ran.out
    assert "# line" in (model.parent / "line.md").read_text("utf-8")
    told = {".onnx": ["line.classes.json"], ".safetensors": ["line.json"]}.get(ending, [])
    assert {path.name for path in model.parent.iterdir()} == {f"line{ending}", "line.md", *told}


def test_help_names_every_ending(dclgui: Command) -> None:
    told = dclgui("export", "--help").out
    assert all(ending in told for ending in FORMATS)
    assert ".int8" not in told, "there is none any more"


def test_onnx_labels_a_picture_file(finished: Finished, left: Callable[[str], tuple[Path, Ran]]) -> None:
    model, _ = left(".onnx")
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    told = session.get_modelmeta().custom_metadata_map
    classes, card = json.loads(told["classes"]), json.loads(told["dclgui"])
    with Project.open(finished.project) as project:
        catalog = project.catalog("target")
        found = project.rounds.pseudo_labels(2)
    rows = [row for row in range(len(catalog)) if found.readable[row]]
    pixels = np.stack([load_picture(catalog.file(row), card["image_size"]).pixels for row in rows])
    labels = session.run(["label"], {"images": pixels})[0]
    assert classes == ["blue", "green", "red"]
    assert float(np.mean(labels == found.label[rows])) > 0.8, "one by one, without the run's smoothing"


def test_another_ending_is_refused_with_those_there_are(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    ran = dclgui("export", finished.project, "--model", tmp_path / "line.pth")
    assert ran.code == 1
    assert "Choose one that ends in .safetensors, .onnx, .pt2, .fp16.onnx." in ran.err
    assert list(tmp_path.iterdir()) == []


def test_notes_beside_the_model_are_kept_aside(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    (tmp_path / "line.md").write_text("my own notes")
    ran = dclgui("export", finished.project, "--model", tmp_path / "line.safetensors")
    assert ran.code == 0
    assert f"is now in {tmp_path / 'line.old.md'}" in ran.out
    assert (tmp_path / "line.old.md").read_text() == "my own notes"
