"""Each format is read back by its own library, or held against the structure that its tool documents."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import numpy as np
import pandas  # type: ignore[import-untyped]
import pytest
from PIL import Image
from pycocotools.coco import COCO  # type: ignore[import-untyped]

from dclgui.images.scan import source_catalog, source_files
from dclgui.images.walk import IMAGE_SUFFIXES
from dclgui.labels.batch import ExportBatch, Link
from dclgui.labels.csv import save_csv
from dclgui.labels.formats import FORMATS, ToFolder
from dclgui.labels.label_studio import NONE_OF_THESE
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
    metrics = ("probability", "entropy", "margin", "distance", "weight")
    names = dict.fromkeys(("path", "label", "classifier_label", "source_label"), str)
    return pandas.read_csv(file, dtype=names, keep_default_na=False, na_values={name: [""] for name in metrics})


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


def test_fiftyone_as_its_importer_reads_it(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("fiftyone", batch, tmp_path / "out")
    kept = json.loads((tmp_path / "out" / "labels.json").read_text("utf-8"))
    assert set(kept) == {"classes", "labels"}
    # The importer knows a picture by its path below data/, without the ending.
    data = tmp_path / "out" / "data"
    pictures = {file.rpartition(".")[0]: data / file for file in files_below(data)}
    assert set(kept["labels"]) == set(pictures)
    for number in READABLE:
        path, label, _ = ROWS[number]
        target = next(found for stem, found in kept["labels"].items() if width_of(pictures[stem]) == 10 + number)
        if not label:
            assert target is None
            continue
        assert set(target) <= {"label", "confidence", "attributes"}
        assert 0 <= target.get("confidence", 0) <= 1
        assert kept["classes"][target["label"]] == label
        assert target["attributes"]["path"] == path
        assert ("confidence" in target) == (number != 3)


def test_label_studio_tasks_fit_their_interface(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("label-studio", batch, tmp_path / "out")
    view = ElementTree.parse(tmp_path / "out" / "labeling.xml").getroot()
    image, choices = view.find("Image"), view.find("Choices")
    assert image is not None
    assert choices is not None
    assert {choice.tag for choice in choices} == {"Choice"}
    assert [choice.get("value") for choice in choices] == [*CLASSES, NONE_OF_THESE]
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text("utf-8"))
    assert [task["data"]["path"] for task in tasks] == [ROWS[row][0] for row in READABLE]
    for task in tasks:
        address = urlsplit(task["data"][str(image.get("value")).removeprefix("$")])
        assert address.path == "/data/local-files/"
        assert (batch.root.parent / parse_qs(address.query)["d"][0]).is_file()
        assert set(task) <= {"data", "predictions", "annotations"}
        for word in task["predictions"]:
            assert set(word) == {"model_version", "result", "score"}
            assert 0 <= word["score"] <= 1
        for word in (*task["predictions"], *task.get("annotations", ())):
            (result,) = word["result"]
            assert set(result) == {"from_name", "to_name", "type", "value"}
            assert (result["from_name"], result["to_name"], result["type"]) == (
                choices.get("name"),
                image.get("name"),
                "choices",
            )
            assert choices.get("toName") == image.get("name")
            assert set(result["value"]["choices"]) <= {*CLASSES, NONE_OF_THESE}
    decided = {task["data"]["path"]: chosen(task["annotations"]) for task in tasks if "annotations" in task}
    assert decided == {ROWS[3][0]: "划痕", ROWS[5][0]: NONE_OF_THESE}
    assert chosen(tasks[3]["predictions"]) == "dent"
    assert chosen(tasks[4]["predictions"]) == "a/b"
    assert tasks[4]["predictions"][0]["score"] == pytest.approx(float(batch.table.probability[4]))


def test_pycocotools_finds_each_image_by_its_class(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("coco", batch, tmp_path / "out.json")
    coco = COCO(str(tmp_path / "out.json"))
    images = coco.loadImgs(coco.getImgIds())
    assert [(image["file_name"], image["width"], image["height"]) for image in images] == [
        (ROWS[row][0], 10 + row, 8) for row in READABLE
    ]
    assert tuple(category["name"] for category in coco.loadCats(coco.getCatIds())) == CLASSES
    for name in CLASSES:
        rows = [row for row in NAMED if ROWS[row][1] == name]
        category = coco.getCatIds([name])
        found = coco.loadImgs(coco.getImgIds(catIds=category))
        assert sorted(image["file_name"] for image in found) == sorted(ROWS[row][0] for row in rows)
        tags = coco.loadAnns(coco.getAnnIds(catIds=category, iscrowd=0))
        assert [(tag["attributes"]["level"], "score" in tag) for tag in tags] == [
            (ROWS[row][2], ROWS[row][2] is not Level.PERSON) for row in rows
        ]
    assert coco.getAnnIds(iscrowd=0) == list(range(1, len(NAMED) + 1))
    assert coco.getAnnIds(iscrowd=1) == []


def test_cvat_tags(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("cvat", batch, tmp_path / "out.xml")
    root = ElementTree.parse(tmp_path / "out.xml").getroot()
    assert root.tag == "annotations"
    assert [child.tag for child in root] == ["version", "meta", *["image"] * len(READABLE)]
    assert root.findtext("version") == "1.1"
    assert {name.findtext("type") for name in root.iterfind("meta/task/labels/label")} == {"tag"}
    assert tuple(name.text for name in root.iterfind("meta/task/labels/label/name")) == CLASSES
    assert root.findtext("meta/task/size") == str(len(READABLE))
    for number, (row, image) in enumerate(zip(READABLE, root.iterfind("image"), strict=True)):
        # CVAT goes by the name; one that it does not know it would take for the frame of that number.
        assert image.attrib == {"id": str(10**9 + number), "name": ROWS[row][0], "width": str(10 + row), "height": "8"}
        tags = [(tag.get("label"), tag.get("source")) for tag in image]
        assert all(tag.tag == "tag" and set(tag.attrib) == {"label", "source"} for tag in image)
        assert tags == ([(ROWS[row][1], "manual" if row == 3 else "auto")] if ROWS[row][1] else [])


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
    guide = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
    script = guide.split("## probabilities")[1].split("```python\n")[1].split("```")[0]
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
    assert placing == {"folders", "imagefolder", "fiftyone", "yolo"}


def width_of(file: Path) -> int:
    with Image.open(file) as image:
        return image.width


def chosen(words: list[dict[str, Any]]) -> str:
    return str(words[0]["result"][0]["value"]["choices"][0])
