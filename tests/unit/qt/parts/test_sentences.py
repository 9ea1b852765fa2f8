"""Sentences from below the window are spoken in its language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from dclgui.core.errors import UserError
from dclgui.qt.parts.application import show_language
from dclgui.qt.parts.sentences import in_full, paragraph, spoken
from tools.sentences import sentences
from tools.translations import outdated

ROOT = Path(__file__).parents[4]


@pytest.fixture
def _chinese(qtbot: QtBot) -> Iterator[None]:
    show_language("zh_CN")
    yield
    show_language("en")


def test_english_stays_as_it_is(qtbot: QtBot) -> None:
    assert spoken("The project /x is read-only.") == "The project /x is read-only."


def test_sentences_follow_each_other_as_their_language_has_it() -> None:
    assert paragraph("One.", "", "Two.") == "One. Two."
    assert paragraph("第一句。", "第二句。", "") == "第一句。第二句。"
    assert paragraph("写入 a.csv", "第二句。") == "写入 a.csv 第二句。"
    assert paragraph() == ""


@pytest.mark.usefixtures("_chinese")
def test_a_refusal_in_full_has_no_space_between_its_chinese_sentences() -> None:
    said = in_full(
        UserError(
            "The device has too little memory.",
            "Close it in other programs, check the disk and the rights on that place, then try again.",
        )
    )
    assert said.count("。") == 2, "both are translated"
    assert "。 " not in said


@pytest.mark.usefixtures("_chinese")
def test_values_are_put_into_the_translated_sentence() -> None:
    assert spoken("The project /lines/my line.dclproj is read-only.") == "项目 /lines/my line.dclproj 是只读的。"


@pytest.mark.usefixtures("_chinese")
def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    assert spoken("red/1.png can't be used: it is no longer there.") == "无法使用 red/1.png：已不存在。"


@pytest.mark.usefixtures("_chinese")
def test_an_unknown_sentence_is_shown_as_it_is() -> None:
    assert spoken("Something that no one wrote down") == "Something that no one wrote down"
    assert spoken("") == ""


@pytest.mark.usefixtures("_chinese")
def test_every_sentence_of_the_code_has_its_chinese() -> None:
    found = sentences(ROOT / "dclgui")
    formats = {"COCO", "CSV", "CVAT", "FiftyOne", "Hugging Face", "JSON Lines", "Label Studio", "labelme"}
    same = {"bfloat16", "float16", "float32", "softmax", *formats}
    untranslated = {text for text in found if QCoreApplication.translate("Sentences", text) == text} - same
    assert len(found) > 150
    assert untranslated == set()


def test_texts_below_the_window_are_found_through_names_and_conditions(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text(
        'WORD = "Nothing here."\n'
        "def fail(path, reason):\n"
        '    raise UserError(f"{path} is bad: {reason}.", "Go left" if path else WORD)\n'
        'def a(path, n): fail(path, f"it has {n:.0%}")\n'
        'def b(path): fail(path, "it is old")\n'
    )
    assert sentences(tmp_path) == [
        "%1 is bad: it has %2.",
        "%1 is bad: it is old.",
        "Go left",
        "Nothing here.",
    ]


def test_no_sentence_hides_inside_an_f_string_where_it_is_not_collected() -> None:
    asking = {"tr", "translate"}
    hidden = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in (ROOT / "dclgui" / "qt").rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in asking
    ]
    assert not hidden


@pytest.mark.slow
def test_the_translations_are_complete_and_up_to_date(tmp_path: Path) -> None:
    assert outdated(tmp_path) == []
