"""Somebody who starts the program for the first time is offered a tour, and led through the demo if they like."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dclgui.demo.run import MARKER, make_project, project_of
from dclgui.qt.shell.main_window import MainWindow
from dclgui.qt.shell.tour import STOPS, Tour, beside
from dclgui.qt.start import page as start_page
from tests.e2e.window_walk import clipped, cut_off

PATIENCE = 300_000
LEFT = Qt.MouseButton.LeftButton
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


@pytest.fixture
def demo(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished project where the demo would be."""
    place = project_of(tmp_path / "dclgui-demo", "default")
    shutil.copytree(project, place)
    monkeypatch.setattr(start_page, "documents", lambda: tmp_path)
    return place


@pytest.fixture
def tour(window: MainWindow, demo: Path, qtbot: QtBot) -> Tour:
    window.perform("tour")
    return begun(window, qtbot)


@pytest.fixture
def newcomer(window: MainWindow) -> MainWindow:
    """The window as it is before any project was opened in it."""
    for project in window.preferences.recent:
        window.preferences.forget(project)
    window.preferences.tour_offered = False
    return window


def begun(window: MainWindow, qtbot: QtBot) -> Tour:
    qtbot.waitUntil(lambda: bool(window.findChildren(Tour)), timeout=PATIENCE)
    (tour,) = window.findChildren(Tour)
    return tour


def area_of(window: MainWindow, name: str) -> QRect:
    shown = [widget for widget in window.findChildren(QWidget, name) if widget.isVisible()]
    areas = [QRect(widget.mapTo(window, QPoint()), widget.size()) for widget in shown]
    whole = QRect()
    for area in areas:
        whole |= area
    return whole


