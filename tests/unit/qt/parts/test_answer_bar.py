from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dclgui.qt.parts.answer_bar import AnswerBar
from dclgui.qt.parts.class_popup import ClassPopup
from dclgui.qt.parts.key_button import HEIGHT

NAMES = tuple(f"class number {place}" for place in range(15))


@pytest.fixture
def bar(qtbot: QtBot) -> AnswerBar:
    made = AnswerBar(rows=2, confirms=True)
    qtbot.addWidget(made)
    made.show()
    return made


def overlapping(bar: AnswerBar) -> list[str]:
    """Buttons outside the bar, or upon each other."""
    buttons = [bar.right, *bar.classes, bar.more, bar.unsure, bar.none]
    shown = [one for one in buttons if one.isVisible()]
    outside = [one.text() for one in shown if not bar.rect().contains(one.geometry())]
    return outside + [a.text() for a, b in combinations(shown, 2) if a.geometry().intersects(b.geometry())]


@pytest.mark.parametrize("width", [520, 640, 818, 1100, 1800, 2600])
@pytest.mark.parametrize("classes", [0, 2, 10, 11, 15])
def test_nothing_runs_out_of_the_two_rows(bar: AnswerBar, width: int, classes: int) -> None:
    bar.resize(width, bar.height())
    bar.show_classes(NAMES[:classes], range(min(classes, 10)), {})
    bar.resize(width, bar.height())
    assert overlapping(bar) == []
    assert bar.height() <= 2 * HEIGHT + 8
    shown = sum(button.isVisible() for button in bar.classes)
    assert bar.more.isVisible() == (shown < classes)
    if bar.more.isVisible():
        assert bar.more.text() == f"+{classes - shown}"


def test_the_height_stays_where_keys_follow_the_picture(bar: AnswerBar) -> None:
    bar.resize(1800, bar.height())
    names = (*"abcdefghij", *NAMES)
    bar.show_classes(names, range(10), {})
    short = bar.height()
    bar.show_classes(names, range(10, 20), {})
    assert bar.height() == short


def test_in_an_audit_nothing_is_right_before_it_is_named(qtbot: QtBot) -> None:
    bar = AnswerBar(rows=3, confirms=False)
    qtbot.addWidget(bar)
    bar.show()
    bar.resize(900, bar.height())
    bar.show_classes(NAMES, range(10), {})
    assert not bar.right.isVisible()
    assert overlapping(bar) == []
    assert sum(button.isVisible() for button in bar.classes) >= 8


def test_each_button_gives_the_command_of_its_key(bar: AnswerBar, qtbot: QtBot) -> None:
    bar.resize(1800, bar.height())
    bar.show_classes(NAMES, range(10), {})
    given: list[str | int] = []
    bar.given.connect(given.append)
    bar.named.connect(given.append)
    for button in (bar.right, bar.classes[1], bar.more, bar.unsure, bar.none):
        button.click()
    assert given == ["right", 1, "name", "unsure", "none of these"]


def test_a_letter_stands_beside_the_digit(bar: AnswerBar) -> None:
    bar.show_classes(NAMES[:3], range(3), {1: "S"})
    assert [button.accessibleName() for button in bar.classes[:3]] == [
        "class number 0 (1)",
        "class number 1 (2 S)",
        "class number 2 (3)",
    ]


def test_where_digits_follow_the_picture_letters_keep_their_place(bar: AnswerBar) -> None:
    bar.resize(2600, bar.height())
    named: list[int] = []
    bar.named.connect(named.append)
    for keyed in (range(10), range(4, 14)):
        bar.show_classes(NAMES, keyed, {3: "S", 12: "T"})
        shown = [button.text() for button in bar.classes if button.isVisible()]
        assert shown[:2] == ["class number 3", "class number 12"]
        assert len(shown) == len(set(shown)) == len({*keyed, 3, 12})
        bar.classes[1].click()
    assert bar.classes[1].accessibleName() == "class number 12 (9 T)"
    assert named == [12, 12]
    assert bar.more.text() == f"+{len(NAMES) - 11}"


def test_a_name_too_long_for_a_button_is_told_by_its_tooltip(bar: AnswerBar) -> None:
    long = "a class with a name that no button has room for & more"
    bar.show_classes((long,), range(1), {})
    assert bar.classes[0].toolTip().startswith(long)
    assert bar.classes[0].accessibleName() == f"{long} (1)"
    assert bar.classes[0].width() < 220


def asked(bar: AnswerBar) -> tuple[ClassPopup, list[int]]:
    """The list of all classes, open, and which of them were chosen from it."""
    popup, chosen = ClassPopup(bar), list[int]()
    popup.chosen.connect(chosen.append)
    popup.ask(NAMES, bar.right, keys={0: "1"})
    return popup, chosen


def test_any_class_is_found_by_typing(qtbot: QtBot, bar: AnswerBar) -> None:
    popup, chosen = asked(bar)
    QTest.keyClicks(popup.search, "NUMBER 1")
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert chosen == [10]
    assert not popup.isVisible()


def test_a_name_that_no_class_has_chooses_none(qtbot: QtBot, bar: AnswerBar) -> None:
    popup, chosen = asked(bar)
    QTest.keyClicks(popup.search, "zebra")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert chosen == []
    assert popup.isVisible()
    popup.hide()


def test_names_that_begin_as_typed_come_first_and_escape_leaves(qtbot: QtBot, bar: AnswerBar) -> None:
    popup = ClassPopup(bar)
    chosen: list[int] = []
    popup.chosen.connect(chosen.append)
    popup.ask(("keyboard", "laptop computer", "monitor"), bar.right, keys={2: "1", 0: "2 K"})
    assert [popup.list.item(place).text() for place in range(3)] == ["keyboard   2 K", "laptop computer", "monitor   1"]
    QTest.keyClicks(popup.search, "m")
    assert popup.list.item(0).text() == "monitor   1"
    QTest.keyClick(popup.search, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    popup.ask(("keyboard", "laptop computer", "monitor"), bar.right, keys={})
    QTest.keyClicks(popup.search, "m")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert chosen == [2]
