"""A picture large: the keys of the gallery work there, and arrows go on."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.findings import Finding
from dclgui.qt.check.page import CheckPage
from dclgui.qt.check.strip import FindingStrip
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.window_parts import opened, session_of

KEY = Qt.Key


def test_arrows_go_on_and_keys_decide_as_in_the_gallery(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page, session = opened(window, project), session_of(window)
    QTest.keyClick(page.gallery, KEY.Key_I)
    loupe = page._closer
    assert loupe.isVisible()
    qtbot.waitUntil(lambda: not loupe.view.sceneRect().isEmpty())
    QTest.keyClick(loupe.view, KEY.Key_Right)
    QTest.keyClick(loupe.view, KEY.Key_Right)
    QTest.keyClick(loupe.view, KEY.Key_Left)
    assert page.gallery.current_row == 1
    assert loupe.windowTitle() == session.table.paths[1]
    nearest = session.table.class_names[int(session.table.distances[1].argmin())]
    assert nearest in loupe._told.text()
    QTest.keyClick(loupe.view, KEY.Key_2)
    assert session.project.journal.current() == {1: Decision(1, Verdict.LABEL, 1)}
    assert loupe.windowTitle() == session.table.paths[2]
    QTest.keyClick(loupe.view, KEY.Key_Space)
    QTest.keyClick(loupe.view, KEY.Key_Z)
    QTest.keyClick(loupe.view, KEY.Key_F)
    assert session.project.journal.current()[2].verdict is Verdict.UNSURE
    QTest.keyClick(loupe.view, KEY.Key_I)
    assert not loupe.isVisible()


def test_it_closes_when_all_are_decided(window: MainWindow, project: Path) -> None:
    page = opened(window, project)
    page.filter_bar.classes.setCurrentIndex(1)
    left = len(page.gallery.shown)
    QTest.keyClick(page.gallery, KEY.Key_I)
    for _ in range(left):
        QTest.keyClick(page._closer.view, KEY.Key_Return)
    assert not page._closer.isVisible()
    assert page.done.isVisible()


def test_a_double_click_in_check_shows_the_picture_and_excludes_nothing(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    window.open_project(project)
    window.go("check")
    page, session = window.page, session_of(window)
    assert isinstance(page, CheckPage)
    assert session.source is not None
    assert session.target is not None
    none = np.empty(0, np.int64)
    finding = Finding("dark", "target", np.arange(2), none, np.ones(2, np.float32), (), "look")
    strip = FindingStrip(finding, {"source": session.source, "target": session.target}, page._pool)
    qtbot.addWidget(strip)
    asked: list[str] = []
    strip.toggled.connect(lambda _row: asked.append("toggled"))
    strip.opened.connect(lambda _row: asked.append("opened"))
    strip.resize(400, 160)
    QTest.mouseDClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert asked == ["opened"]
    QTest.keyClick(strip, KEY.Key_Space)
    QTest.keyClick(strip, KEY.Key_I)
    assert asked == ["opened", "toggled", "opened"]
    page._look_closer("target", 0)
    assert page._closer.isVisible()
    page._closer.close()
