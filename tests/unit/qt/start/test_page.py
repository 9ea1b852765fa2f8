"""The page before a project is open: three ways, the recent ones, and the demo."""

from collections.abc import Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.demo import run as demo
from dclgui.demo.run import MARKER, project_of
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.start.page import RecentRow, StartPage
from dclgui.worker import serve

pytestmark = pytest.mark.slow

PATIENCE = 300_000


def serve_small_demos(connection: Connection, log: Path | None) -> None:
    """The window's child, but a demo that it draws has few pictures."""
    demo.make_project = partial(demo.make_project, per_class=3)
    serve(connection, log)


@pytest.fixture
def preferences() -> Preferences:
    made = Preferences()
    for project in made.recent:
        made.forget(project)
    return made


@pytest.fixture
def page(preferences: Preferences, qtbot: QtBot) -> Iterator[StartPage]:
    made = StartPage(preferences, serve_small_demos)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    made.close_work()
    made.close()


def rows_of(page: StartPage) -> list[RecentRow]:
    return [row for row in page.findChildren(RecentRow) if row.isVisible()]


def button_of(page: StartPage, name: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name)


def test_three_ways_and_one_of_them_is_the_usual_one(page: StartPage, qtbot: QtBot) -> None:
    wanted: list[str] = []
    page.command_wanted.connect(wanted.append)
    for name in ("New project", "Open a project…", "Try the demo"):
        QTest.mouseClick(button_of(page, name), Qt.MouseButton.LeftButton)
    assert wanted == ["new", "open", "demo"]
    buttons = page.findChildren(QPushButton)
    assert [one.text() for one in buttons if one.property("role") == "primary"] == ["New project"]


def test_an_empty_list_says_what_will_be_there(page: StartPage) -> None:
    assert rows_of(page) == []
    said = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "The projects that you make or open will be listed here." in said


def test_recent_projects_open_by_keyboard_and_can_be_taken_off(
    page: StartPage, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    backup, newer = tmp_path / "backup.dclproj", tmp_path / "newer & better.dclproj"
    for project in (backup, newer):
        project.mkdir()
        (project / "job.toml").write_text("")
        preferences.opened(project)
    page.entered()
    assert [row.project for row in rows_of(page)] == [newer, backup]
    assert ":" in rows_of(page)[0].accessibleDescription()
    opened: list[Path] = []
    page.project_wanted.connect(opened.append)
    QTest.keyClick(rows_of(page)[1], Qt.Key.Key_Return)
    assert opened == [backup]
    QTest.mouseClick(button_of(page, "Take newer & better off the list"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [row.project for row in rows_of(page)] == [backup])
    assert preferences.recent == [backup]
    assert newer.is_dir()


def test_the_demo_is_drawn_in_a_child_and_then_wants_to_be_opened(
    page: StartPage, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.project_wanted, timeout=PATIENCE) as said:
        page.try_demo(tmp_path / "demo")
        assert not button_of(page, "Try the demo").isVisible()
    assert said.args == [project_of(tmp_path / "demo", "default")]
    assert button_of(page, "Try the demo").isVisible()


def test_a_drawing_that_is_stopped_leaves_nothing_running(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.try_demo(tmp_path / "demo")
    qtbot.waitUntil((tmp_path / "demo" / MARKER).is_file, timeout=PATIENCE)
    QTest.mouseClick(button_of(page, "Stop drawing the demo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(button_of(page, "Try the demo").isVisible, timeout=PATIENCE)


def test_the_demo_never_replaces_what_is_not_its_own(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    page.try_demo(tmp_path)
    qtbot.waitUntil(page.banner.isVisible, timeout=PATIENCE)
    said = [one.text() for one in page.banner.findChildren(QLabel)]
    assert f"{tmp_path} holds other files, and the demo would replace them." in said
    assert "Choose an empty folder for the demo." in said
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_recent_project_says_where_it_stands(
    page: StartPage, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    project = tmp_path / "line.dclproj"
    project.mkdir()
    preferences.opened(project)
    assert preferences.left_at(project) is None
    for doubtful, words in ((22, "round 6, 22 worth a look"), (0, "round 6")):
        preferences.leaves(project, 6, doubtful)
        page.entered()
        qtbot.waitUntil(lambda: len(rows_of(page)) == 1)
        assert words in rows_of(page)[0].accessibleDescription()
    preferences.forget(project)
    assert preferences.left_at(project) is None
