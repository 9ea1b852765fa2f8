"""Sentences from below the window are spoken in its language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from dclgui.qt.parts.application import show_language
from dclgui.qt.parts.sentences import spoken
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


@pytest.mark.slow
def test_the_translations_are_complete_and_up_to_date(tmp_path: Path) -> None:
    assert outdated(tmp_path) == []
