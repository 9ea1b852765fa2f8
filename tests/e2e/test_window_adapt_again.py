"""The window adapts a finished model again, to a folder of one's own or to one whose pictures have drifted away."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.protocol.requests import Watch
from dclgui.inference.drift import LEAST
from dclgui.project.folder import Project
from dclgui.qt.export.page import ExportPage
from dclgui.qt.parts.choice import Choice
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import draw_images
from tests.labels_csv import read_csv

PATIENCE = 300_000


@pytest.fixture
def page(window: MainWindow, project: Path) -> ExportPage:
    window.open_project(project)
    return export_page(window)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    draw_images(tmp_path / "later", each=6, light=0.6, seed=11, sorted_by_class=False)
    return tmp_path / "later"


def export_page(window: MainWindow) -> ExportPage:
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    return page


def draw_strange(folder: Path) -> None:
    """Stripes, which the model has never seen and is not sure of."""
    folder.mkdir()
    for number in range(LEAST + 10):
        random = np.random.default_rng(number)
        stripes = np.where(np.arange(48)[None, :, None] // random.integers(2, 6) % 2, 230, 20)
        pixels = stripes + random.integers(-15, 16, (48, 48, 3))
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(folder / f"{number:03}.png")


def told(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.banner.findChildren(QLabel))


def words(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.more.again.findChildren(QLabel))


def offered(page: ExportPage) -> list[str]:
    return [widget.text() for widget in page.banner.findChildren(QPushButton) if widget.isVisible()]


def press(page: ExportPage, name: str) -> None:
    pressed = [widget for widget in page.findChildren(QPushButton) if widget.isVisible() and widget.text() == name]
    assert len(pressed) == 1
    pressed[0].click()


def test_drift_is_one_click_away_from_a_new_project(
    page: ExportPage, window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    strange, file = tmp_path / "strange", tmp_path / "strange.csv"
    draw_strange(strange)
    page.more.start(Watch(project, strange, file))
    qtbot.waitUntil(lambda: "Adapt again" in offered(page), timeout=PATIENCE)
    press(page, "Adapt again")
    qtbot.waitUntil(lambda: "New project: my line-2" in words(page), timeout=PATIENCE)
    shutil.copy(strange / "000.png", strange / "late.png")
    qtbot.waitUntil(lambda: "Adapted again: " in told(page), timeout=PATIENCE)
    qtbot.waitUntil(lambda: "late.png" in read_csv(file).paths, timeout=PATIENCE)  # the watch went on
    press(page, "Open it")
    (question,) = window.findChildren(Choice)
    assert "strange is being watched" in " ".join(text.text() for text in question.findChildren(QLabel))
    question.buttons[0].click()  # close all the same
    assert window.session is not None
    assert window.session.project.folder == project.with_name("my line-2.dclproj")
    assert window.session.run.newest_round == 2
    assert window.session.job.target == strange
    with Project.open(project) as before:
        assert before.rounds.last() == 2


def test_a_folder_of_ones_own_and_no_project_is_overwritten(
    page: ExportPage, project: Path, later: Path, qtbot: QtBot
) -> None:
    other = project.with_name("my line-2.dclproj")
    other.mkdir()
    (other / "notes.txt").write_text("mine", encoding="utf-8")
    page.more.again.start(later)
    page.more.again.start(later)  # while it is at work, nothing happens
    qtbot.waitUntil(lambda: "Adapted again: " in told(page), timeout=PATIENCE)
    assert "my line-3.dclproj" in told(page)
    assert [file.name for file in other.iterdir()] == ["notes.txt"]
    assert not project.with_name("my line-4.dclproj").exists()


def test_stopped_its_rounds_are_kept_and_it_can_be_opened(
    page: ExportPage, window: MainWindow, project: Path, later: Path, qtbot: QtBot
) -> None:
    page.more.again.start(later)
    qtbot.waitUntil(lambda: "Round 1" in words(page), timeout=PATIENCE)
    press(page, "Stop")
    assert "Stopping" in words(page)
    qtbot.waitUntil(lambda: "Stopped. What is finished is kept in " in told(page), timeout=PATIENCE)
    press(page, "Open it")
    assert window.session is not None
    assert window.session.project.folder == project.with_name("my line-2.dclproj")
    assert window.session.run.newest_round in {0, 1, 2}


def test_what_it_can_not_adapt_to_is_said(page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot) -> None:
    page.more.again.start(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: "nowhere" in told(page), timeout=PATIENCE)
    assert "Open it" not in offered(page)
    assert not project.with_name("my line-2.dclproj").exists()
    assert not page.more.again.busy


def test_the_window_closes_while_it_adapts(page: ExportPage, window: MainWindow, later: Path, qtbot: QtBot) -> None:
    page.more.again.start(later)
    qtbot.waitUntil(lambda: "Round 1" in words(page), timeout=PATIENCE)
    window.show_start()
    assert window.session is None
