from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dclgui.qt.parts.class_popup import ClassPopup
from dclgui.qt.review.key_bar import KeyBar

NAMES = tuple(f"class number {place}" for place in range(15))


@pytest.fixture
def bar(qtbot: QtBot) -> KeyBar:
    made = KeyBar()
    qtbot.addWidget(made)
    made.show()
    return made


def overflowing(bar: KeyBar) -> list[str]:
    """Buttons outside the bar, or upon each other."""
    buttons = [bar.right, *bar.classes, bar.more, bar.unsure, bar.none]
    shown = sorted((one for one in buttons if one.isVisible()), key=lambda one: one.x())
    outside = [one.text() for one in shown if one.x() < 0 or one.geometry().right() >= bar.width()]
    upon = [b.text() for a, b in pairwise(shown) if a.geometry().right() >= b.x()]
    return outside + upon


@pytest.mark.parametrize("width", [520, 640, 818, 1100, 1800, 2600])
@pytest.mark.parametrize("classes", [0, 2, 10, 11, 15])
def test_nothing_runs_out_of_the_row(bar: KeyBar, width: int, classes: int) -> None:
    bar.resize(width, bar.height())
    bar.show_classes(NAMES[:classes])
    assert overflowing(bar) == []
    shown = sum(button.isVisible() for button in bar.classes)
    assert bar.more.isVisible() == (shown < classes)
    if bar.more.isVisible():
        assert bar.more.text() == f"+{classes - shown}"


def test_each_button_gives_the_command_of_its_key(bar: KeyBar, qtbot: QtBot) -> None:
    bar.resize(1800, bar.height())
    bar.show_classes(NAMES)
    given: list[str] = []
    bar.given.connect(given.append)
    for button in (bar.right, bar.classes[1], bar.more, bar.unsure, bar.none):
        button.click()
    assert given == ["right", "label 2", "name", "unsure", "none of these"]


def test_a_name_too_long_for_a_button_is_told_by_its_tooltip(bar: KeyBar) -> None:
    long = "a class with a name that no button has room for & more"
    bar.show_classes((long,))
    assert bar.classes[0].toolTip() == long
    assert bar.classes[0].accessibleName() == f"{long} (1)"
    assert bar.classes[0].width() < 220


def test_any_class_is_found_by_typing(qtbot: QtBot, bar: KeyBar) -> None:
    popup = ClassPopup(bar)
    chosen: list[int] = []
    popup.chosen.connect(chosen.append)
    popup.ask(NAMES, bar.right)
    QTest.keyClicks(popup.search, "NUMBER 1")
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert chosen == [10]
    assert not popup.isVisible()


def test_a_name_that_no_class_has_chooses_none(qtbot: QtBot, bar: KeyBar) -> None:
    popup = ClassPopup(bar)
    chosen: list[int] = []
    popup.chosen.connect(chosen.append)
    popup.ask(NAMES, bar.right)
    QTest.keyClicks(popup.search, "zebra")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert chosen == []
    assert popup.isVisible()
    popup.hide()
