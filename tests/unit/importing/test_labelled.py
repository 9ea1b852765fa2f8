"""Pictures that a model labelled, and corrections of them in a list beside."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.importing.labelled import Corrections, LabelledPictures, labelled_pictures
from dclgui.importing.reading import read_entries
from dclgui.labels.csv import COLUMNS
from dclgui.labels.table import Level
from dclgui.review.table import State

CLASSES = ("dent", "=ok", "划痕")
ROWS = (
    ("a.png", "dent", "high", "dent", "0.9", "0.1", "0.8", "0.2"),
    ("sub/b.png", "'=ok", "low", "dent", "0.4", "1.0", "0.1", "0.5"),
    ("c.png", "", "problem", "", "", "", "", ""),
    ("'=d.png", "划痕", "low", "划痕", "0.5", "0.9", "0.2", "0.4"),
)


def like() -> Catalog:
    empty = np.empty(0, np.int64)
    return Catalog(Path("target"), (), CLASSES, np.empty(0, np.int32), empty, empty)


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    header = ("path", "label", "level", "classifier_label", "probability", "entropy", "margin", "distance")
    assert set(header) <= set(COLUMNS)
    file = tmp_path / "more.csv"
    file.write_text("\r\n".join(map(",".join, (header, *ROWS))), encoding="utf-8-sig")
    return file


@pytest.fixture
def pictures(labels: Path, tmp_path: Path) -> LabelledPictures:
    return labelled_pictures(labels, tmp_path / "more", like())


def test_the_file_is_a_table_as_review_has_it(pictures: LabelledPictures, tmp_path: Path) -> None:
    table = pictures.table
    assert table.paths == ("a.png", "sub/b.png", "c.png", "=d.png")
    assert table.label.tolist() == [0, 1, UNKNOWN, 2]
    assert [State(state) for state in table.state] == [State.HIGH, State.MOVED, State.PROBLEM, State.LOW]
    np.testing.assert_allclose(table.distance, np.array([0.2, 0.5, np.nan, 0.4], np.float32))
    np.testing.assert_allclose(table.doubt, np.array([0.2, 0.9, np.nan, 0.8], np.float32), rtol=1e-5)
    assert pictures.catalog.file(1) == tmp_path / "more" / "sub" / "b.png"


def test_corrections_are_there_again_and_are_read_as_decisions(
    labels: Path, pictures: LabelledPictures, tmp_path: Path
) -> None:
    kept = Corrections(labels, pictures)
    before = labels.read_bytes()
    said = [
        Decision(0, Verdict.LABEL, 1),
        Decision(3, Verdict.LABEL, 2),
        Decision(1, Verdict.NONE_OF_THESE),
        Decision(2, Verdict.UNSURE),
    ]
    kept.take_over(said)
    assert labels.read_bytes() == before, "a watch goes on with it"
    again = Corrections(labels, labelled_pictures(labels, tmp_path / "more", like()))
    assert again.current == {one.row: one for one in said}
    assert again.table.label.tolist() == [1, UNKNOWN, UNKNOWN, 2]
    entries = {entry.path: (entry.label, entry.level) for entry in read_entries(again.file, CLASSES)}
    assert entries["a.png"] == ("=ok", Level.PERSON)
    assert entries["=d.png"] == ("划痕", Level.PERSON)
    assert entries["sub/b.png"] == ("", Level.PERSON)
    assert entries["c.png"] == ("", None)


def test_steps_are_undone_and_redone(labels: Path, pictures: LabelledPictures) -> None:
    kept = Corrections(labels, pictures)
    kept.take_over([Decision(0, Verdict.LABEL, 1), Decision(1, Verdict.LABEL, 1)])
    kept.take_over([Decision(1, Verdict.LABEL, 0)])
    kept.take_back([0])
    assert kept.undo() == [0]
    assert kept.undo() == [1]
    assert kept.current[1].label == 1
    assert kept.redo() == [1]
    assert kept.current[1].label == 0
    assert kept.undo() == [1]
    assert kept.undo() == [0, 1]
    assert kept.undo() == []
    assert kept.current == {}
    assert pictures.table.label.tolist() == [0, 1, UNKNOWN, 2]


def test_what_is_said_of_other_pictures_and_classes_stays(labels: Path, pictures: LabelledPictures) -> None:
    kept = Corrections(labels, pictures)
    kept.file.write_text("path,label,level\ngone.png,dent,person\na.png,rust,person\nc.png,dent,person\n")
    again = Corrections(labels, pictures)
    assert list(again.current) == [2]
    again.take_over([Decision(3, Verdict.LABEL, 0)])
    said = {entry.path: entry.label for entry in read_entries(kept.file, CLASSES)}
    assert said == {"c.png": "dent", "=d.png": "dent", "gone.png": "dent", "a.png": "rust"}
    again.take_over([Decision(0, Verdict.LABEL, 2)])
    assert [entry.label for entry in read_entries(kept.file, CLASSES) if entry.path == "a.png"] == ["划痕"]


def test_what_cannot_be_written_changes_nothing(labels: Path, pictures: LabelledPictures) -> None:
    kept = Corrections(labels, pictures)
    kept.file.mkdir()
    with pytest.raises(UserError, match="can't be written"):
        kept.take_over([Decision(0, Verdict.LABEL, 1)])
    assert kept.current == {}
    assert pictures.table.label[0] == 0
    assert kept.undo() == []


@pytest.mark.parametrize("write", [lambda file: file.write_text("nonsense"), lambda file: file.unlink()])
def test_what_is_no_list_of_labels_is_told(labels: Path, write: Callable[[Path], object], tmp_path: Path) -> None:
    write(labels)
    with pytest.raises(UserError):
        labelled_pictures(labels, tmp_path, like())


def test_a_class_that_was_renamed_or_merged_since_is_found_by_the_name_it_had(
    labels: Path, pictures: LabelledPictures, tmp_path: Path
) -> None:
    Corrections(labels, pictures).take_over([Decision(3, Verdict.LABEL, 0)])
    now = replace(like(), class_names=("", "good", "划痕"), former={"dent": 2, "=ok": 1})
    again = labelled_pictures(labels, tmp_path / "more", now)
    assert again.table.label.tolist() == [2, 1, UNKNOWN, 2]
    assert Corrections(labels, again).current == {3: Decision(3, Verdict.LABEL, 2)}
