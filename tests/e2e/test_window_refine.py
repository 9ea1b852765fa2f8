"""Decisions are learnt from at the press of a button, and stay what they are."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.window_parts import session_of

PATIENCE = 300_000


def refine_button(page: ReviewPage) -> QPushButton:
    found = page.refine.findChild(QPushButton)
    assert found is not None
    return found


def told(window: MainWindow) -> str:
    return " ".join(text.text() for text in window.page.banner.findChildren(QLabel))


def test_a_few_decisions_are_learnt_and_kept(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    window.go("review")
    page, session = window.page, session_of(window)
    assert isinstance(page, ReviewPage)
    action = window.actions_table["refine"]
    assert not refine_button(page).isEnabled()
    assert not action.isEnabled()
    assert "knows all of your decisions" in refine_button(page).toolTip()
    assert "knows all of your decisions" in action.toolTip()
    page.filter_bar.clear()
    page.filter_bar.sorts.setCurrentIndex(5)
    for row, words in enumerate(("one decision", "2 decisions", "3 decisions")):
        page.gallery.go_to(row)
        with qtbot.waitSignal(session.run.refine_changed):
            QTest.keyClick(page.gallery, Qt.Key.Key_2)
        assert refine_button(page).text() == f"Learn from {words}"
    assert action.isEnabled()
    refine_button(page).click()
    assert session.run.status == "running"
    assert refine_button(page).toolTip().startswith("A run is going on.")
    assert not action.isEnabled()
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    assert session.run.failure is None
    assert session.run.newest_round == 4
    assert session.shown_round == 2, "nothing moves before it is taken over"
    assert page.newest.isVisible()
    assert not page.refine.isVisible(), "first look at what came of it"
    window.perform("new names")
    assert session.shown_round == 4
    assert session.table.label[:3].tolist() == [1, 1, 1]
    assert page.refine.isVisible()
    assert not refine_button(page).isEnabled(), "all is learnt"
    assert window.pages["run"].step_state().done


def test_a_refinement_pauses_stops_and_goes_on_like_any_run(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    session, page = session_of(window), window.pages["run"]
    window.go("run")
    (learn,) = [one for one in page.findChildren(QPushButton) if one.text().startswith("Learn from")]
    assert learn.isVisible()
    assert not learn.isEnabled()
    session.decide(np.arange(4, dtype=np.int64), Verdict.LABEL, 2)
    qtbot.waitUntil(learn.isEnabled)
    learn.click()
    statuses: list[str] = []
    session.run.changed.connect(lambda: statuses.append(session.run.status))
    window.perform("pause")
    assert statuses[-1] == "paused"
    assert not learn.isVisible()
    window.perform("pause")
    assert statuses[-1] == "running"
    qtbot.waitUntil(lambda: session.run.newest_round == 3, timeout=PATIENCE)
    window.perform("stop")
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    if session.run.newest_round == 3:  # otherwise the last round was quicker
        assert page.step_state().note == "Stopped after round 3 of 4"
        window.perform("start")
        qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    assert session.run.newest_round == 4
    session.show_newest_round()
    assert session.table.label[:4].tolist() == [2] * 4


def test_refining_needs_a_run_that_has_ended(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    session = session_of(window)
    session.start_over()
    window.perform("refine")
    assert "nothing to refine yet" in told(window)
    assert not window.actions_table["refine"].isEnabled()
    session.run.start(session.job)
    window.perform("refine")
    assert "A run is going on." in told(window)
    session.run.stop()
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
