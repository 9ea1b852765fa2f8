"""Finding the pictures most like one: of the gallery, chosen as a file, or dropped from outside."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.qt.parts.page import Page
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.shown import Mark
from dclgui.review.table import State
from tests.e2e.terminal import Finished
from tests.e2e.window_parts import opened, session_of

PATIENCE = 300_000
KEY = Qt.Key


def drop(window: MainWindow, *files: Path) -> None:
    """Drop ``files`` into the middle of ``window``, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    middle = window.rect().center()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(middle, copy, data, left, none)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(middle), copy, data, left, none)
    QApplication.sendEvent(window, dropped)
    assert dropped.isAccepted()


def said(page: Page) -> str:
    return " ".join(one.text() for one in page.banner.findChildren(QLabel))


def chips(page: ReviewPage) -> list[str]:
    return [chip.text() for chip in page.filter_bar.conditions.chips]


def wait_for(page: ReviewPage, qtbot: QtBot, name: str) -> None:
    def ready() -> bool:
        like = page.filter_bar.shown.like
        return like is not None and like.name == name

    qtbot.waitUntil(ready, timeout=PATIENCE)


def test_a_key_shows_the_pictures_like_the_current_one(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page, table = opened(window, project), session_of(window).table
    page.filter_bar.classes.setCurrentIndex(1)
    before = page.gallery.shown.tolist()
    row = before[1]
    page.gallery.go_to(row)
    QTest.keyClick(page.gallery, KEY.Key_S)
    assert page.finding.bar.isVisible(), "at once"
    wait_for(page, qtbot, table.paths[row].rpartition("/")[2])
    shown = page.gallery.shown.tolist()
    assert shown[0] == row
    assert sorted(shown) == np.flatnonzero(table.state != State.PROBLEM).tolist(), "all, in an order of their own"
    qtbot.waitUntil(lambda: page.alike.answer is not None and page.alike.answer.row == row, timeout=PATIENCE)
    assert page.alike.answer is not None
    assert shown[1] == page.alike.answer.target[0][0]
    assert not page.filter_bar.sorts.isEnabled(), "likeness is the order"
    state = State(table.state[row])
    page.filter_bar.chips[state].click()
    assert page.gallery.shown.tolist() == [one for one in shown if table.state[one] == state], (
        "other filters keep the order"
    )
    page.gallery.setFocus()
    QTest.keyClick(page.gallery, KEY.Key_Escape)
    assert page.gallery.shown.tolist() == before
    assert page.gallery.current_row == row
    assert page.finding.bar.isHidden()


def test_a_click_on_its_chip_goes_back(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    page.filter_bar.marks[Mark.DOUBTFUL].click()
    before = page.gallery.shown.tolist()
    QTest.keyClick(page.gallery, KEY.Key_S)
    wait_for(page, qtbot, session_of(window).table.paths[before[0]].rpartition("/")[2])
    (chip,) = page.filter_bar.conditions.chips
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.filter_bar.shown.like is None
    assert page.gallery.shown.tolist() == before
    assert page.finding.bar.isHidden()


def test_keys_decide_among_the_found_and_lead_on(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page, session = opened(window, project), session_of(window)
    QTest.keyClick(page.gallery, KEY.Key_S)
    wait_for(page, qtbot, session.table.paths[0].rpartition("/")[2])
    first, second, third = page.gallery.shown[:3].tolist()
    QTest.keyClick(page.gallery, KEY.Key_1)
    QTest.keyClick(page.gallery, KEY.Key_2)
    assert page.gallery.current_row == third
    said = session.project.journal.current()
    assert [said[row].label for row in (first, second)] == [0, 1]
    assert all(one.verdict is Verdict.LABEL for one in said.values())


def test_the_old_cameras_most_alike_are_named_and_open_large(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page, session = opened(window, project), session_of(window)
    QTest.keyClick(page.gallery, KEY.Key_S)
    wait_for(page, qtbot, session.table.paths[0].rpartition("/")[2])
    bar, source = page.finding.bar, session.source
    assert source is not None
    first = source.labels[bar.known.row.tiles[0].shown.row]
    session.rename_class(int(first), "another name")
    source = session.source
    assert source is not None
    assert "another name " in bar.words.text(), "as it is called now"
    QTest.mouseClick(bar.show_known, Qt.MouseButton.LeftButton)
    assert bar.known.isVisible()
    tile, second = bar.known.row.tiles[:2]
    name = source.class_names[source.labels[tile.shown.row]]
    assert f"{name} " in bar.words.text()
    assert tile.accessibleName() == name
    assert QApplication.focusWidget() is tile
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    viewer = page.finding.viewer
    assert viewer.isVisible()
    assert viewer.windowTitle() == source.paths[tile.shown.row]
    QTest.keyClick(viewer.view, KEY.Key_1)
    assert not session.project.journal.current(), "no key decides there"
    QTest.keyClick(viewer.view, KEY.Key_Right)
    assert viewer.windowTitle() == source.paths[second.shown.row]
    QTest.keyClick(viewer, KEY.Key_Escape)


def test_a_dropped_picture_is_found_among_all(
    window: MainWindow, project: Path, finished: Finished, tmp_path: Path, qtbot: QtBot
) -> None:
    page, table = opened(window, project), session_of(window).table
    with Image.open(finished.folders.target / table.paths[5]) as picture:
        picture.save(tmp_path / "from elsewhere.bmp")
    drop(window, tmp_path / "from elsewhere.bmp")
    wait_for(page, qtbot, "from elsewhere.bmp")
    assert int(page.gallery.shown[0]) == page.gallery.current_row == 5
    assert page.finding.bar.sought.isVisible()
    assert chips(page) == ["like from elsewhere.bmp"]
    (tmp_path / "no picture.png").write_text("words")
    drop(window, tmp_path / "no picture.png")
    qtbot.waitUntil(page.banner.isVisible, timeout=PATIENCE)
    assert "no picture.png can't be used: it is not an image" in said(page)
    assert page.filter_bar.shown.like is not None, "what showed stays"
    assert chips(page) == ["like from elsewhere.bmp"]


def test_several_files_are_refused_and_other_pages_say_where(window: MainWindow, project: Path, tmp_path: Path) -> None:
    page = opened(window, project)
    drop(window, tmp_path / "a.png", tmp_path / "b.png")
    assert "One picture at a time" in said(page)
    window.go("export")
    drop(window, tmp_path / "a.png")
    assert "Drop a picture on Review" in said(window.page)


def test_a_file_is_chosen_by_a_key(
    window: MainWindow, project: Path, finished: Finished, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, table = opened(window, project), session_of(window).table
    chosen = finished.folders.target / table.paths[7]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    QTest.keyClick(page.gallery, KEY.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    wait_for(page, qtbot, chosen.name)
    assert page.gallery.current_row == 7


def test_what_was_asked_last_counts(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page, table = opened(window, project), session_of(window).table
    for _ in range(3):
        QTest.keyClick(page.gallery, KEY.Key_S)
        QTest.keyClick(page.gallery, KEY.Key_Right)
    QTest.keyClick(page.gallery, KEY.Key_S)
    wait_for(page, qtbot, table.paths[3].rpartition("/")[2])
    assert page.gallery.current_row == page.gallery.shown[0] == 3
    assert not page.banner.isVisible()


def test_escape_ends_the_search(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    before = page.gallery.shown.tolist()
    QTest.keyClick(page.gallery, KEY.Key_S)
    QTest.keyClick(page.gallery, KEY.Key_Escape)
    assert page.finding.bar.isHidden()
    qtbot.waitUntil(lambda: page.alike.answer is not None, timeout=PATIENCE)
    assert page.gallery.shown.tolist() == before


def test_what_is_found_late_takes_no_keyboard_from_another_page(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    page, table = opened(window, project), session_of(window).table
    QTest.keyClick(page.gallery, KEY.Key_S)
    window.go("audit")
    focused = QApplication.focusWidget()
    name = table.paths[0].rpartition("/")[2]
    qtbot.waitUntil(lambda: chips(page) == [f"like {name}"], timeout=PATIENCE)
    assert QApplication.focusWidget() is focused is not page.gallery
