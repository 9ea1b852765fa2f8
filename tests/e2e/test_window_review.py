"""Looking at pictures: filter, order, the inspector's words, the confusion, the map."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.shown import Filter
from dclgui.review.table import State
from tests.e2e.terminal import COLOURS, Folders

PATIENCE = 300_000


@pytest.fixture
def page(window: MainWindow, project: Path) -> ReviewPage:
    """The page of the finished project, with nothing filtered."""
    window.open_project(project)
    window.go("review")
    found = window.page
    assert isinstance(found, ReviewPage)
    found.filter_bar.clear()
    return found


def words_of(page: ReviewPage) -> str:
    labels = page.inspector.content.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(page.inspector.content))


def test_doubtful_pictures_come_first_and_alone(window: MainWindow, project: Path) -> None:
    with Project.open(project) as early:
        early.rounds.truncate_after(0)
    window.open_project(project)
    assert window.session is not None
    table, page = window.session.table, window.pages["review"]
    assert isinstance(page, ReviewPage)
    doubtful = np.flatnonzero(np.isin(table.state, [State.LOW, State.MOVED]))
    assert 0 < len(doubtful) < len(table)
    assert sorted(page.gallery.shown.tolist()) == doubtful.tolist()
    order = window.session.queue.order()
    assert page.gallery.shown.tolist() == order[np.isin(order, doubtful)].tolist()
    assert str(len(doubtful)) in page.subtitle.text()
    assert page.step_state().note.startswith(str(len(doubtful)))


def test_chips_classes_text_and_order_choose_what_shows(page: ReviewPage, qtbot: QtBot) -> None:
    table = page._session.table
    page.filter_bar.chips[State.PROBLEM].click()
    (problem,) = page.gallery.shown.tolist()
    assert table.paths[problem] == "red/broken.jpg"
    page.filter_bar.clear()
    other = next(label for label in range(3) if label != table.label[0])
    page._session.decide(np.array([0], np.int64), Verdict.LABEL, other)  # the small model may name all of them alike
    page.filter_bar.classes.setCurrentIndex(1 + other)
    assert 0 in page.gallery.shown
    assert sorted(page.gallery.shown.tolist()) == np.flatnonzero(table.label == other).tolist()
    assert len(page.gallery.shown) < len(table)
    page.filter_bar.clear()
    with qtbot.waitSignal(page.filter_bar.changed):
        QTest.keyClicks(page.filter_bar.search, "GREEN-3")
    assert [table.paths[row] for row in page.gallery.shown] == ["green/green-3.png"]
    page.filter_bar.clear()
    page.filter_bar.sorts.setCurrentIndex(5)
    assert [table.paths[row] for row in page.gallery.shown] == list(table.paths)


def test_a_filter_that_lets_nothing_through_offers_to_clear_it(page: ReviewPage) -> None:
    page.show_only(Filter(text="no file is called so"))
    assert page.empty.isVisible()
    assert page.empty.next_step.text() == "Clear the filter"
    page.empty.next_step.click()
    assert not page.empty.isVisible()
    assert len(page.gallery.shown) == len(page._session.table)


def test_before_the_first_round_the_page_leads_to_the_run(window: MainWindow, folders: Folders, tmp_path: Path) -> None:
    Project.create(tmp_path / "new.dclproj", Job(source=folders.source, target=folders.target)).close()
    window.open_project(tmp_path / "new.dclproj")
    window.go("review")
    page = window.page
    assert isinstance(page, ReviewPage)
    assert page.empty.isVisible()
    page.empty.next_step.click()
    assert window.page is window.pages["run"]


def test_the_inspector_says_all_of_a_picture(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    window.perform("experts")
    table, content = page._session.table, page.inspector.content
    row = table.paths.index("blue/blue-1.png")
    page.go_to(row)
    name = table.class_names[table.label[row]]
    qtbot.waitUntil(lambda: content.file.toolTip() == table.paths[row])
    assert content.heading.text().startswith(name)
    assert name in content.sentence.text()
    assert f"{table.entropy[row]:.2f}" in words_of(page)
    known = table.distances[row][np.isfinite(table.distances[row])]  # no round may be sure of any picture of a class
    assert len(known)
    assert all(f"{distance:.2f}" in content.bars.accessibleName() for distance in known)
    qtbot.waitUntil(lambda: bool(content.history.lines))
    assert content.history.lines[0].startswith("round 0")
    qtbot.waitUntil(lambda: any(picture.isVisible() for picture in content.known.pictures), timeout=PATIENCE)
    neighbour = next(picture for picture in content.sure.pictures if picture.isVisible())
    wanted = neighbour.row
    neighbour.click()
    assert page.gallery.current_row == wanted


def test_the_inspector_says_who_decided_and_when(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    who = page.inspector.content.who
    page.go_to(0)
    page.gallery.setFocus()
    QTest.keyClick(page.gallery, Qt.Key.Key_1)
    page.go_to(0)
    qtbot.waitUntil(who.isVisible)
    assert page._session.who in who.text()
    window.perform("undo")
    qtbot.waitUntil(who.isHidden)


def test_a_problem_says_its_reason(page: ReviewPage, qtbot: QtBot) -> None:
    page.go_to(page._session.table.paths.index("red/broken.jpg"))
    qtbot.waitUntil(lambda: "not an image" in page.inspector.content.sentence.text())


def test_a_cell_of_the_confusion_shows_its_pictures(page: ReviewPage) -> None:
    page.switch.buttons["confusion"].click()
    assert page.confusion.isVisible()
    model = page.confusion.model
    line, column = np.argwhere(model.found.counts)[0].tolist()
    middle = page.confusion.grid.visualRect(model.index(line, column)).center()
    QTest.mouseClick(page.confusion.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.gallery.isVisible()
    assert len(page.gallery.shown) == model.found.counts[line, column]
    assert page.filter_bar.shown.cell == (int(model.found.lines[line]), int(model.found.columns[column]))


def test_the_map_picks_pictures(page: ReviewPage, qtbot: QtBot) -> None:
    page.switch.buttons["map"].click()
    canvas = page.map.canvas
    qtbot.waitUntil(lambda: len(canvas.on_screen()) > 0, timeout=PATIENCE)
    known = np.isfinite(canvas.on_screen()).all(1)
    assert known.sum() == 8 * len(COLOURS)
    canvas.picked.emit(np.flatnonzero(known)[:3])
    assert page.filter_bar.shown.rows is not None
    assert len(page.gallery.selected_rows()) == 3
    page.map.show_picked.click()
    assert page.gallery.isVisible()
    assert len(page.gallery.shown) == 3


def test_the_keys_decide_on_the_map_and_the_ring_goes_on(page: ReviewPage, qtbot: QtBot) -> None:
    page.switch.buttons["map"].click()
    canvas = page.map.canvas
    qtbot.waitUntil(lambda: len(canvas.on_screen()) > 0, timeout=PATIENCE)
    assert canvas.hasFocus()
    row = page.gallery.current_row
    assert row is not None
    QTest.keyClick(canvas, Qt.Key.Key_2)
    assert page._session.project.journal.current()[row].label == 1
    assert canvas._current == page.gallery.current_row != row
    assert canvas.hasFocus()


def test_a_small_window_gives_its_room_to_the_map(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    assert page.learning.isVisible()
    page.switch.buttons["map"].click()
    assert page.map._hint.isVisible()
    assert not page.map.canvas.toolTip()
    window.resize(900, 560)
    qtbot.waitUntil(lambda: not page.map._hint.isVisible(), timeout=PATIENCE)
    assert page.map._hint.text() in page.map.canvas.toolTip()
    assert not page.learning.isVisible()
    page.switch.buttons["gallery"].click()
    assert page.learning.isVisible()


def test_no_key_is_offered_where_no_picture_shows(page: ReviewPage) -> None:
    assert page.key_bar.isVisible()
    page.filter_bar.set_filter(Filter(text="no such name"))
    assert page.empty.isVisible()
    assert not page.key_bar.isVisible()


def test_the_large_picture_zooms(page: ReviewPage, qtbot: QtBot) -> None:
    page.go_to(page._session.table.paths.index("blue/blue-1.png"))
    QTest.keyClick(page.gallery, Qt.Key.Key_I)
    viewer = page._closer
    qtbot.waitUntil(lambda: viewer.view.sceneRect().width() == 48)
    before = viewer.view.zoom
    QTest.keyClick(viewer.view, Qt.Key.Key_Plus)
    assert viewer.view.zoom > before
    QTest.keyClick(viewer.view, Qt.Key.Key_Z)
    assert viewer.view.zoom == pytest.approx(1.0)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
