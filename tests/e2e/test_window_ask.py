"""Pictures about which somebody is to be asked: flagged by key and menu, found again, undone."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.shown import Mark
from tests.e2e.terminal import Command
from tests.e2e.window_parts import opened, session_of

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow, project: Path) -> ReviewPage:
    return opened(window, project)


def asked(window: MainWindow) -> dict[int, str]:
    return {row: flag.comment for row, flag in session_of(window).project.flags.current().items()}


def test_a_key_flags_the_picture_with_a_question_and_the_filter_finds_it(
    window: MainWindow, page: ReviewPage, project: Path, dclgui: Command
) -> None:
    chip = page.filter_bar.marks[Mark.ASK]
    assert not chip.isVisible()
    page.gallery.go_to(2)
    QTest.keyClick(page.gallery, KEY.Key_Q)
    assert page.asking.isVisible()
    QTest.keyClicks(page.asking.line, "is this rust or dirt?")
    QTest.keyClick(page.asking.line, KEY.Key_Return)
    assert not page.asking.isVisible()
    assert asked(window) == {2: "is this rust or dirt?"}
    assert session_of(window).project.journal.current() == {}
    assert page.gallery.current_row == 2
    page._count()
    assert chip.accessibleName() == "To ask: 1"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.gallery.shown.tolist() == [2]
    page.inspector.content._say()
    assert page.inspector.content.question.text() == "Ask somebody: is this rust or dirt?"
    told = json.loads(dclgui("info", project, "--json").out)["asked"]
    assert [one["question"] for one in told] == ["is this rust or dirt?"]
    assert told[0]["path"] == session_of(window).table.paths[2]
    assert "To ask somebody: 1" in dclgui("info", project).out


def test_several_are_flagged_at_once_and_undone_in_turn(window: MainWindow, page: ReviewPage) -> None:
    for _ in range(2):
        QTest.keyClick(page.gallery, KEY.Key_Right, SHIFT)
    QTest.keyClick(page.gallery, KEY.Key_Q)
    QTest.keyClick(page.asking.line, KEY.Key_Return)
    assert asked(window) == {0: "", 1: "", 2: ""}
    page.gallery.go_to(5)
    QTest.keyClick(page.gallery, KEY.Key_1)
    page.gallery.go_to(1)
    QTest.keyClick(page.gallery, KEY.Key_Q)
    QTest.mouseClick(page.asking.take_away, Qt.MouseButton.LeftButton)
    assert list(asked(window)) == [0, 2]
    for left in ([0, 1, 2], [0, 1, 2], []):
        QTest.keyClick(window, KEY.Key_Z, CONTROL)
        assert list(asked(window)) == left
    assert not session_of(window).table.ask.any()
    QTest.keyClick(window, KEY.Key_Y, CONTROL)
    assert session_of(window).table.ask.nonzero()[0].tolist() == [0, 1, 2]


def test_escape_changes_nothing_and_the_menu_offers_it(window: MainWindow, page: ReviewPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.gallery, KEY.Key_Q)
    QTest.keyClicks(page.asking.line, "x")
    QTest.keyClick(page.asking, KEY.Key_Escape)
    assert not page.asking.isVisible()
    assert asked(window) == {}
    page._menu._show(page.gallery.viewport().rect().center())
    (menu,) = page.gallery.findChildren(QMenu)
    offered = {action.objectName(): action for action in menu.actions()}
    menu.close()
    offered["ask"].trigger()
    assert page.asking.isVisible()
    assert page.asking.line.text() == ""
    page.asking.hide()
