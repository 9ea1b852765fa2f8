"""The first page: recent projects, opening, dropping, and one window a project."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.errors import UserError
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve
from tests.e2e.window_parts import drop
from tests.e2e.window_walk import cut_off


def notice_of(window: MainWindow) -> str:
    return " ".join(widget.text() for widget in window.page.banner.findChildren(QLabel) if widget.isVisible())


def test_a_project_opens_at_its_last_step_and_is_listed(window: MainWindow, project: Path) -> None:
    assert window.page is window.start_page
    window.open_project(project)
    assert window.page is window.pages["review"]
    assert window.preferences.recent == [project]
    window.go("audit")
    window.perform("close")
    assert window.page is window.start_page
    window.open_project(project)
    assert window.page is window.pages["audit"]
    assert project.stem in window.windowTitle()


def test_a_project_is_chosen_in_a_dialog(window: MainWindow, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(project))
    window.perform("open")
    assert window.session is not None


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_a_small_window_cuts_no_word_beside_a_list_of_projects(
    window: MainWindow, project: Path, language: str
) -> None:
    for name in ("first", "second", "third"):
        window.preferences.opened(shutil.copytree(project, project.with_name(f"{name}.dclproj")))
    window.show_start()
    window.perform(language)
    QApplication.processEvents()
    wrapped = [text for text in window.start_page.findChildren(QLabel) if text.isVisible() and text.wordWrap()]
    assert len(wrapped) >= 3
    wide = [text.minimumHeight() for text in wrapped]
    window.resize(900, 560)
    QApplication.processEvents()
    assert {text.text() for text in wrapped if text.height() < text.heightForWidth(text.width())} == set()
    assert cut_off(window) == set()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert [text.minimumHeight() for text in wrapped] == wide


def test_a_dropped_project_opens(window: MainWindow, project: Path) -> None:
    drop(window, project)
    assert window.session is not None
    assert window.session.project.folder == project


def test_a_dropped_folder_that_is_no_project_goes_to_a_new_one(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    drop(window, tmp_path / "pictures")
    assert window.page is window.folders_page
    assert window.session is None


def test_what_is_no_project_is_said_on_the_page(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    window.page.attempt(lambda: window.open_project(tmp_path / "empty"))
    assert "is not a project" in notice_of(window)
    assert window.page is window.start_page


def test_a_second_window_on_the_same_project_says_so(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    second = MainWindow(serve)
    qtbot.addWidget(second)
    second.show()
    with pytest.raises(UserError, match="is open in another window"):
        second.open_project(project)
    assert second.page is second.start_page
    window.perform("close")
    second.open_project(project)
    assert second.session is not None
    second.close()


def test_a_recent_project_that_is_gone_is_not_listed(window: MainWindow, project: Path) -> None:
    window.open_project(project)
    window.perform("close")
    shutil.rmtree(project)
    assert window.preferences.recent == []
