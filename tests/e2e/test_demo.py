"""The demo on a tiny line."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from pytestqt.qtbot import QtBot
from safetensors.torch import load_file
from torch.nn.functional import normalize

from dclgui.cli.demo import report_line
from dclgui.demo.run import draw, take_folder
from dclgui.engine.network.backbones import load_backbone
from tests.e2e.terminal import Command, Finished, Folders, run
from tests.labels_csv import read_csv

PROJECTS = ("default.dclproj", "patent.dclproj")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """Before the guard of the first test counts threads: torch's exporter starts one and keeps it."""
    folder = tmp_path_factory.mktemp("shown") / "demo"
    return Finished(folder / "default.dclproj", line_in(folder), run("demo", "-o", folder, "--per-class", "4"))


def line_in(folder: Path) -> Folders:
    images = folder / "SYNTHETIC-images"
    return Folders(images / "SYNTHETIC-camera-a", images / "SYNTHETIC-camera-b")


def test_the_demo_makes_everything_and_says_where(shown: Finished) -> None:
    folder, ran = shown.project.parent, shown.ran
    assert ran.code == 0
    assert "SYNTHETIC" in ran.out
    assert ran.out.count("adapted") == 2
    for name in ("labels.csv", "model.safetensors", "report.html", "default.dclproj", "patent.dclproj"):
        assert (folder / name).exists()
        assert str(folder / name) in ran.out
    assert f"dclgui open {shown.project}" in ran.out
    assert len(read_csv(folder / "labels.csv")) == 32
    assert json.loads((folder / "model.json").read_text("utf-8"))["backbone"]["in_file"] is False
    page = (folder / "report.html").read_text("utf-8")
    assert "Accuracy unknown until audited" in page
    assert "hex nut" in page


def test_without_the_windows_libraries_the_demo_has_no_report_and_says_why(
    shown: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "dclgui.qt.report.save", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtGui", None)
    said = report_line(shown.project, tmp_path / "report.html")
    assert said.startswith("none. The window's libraries can't be loaded")
    assert list(tmp_path.iterdir()) == []


def test_the_exported_file_and_its_card_are_enough_to_label(shown: Finished, tmp_path: Path) -> None:
    """Follow the card by hand, with the network that it names."""
    folder, target = shown.project.parent, line_in(shown.project.parent).target
    assert run("label", shown.project, target, "-o", tmp_path / "labels.csv").code == 0
    table = read_csv(tmp_path / "labels.csv")
    card = json.loads((folder / "model.json").read_text("utf-8"))
    kept = load_file(folder / "model.safetensors")
    features = features_by(card, [target / path for path in table.paths])
    p = torch.ones(len(table), len(card["classes"]))
    for model, share in (("source.heads.", 1 - card["trust"]), ("target.heads.", card["trust"])):
        head = {name.removeprefix(model): values for name, values in kept.items() if name.startswith(model)}
        z = (features @ head["bottleneck"] - head["mean"]) / (head["var"] + 1e-5).sqrt() * head["scale"] + head["shift"]
        z = z.relu()  # [heads, N, width]
        p *= (z @ head["classifier"] + head["bias"]).softmax(dim=2).mean(dim=0).clamp_min(1e-8) ** share
    p /= p.sum(dim=1, keepdim=True)
    entropy = -(p * p.log()).sum(dim=1)
    likeness = normalize(z.transpose(0, 1).flatten(1)) @ normalize(kept["landmarks.prototypes"]).T
    sure = entropy <= kept["landmarks.thresholds"][p.argmax(dim=1)]
    label = torch.where(sure, p.argmax(dim=1), likeness.nan_to_num(nan=-1).argmax(dim=1))
    torch.testing.assert_close(entropy, torch.from_numpy(table.entropy), rtol=0, atol=1e-3)
    assert [card["classes"][k] for k in label] == list(table.labels)


@torch.no_grad()
def features_by(card: dict[str, Any], files: list[Path]) -> torch.Tensor:
    """[N, D], by the backbone that the card names and the pixels that it asks for."""
    network = load_backbone(card["backbone"]["name"], weights=card["backbone"]["weights"]).network
    side = (card["image_size"], card["image_size"])
    pictures = [Image.open(file).convert("RGB").resize(side, Image.Resampling.BICUBIC) for file in files]
    pixels = (np.stack([np.asarray(picture) for picture in pictures]) - card["mean"]) / card["std"]
    features: torch.Tensor = network.eval()(torch.from_numpy(pixels).permute(0, 3, 1, 2).float())
    return features


def test_the_second_recipe_reads_no_picture_again(shown: Finished) -> None:
    caches = [{path.name for path in shown.project.with_name(name).glob("cache/*")} for name in PROJECTS]
    assert caches[0] == caches[1] != set()


def test_a_demo_of_another_seed_replaces_the_demo(shown: Finished, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(shown.project.parent, folder)
    take_folder(folder)
    assert not (folder / "labels.csv").exists()
    assert not (folder / "default.dclproj").exists()
    first = line_in(folder).target / "hex nut" / "part-001.jpg"
    before = first.read_bytes()
    assert list(draw(folder, seed=0, per_class=4)) == []
    assert list(draw(folder, seed=1, per_class=1))[-1].done == 16
    assert first.read_bytes() != before


def test_the_demo_touches_no_folder_of_somebody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dclgui: Command
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo-output").mkdir()
    (tmp_path / "demo-output" / "precious.txt").write_text("mine")
    ran = dclgui("demo")
    assert ran.code == 1
    assert "demo-output holds other files" in ran.err
    assert [path.name for path in (tmp_path / "demo-output").iterdir()] == ["precious.txt"]


def test_a_report_is_written_beside_a_window(shown: Finished, tmp_path: Path, qtbot: QtBot) -> None:
    assert str(tmp_path / "report.html") in report_line(shown.project, tmp_path / "report.html")
