"""The answers are found by their words, whatever the question or column is called."""

import json
from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.importing.entries import Entry
from dclgui.importing.reading import read_entries
from tests.unit.importing.test_incoming import annotation, written

CLASSES = ("ring", "bar")
TWO = [Entry("target/ring0.jpg", "ring"), Entry("target/bar0.jpg", "bar")]
ADDRESS = "/data/local-files/?d=target/{}0.jpg"


def short(**more: object) -> list[dict[str, object]]:
    return [{"id": 1, "image": ADDRESS.format(name), "annotator": 1, **more, "choice": name} for name in CLASSES]


def test_json_min_of_a_question_of_any_name(tmp_path: Path) -> None:
    assert read_entries(written(tmp_path, short()), CLASSES) == TWO
    assert read_entries(written(tmp_path, short(camera="north", quality="good")), CLASSES) == TWO


def test_csv_of_a_question_of_any_name(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    rows = "".join(f"1,1,{name},2026-01-01,1,{ADDRESS.format(name)}\n" for name in CLASSES)
    file.write_text(f"annotation_id,annotator,choice,created_at,id,image\n{rows}")
    assert read_entries(file, CLASSES) == TWO


def test_full_json_of_a_question_of_any_name(tmp_path: Path) -> None:
    def task(name: str) -> dict[str, object]:
        given = annotation(name)
        given["result"][0]["from_name"] = "part"
        other = {"type": "choices", "from_name": "quality", "value": {"choices": ["good"]}}
        given["result"].append(other)
        return {"data": {"photo": ADDRESS.format(name)}, "annotations": [given]}

    assert read_entries(written(tmp_path, [task(name) for name in CLASSES]), CLASSES) == TWO


def test_an_unknown_answer_is_listed_and_not_dropped(tmp_path: Path) -> None:
    found = read_entries(written(tmp_path, [*short(), {"image": "a.jpg", "choice": "disc"}]), CLASSES)
    assert found == [*TWO, Entry("a.jpg", "disc")]
    assert read_entries(written(tmp_path, [{"image": "a.jpg", "choice": "disc"}]), CLASSES) == [Entry("a.jpg", "disc")]


def test_several_columns_that_can_be_meant_are_named(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("path,first,second\na.jpg,ring,bar\n")
    with pytest.raises(UserError, match=r"Several columns of .* first, second"):
        read_entries(file, CLASSES)
    file.write_text("path,note,camera\na.jpg,nice,north\n")
    with pytest.raises(UserError, match=r"None of the columns note, camera"):
        read_entries(file, CLASSES)
    file.write_text("path,id\na.jpg,1\n")
    with pytest.raises(UserError, match="does not name the columns"):
        read_entries(file, CLASSES)


def test_the_usual_name_goes_first_unless_its_words_are_no_classes(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("path,second,label\na.jpg,bar,ring\n")
    assert read_entries(file, CLASSES) == [Entry("a.jpg", "ring")]
    file.write_text("path,label,name\na.jpg,0,ring\nb.jpg,1,bar\n")
    assert read_entries(file, CLASSES) == [Entry("a.jpg", "ring"), Entry("b.jpg", "bar")]
    assert read_entries(file) == [Entry("a.jpg", "0"), Entry("b.jpg", "1")]


def test_choices_as_json_min_writes_several(tmp_path: Path) -> None:
    file = written(tmp_path, json.loads('[{"image": "a", "label": {"choices": ["ring", "bar"]}}]'))
    assert read_entries(file, CLASSES) == [Entry("a", "ring"), Entry("a", "bar")]


@pytest.mark.parametrize("kind", ["rectanglelabels", "taxonomy", "textarea"])
def test_answers_of_another_kind_do_not_look_like_none(tmp_path: Path, kind: str) -> None:
    task = {"data": {"image": "a.jpg"}, "annotations": [{"result": [{"type": kind, "value": {kind: ["ring"]}}]}]}
    with pytest.raises(UserError, match=rf"are no choices but {kind}, which name no picture"):
        read_entries(written(tmp_path, [task, {"data": {"image": "b.jpg"}, "annotations": []}]), CLASSES)
    chosen = {"data": {"image": "b.jpg"}, "annotations": [annotation("ring")]}
    assert read_entries(written(tmp_path, [task, chosen]), CLASSES) == [Entry("a.jpg", ""), Entry("b.jpg", "ring")]


def test_a_json_on_each_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text('{"path": "a.jpg", "label": "ring"}\n{"path": "b.jpg", "label": "bar"}\n')
    with pytest.raises(UserError, match=r"labels\.jsonl holds a JSON of its own on each line"):
        read_entries(tmp_path / "labels.jsonl", CLASSES)
