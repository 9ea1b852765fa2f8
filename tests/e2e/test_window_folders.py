"""Two folders are dropped on the window's zones; each wrong drop gets its sentence and the fix."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dclgui.qt.check.page import CheckPage
from dclgui.qt.folders.zone import DropZone
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import Folders, draw_images

PATIENCE = 300_000


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drop ``paths`` as a file manager does; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(widget.rect().center(), *keys)
    QApplication.sendEvent(widget, enter)
    let_go = QDropEvent(QPointF(widget.rect().center()), *keys)
    QApplication.sendEvent(widget, let_go)
    return enter.isAccepted() and let_go.isAccepted()


@pytest.fixture
def zones(window: MainWindow) -> tuple[DropZone, DropZone]:
    window.perform("new")
    source, target = window.folders_page.findChildren(DropZone)
    return source, target


def said_by(zone: DropZone) -> list[str]:
    return [one.text() for one in zone.findChildren(QLabel) if one.isVisible() and one.text()]


def make_button(window: MainWindow) -> QPushButton:
    return next(one for one in window.folders_page.findChildren(QPushButton) if one.text() == "Make the project")


def test_two_folders_are_dropped_and_a_project_opens(
    window: MainWindow, zones: tuple[DropZone, DropZone], folders: Folders, qtbot: QtBot
) -> None:
    source, target = zones
    assert not make_button(window).isEnabled()
    assert drop(source, folders.source)
    assert drop(target, folders.target)
    qtbot.waitUntil(make_button(window).isEnabled, timeout=PATIENCE)
    assert "pictures in 3 classes" in said_by(source)
    make_button(window).click()
    assert isinstance(window.page, CheckPage)
    assert window.session is not None
    assert window.session.project.folder == folders.target.parent / "new camera.dclproj"
    window.go("folders")
    said = said_by(source)
    drop(source, folders.target)
    assert said_by(source) == said, "an open project keeps its folders"
    assert window.page.banner.isVisible(), "and says so"


def test_two_folders_dropped_at_once_on_the_start_page_find_their_sides(
    window: MainWindow, folders: Folders, qtbot: QtBot
) -> None:
    for file in [*folders.target.rglob("*.png")]:
        file.rename(folders.target / file.name)
    assert drop(window, folders.target, folders.source)
    qtbot.waitUntil(make_button(window).isEnabled, timeout=PATIENCE)
    source, target = window.folders_page.findChildren(DropZone)
    assert "old camera" in said_by(source)
    assert "new camera" in said_by(target)


def unsorted(tmp_path: Path) -> Path:
    draw_images(tmp_path / "unsorted", each=2, light=1, seed=4, sorted_by_class=False)
    return tmp_path / "unsorted"


def one_class(tmp_path: Path) -> Path:
    draw_images(tmp_path / "outer" / "inner", each=2, light=1, seed=4)
    return tmp_path / "outer"


def empty(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


@pytest.mark.parametrize(
    ("made", "side", "sentence", "fix"),
    [
        (unsorted, 0, "The pictures in “unsorted” are not sorted into class folders.", "Put it on the other side"),
        (
            one_class,
            0,
            "The source {} has only one class, inner; it takes two or more to tell apart.",
            "Choose another…",
        ),
        (empty, 0, "There are no images in the source {}.", "Choose another…"),
        (empty, 1, "There are no images in the target folder {}.", "Choose another…"),
    ],
)
def test_a_wrong_folder_gets_its_sentence_and_a_fix(
    made: object, side: int, sentence: str, fix: str, zones: tuple[DropZone, DropZone], tmp_path: Path, qtbot: QtBot
) -> None:
    assert callable(made)
    folder = made(tmp_path)
    zone = zones[side]
    drop(zone, folder)
    qtbot.waitUntil(lambda: sentence.format(folder) in said_by(zone), timeout=PATIENCE)
    assert fix in [one.text() for one in zone.findChildren(QPushButton) if one.isVisible()]


def test_unsorted_pictures_move_to_the_other_side(
    zones: tuple[DropZone, DropZone], tmp_path: Path, qtbot: QtBot
) -> None:
    source, target = zones
    drop(source, unsorted(tmp_path))
    qtbot.waitUntil(lambda: "6" in said_by(source), timeout=PATIENCE)
    fix = next(one for one in source.findChildren(QPushButton) if one.text() == "Put it on the other side")
    fix.click()
    qtbot.waitUntil(lambda: "6" in said_by(target), timeout=PATIENCE)
    assert "Drop the folder here" in said_by(source)


def test_the_same_folder_twice_and_one_inside_the_other(
    window: MainWindow, zones: tuple[DropZone, DropZone], folders: Folders, qtbot: QtBot
) -> None:
    source, target = zones
    drop(source, folders.source)
    drop(target, folders.source)
    same = "This is the same folder as on the other side."
    qtbot.waitUntil(lambda: same in said_by(target), timeout=PATIENCE)
    drop(target, folders.source / "red")
    inside = "This folder lies inside the one on the other side."
    qtbot.waitUntil(lambda: inside in said_by(target), timeout=PATIENCE)
    assert not make_button(window).isEnabled()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may read everything")
def test_an_unreadable_folder_is_named(zones: tuple[DropZone, DropZone], folders: Folders, qtbot: QtBot) -> None:
    folders.target.chmod(0)
    drop(zones[1], folders.target)
    qtbot.waitUntil(lambda: any("can't be read" in words for words in said_by(zones[1])), timeout=PATIENCE)
    folders.target.chmod(0o755)


def shown_buttons(zone: DropZone) -> dict[str, QPushButton]:
    return {one.text(): one for one in zone.findChildren(QPushButton) if one.isVisible()}


def test_parts_of_a_data_set_are_asked_about_with_two_buttons(
    window: MainWindow, zones: tuple[DropZone, DropZone], folders: Folders, tmp_path: Path, qtbot: QtBot
) -> None:
    source, target = zones
    for part in ("fold1", "fold2"):
        shutil.copytree(folders.source, tmp_path / "parts" / part)
    drop(source, tmp_path / "parts")
    drop(target, folders.target)
    qtbot.waitUntil(lambda: "The classes are: blue, green, red" in shown_buttons(source), timeout=PATIENCE)
    assert "The classes are: fold1, fold2" in shown_buttons(source)
    assert "Which folders are the classes?" in said_by(source)
    assert not make_button(window).isEnabled()
    shown_buttons(source)["The classes are: blue, green, red"].click()
    qtbot.waitUntil(make_button(window).isEnabled, timeout=PATIENCE)
    assert "pictures in 3 classes" in said_by(source)
    make_button(window).click()
    assert window.session is not None
    assert window.session.job.class_level == 2


def test_what_is_passed_over_and_empty_is_said_in_the_zone(
    zones: tuple[DropZone, DropZone], folders: Folders, qtbot: QtBot
) -> None:
    source, target = zones
    (folders.source / "stain").mkdir()
    (folders.target / "1.heic").write_bytes(b"x")
    drop(source, folders.source)
    drop(target, folders.target)
    qtbot.waitUntil(lambda: any("1 .heic" in words for words in said_by(target)), timeout=PATIENCE)
    qtbot.waitUntil(lambda: any("without an image: stain" in words for words in said_by(source)), timeout=PATIENCE)
