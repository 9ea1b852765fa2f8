"""A watch goes on in the tray when its window is closed, and the window comes back from there."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from dclgui.core.errors import UserError
from dclgui.core.protocol.requests import Watch
from dclgui.qt.export.page import ExportPage
from dclgui.qt.parts.choice import Choice
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import draw_images
from tests.labels_csv import read_csv

PATIENCE = 300_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A desktop with a tray, which a test's screen lacks; what was said beside the icon."""
    said: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, _title, words, _kind: said.append(words))
    return said


@pytest.fixture
def watching(window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot) -> ExportPage:
    draw_images(tmp_path / "new", each=1, light=0.7, seed=5, sorted_by_class=False)
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    page.more.start(Watch(project, tmp_path / "new", tmp_path / "new.csv"))
    qtbot.waitUntil(lambda: page.more._state is not None and page.more._state.labelled == 3, timeout=PATIENCE)
    return page


def asked(window: MainWindow) -> Choice:
    window.close()
    (question,) = [choice for choice in window.findChildren(Choice) if choice.isVisible()]
    return question


def test_the_watch_counts_what_is_of_low_confidence(watching: ExportPage, tmp_path: Path) -> None:
    state = watching.more._state
    assert state is not None
    low = sum(str(level) == "low" for level in read_csv(tmp_path / "new.csv").levels)
    assert state.low == low
    assert f"Watching: 3 labelled, of low confidence {low}, unreadable 0, waiting 0." in watching.more._text.text()


def test_it_goes_on_in_the_tray_and_a_click_brings_the_window_back(
    window: MainWindow, watching: ExportPage, tray: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    question = asked(window)
    assert [button.text() for button in question.buttons] == ["Go on in the tray", "Close all the same"]
    QTest.mouseClick(question.buttons[0], LEFT)
    assert not window.isVisible()
    icon = window._tray.icon
    assert icon is not None
    shutil.copy(tmp_path / "new" / "red-0.png", tmp_path / "new" / "late.png")
    qtbot.waitUntil(lambda: watching.more._state is not None and watching.more._state.labelled == 4, timeout=PATIENCE)
    watching.more.told.emit(UserError("The labels file can't be written.", "Free some space."))
    assert tray == ["The labels file can't be written."]
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()
    assert window._tray.icon is None
    assert watching.more.at_work()
    watching.more.told.emit(UserError("Once more.", ""))
    assert len(tray) == 1


def test_quit_in_the_tray_asks_as_the_window_does(window: MainWindow, watching: ExportPage, tray: list[str]) -> None:
    QTest.mouseClick(asked(window).buttons[0], LEFT)
    menu = window._tray._menu
    assert menu is not None
    menu.actions()[1].trigger()
    assert window.isVisible()
    (question,) = [choice for choice in window.findChildren(Choice) if choice.isVisible()]
    QTest.mouseClick(question.buttons[1], LEFT)
    assert window.session is None
    assert not window.isVisible()


def test_where_there_is_no_tray_none_is_offered(
    window: MainWindow, watching: ExportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    question = asked(window)
    assert [button.text() for button in question.buttons] == ["Close all the same"]
    question.reject()