def said_by(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def cut_short(window: MainWindow) -> set[str]:
    return {text for text in clipped(window) if "px high" in text}


def gone(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.findChildren(Tour), timeout=PATIENCE)


def test_the_tour_is_offered_at_the_first_start_alone(newcomer: MainWindow, demo: Path, qtbot: QtBot) -> None:
    window = newcomer
    window.help.offer_tour(window.start_page.offer, window.preferences)
    banner = window.start_page.offer
    assert "New here?" in said_by(banner)
    (start,) = [one for one in banner.findChildren(QPushButton) if one.text() == "Start the tour"]
    QTest.mouseClick(start, LEFT)
    tour = begun(window, qtbot)
    assert window.session is not None
    assert window.session.project.folder == demo
    QTest.mouseClick(tour.skip, LEFT)
    gone(window, qtbot)
    window.perform("close")
    window.help.offer_tour(window.start_page.offer, window.preferences)
    assert not banner.isVisible()


@pytest.mark.parametrize("language", ["english", "chinese"])
@pytest.mark.parametrize("size", [(900, 560), (1366, 768)])
def test_the_offer_covers_nothing(newcomer: MainWindow, qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    newcomer.perform(language)
    newcomer.resize(*size)
    page = newcomer.start_page
    newcomer.help.offer_tour(page.offer, newcomer.preferences)
    assert page.offer.isVisible()
    qtbot.waitUntil(lambda: not cut_off(newcomer) and not cut_short(newcomer), timeout=PATIENCE)
    assert newcomer.size().toTuple() == size
    others = [one for one in page.findChildren(QWidget, options=DIRECT) if one.isVisible() and one is not page.offer]
    assert {page.title, page.subtitle} < set(others)
    for one in others:
        assert not one.geometry().intersects(page.offer.geometry()), one.accessibleName()


def test_recent_projects_have_the_place_of_the_offer(newcomer: MainWindow, project: Path) -> None:
    page = newcomer.start_page
    newcomer.help.offer_tour(page.offer, newcomer.preferences)
    assert "Recent projects" not in said_by(page)
    (_start, dismiss) = [one for one in page.offer.findChildren(QPushButton) if one.isVisible()]
    QTest.mouseClick(dismiss, LEFT)
    assert "Recent projects" in said_by(page)
    newcomer.open_project(project)
    newcomer.perform("close")
    newcomer.preferences.tour_offered = False
    newcomer.help.offer_tour(page.offer, newcomer.preferences)
    assert not page.offer.isVisible(), "somebody with projects is not new here"


def framed(window: MainWindow, tour: Tour, name: str) -> bool:
    return tour._frame.geometry().contains(area_of(window, name) & window.rect())


def test_each_stop_points_at_what_its_step_is_done_with(window: MainWindow, tour: Tour, qtbot: QtBot) -> None:
    for number, stop in enumerate(STOPS, 1):
        assert window.page is window.pages[stop.step]
        words = said_by(tour)
        assert f"{number} of {len(STOPS)}" in words
        assert stop.title in words
        assert stop.words in words
        # This demo has run to its end, so that there is nothing to start.
        wanted_name = "step run" if stop.step == "run" else stop.shown_at
        assert not area_of(window, wanted_name).isEmpty(), stop.shown_at
        qtbot.waitUntil(partial(framed, window, tour, wanted_name), timeout=PATIENCE)  # it follows late layouts
        assert window.rect().contains(tour.geometry())
        QTest.mouseClick(tour.next, LEFT)
    gone(window, qtbot)
    assert window.page is window.pages["export"]


def test_one_can_go_back_and_the_tour_is_no_obstacle_to_the_page(window: MainWindow, tour: Tour) -> None:
    QTest.mouseClick(tour.next, LEFT)
    QTest.mouseClick(tour.next, LEFT)
    QTest.mouseClick(tour.back, LEFT)
    assert window.page is window.pages["run"]
    review = window.findChild(QWidget, "step review")
    assert review is not None
    QTest.mouseClick(review, LEFT)
    assert window.page is window.pages["review"]
    QTest.mouseClick(tour.next, LEFT)
    assert "3 of 6" in said_by(tour)
    QTest.mouseClick(tour.next, LEFT)
    assert "4 of 6" in said_by(tour)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.session is not None
    QTest.keyClick(focused, Qt.Key.Key_2)
    assert len(window.session.project.journal.current()) == 1
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert tour.next.hasFocus()


@pytest.mark.parametrize("place", range(len(STOPS)))
def test_escape_ends_it_at_every_stop(window: MainWindow, tour: Tour, place: int, qtbot: QtBot) -> None:
    tour.show_stop(place)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    gone(window, qtbot)
    window.perform("tour")
    assert begun(window, qtbot).isVisible()


def test_before_the_first_labels_it_points_at_the_steps(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(start_page, "documents", lambda: tmp_path)
    for _ in make_project(tmp_path / "dclgui-demo", per_class=2):
        pass
    window.perform("tour")
    tour = begun(window, qtbot)
    for stop in STOPS:
        later = "as soon as the first labels are there" in said_by(tour)
        assert later == (stop.step in {"review", "audit", "export"})
        if later:
            assert tour._frame.geometry().contains(area_of(window, f"step {stop.step}"))
            assert tour.next.hasFocus()
        QTest.mouseClick(tour.next, LEFT)
    gone(window, qtbot)


def test_a_demo_is_not_drawn_for_somebody_who_went_elsewhere(
    window: MainWindow, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(start_page, "documents", lambda: tmp_path)
    window.perform("tour")
    qtbot.waitUntil((tmp_path / "dclgui-demo" / MARKER).is_file, timeout=PATIENCE)
    window.open_project(project)
    qtbot.waitUntil(lambda: window.start_page._drawing is None, timeout=PATIENCE)
    assert window.session is not None
    assert window.session.project.folder == project
    assert window.findChildren(Tour) == []


def test_the_tour_ends_with_its_project(window: MainWindow, tour: Tour, qtbot: QtBot) -> None:
    window.perform("close")
    gone(window, qtbot)
    assert window.page is window.start_page


def test_the_panel_lies_inside_the_window_and_beside_what_it_points_at_where_there_is_room() -> None:
    whole, size = QRect(0, 0, 900, 560), QSize(340, 180)
    for area in (QRect(700, 20, 90, 30), QRect(10, 500, 880, 50), QRect(60, 60, 40, 440), QRect(0, 0, 30, 30)):
        placed = QRect(beside(area, size, whole), size)
        assert whole.contains(placed)
        assert not placed.intersects(area)
    assert whole.contains(QRect(beside(whole, size, whole), size))
