"""Decisions are learnt from at the press of a button, and stay what they are."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.qt.main_window import MainWindow
from dclgui.qt.pages.review import ReviewPage
from dclgui.qt.session import Session

PATIENCE = 120_000


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def refine_button(page: ReviewPage) -> QPushButton:
    found = page.refine.findChild(QPushButton)
    assert found is not None
    return found


def told(window: MainWindow) -> str:
    return " ".join(text.text() for text in window.page.notice.findChildren(QLabel))


def test_a_few_decisions_are_learnt_and_kept(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    window.go("review")
    page, session = window.page, session_of(window)
    assert isinstance(page, ReviewPage)
    assert not page.refine.isVisible(), "nothing was decided yet"
    page.filter_bar.clear()
    page.filter_bar.sorts.setCurrentIndex(5)
    for row in (0, 1, 2):
        page.gallery.go_to(row)
        QTest.keyClick(page.gallery, Qt.Key.Key_2)
    assert refine_button(page).text() == "Learn from 3 decisions"
    refine_button(page).click()
    assert session.status == "running"
    assert not page.refine.isVisible()
    qtbot.waitUntil(lambda: session.status == "idle", timeout=PATIENCE)
    assert session.failure is None
    assert session.newest_round == 4
    assert session.shown_round == 2, "nothing moves before it is taken over"
    window.perform("newest round")
    assert session.shown_round == 4
    assert session.table.label[:3].tolist() == [1, 1, 1]
    assert not page.refine.isVisible(), "all is learnt"
    assert window.pages["run"].step_state().done


def test_refining_needs_a_run_that_has_ended(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    session = session_of(window)
    session.start_over()
    window.perform("refine")
    assert "nothing to refine yet" in told(window)
    session.start(session.job)
    window.perform("refine")
    assert "A run is going on." in told(window)
    session.stop()
    qtbot.waitUntil(lambda: session.status == "idle", timeout=PATIENCE)
