"""What goes to programs in which people annotate: read back, or held against the structure that they document."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from pycocotools.coco import COCO  # type: ignore[import-untyped]

from dclgui.labels.table import NONE_OF_THESE, Level
from tests.unit.labels.made import CLASSES, ROWS, draw_batch, exported, files_below

READABLE = [row for row in range(len(ROWS)) if row != 6]
NAMED = [row for row in READABLE if row != 5]
PLACED = [
    "cam1/1.png", "cam2/1.png", "cam1/test.png", "划 & %3C1%3E.png", "cam1/1-2.jpg", "cam2/none.png", "cam2/2.png",
    "cam3/1.png",
]  # fmt: skip
"""Under which names trees of pictures hold them: datumaro and CVAT know them apart without suffixes only."""


def test_fiftyone_as_its_importer_reads_it(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("fiftyone", batch, tmp_path / "out")
    said = json.loads((tmp_path / "out" / "ground_truth.json").read_text("utf-8"))
    kept = json.loads((tmp_path / "out" / "predictions.json").read_text("utf-8"))
    assert set(kept) == set(said) == {"classes", "labels"}
    assert kept["classes"] == said["classes"] == [*CLASSES, NONE_OF_THESE]
    assert [said["classes"][found["label"]] for found in said["labels"].values()] == [ROWS[3][1], NONE_OF_THESE]
    assert all("confidence" not in found for found in said["labels"].values())
    # The importer knows a picture by its path below data/, without the ending.
    data = tmp_path / "out" / "data"
    pictures = {file.rpartition(".")[0]: data / file for file in files_below(data)}
    assert set(kept["labels"]) == set(pictures)
    for number in READABLE:
        target = next(found for stem, found in kept["labels"].items() if width_of(pictures[stem]) == 10 + number)
        assert set(target) == {"label", "confidence", "attributes"}
        assert 0 <= target["confidence"] <= 1
        assert kept["classes"][target["label"]] == batch.table.machine_labels[number]
        assert target["attributes"]["path"] == ROWS[number][0]


def test_labelme_has_a_flag_for_each_class(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("labelme", batch, tmp_path / "out")
    names = [*CLASSES, NONE_OF_THESE]
    assert (tmp_path / "out" / "flags.txt").read_text("utf-8").splitlines() == names
    pictures = tmp_path / "out" / "pictures"
    found = {}
    for file in pictures.glob("*.json"):
        told = json.loads(file.read_text("utf-8"))
        # These are the entries that labelme asks for; it keeps others when it saves.
        assert set(told) == {
            "version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth", "checked", "dclgui"
        }  # fmt: skip
        assert list(told["flags"]) == names
        assert (told["shapes"], told["imageData"]) == ([], None)
        assert (told["imageWidth"], told["imageHeight"]) == (width_of(pictures / told["imagePath"]), 8)
        assert Path(told["imagePath"]).stem == file.stem
        found[told["dclgui"]["path"]] = [name for name, is_set in told["flags"].items() if is_set]
    assert found == {ROWS[row][0]: [ROWS[row][1] or NONE_OF_THESE] for row in READABLE}


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
    exported("coco", batch, tmp_path / "out")
    coco = COCO(str(tmp_path / "out" / "annotations" / "labels_default.json"))
    images = coco.loadImgs(coco.getImgIds())
    assert [(image["path"], image["width"], image["height"]) for image in images] == [
        (ROWS[row][0], 10 + row, 8) for row in READABLE
    ]
    pictures = tmp_path / "out" / "images" / "default"
    assert [width_of(pictures / image["file_name"]) for image in images] == [10 + row for row in READABLE]
    assert [image["file_name"] for image in images] == PLACED
    assert tuple(category["name"] for category in coco.loadCats(coco.getCatIds())) == CLASSES
    for name in CLASSES:
        rows = [row for row in NAMED if ROWS[row][1] == name]
        category = coco.getCatIds([name])
        found = coco.loadImgs(coco.getImgIds(catIds=category))
        assert sorted(image["path"] for image in found) == sorted(ROWS[row][0] for row in rows)
        tags = coco.loadAnns(coco.getAnnIds(catIds=category, iscrowd=0))
        assert [(tag["attributes"]["level"], "score" in tag) for tag in tags] == [
            (ROWS[row][2], ROWS[row][2] is not Level.PERSON) for row in rows
        ]
    assert coco.getAnnIds(iscrowd=0) == list(range(1, len(NAMED) + 1))
    assert coco.getAnnIds(iscrowd=1) == []


def test_cvat_tags(tmp_path: Path) -> None:
    batch = draw_batch(tmp_path)
    exported("cvat", batch, tmp_path / "out")
    assert files_below(tmp_path / "out" / "images") == sorted(PLACED)
    root = ElementTree.parse(tmp_path / "out" / "annotations.xml").getroot()
    assert root.tag == "annotations"
    assert [child.tag for child in root] == ["version", "meta", *["image"] * len(READABLE)]
    assert root.findtext("version") == "1.1"
    assert {name.findtext("type") for name in root.iterfind("meta/task/labels/label")} == {"tag"}
    assert tuple(name.text for name in root.iterfind("meta/task/labels/label/name")) == CLASSES
    assert root.findtext("meta/task/size") == str(len(READABLE))
    for number, (row, image) in enumerate(zip(READABLE, root.iterfind("image"), strict=True)):
        # CVAT goes by the name; one that it does not know it would take for the frame of that number.
        assert image.attrib == {
            "id": str(10**9 + number),
            "name": PLACED[number],
            "width": str(10 + row),
            "height": "8",
        }
        tags = [(tag.get("label"), tag.get("source")) for tag in image]
        assert all(tag.tag == "tag" and set(tag.attrib) == {"label", "source"} for tag in image)
        assert tags == ([(ROWS[row][1], "manual" if row == 3 else "auto")] if ROWS[row][1] else [])


def chosen(words: list[dict[str, Any]]) -> str:
    return str(words[0]["result"][0]["value"]["choices"][0])


def width_of(file: Path) -> int:
    with Image.open(file) as image:
        return image.width
