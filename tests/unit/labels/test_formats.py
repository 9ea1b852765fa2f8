"""Each format is read back by its own library, or held against the structure that its tool documents."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pandas  # type: ignore[import-untyped]
import pytest
from PIL import Image

from dclgui.images.scan import source_catalog, source_files
from dclgui.images.walk import IMAGE_SUFFIXES
from dclgui.labels.batch import ExportBatch, Link
from dclgui.labels.csv import save_csv
from dclgui.labels.formats import FORMATS, ToFolder
from dclgui.labels.pictures import TORCHVISION
from dclgui.labels.table import Level
from tests.unit.labels.made import CLASSES, ROWS, draw_batch, exported, files_below, table_of

READABLE = [row for row in range(len(ROWS)) if row != 6]
LOAD_DATASET = """
import json, sys
from datasets import load_dataset
loaded = load_dataset("imagefolder", data_dir=sys.argv[1], cache_dir=sys.argv[2])
print(json.dumps({
    split: [[row["path"], row["label"], row["level"], row["image"].width] for row in rows]
    for split, rows in loaded.items()
}))
"""
LOAD_FOLDERS = """
import json, sys
import dclgui.engine
from torchvision.datasets import ImageFolder
found = ImageFolder(sys.argv[1])
print(json.dumps([found.classes, sorted(image.width for image, _ in found)]))
"""
ULTRALYTICS_FORMATS = {"bmp", "dng", "jpeg", "jpg", "mpo", "png", "tif", "tiff", "webp"}
"""Those that all of its versions have."""
NAMED = [row for row in READABLE if row != 5]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_it_is_in_one_line(name: str) -> None:
    form = FORMATS[name]
    assert form.name == name
    assert form.title
    assert "\n" not in form.meaning


def test_csv_is_the_same_by_both_ways_and_pandas_reads_it(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    done = exported("csv", batch, tmp_path / "out.csv")
    save_csv(tmp_path / "labels.csv", batch.table)
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "labels.csv").read_bytes()
    assert (done.rows, done.left_out) == (9, 0)
    table = from_csv(tmp_path / "out.csv")
    assert tuple(table["path"]) == batch.table.paths
    assert tuple(table["label"]) == batch.table.labels
    for name in ("probability", "entropy", "margin", "distance", "weight"):
        np.testing.assert_array_equal(table[name].astype(np.float32), getattr(batch.table, name))
    assert list(table["guaranteed"]) == [True] + [False] * 8


def test_json_lines_are_read_by_pandas(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("jsonl", batch, tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").read_bytes().startswith(b"\xef\xbb\xbf")
    table = from_json_lines(tmp_path / "out.jsonl")
    assert tuple(table["path"]) == batch.table.paths
    assert tuple(table["label"].fillna("")) == batch.table.labels
    np.testing.assert_array_equal(table["probability"].astype(np.float32), batch.table.probability)
    assert list(table["guaranteed"]) == [True] + [False] * 8


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_pandas_leaves_a_class_that_is_called_by_a_number(tmp_path: Path, name: str) -> None:
    batch = draw_batch(tmp_path)
    numbered = table_of(("1", "007", Level.HIGH), ("2", "10", Level.LOW), ("3", "1e3", Level.LOW))
    exported(name, replace(batch, table=numbered, class_names=("007", "10", "1e3")), tmp_path / "out")
    table = (from_csv if name == "csv" else from_json_lines)(tmp_path / "out")
    for column in ("path", "label", "classifier_label", "source_label"):
        assert all(isinstance(word, str) for word in table[column])
    assert list(table["label"]) == ["007", "10", "1e3"]
    np.testing.assert_array_equal(table["entropy"].astype(np.float32), numbered.entropy)


def from_csv(file: Path) -> Any:
    """As docs/formats.md says."""
    return done_by_the_guide("csv", file)["table"]


def done_by_the_guide(section: str, out: Path, *, code: int = 1) -> dict[str, Any]:
    """What is there after the Python of that section of docs/formats.md ran beside what was exported to ``out``."""
    text = guide().split(f"\n## {section}\n")[1].split("\n## ")[0].split("```python\n")[code].split("```")[0]
    kept, found = Path.cwd(), dict[str, Any]()
    os.chdir(out.parent)
    try:
        for name in ("pandas", "pycocotools.coco"):
            text = f"import {name}\n{text}"
        exec(compile(text.replace("labels.csv", out.name), "formats.md", "exec"), found)
    finally:
        os.chdir(kept)
    return found


def guide() -> str:
    return (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")


def test_the_recipe_undoes_the_guard_against_formulas(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    names = ("=cmd|' /C'!A0", "'quoted", "''", "+1", "None", "007", "2024-01-05", "a'b")
    odd = table_of(*((f"{sign}.png", name, Level.HIGH) for sign, name in zip("=+-@'abc", names, strict=True)))
    exported("csv", replace(batch, table=odd, class_names=names), tmp_path / "labels.csv")
    table = from_csv(tmp_path / "labels.csv")
    assert tuple(table["path"]) == odd.paths
    assert tuple(table["label"]) == names
    assert tuple(table["machine_label"]) == names


def from_json_lines(file: Path) -> Any:
    """As docs/formats.md says."""
    return pandas.read_json(file, lines=True, dtype=False)


LATER = (".avif", ".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx")
"""Endings that dclgui reads, and these tools do not by their names."""


def draw_every_kind(folder: Path) -> ExportBatch:
    """A picture with each ending that dclgui reads, in small and large letters; widths are 10 and more."""
    root = folder / "kinds"
    root.mkdir()
    formats = {".jpe": "JPEG", ".jfif": "JPEG", ".pgm": "PPM", ".pnm": "PPM", ".jpf": "JPEG2000"}
    names = [f"{number}{end}" for number, end in enumerate((*IMAGE_SUFFIXES, *map(str.upper, IMAGE_SUFFIXES)), 10)]
    for width, name in enumerate(names, 10):
        end = Path(name).suffix.lower()
        Image.new("L" if end == ".pgm" else "RGB", (width, 10)).save(root / name, formats.get(end))
    return ExportBatch(table_of(*((name, "dent", Level.HIGH) for name in names)), root, ("dent", "rust"))


@pytest.mark.slow
def test_torchvision_reads_every_picture_of_the_folders(tmp_path: Path) -> None:
    batch = draw_every_kind(tmp_path)
    done = exported("folders", batch, tmp_path / "out")
    unknown = {".gif", ".pnm", *LATER}
    assert done.left_out == done.unopened == 2 * len(unknown)
    read = subprocess.run(
        [sys.executable, "-c", LOAD_FOLDERS, str(tmp_path / "out")],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    kept = [10 + row for row, path in enumerate(batch.table.paths) if Path(path).suffix.lower() not in unknown]
    assert json.loads(read.stdout) == [["dent"], kept]
    assert done.rows == len(kept)


def test_ultralytics_opens_every_picture_of_yolo(tmp_path: Path) -> None:
    batch = draw_every_kind(tmp_path)
    done = exported("yolo", batch, tmp_path / "out")
    assert done.left_out == done.unopened == 2 * len((".gif", ".dib", ".pgm", ".ppm", ".pnm", *LATER))
    pictures = [file for file in files_below(tmp_path / "out") if file not in {"split.json", "classes.txt"}]
    assert len(pictures) == done.rows
    for file in pictures:
        with Image.open(tmp_path / "out" / file) as image:
            # ``verify_image`` in ultralytics/data/utils.py asks for both; ImageFolder finds the files for it.
            assert str(image.format).lower() in ULTRALYTICS_FORMATS
        assert Path(file).suffix.lower() in TORCHVISION


@pytest.mark.parametrize("link", Link)
def test_folders_by_class(tmp_path: Path, link: Link) -> None:
    batch = draw_batch(tmp_path, link=link)
    done = exported("folders", batch, tmp_path / "out")
    assert (done.rows, done.left_out) == (7, 2)
    assert files_below(tmp_path / "out") == sorted(
        [
            "%43ON/2.png", "%44ent/test.png", "a%2Fb/1.jpg", "classes.txt", "dent/cam1_1.png", "dent/cam2_1.png",
            "dent/cam3_1.png", "划痕/划 & %3C1%3E.png",
        ]
    )  # fmt: skip
    placed, original = tmp_path / "out" / "dent" / "cam2_1.png", batch.root / "cam2" / "1.png"
    assert placed.read_bytes() == original.read_bytes()
    assert placed.is_symlink() == (link is Link.SYMBOLIC)
    assert placed.samefile(original) == (link is not Link.COPY)


def test_dclgui_reads_its_folders_as_a_source(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("folders", batch, tmp_path / "out")
    found = source_catalog(tmp_path / "out", list(source_files(tmp_path / "out")))
    assert set(found.class_names) == set(CLASSES)
    named = [found.class_names[label] for label in found.labels]
    widths = [width_of(found.file(row)) for row in range(len(found))]
    assert sorted(zip(widths, named, strict=True)) == [(10 + row, ROWS[row][1]) for row in NAMED]


@pytest.mark.slow
def test_hugging_face_reads_its_imagefolder(tmp_path: Path) -> None:
    exported("imagefolder", draw_batch(tmp_path), tmp_path / "out")
    command = [sys.executable, "-c", LOAD_DATASET, str(tmp_path / "out"), str(tmp_path / "cache")]
    offline = {**os.environ, "HF_DATASETS_OFFLINE": "1", "HF_HUB_OFFLINE": "1"}
    read = subprocess.run(command, env=offline, capture_output=True, text=True, check=True, timeout=300)
    assert json.loads(read.stdout) == {
        "train": [[ROWS[row][0], ROWS[row][1] or None, ROWS[row][2], 10 + row] for row in READABLE]
    }


@pytest.mark.slow
def test_classes_that_look_like_dates_stay_names_by_the_features_written_down(tmp_path: Path) -> None:
    batch, names = draw_batch(tmp_path), ("2024-01-05", "2024-02-29")
    dated = table_of(*((path, names[row % 2], Level.HIGH) for row, (path, *_) in enumerate(ROWS[:4])))
    exported("imagefolder", replace(batch, table=dated, class_names=names), tmp_path / "out")
    section = guide().split("\n## imagefolder\n")[1].split("\n## ")[0].split("```python\n")[2].split("```")[0]
    script = f"{section}\nprint(json.dumps([[row['label'], row['image'].width, row['guaranteed']] for row in dataset]))"
    command = [sys.executable, "-c", script]
    read = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=300)
    assert json.loads(read.stdout) == [[names[row % 2], 10 + row, row == 0] for row in range(4)]


@pytest.mark.parametrize("seed", [0, 1])
def test_yolo_splits_each_class(tmp_path: Path, seed: int) -> None:
    batch = draw_batch(tmp_path, seed=seed)
    exported("yolo", batch, tmp_path / "out")
    exported("yolo", batch, tmp_path / "again")
    assert files_below(tmp_path / "out") == files_below(tmp_path / "again")
    facts = json.loads((tmp_path / "out" / "split.json").read_text("utf-8"))
    assert facts == {"seed": seed, "val_share": 0.2, "train": 6, "val": 1}
    parts = [{unquote(folder.name) for folder in (tmp_path / "out" / part).iterdir()} for part in ("train", "val")]
    assert parts == [set(CLASSES), set(CLASSES)]
    assert len(files_below(tmp_path / "out" / "val" / "dent")) == 1
    assert len(files_below(tmp_path / "out" / "train" / "dent")) == 2


def test_numpy_reads_the_probabilities_without_pickles(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    done = exported("probabilities", batch.only(np.array([2, 3, 5, 6])), tmp_path / "out.npz")
    assert (done.rows, done.left_out) == (3, 1)
    with np.load(tmp_path / "out.npz", allow_pickle=False) as found:
        assert found["paths"].tolist() == [ROWS[row][0] for row in (2, 3, 5)]
        assert found["classes"].tolist() == list(CLASSES)
        assert found["labels"].tolist() == ["Dent", "划痕", ""]
        assert found["machine_labels"].tolist() == ["Dent", "dent", "dent"]
        assert found["levels"].tolist() == ["high", "person", "person"]
        assert batch.evidence is not None
        for name in ("probabilities", "features", "distances"):
            assert found[name].dtype == np.float32
            np.testing.assert_array_equal(found[name], getattr(batch.evidence, name)[[2, 3, 5]])
    exported("probabilities", batch.only(np.array([2, 3, 5, 6])), tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == (tmp_path / "out.npz").read_bytes()


def test_the_script_in_the_guide_reads_the_probabilities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = draw_batch(tmp_path)
    assert batch.evidence is not None
    batch.evidence.probabilities[3] = np.nan  # an image that the model never saw
    exported("probabilities", batch, tmp_path / "labels.npz")

    script = guide().split("## probabilities")[1].split("```python\n")[1].split("```")[0]
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "formats.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(READABLE) - 1
    leads = [float(line.rsplit(" ", 1)[1]) for line in lines]
    assert leads == sorted(leads)
    best = np.sort(batch.evidence.probabilities[[row for row in READABLE if row != 3]], axis=1)
    assert leads[0] == pytest.approx(float((best[:, -1] - best[:, -2]).min()), abs=1e-3)


def test_probabilities_need_evidence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without evidence"):
        exported("probabilities", replace(draw_batch(tmp_path), evidence=None), tmp_path / "out.npz")
    assert not (tmp_path / "out.npz").exists()


def test_which_formats_place_pictures() -> None:
    placing = {name for name, form in FORMATS.items() if isinstance(form.to, ToFolder) and form.to.places}
    assert placing == {"folders", "imagefolder", "fiftyone", "yolo", "labelme", "coco", "cvat"}


def width_of(file: Path) -> int:
    with Image.open(file) as image:
        return image.width
