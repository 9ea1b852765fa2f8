"""The pictures of a project were moved: the window opens it, asks where they are, and checks the answer."""

import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui.project.folder import Project
from dclgui.qt.export.page import ExportPage
from dclgui.qt.folders.moved import MovedDialog
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import Finished

PATIENCE = 300_000


@pytest.fixture
def moved(finished: Finished, tmp_path: Path) -> Path:
    """The finished project beside a target folder that is called otherwise than before."""
    place = tmp_path / "elsewhere"
    shutil.copytree(finished.folders.target, place / "the newer camera")
    shutil.copytree(finished.folders.source, place / "the older camera")
    project = shutil.copytree(finished.project, place / finished.project.name)
    settings = (project / "job.toml").read_text("utf-8")
    (project / "job.toml").write_text(settings.replace(str(finished.folders.target.parent), "/nowhere at all"), "utf-8")
    return project


def words_of(dialog: MovedDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def test_moved_pictures_are_asked_for_and_the_answer_is_checked(
    window: MainWindow, moved: Path, tmp_path: Path
) -> None:
    window.open_project(moved)
    session = window.session
    assert session is not None
    assert set(session.project.missing) == {"source", "target"}
    (dialog,) = window.findChildren(MovedDialog)
    assert dialog.isVisible()
    assert not dialog.take.isEnabled()
    (tmp_path / "others" / "red").mkdir(parents=True)
    for number in range(8):
        Image.new("RGB", (9, 9)).save(tmp_path / "others" / "red" / f"red-{number}.png")
    dialog.choose("target", tmp_path / "others")
    assert "is not the folder of the target images" in words_of(dialog)
    assert not dialog.take.isEnabled()
    dialog.choose("target", moved.parent / "the newer camera")
    assert "25 of 25 pictures looked for are there" in words_of(dialog)
    dialog.take.click()
    assert set(session.project.missing) == {"source"}
    assert session.target is not None
    assert session.target.file(0).is_file()
    window.perform("close")
    with Project.open(moved) as project:
        assert project.job.target == moved.parent / "the newer camera"


def test_an_archived_source_is_only_mentioned(window: MainWindow, moved: Path) -> None:
    with Project.open(moved) as project:
        project.move_images({"target": moved.parent / "the newer camera"})
    window.open_project(moved)
    assert not window.findChildren(MovedDialog)
    assert window.session is not None
    assert window.session.table.round is not None
    window.go("folders")
    said = [one.text() for one in window.folders_page.banner.findChildren(QLabel)]
    assert "The old camera's pictures are not where they were." in said


def test_pictures_that_came_since_the_run_are_offered(window: MainWindow, moved: Path, qtbot: QtBot) -> None:
    folder = moved.parent / "the newer camera"
    with Project.open(moved) as project:
        project.move_images({"target": folder, "source": moved.parent / "the older camera"})
    shutil.copy(next((folder / "red").glob("red-*.png")), folder / "late.png")
    window.open_project(moved)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    qtbot.waitUntil(lambda: "(1)" in page.more._new.text(), timeout=PATIENCE)
    assert page.more._new.isVisible()
    assert page.more._new.text() == "Label the new pictures… (1)"
