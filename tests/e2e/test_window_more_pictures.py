"""The finished model labels more pictures from the window: a folder at once, or files as they arrive."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.tasks import LabelFolder, Watch
from dclgui.labels.csv import read_csv
from dclgui.qt.main_window import MainWindow
from dclgui.qt.pages.export import ExportPage
from tests.e2e.terminal import draw_images

PATIENCE = 120_000


@pytest.fixture
def page(window: MainWindow, project: Path) -> ExportPage:
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    return page


def words(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.more.findChildren(QLabel))


def told(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.notice.findChildren(QLabel))


def test_a_folder_at_once(page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot) -> None:
    draw_images(tmp_path / "more", each=3, light=0.7, seed=5, sorted_by_class=False)
    page.more.start(LabelFolder(project, tmp_path / "more", tmp_path / "more.csv"))
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    assert len(read_csv(tmp_path / "more.csv")) == 9
    qtbot.waitUntil(lambda: "at once or as they arrive" in words(page), timeout=PATIENCE)


def test_files_as_they_arrive_and_again_after_a_restart(
    page: ExportPage, window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    arriving, file = tmp_path / "arriving", tmp_path / "arriving.csv"
    draw_images(arriving, each=1, light=0.7, seed=5, sorted_by_class=False)
    page.more.start(Watch(project, arriving, file))
    qtbot.waitUntil(lambda: "Watching: 3 labelled" in words(page), timeout=PATIENCE)
    shutil.copy(arriving / "red-0.png", arriving / "late.png")
    qtbot.waitUntil(lambda: "Watching: 4 labelled" in words(page), timeout=PATIENCE)
    window.show_start()
    window.open_project(project)
    window.go("export")
    again = window.page
    assert isinstance(again, ExportPage)
    again.more.start(Watch(project, arriving, file))
    qtbot.waitUntil(lambda: "Watching: 4 labelled" in words(again), timeout=PATIENCE)
    again.more.stop()
    qtbot.waitUntil(lambda: "at once or as they arrive" in words(again), timeout=PATIENCE)
    assert sorted(read_csv(file).paths) == ["blue-0.png", "green-0.png", "late.png", "red-0.png"]


def test_a_missing_folder_is_said(page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot) -> None:
    page.more.start(LabelFolder(project, tmp_path / "nowhere", tmp_path / "out.csv"))
    qtbot.waitUntil(lambda: "nowhere" in told(page), timeout=PATIENCE)
    assert not (tmp_path / "out.csv").exists()
