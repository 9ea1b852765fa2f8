"""The demo on a tiny line."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from dclgui.demo.run import draw, take_folder
from dclgui.labels.csv import read_csv
from tests.e2e.terminal import Command, Finished, Folders, run

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
    assert "after: patent" in ran.out
    for name in ("labels.csv", "model.safetensors", "contact-sheet.png", "default.dclproj", "patent.dclproj"):
        assert (folder / name).exists()
        assert str(folder / name) in ran.out
    assert f"dclgui info {shown.project}" in ran.out
    assert len(read_csv(folder / "labels.csv")) == 32
    assert json.loads((folder / "model.json").read_text("utf-8"))["backbone_in_file"] is False
    with Image.open(folder / "contact-sheet.png") as sheet:
        assert sheet.width > 1000


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
    drawn: list[int] = []
    draw(folder, seed=0, per_class=4, on_drawn=lambda done, _: drawn.append(done))
    assert drawn == []
    draw(folder, seed=1, per_class=1, on_drawn=lambda done, _: drawn.append(done))
    assert drawn == list(range(1, 17))
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
