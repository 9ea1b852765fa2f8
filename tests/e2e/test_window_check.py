"""The data check in the window: found by a real child, acted on, undone, and kept."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.qt.check.card import FindingCard
from dclgui.qt.run.page import RunPage
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import Folders

PATIENCE = 300_000
COPIES = "2 pictures of the new camera are copies of others"


@pytest.fixture
def place(folders: Folders, tmp_path: Path) -> Path:
    for number in (0, 1):
        shutil.copy(folders.target / "red" / f"red-{number}.png", folders.target / "red" / f"z-copy-{number}.png")
    Project.create(tmp_path / "line.dclproj", Job(source=folders.source, target=folders.target)).close()
    return tmp_path / "line.dclproj"


def press(window: MainWindow, name: str) -> None:
    next(one for one in window.page.findChildren(QPushButton) if one.accessibleName() == name).click()


def shown_cards(window: MainWindow) -> list[str]:
    return [card.accessibleName() for card in window.page.findChildren(FindingCard) if card.isVisible()]


def set_aside(window: MainWindow) -> list[str]:
    assert window.session is not None
    assert window.session.target is not None
    rows = window.session.project.exclusions.current("target").tolist()
    return [window.session.target.paths[row] for row in rows]


def test_copies_are_found_set_aside_undone_and_remembered(window: MainWindow, place: Path, qtbot: QtBot) -> None:
    window.open_project(place)
    qtbot.waitUntil(lambda: COPIES in shown_cards(window), timeout=PATIENCE)
    press(window, f"Exclude all: {COPIES}")
    assert set_aside(window) == ["red/z-copy-0.png", "red/z-copy-1.png"]
    window.perform("undo")
    assert set_aside(window) == []
    window.perform("redo")
    window.show_start()

    window.open_project(place)
    window.go("check")
    qtbot.waitUntil(lambda: COPIES in shown_cards(window), timeout=PATIENCE)
    assert set_aside(window) == ["red/z-copy-0.png", "red/z-copy-1.png"]
    assert "2 of 2 set aside" in [one.text() for one in window.page.findChildren(QLabel)]
    window.perform("undo")
    assert set_aside(window) == []


def test_the_check_can_be_put_off_for_the_run(window: MainWindow, place: Path) -> None:
    window.open_project(place)
    press(window, "Check later")
    press(window, "Go on to Run")
    assert isinstance(window.page, RunPage)
    window.show_start()
