"""A project, its safetensors and its ONNX file give the same labels file."""

import csv
import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.cli.display import Display, follow
from dclgui.core.errors import UserError
from dclgui.core.reference import ReferenceStatistics
from dclgui.engine.export.export import export_model
from dclgui.inference.models import label_folder, open_predictor
from dclgui.labels.table import Level
from dclgui.project.folder import Project
from tests.unit.engine.made import BROKEN, CLASSES, SIDE, Line, job_of, make_domain, run_of
from tests.unit.images.written import chunk, png16, tiff

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[4] / "docs" / "label_with_onnx.py"


@pytest.fixture(scope="module")
def models(line: Line, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("models")
    found = {"project": place / "p", "safetensors": place / "m.safetensors", "onnx": place / "m.onnx"}
    run_of(line, found["project"], job_of(line))
    with Project.open(found["project"]) as project:
        for name in ("safetensors", "onnx"):
            list(export_model(found[name], project))
    return found


def test_three_kinds_give_the_same_rows(models: dict[str, Path], tmp_path: Path) -> None:
    make_domain(tmp_path / "more", per_class=6, seed=5, shifted=True)
    (tmp_path / "more" / BROKEN).write_bytes(b"not a picture")
    with Display() as silent:
        tables = {
            kind: follow(label_folder(model, tmp_path / "more"), silent).table() for kind, model in models.items()
        }
    wanted = tables.pop("project")
    assert len(wanted) == 6 * len(CLASSES) + 1
    for found in tables.values():
        assert found.paths == wanted.paths
        assert found.labels == wanted.labels
        assert found.levels == wanted.levels
        assert found.classifier_labels == wanted.classifier_labels
        np.testing.assert_array_equal(found.moved, wanted.moved)
        np.testing.assert_array_equal(found.rounds, wanted.rounds)
        for name in ("probability", "entropy", "margin", "distance", "weight"):
            np.testing.assert_allclose(getattr(found, name), getattr(wanted, name), rtol=2e-3, atol=2e-4, err_msg=name)


def test_they_open_one_by_one_too(models: dict[str, Path]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, SIDE, SIDE, 3), np.uint8)
    opened = [open_predictor(models[kind], device="cpu") for kind in ("project", "safetensors", "onnx")]
    assert {one.classes for one in opened} == {CLASSES}
    assert {(one.side, one.round) for one in opened} == {(SIDE, 2)}
    first, *others = [one.label(pixels) for one in opened]
    for other in others:
        np.testing.assert_array_equal(other.label, first.label)
        np.testing.assert_allclose(other.probabilities, first.probabilities, atol=1e-3)
    assert "torch" in sys.modules


def test_a_damaged_file_is_refused(models: dict[str, Path], tmp_path: Path) -> None:
    for content in (b"", b"junk", models["safetensors"].read_bytes()[:1000]):
        file = tmp_path / "model.safetensors"
        file.write_bytes(content)
        with pytest.raises(UserError, match="damaged"):
            open_predictor(file, device="cpu")


def draw_odd_ones(images: Path) -> None:
    """Pictures of the kinds that machine vision has, and files that are none."""
    with Image.open(images / "disc" / "00.png") as picture:
        large, light = picture.resize((300, 200)), np.asarray(picture.convert("L"), np.uint16)
    Image.fromarray(light * 257).save(images / "16 bits.png")
    Image.fromarray(light * 16).save(images / "12 bits.tif")
    Image.fromarray((light * 3).astype(np.int32)).save(images / "10 bits of 32.tif")
    large.putalpha(90)
    large.save(images / "clear.png")
    turned = Image.Exif()
    turned[0x0112] = 6
    large.convert("RGB").save(images / "划痕.jpg", exif=turned)
    (images / "disc" / "cut.png").write_bytes((images / "clear.png").read_bytes()[:2000])
    (images / BROKEN).write_bytes(b"not a picture")
    (images / "bomb.png").write_bytes(bomb())
    png16(images / "12 bits of colour.png", np.dstack([light, light // 2, light]) * 16)
    png16(images / "12 bits, clear.png", np.dstack([light, light // 2, light, np.full_like(light, 255)]) * 16)
    Image.fromarray((20 + light / 20).astype(np.float32)).save(images / "Celsius.tif")
    tiff(images / "0 is white.tif", light * 16, photometric=0)
    tiff(images / "packed.tif", (20 + light / 20).astype(np.float32), photometric=1, order=">", packed=True)
    hidden = large.copy()
    hidden.putalpha(0)
    hidden.save(images / "no alpha.png")


def bomb() -> bytes:
    """A PNG that says it has 17 thousand million pixels."""
    header = struct.pack(">IIBBBBB", 2**17, 2**17, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_the_example_of_a_few_lines_gives_the_same_labels(models: dict[str, Path], tmp_path: Path) -> None:
    images = tmp_path / "more"
    make_domain(images, per_class=4, seed=6, shifted=True)
    draw_odd_ones(images)
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) <= 120
    ran = by_example(models["onnx"], images)
    assert ran.stdout.count(b"\r\n") == ran.stdout.count(b"\n") == ran.stdout.count(b"\r")
    example = {row["path"]: row for row in csv.DictReader(ran.stdout.decode("utf-8").splitlines())}
    with Display() as silent:
        table = follow(label_folder(models["onnx"], images), silent).table()
    wanted = {path: place for place, path in enumerate(table.paths) if table.labels[place]}
    assert set(example) == set(wanted)
    assert len(wanted) == len(table) - 3
    assert ran.stderr.count(b" is left out: ") == 3
    for path, place in wanted.items():
        assert example[path]["label"] == table.labels[place]
        assert (example[path]["sure"] == "True") == (table.levels[place] is Level.HIGH)
        assert float(example[path]["probability"]) == pytest.approx(float(table.probability[place]), abs=1e-5)


def test_the_example_leaves_out_what_it_can_not_read(models: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "map.ppm").write_bytes(b"P6 1 1 65535\n\0\1\0\2\0\3")
    ran = by_example(models["onnx"], tmp_path)
    assert ran.stdout.splitlines()[1:] == []
    assert ran.stderr.count(b" is left out: its colours have 16 bits and lie in a form that this example") == 1


def by_example(model: Path, images: Path) -> subprocess.CompletedProcess[bytes]:
    """The example at work without torch and dclgui, on a system whose own text is ASCII."""
    blocked = "import sys, runpy; sys.modules.update(torch=None, dclgui=None); sys.argv = sys.argv[1:]; "
    command = [sys.executable, "-c", blocked + "runpy.run_path(sys.argv[0])", *map(str, (EXAMPLE, model, images))]
    system = {**os.environ, "PYTHONIOENCODING": "ascii"}
    return subprocess.run(command, capture_output=True, check=True, env=system, timeout=300)


def test_the_range_that_a_model_has_seen_goes_along(models: dict[str, Path], line: Line) -> None:
    with Display() as silent:
        found = follow(label_folder(models["project"], line.target), silent).pseudo_labels
    wanted = ReferenceStatistics.of(found.entropy, found.distance)
    assert wanted is not None
    for model in models.values():
        reference = open_predictor(model, device="cpu").reference
        assert reference is not None
        assert reference.images == int(found.readable.sum())
        np.testing.assert_allclose(reference.entropy, wanted.entropy, rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(reference.distance, wanted.distance, rtol=1e-3, atol=1e-4)
    with Project.open(models["project"]) as project:
        assert all(ReferenceStatistics.load(project.rounds.folder(number)) for number in project.rounds.numbers())
