"""Pictures that are none of these become a class of their own, which later rounds learn."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.labels.table import Level
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.standing.labels import labels_of
from tests.e2e.window_parts import session_of

PATIENCE = 300_000


@pytest.fixture
def page(window: MainWindow, project: Path) -> ReviewPage:
    window.open_project(project)
    window.go("review")
    page = window.page
    assert isinstance(page, ReviewPage)
    return page


def told(page: ReviewPage) -> str:
    return " ".join(text.text() for text in page.banner.findChildren(QLabel))


def pressed(page: ReviewPage, words: str) -> None:
    (found,) = [one for one in page.naming.findChildren(QPushButton) if one.text() == words]
    assert found.isVisible()
    found.click()


def test_named_together_learnt_and_undone(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    assert not page.naming.isVisible(), "there is nothing to name"
    unknown = np.arange(6, dtype=np.int64)
    session.decide(unknown, Verdict.NONE_OF_THESE)
    pressed(page, "Name a new class…")
    qtbot.waitUntil(page.naming.name.isVisible, timeout=PATIENCE)
    while page.naming.active:
        assert set(page.gallery.selected_rows().tolist()) == set(page.gallery.shown.tolist()) <= set(unknown.tolist())
        page.naming.name.setText("dent")
        QTest.keyClick(page.naming.name, Qt.Key.Key_Return)
    assert session.table.class_names == ("blue", "green", "red", "dent")
    assert session.table.label[unknown].tolist() == [3] * 6
    assert not page.naming.isVisible()
    session.run.refine()
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    assert session.run.failure is None
    window.perform("new names")
    out = labels_of(session.project)
    assert [out.labels[row] for row in unknown.tolist()] == ["dent"] * 6
    assert {out.levels[row] for row in unknown.tolist()} == {Level.PERSON}
    while session.undo().tolist():
        pass
    assert session.table.label.tolist() == session.table.machine_label.tolist()


def test_a_name_that_is_there_is_that_class_and_one_left_out_stays(
    page: ReviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    session.decide(np.array([2, 3], np.int64), Verdict.NONE_OF_THESE)
    page.naming.begin()
    qtbot.waitUntil(page.naming.name.isVisible, timeout=PATIENCE)
    page.naming.name.setText("  ")
    QTest.keyClick(page.naming.name, Qt.Key.Key_Return)
    assert "The new class has no name." in told(page)
    named = page.gallery.selected_rows()
    page.naming.name.setText("GREEN")
    QTest.keyClick(page.naming.name, Qt.Key.Key_Return)
    assert session.table.class_names == ("blue", "green", "red")
    assert session.table.label[named].tolist() == [1] * len(named)


def test_escape_goes_back_to_all(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    page.filter_bar.clear()
    session_of(window).decide(np.array([2], np.int64), Verdict.NONE_OF_THESE)
    before = sorted(page.gallery.shown.tolist())
    page.naming.begin()
    qtbot.waitUntil(page.naming.name.isVisible, timeout=PATIENCE)
    assert page.gallery.shown.tolist() == [2]
    window.perform("select none")
    assert not page.naming.active
    assert sorted(page.gallery.shown.tolist()) == before


def test_a_group_is_split_and_nothing_chosen_is_said(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    session_of(window).decide(np.arange(4, dtype=np.int64), Verdict.NONE_OF_THESE)
    page.switch.chosen.emit("map")
    window.perform("new class")
    qtbot.waitUntil(page.naming.name.isVisible, timeout=PATIENCE)
    assert page.naming.group is not None
    before = set(page.naming.group.tolist())
    if len(before) > 1:
        pressed(page, "Split")
        qtbot.waitUntil(lambda: set(page.gallery.shown.tolist()) < before, timeout=PATIENCE)
        assert page.gallery.selected_rows().tolist() == sorted(page.gallery.shown.tolist())
    page.gallery.clear_selection()
    page.naming.name.setText("dent")
    QTest.keyClick(page.naming.name, Qt.Key.Key_Return)
    assert "No picture of this group is chosen." in told(page)
    assert "dent" not in session_of(window).table.class_names


def test_put_off_it_asks_again_when_there_are_more(page: ReviewPage, window: MainWindow) -> None:
    session = session_of(window)
    session.decide(np.array([1, 2, 3], np.int64), Verdict.NONE_OF_THESE)
    pressed(page, "Not now")
    assert not page.naming.isVisible()
    session.decide(np.array([4], np.int64), Verdict.NONE_OF_THESE)
    assert page.naming.isVisible()


def test_the_new_class_is_everywhere_at_once(page: ReviewPage, window: MainWindow) -> None:
    session = session_of(window)
    made = session.class_called("dent & scratch")
    session.decide(np.array([1], np.int64), Verdict.LABEL, made)
    offered = [page.filter_bar.classes.itemText(place) for place in range(page.filter_bar.classes.count())]
    assert any("dent & scratch" in one for one in offered)
    window.perform("label 4")
    assert (session.table.label == made).sum() == 2
    for step in ("check", "run", "audit", "export", "review"):
        window.go(step)
    assert session.run.state.rounds


def test_without_such_pictures_the_command_says_what_to_do(page: ReviewPage, window: MainWindow) -> None:
    window.perform("new class")
    assert "No picture is none of these." in told(page)
