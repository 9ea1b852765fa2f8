"""A picture large: the keys of the gallery work there, and arrows go on."""

from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.findings import Finding
from dclgui.core.reading import Reading
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.check.page import CheckPage
from dclgui.qt.check.strip import FindingStrip
from dclgui.qt.parts.viewer import Viewer
from dclgui.qt.parts.zoom_view import ZoomView
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.window_parts import opened, session_of

KEY = Qt.Key
PATIENCE = 300_000
WIDE = 568


def brightest(loupe: Viewer) -> int:
    image = loupe.view._item.pixmap().toImage()
    return max(image.pixelColor(x, 32).lightness() for x in range(image.width())) if not image.isNull() else -1


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
    page._look_closer(finding, 0)
    closer = page._closer
    assert closer.isVisible()
    for key, row in ((KEY.Key_Left, 0), (KEY.Key_Right, 1), (KEY.Key_Right, 1), (KEY.Key_Left, 0)):
        QTest.keyClick(closer.view, key)
        assert closer.windowTitle() == session.target.paths[row]
    closer.close()


def test_the_old_cameras_most_alike_stands_beside_it_at_the_same_scale(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    page, session = opened(window, project), session_of(window)
    source = session.source
    assert source is not None
    QTest.keyClick(page.gallery, KEY.Key_I)
    loupe = page._closer
    assert not loupe.beside.isVisible()
    QTest.keyClick(loupe.view, KEY.Key_B)
    for row in (0, 1):
        qtbot.waitUntil(lambda: not loupe.beside.empty and not loupe.view.empty, timeout=PATIENCE)
        answer = page.alike.answer
        assert answer is not None
        assert answer.row == row
        nearest = answer.source[0][0]
        assert loupe.known.text() == f"Old camera: {source.class_names[source.labels[nearest]]}"
        assert loupe._source_file == source.file(nearest)
        assert loupe.beside.zoom == loupe.view.zoom
        QTest.keyClick(loupe.view, KEY.Key_Plus)
        assert loupe.beside.zoom == loupe.view.zoom
        QTest.keyClick(loupe.view, KEY.Key_F)
        QTest.keyClick(loupe.view, KEY.Key_Right)
        assert loupe.beside.empty, "never that of another picture"
    QTest.mouseClick(loupe.pair, Qt.MouseButton.LeftButton)
    assert not loupe.beside.isVisible()


def test_a_fitted_picture_comes_to_rest_at_any_size(window: MainWindow, project: Path) -> None:
    page = opened(window, project)
    viewer = page._closer
    QTest.keyClick(page.gallery, KEY.Key_I)
    QTest.keyClick(viewer.view, KEY.Key_B)
    times = Mock(wraps=viewer.fit)
    viewer.fit = times  # type: ignore[method-assign]
    side = next(side for side in range(300, 420) if side / WIDE * WIDE > side)  # larger than the pane by rounding
    picture = QImage(WIDE, WIDE, QImage.Format.Format_RGB32)
    for more in range(-3, 4):
        viewer.view.show_image(picture)
        viewer.beside.show_image(picture.scaled(300, 300))
        times.reset_mock()
        viewer.resize(2 * side + viewer.panes.spacing(), side + viewer.height() - viewer.view.height() + more)
        viewer.fit()
        QApplication.processEvents()
        assert times.call_count < 10
        for view in viewer.views:
            assert not view.horizontalScrollBar().isVisible()
            assert not view.verticalScrollBar().isVisible()


def middle(view: ZoomView) -> tuple[float, float]:
    """Where the middle of the view lies, as shares of width and height of its picture."""
    at, whole = view.mapToScene(view.viewport().rect().center()), view.sceneRect()
    return at.x() / whole.width(), at.y() / whole.height()


def test_pictures_side_by_side_pan_together(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    QTest.keyClick(page.gallery, KEY.Key_I)
    loupe = page._closer
    QTest.keyClick(loupe.view, KEY.Key_B)
    qtbot.waitUntil(lambda: not loupe.beside.empty and not loupe.view.empty, timeout=PATIENCE)
    for _ in range(12):
        QTest.keyClick(loupe.view, KEY.Key_Plus)
    to = QAbstractSlider.SliderAction
    steps = ((loupe.view, loupe.beside, to.SliderToMaximum), (loupe.beside, loupe.view, to.SliderToMinimum))
    for leading, other, step in steps:
        before = middle(other)
        for bar in (leading.horizontalScrollBar(), leading.verticalScrollBar()):
            bar.triggerAction(step)
        assert middle(other) != before
        assert middle(other) == pytest.approx(middle(leading), abs=0.01)
    QTest.keyClick(loupe.view, KEY.Key_F)
    assert loupe.view.fitted


def test_the_contrast_is_stretched_for_the_eye_alone(
    window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page, session = opened(window, project), session_of(window)
    target = session.target
    assert target is not None
    pixels = np.zeros((64, 64), np.uint16)
    pixels[:, 32:] = 40
    Image.fromarray(pixels).save(tmp_path / "dark.png")
    loupe = page._closer
    QTest.keyClick(page.gallery, KEY.Key_I)
    loupe.show_file(tmp_path / "dark.png", "dark.png", reading=Reading(whole=(0.0, 4095.0)))
    qtbot.waitUntil(lambda: loupe.view.sceneRect().width() == 64, timeout=PATIENCE)
    assert brightest(loupe) < 10
    QTest.keyClick(loupe.view, KEY.Key_C)
    qtbot.waitUntil(lambda: brightest(loupe) == 255, timeout=PATIENCE)
    assert loupe.stretch.isChecked(), "shown"
    QTest.mouseClick(loupe.stretch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: brightest(loupe) < 10, timeout=PATIENCE)
    assert not session.project.journal.current()


def test_a_file_that_gives_no_picture_never_shows_the_one_before(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    page, session = opened(window, project), session_of(window)
    broken = session.table.paths.index("red/broken.jpg")
    page.go_to(broken - 1)
    QTest.keyClick(page.gallery, KEY.Key_I)
    loupe = page._closer
    qtbot.waitUntil(lambda: not loupe.view.empty, timeout=PATIENCE)
    QTest.keyClick(loupe.view, KEY.Key_Right)
    assert loupe.windowTitle() == "red/broken.jpg"
    qtbot.waitUntil(loupe._failed.isVisible, timeout=PATIENCE)
    assert loupe.view.empty


def test_the_audit_opens_it_blind_and_its_keys_answer(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    window.go("audit")
    page, session = window.page, session_of(window)
    assert isinstance(page, AuditPage)
    page.count.setValue(20)
    page.draw.click()
    closer, rows = page._closer, page.auditing.unanswered
    QTest.keyClick(page.picture, KEY.Key_I)
    assert closer.isVisible()
    qtbot.waitUntil(lambda: not closer.view.empty, timeout=PATIENCE)
    keys = "   ".join(f"{name} ({digit})" for digit, name in enumerate(session.table.class_names, 1))
    said = [one.text() for one in closer.findChildren(QLabel) if one.isVisible()]
    assert [one for one in said if one] == [keys], "neither path nor the program's name"
    assert closer.windowTitle() == "What is this?"
    assert len(closer.views) == 1, "what is alike would tell the program's answer"
    QTest.keyClick(closer.view, KEY.Key_B)
    QTest.keyClick(closer.view, KEY.Key_2)
    assert page.auditing.answers[rows[0]].label == 1
    assert page.auditing.unanswered == rows[1:]
    target = session.target
    assert target is not None
    assert closer._path == target.file(rows[1]), "it goes on"
    for _ in rows[1:]:
        QTest.keyClick(closer.view, KEY.Key_1)
    assert not page.auditing.unanswered
    assert not closer.isVisible()
