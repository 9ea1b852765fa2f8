"""Choosing two folders, with a real child that counts them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.qt.folders.page import FoldersPage
from dclgui.qt.folders.zone import DropZone
from dclgui.qt.session.session import Session
from dclgui.worker import serve
from tests.e2e.terminal import Folders, draw_folders

pytestmark = pytest.mark.slow

PATIENCE = 300_000


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return draw_folders(tmp_path, sorted_by_class=False)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[FoldersPage]:
    made = FoldersPage(serve)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.start_new()
    made.show()
    yield made
    made.close_work()
    made.close()


def zones_of(page: FoldersPage) -> tuple[DropZone, DropZone]:
    source, target = page.findChildren(DropZone)
    return source, target


def said_by(zone: DropZone) -> list[str]:
    return [one.text() for one in zone.findChildren(QLabel) if one.isVisible() and one.text()]


def make_button(page: FoldersPage) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == "Make the project")


def press(zone: DropZone, words: str) -> None:
    next(one for one in zone.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def place_of(page: FoldersPage) -> QLineEdit:
    return page.findChildren(QLineEdit)[0]


def test_two_folders_become_a_project(page: FoldersPage, folders: Folders, tmp_path: Path, qtbot: QtBot) -> None:
    source, target = zones_of(page)
    assert make_button(page).toolTip() == "Choose both folders first."
    source.dropped.emit([folders.source])
    target.dropped.emit([folders.target])
    qtbot.waitUntil(make_button(page).isEnabled, timeout=PATIENCE)
    assert "pictures in 3 classes" in said_by(source)
    assert "24" in said_by(target)
    assert place_of(page).text() == str(tmp_path / "new camera.dclproj")
    with qtbot.waitSignal(page.project_made) as made:
        make_button(page).click()
    with Project.open(made.args[0]) as project:
        assert (project.job.source, project.job.target) == (folders.source, folders.target)


def test_two_folders_dropped_at_once_find_their_sides(page: FoldersPage, folders: Folders, qtbot: QtBot) -> None:
    page.offer([folders.target, folders.source])
    qtbot.waitUntil(make_button(page).isEnabled, timeout=PATIENCE)
    source, target = zones_of(page)
    assert "old camera" in said_by(source)
    assert "new camera" in said_by(target)


def test_a_swapped_pair_is_put_right_by_one_button(page: FoldersPage, folders: Folders, qtbot: QtBot) -> None:
    source, target = zones_of(page)
    target.dropped.emit([folders.source])
    source.dropped.emit([folders.target])
    sentence = "The two folders are the wrong way round."
    qtbot.waitUntil(lambda: sentence in said_by(source), timeout=PATIENCE)
    assert make_button(page).toolTip() == "Put right first what is said above."
    press(source, "Swap them")
    qtbot.waitUntil(make_button(page).isEnabled, timeout=PATIENCE)
    assert "old camera" in said_by(source)


def test_a_single_file_is_replaced_by_its_folder(page: FoldersPage, folders: Folders, qtbot: QtBot) -> None:
    _, target = zones_of(page)
    target.dropped.emit([folders.target / "red-0.png"])
    qtbot.waitUntil(lambda: "“red-0.png” is a single file, not a folder." in said_by(target), timeout=PATIENCE)
    press(target, "Use the folder it lies in")
    qtbot.waitUntil(lambda: "24" in said_by(target), timeout=PATIENCE)


def test_another_folder_makes_an_earlier_scan_stale(page: FoldersPage, folders: Folders, qtbot: QtBot) -> None:
    source, _ = zones_of(page)
    source.dropped.emit([folders.target])
    source.dropped.emit([folders.source])
    qtbot.waitUntil(lambda: "pictures in 3 classes" in said_by(source), timeout=PATIENCE)
    assert "old camera" in said_by(source)


def test_a_csv_list_may_teach(page: FoldersPage, folders: Folders, qtbot: QtBot) -> None:
    files = sorted(folders.source.rglob("*.png"))
    lines = [f"{file.relative_to(folders.source).as_posix()},{file.parent.name}" for file in files]
    listed = folders.source / "list.csv"
    listed.write_text("\n".join(("path,label", *lines)), encoding="utf-8")
    source, _ = zones_of(page)
    source.dropped.emit([listed])
    qtbot.waitUntil(lambda: "pictures in 3 classes" in said_by(source), timeout=PATIENCE)


def test_the_project_does_not_go_among_the_pictures(page: FoldersPage, folders: Folders, qtbot: QtBot) -> None:
    source, target = zones_of(page)
    source.dropped.emit([folders.source])
    target.dropped.emit([folders.target])
    qtbot.waitUntil(make_button(page).isEnabled, timeout=PATIENCE)
    place = place_of(page)
    place.clear()
    QTest.keyClicks(place, str(folders.target / "here"))
    assert make_button(page).toolTip() == "The project can't lie inside a folder of pictures."


def test_more_than_two_folders_are_refused_in_a_sentence(page: FoldersPage, tmp_path: Path) -> None:
    page.offer([tmp_path / name for name in "abc"])
    assert page.banner.isVisible()


def test_a_project_dropped_on_a_zone_opens(page: FoldersPage, folders: Folders, tmp_path: Path, qtbot: QtBot) -> None:
    place = tmp_path / "line.dclproj"
    Project.create(place, Job(source=folders.source, target=folders.target)).close()
    with qtbot.waitSignal(page.project_made) as made:
        zones_of(page)[0].dropped.emit([place])
    assert made.args == [place]


def test_an_open_project_shows_its_folders_before_and_after_they_are_listed(
    page: FoldersPage, folders: Folders, tmp_path: Path, qtbot: QtBot
) -> None:
    from dclgui.importing.catalogs import scan_project

    place = tmp_path / "line.dclproj"
    Project.create(place, Job(source=folders.source, target=folders.target)).close()
    session = Session(place, serve)
    page.show_session(session)
    source, target = zones_of(page)
    qtbot.waitUntil(lambda: "pictures in 3 classes" in said_by(source), timeout=PATIENCE)
    with Project.open(place) as project:
        list(scan_project(project))
    session.reload_images()
    assert page.step_state().note == "24 and 24 pictures"
    assert "24" in said_by(target)
    assert not source.acceptDrops()
    assert not make_button(page).isVisible()
    with qtbot.waitSignal(page.step_wanted) as wanted:
        next(one for one in page.findChildren(QPushButton) if one.text() == "Go on to Check").click()
    assert wanted.args == ["check"]
    session.close()
