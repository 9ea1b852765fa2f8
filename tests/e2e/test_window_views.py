"""Filters and orders under a name: saved, shown again after a restart, replaced and removed, by mouse and keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.table import State
from dclgui.worker import serve
from tests.e2e.window_parts import opened, session_of

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow, project: Path) -> ReviewPage:
    return opened(window, project)


def chosen(page: ReviewPage, *words: str) -> None:
    """Choose an entry of the menu, or of a menu in it."""
    menu = page.views.menu
    menu.popup(page.mapToGlobal(page.rect().center()))
    for word in words:
        action = named(menu, word)
        inner = action.menu()
        if isinstance(inner, QMenu):
            menu = inner
        else:
            action.trigger()
    page.views.menu.close()


def named(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


def save(page: ReviewPage, name: str) -> None:
    chosen(page, "Save this view…")
    assert page.views.asking.isVisible()
    page.views.asking.line.clear()
    QTest.keyClicks(page.views.asking.line, name)
    QTest.keyClick(page.views.asking.line, KEY.Key_Return)
    assert not page.views.asking.isVisible()


def test_a_view_shows_again_what_it_was_saved_with(
    window: MainWindow, page: ReviewPage, project: Path, qtbot: QtBot
) -> None:
    bar = page.filter_bar
    QTest.mouseClick(bar.chips[State.HIGH], LEFT)
    bar.sorts.setCurrentIndex(2)
    QTest.mouseClick(bar.direction, LEFT)
    bar.classes.setCurrentIndex(1)
    before = page.gallery.shown.tolist()
    assert before
    save(page, "high & first class")
    bar.clear()
    bar.sorts.setCurrentIndex(5)
    assert page.gallery.shown.tolist() != before
    chosen(page, "high && first class")
    assert page.gallery.shown.tolist() == before
    assert bar.classes.currentIndex() == 1
    assert bar.chips[State.HIGH].isChecked()
    window.show_start()
    again = MainWindow(serve)
    qtbot.addWidget(again)
    again.show()
    page = opened(again, project)
    chosen(page, "high && first class")
    assert page.gallery.shown.tolist() == before
    again.leave()


def test_a_view_is_replaced_and_removed(window: MainWindow, page: ReviewPage) -> None:
    habits = session_of(window).project.habits
    save(page, "mine")
    first = habits.views()["mine"]
    QTest.mouseClick(page.filter_bar.chips[State.LOW], LEFT)
    chosen(page, "Save this view…")
    QTest.keyClicks(page.views.asking.line, "mine")
    assert page.views.asking.keep.text() == "Replace it"
    QTest.mouseClick(page.views.asking.keep, LEFT)
    assert habits.views()["mine"] != first
    chosen(page, "Remove a view", "mine")
    assert habits.views() == {}
    page.views._fill()
    assert not named(page.views.menu, "Remove a view").isEnabled()


def test_without_a_name_nothing_is_saved(window: MainWindow, page: ReviewPage) -> None:
    chosen(page, "Save this view…")
    QTest.keyClick(page.views.asking.line, KEY.Key_Return)
    assert page.views.asking.isVisible()
    QTest.keyClick(page.views.asking, KEY.Key_Escape)
    assert session_of(window).project.habits.views() == {}


@pytest.mark.parametrize("text", ['{"later": "version"}', "[]", "nonsense"])
def test_a_view_that_cannot_be_read_is_told_in_a_sentence(window: MainWindow, page: ReviewPage, text: str) -> None:
    session_of(window).project.habits.save_view("strange", text)
    chosen(page, "strange")
    assert page.banner.isVisible()
    assert 'The view "strange" can\'t be read.' in page.banner._message.text()


def test_pictures_like_one_are_no_view(page: ReviewPage, qtbot: QtBot) -> None:
    before = page.gallery.shown.tolist()
    QTest.keyClick(page.gallery, KEY.Key_S)
    qtbot.waitUntil(lambda: page.filter_bar.shown.like is not None, timeout=300_000)
    chosen(page, "Save this view…")
    assert not page.views.asking.isVisible()
    assert page.banner.isVisible()
    page.gallery.setFocus()
    QTest.keyClick(page.gallery, KEY.Key_Escape)
    assert page.gallery.shown.tolist() == before
    save(page, "all")
