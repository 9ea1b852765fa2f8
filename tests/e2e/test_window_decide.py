"""Deciding by keys; what was decided survives everything."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.project.folder import Project
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.shown import Filter
from dclgui.review.table import State
from dclgui.worker import serve
from tests.e2e.terminal import ROOT
from tests.e2e.window_parts import opened, session_of

PATIENCE = 300_000
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow, project: Path) -> ReviewPage:
    return opened(window, project)


def kept(window: MainWindow) -> dict[int, Decision]:
    return session_of(window).project.journal.current()


@pytest.mark.parametrize(
    ("key", "decision"),
    [
        (KEY.Key_1, Decision(0, Verdict.LABEL, 0)),
        (KEY.Key_2, Decision(0, Verdict.LABEL, 1)),
        (KEY.Key_3, Decision(0, Verdict.LABEL, 2)),
        (KEY.Key_Space, Decision(0, Verdict.UNSURE)),
        (KEY.Key_X, Decision(0, Verdict.NONE_OF_THESE)),
    ],
)
def test_a_key_decides_and_goes_on(window: MainWindow, page: ReviewPage, key: Qt.Key, decision: Decision) -> None:
    before = page.gallery.shown.copy()
    QTest.keyClick(page.gallery, key)
    assert kept(window) == {0: decision}
    assert page.gallery.current_row == 1
    np.testing.assert_array_equal(page.gallery.shown, before)
    assert session_of(window).table.decided[0]


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_enter_says_that_the_name_is_right(window: MainWindow, page: ReviewPage, key: Qt.Key) -> None:
    label = int(session_of(window).table.label[0])
    QTest.keyClick(page.gallery, key)
    assert kept(window) == {0: Decision(0, Verdict.LABEL, label)}
    assert page.gallery.current_row == 1


def test_a_key_without_a_class_decides_nothing(window: MainWindow, page: ReviewPage) -> None:
    QTest.keyClick(page.gallery, KEY.Key_9)
    assert kept(window) == {}
    assert page.banner.isVisible()


def test_the_mouse_and_the_list_of_all_classes_do_the_same(window: MainWindow, page: ReviewPage) -> None:
    page.key_bar.classes[1].click()
    assert kept(window)[0].label == 1
    page.key_bar.unsure.click()
    assert kept(window)[1].verdict is Verdict.UNSURE
    QTest.keyClick(page.gallery, KEY.Key_L)
    QTest.keyClicks(page.key_bar.popup.search, "red")
    QTest.keyClick(page.key_bar.popup.search, KEY.Key_Return)
    assert kept(window)[2].label == 2


def test_many_at_once_are_one_step_to_undo(window: MainWindow, page: ReviewPage) -> None:
    total = len(session_of(window).table)
    QTest.keyClick(page.gallery, KEY.Key_A, CONTROL)
    QTest.keyClick(page.gallery, KEY.Key_2)
    assert {decision.label for decision in kept(window).values()} == {1}
    assert len(kept(window)) == total
    window.perform("undo")
    assert kept(window) == {}
    window.perform("redo")
    assert len(kept(window)) == total


def test_enter_on_many_keeps_each_its_own_name(window: MainWindow, page: ReviewPage) -> None:
    labels = session_of(window).table.label.copy()
    QTest.keyClick(page.gallery, KEY.Key_A, CONTROL)
    QTest.keyClick(page.gallery, KEY.Key_Return)
    assert {row: one.label for row, one in kept(window).items()} == {
        row: int(label) for row, label in enumerate(labels) if label >= 0
    }
    window.perform("undo")
    assert kept(window) == {}


def test_undo_and_redo_lead_to_what_they_changed(window: MainWindow, page: ReviewPage) -> None:
    QTest.keyClick(page.gallery, KEY.Key_1)
    QTest.keyClick(page.gallery, KEY.Key_2)
    page.gallery.go_to(9)
    window.perform("undo")
    assert page.gallery.current_row == 1
    window.perform("undo")
    assert page.gallery.current_row == 0
    window.perform("redo")
    assert kept(window) == {0: Decision(0, Verdict.LABEL, 0)}


def test_undo_and_redo_go_on_after_a_restart(window: MainWindow, page: ReviewPage, project: Path) -> None:
    QTest.keyClick(page.gallery, KEY.Key_1)
    QTest.keyClick(page.gallery, KEY.Key_2)
    window.perform("undo")
    window.perform("close")
    page = opened(window, project)
    assert kept(window) == {0: Decision(0, Verdict.LABEL, 0)}
    window.perform("redo")
    assert kept(window)[1] == Decision(1, Verdict.LABEL, 1)
    window.perform("undo")
    window.perform("undo")
    assert kept(window) == {}


def test_an_unreadable_picture_can_be_named_too(window: MainWindow, page: ReviewPage) -> None:
    row = session_of(window).table.paths.index("red/broken.jpg")
    page.gallery.go_to(row)
    QTest.keyClick(page.gallery, KEY.Key_Return)
    assert kept(window) == {}
    QTest.keyClick(page.gallery, KEY.Key_3)
    assert kept(window) == {row: Decision(row, Verdict.LABEL, 2)}


def test_next_doubtful_goes_over_what_is_sure_or_decided(window: MainWindow, project: Path) -> None:
    with Project.open(project) as spoiled:
        spoiled.rounds.truncate_after(0)
    page = opened(window, project)
    doubtful = np.flatnonzero(session_of(window).table.doubtful)
    assert len(doubtful) >= 2
    order = session_of(window).queue.order(ahead=1)
    best, second = order[np.isin(order, doubtful)][:2].tolist()
    page.gallery.go_to(best)
    QTest.keyClick(page.gallery, KEY.Key_N)
    assert page.gallery.current_row == second
    QTest.keyClick(page.gallery, KEY.Key_1)
    page.gallery.go_to(int(doubtful[0]) if doubtful[0] not in (best, second) else int(doubtful[-1]))
    QTest.keyClick(page.gallery, KEY.Key_N)
    assert page.gallery.current_row == next(
        row for row in session_of(window).queue.order(ahead=1).tolist() if row in doubtful
    ), "the order is another one after each decision"


def test_next_doubtful_offers_to_clear_a_filter_that_hides_it(window: MainWindow, project: Path) -> None:
    page = opened(window, project)
    asked = session_of(window).queue.order(ahead=1)[:2].tolist()
    page.show_only(Filter(rows=np.array(asked[:1])))
    QTest.keyClick(page.gallery, KEY.Key_N)
    offered = [press for press in page.banner.findChildren(QPushButton) if press.text() == "Clear the filter"]
    assert len(offered) == 1, "the note covers the chips of the filter"
    offered[0].click()
    assert page.filter_bar.shown.rows is None
    assert page.gallery.current_row == asked[1]
    assert page.gallery.hasFocus()
    assert not page.banner.isVisible()


def test_the_most_alike_are_named_together(window: MainWindow, page: ReviewPage, qtbot: QtBot) -> None:
    before = page.gallery.shown.copy()
    QTest.keyClick(page.gallery, KEY.Key_M)
    assert page.alike_bar.isVisible()
    qtbot.waitUntil(lambda: len(page.gallery.shown) == 21, timeout=PATIENCE)
    assert page.gallery.shown[0] == 0
    near = len(page.gallery.selected_rows())
    assert sorted(page.gallery.shown[:near].tolist()) == page.gallery.selected_rows().tolist()
    assert 2 <= near <= 21
    QTest.keyClick(page.gallery, KEY.Key_Escape)
    assert not page.alike_bar.isVisible()
    np.testing.assert_array_equal(page.gallery.shown, before)
    assert page.gallery.current_row == 0
    assert kept(window) == {}
    QTest.keyClick(page.gallery, KEY.Key_M)
    qtbot.waitUntil(lambda: len(page.gallery.shown) == 21, timeout=PATIENCE)
    QTest.keyClick(page.gallery, KEY.Key_3)
    assert len(kept(window)) == near
    np.testing.assert_array_equal(page.gallery.shown, before)
    window.perform("undo")
    assert kept(window) == {}


def test_a_new_round_moves_no_tile_before_it_is_asked_for(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    with Project.open(project) as spoiled:
        spoiled.rounds.truncate_after(0)
    page, session = opened(window, project), session_of(window)
    page.filter_bar.sorts.setCurrentIndex(0)
    page.gallery.go_to(int(page.gallery.shown[3]))
    QTest.keyClick(page.gallery, KEY.Key_1)
    before, row = page.gallery.shown.copy(), page.gallery.current_row
    assert row == before[4]
    with qtbot.waitSignal(session.round_ready, timeout=PATIENCE):
        session.run.start(session.job)
    np.testing.assert_array_equal(page.gallery.shown, before)
    assert session.shown_round == 0
    assert page.newest.isVisible()
    assert page.newest.text() == "Round 1 is ready"
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    assert page.newest.text() == "Round 2 is ready"
    np.testing.assert_array_equal(page.gallery.shown, before)
    window.perform("new names")
    assert session.shown_round == 2
    assert not page.newest.isVisible()
    assert page.gallery.current_row == row
    assert page.gallery.selected_rows().tolist() == [row]
    assert session.table.state[before[3]] == State.DECIDED


def test_what_was_decided_outlives_a_killed_window(project: Path, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.window_that_waits", str(project)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    rows = [int(child.stdout.readline()) for _ in range(3)]
    child.kill()
    child.wait()
    child.stdout.close()
    with Project.open(project) as reopened:
        assert reopened.journal.current() == {
            rows[0]: Decision(rows[0], Verdict.LABEL, 0),
            rows[1]: Decision(rows[1], Verdict.LABEL, 1),
            rows[2]: Decision(rows[2], Verdict.NONE_OF_THESE),
        }


def test_another_window_does_not_open_the_same_project(window: MainWindow, page: ReviewPage, qtbot: QtBot) -> None:
    other = MainWindow(serve)
    qtbot.addWidget(other)
    other.start_page.attempt(lambda: other.open_project(session_of(window).project.folder))
    assert other.session is None
    other.close()
