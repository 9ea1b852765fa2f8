"""What a person says by the flags of labelme and X-AnyLabeling comes back as decisions."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.importing.decisions import incoming
from dclgui.importing.entries import Entry
from dclgui.importing.reading import read_entries
from dclgui.labels.table import NONE_OF_THESE
from tests.unit.labels.made import CLASSES, ROWS, draw_batch, exported

OWN = {3: Decision(3, Verdict.LABEL, 2), 5: Decision(5, Verdict.NONE_OF_THESE)}
"""The rows that a person decided before they were exported."""


@pytest.fixture
def left(tmp_path: Path) -> Path:
    exported("labelme", draw_batch(tmp_path), tmp_path / "out")
    return tmp_path / "out"


def decided(place: Path) -> dict[int, Decision]:
    none = np.zeros(len(ROWS), np.int64)
    catalog = Catalog(
        Path("/data/new camera"), tuple(row[0] for row in ROWS), CLASSES, none.astype(np.int32), none, none
    )
    found = incoming(read_entries(place, CLASSES), catalog, decided={}, rounds=lambda _: None)
    assert not found.unknown_files
    return {decision.row: decision for decision in found.new}


def flag(folder: Path, path: str, *names: str) -> None:
    """Set these flags and no other of the picture that is ``path`` in the project, as labelme saves it."""
    for file in (folder / "pictures").glob("*.json"):
        told = json.loads(file.read_text("utf-8"))
        if told["dclgui"]["path"] == path:
            told["flags"] = {name: name in names for name in told["flags"]}
            file.write_text(json.dumps(told), "utf-8")


def test_untouched_only_the_persons_own_decisions_come_back(left: Path) -> None:
    assert decided(left) == OWN
    some = next((left / "pictures").glob("*.json"))
    assert decided(some) == OWN, "one file stands for those of its folder"


def test_a_flag_that_a_person_changed_is_a_decision(left: Path) -> None:
    flag(left, ROWS[0][0], "划痕")
    flag(left, ROWS[1][0], NONE_OF_THESE)
    flag(left, ROWS[3][0], "dent")
    expected = {
        0: Decision(0, Verdict.LABEL, 2),
        1: Decision(1, Verdict.NONE_OF_THESE),
        3: Decision(3, Verdict.LABEL, 0),
    }
    assert decided(left) == OWN | expected


def test_a_picture_ticked_as_checked_is_a_decision(left: Path) -> None:
    for file in (left / "pictures").glob("*.json"):
        told = json.loads(file.read_text("utf-8"))
        if told["dclgui"]["path"] == ROWS[0][0]:
            file.write_text(json.dumps({**told, "checked": True}), "utf-8")
    assert decided(left) == OWN | {0: Decision(0, Verdict.LABEL, 0)}


def test_no_flag_says_nothing_and_two_flags_are_left_alone(left: Path) -> None:
    flag(left, ROWS[0][0])
    flag(left, ROWS[1][0], "dent", "Dent")
    flag(left, ROWS[3][0])
    assert decided(left) == {5: OWN[5]}


def foreign(file: Path, image: str, **more: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    told = {"version": "4.5.6", "flags": {"dent": True, "a/b": False}, "shapes": [], "imagePath": image, **more}
    file.write_text(json.dumps(told), "utf-8")


def test_files_that_labelme_made_itself_go_by_the_pictures_path(tmp_path: Path) -> None:
    foreign(tmp_path / "json" / "1.json", "..\\new camera\\cam1\\1.png")
    foreign(tmp_path / "json" / "deep" / "2.json", "../../new camera/cam2/2.png", flags={"a/b": True})
    foreign(tmp_path / "json" / "3.json", "x.png", flags=None)
    (tmp_path / "json" / "settings.json").write_text("{}")
    folder = tmp_path.as_posix()
    assert read_entries(tmp_path / "json", CLASSES) == [
        Entry(f"{folder}/new camera/cam1/1.png", "dent"),
        Entry(f"{folder}/json/x.png", ""),
        Entry(f"{folder}/new camera/cam2/2.png", "a/b"),
    ]
    shutil.rmtree(tmp_path / "json" / "deep")
    (tmp_path / "json" / "3.json").unlink()
    assert decided(tmp_path / "json") == {0: Decision(0, Verdict.LABEL, 0)}


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "can't be read"), ('{"imagePath": "a", "shapes": [], "flags": "x"}', "is not as labelme writes it")],
)
def test_a_damaged_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(UserError, match=rf"a\.json {said}"):
        read_entries(tmp_path, CLASSES)


def test_a_folder_without_any_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("[]")
    with pytest.raises(UserError, match="has no picture's JSON of labelme"):
        read_entries(tmp_path, CLASSES)


def test_names_of_shapes_do_not_look_like_none(tmp_path: Path) -> None:
    shape = {"label": "dent", "points": [[1, 1], [2, 2]], "shape_type": "rectangle"}
    foreign(tmp_path / "1.json", "1.png", flags={}, shapes=[shape])
    foreign(tmp_path / "2.json", "2.png", flags={"dent": False})
    with pytest.raises(UserError, match="name shapes, and no flag is set"):
        read_entries(tmp_path, CLASSES)
    foreign(tmp_path / "2.json", "2.png", flags={"dent": True})
    assert [entry.label for entry in read_entries(tmp_path, CLASSES)] == ["", "dent"]
