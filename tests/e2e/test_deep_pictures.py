"""Cameras of more than 8 bits: one range a domain, from the first look to the labels of later pictures."""

import csv
import os
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.core.reading import FORMER, Reading
from dclgui.images.decode import load_picture
from dclgui.project.folder import Project
from tests.e2e.terminal import FAST, ONE_NETWORK, Command, draw_images, run
from tests.unit.images.written import png16

pytestmark = pytest.mark.slow


def deepen(folder: Path, *, offset: int = 0, step: int) -> None:
    """Each picture below ``folder`` in 16 bits, its levels ``step`` apart from ``offset`` on."""
    for file in sorted(folder.rglob("*.png")):
        with Image.open(file) as image:
            png16(file, np.asarray(image).astype(np.uint16) * step + offset)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Colour of 12 bits, labelled, and colour of an offset, adapted; look, don't touch."""
    root = tmp_path_factory.mktemp("deep")
    draw_images(root / "source", each=8, light=1.0, seed=1)
    draw_images(root / "target", each=8, light=0.9, seed=2, sorted_by_class=False)
    deepen(root / "source", step=16)
    deepen(root / "target", offset=29_315, step=3)
    ran = run("adapt", root / "source", root / "target", "-o", root / "p", *ONE_NETWORK)
    assert ran.code == 0, ran.err
    return root


def test_each_domain_keeps_its_range_and_shows_its_pictures(line: Path) -> None:
    with Project.open(line / "p") as project:
        assert project.reading("source") == Reading(whole=(0, 4095))
        whole = project.reading("target").whole
        assert whole is not None
        assert 29_200 < whole[0] < 29_330
        assert 30_000 < whole[1] < 30_200
        for domain in ("source", "target"):
            catalog = project.catalog(domain)
            levels = [
                np.ptp(load_picture(catalog.file(row), 32, catalog.reading).pixels) for row in range(len(catalog))
            ]
            assert min(levels) > 100


def labels(file: Path) -> dict[str, tuple[str, float]]:
    with file.open(encoding="utf-8-sig") as stream:
        return {row["path"]: (row["label"], float(row["probability"])) for row in csv.DictReader(stream)}


def test_later_pictures_are_read_alike_by_project_and_files(line: Path, tmp_path: Path, dclgui: Command) -> None:
    for ending in (".safetensors", ".onnx"):
        assert dclgui("export", line / "p", "--model", tmp_path / f"m{ending}").code == 0
    found = []
    for model in (line / "p", tmp_path / "m.safetensors", tmp_path / "m.onnx"):
        ran = dclgui("label", model, line / "target", "-o", tmp_path / f"{model.name}.csv")
        assert ran.code == 0, ran.err
        found.append(labels(tmp_path / f"{model.name}.csv"))
    project, *files = found
    for said in files:
        assert {path: label for path, (label, _) in said.items()} == {
            path: label for path, (label, _) in project.items()
        }
        for path, (_, probability) in said.items():
            assert probability == pytest.approx(project[path][1], abs=2e-3)


def test_a_project_of_before_is_read_as_before(line: Path, tmp_path: Path) -> None:
    """Its tables know no range: what it was trained on is what its model sees."""
    shutil.copytree(line / "p", tmp_path / "p")
    database = sqlite3.connect(tmp_path / "p" / "project.sqlite")
    database.execute("UPDATE domains SET reading = NULL")
    database.commit()
    database.close()
    for domain in ("source", "target"):
        (tmp_path / domain).symlink_to(line / domain)
    with Project.open(tmp_path / "p") as project:
        assert project.reading("target") == project.catalog("target").reading == FORMER
    ran = run("label", tmp_path / "p", tmp_path / "target", "-o", tmp_path / "l.csv")
    assert ran.code == 0, ran.err


def test_pipes_are_refused_in_words(line: Path, tmp_path: Path, dclgui: Command) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no pipes among its files")
    for name in ("l.csv", "m.safetensors", "m.onnx", "w.pt", "j.toml"):
        os.mkfifo(tmp_path / name)
    commands = (
        ("import", line / "p", tmp_path / "l.csv"),
        ("label", tmp_path / "m.safetensors", line / "target", "-o", tmp_path / "x.csv"),
        ("label", tmp_path / "m.onnx", line / "target", "-o", tmp_path / "x.csv"),
        ("export", line / "p", "--model", tmp_path / "m.onnx"),
        (
            "adapt",
            line / "source",
            line / "target",
            "-o",
            tmp_path / "q",
            *FAST[:2],
            "--weights",
            f"file:{tmp_path / 'w.pt'}",
        ),
        ("adapt", line / "source", line / "target", "-o", tmp_path / "q", "--job", tmp_path / "j.toml"),
    )
    for words in commands:
        ran = dclgui(*words)
        assert ran.code == 1, (words, ran)
        assert "is not a file. Name a file, not a folder, a pipe or a device." in " ".join(ran.err.split()), words
