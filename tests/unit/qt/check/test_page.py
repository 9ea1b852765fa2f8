"""The data check on the page, with a real child."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.qt.check.card import FindingCard
from dclgui.qt.check.comparison import ComparisonCard
from dclgui.qt.check.page import CheckPage
from dclgui.qt.check.strip import FindingStrip
from dclgui.qt.session.session import Session
from dclgui.worker import serve
from tests.e2e.terminal import Folders, draw_folders

pytestmark = pytest.mark.slow

PATIENCE = 300_000


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Two copies and an unreadable file among the new camera's, one picture of the old camera's among them too."""
    made = draw_folders(tmp_path)
    for number in (0, 1):
        shutil.copy(made.target / "red" / f"red-{number}.png", made.target / "red" / f"z-copy-{number}.png")
    shutil.copy(made.source / "blue" / "blue-0.png", made.target / "blue" / "leaked.png")
    (made.target / "red" / "broken.jpg").write_bytes(b"not a picture")
    return made


@pytest.fixture
def session(folders: Folders, tmp_path: Path) -> Iterator[Session]:
    Project.create(tmp_path / "line.dclproj", Job(source=folders.source, target=folders.target)).close()
    made = Session(tmp_path / "line.dclproj", serve)
    yield made
    made.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[CheckPage]:
    made = CheckPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    made.close_work()
    made.close()


@pytest.fixture
def checked(page: CheckPage, qtbot: QtBot) -> CheckPage:
    page.entered()
    qtbot.waitUntil(lambda: bool(cards_of(page)), timeout=PATIENCE)
    return page


def cards_of(page: CheckPage) -> dict[str, FindingCard]:
    return {card.finding.kind: card for card in page.findChildren(FindingCard) if card.isVisible()}


def press(page: CheckPage, name: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()).click()


def excluded(session: Session) -> dict[str, list[str]]:
    assert session.source is not None
    assert session.target is not None
    rows = session.project.exclusions.current
    return {
        "source": [session.source.paths[row] for row in rows("source").tolist()],
        "target": [session.target.paths[row] for row in rows("target").tolist()],
    }


def words_of(page: CheckPage) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def test_entering_looks_at_the_pictures_and_lists_what_is_wrong(checked: CheckPage, session: Session) -> None:
    assert {"unreadable", "duplicate", "leak"} <= set(cards_of(checked))
    said = words_of(checked)
    assert "1 picture of the new camera can't be read" in said
    assert "2 pictures of the new camera are copies of others" in said
    assert "1 picture of the old camera is also among the pictures to label" in said
    assert excluded(session) == {"source": [], "target": []}, "nothing is taken out without a word"
    assert checked.step_state().done
    assert "The new pictures are a little darker than the old ones." in said


def test_all_that_is_advised_goes_at_once_and_comes_back_by_undo(checked: CheckPage, session: Session) -> None:
    press(checked, "Exclude all that are advised (3)")
    out = {"source": ["blue/blue-0.png"], "target": ["red/z-copy-0.png", "red/z-copy-1.png"]}
    assert excluded(session) == out
    assert checked.step_state().note == "3 problems set aside"
    checked.commands["undo"]()
    assert excluded(session) == {"source": out["source"], "target": []}
    checked.commands["redo"]()
    assert excluded(session) == out
    assert CheckPage(session).step_state().note == "3 problems set aside"


def test_each_picture_is_set_aside_or_kept_by_keyboard(checked: CheckPage, session: Session, qtbot: QtBot) -> None:
    strip = cards_of(checked)["duplicate"].findChildren(FindingStrip)[0]
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert excluded(session)["target"] == ["red/z-copy-1.png"]
    assert strip.accessibleDescription().endswith("set aside")
    QTest.keyClick(strip, Qt.Key.Key_Home)
    assert strip.accessibleDescription().endswith("kept")
    QTest.keyClick(strip, Qt.Key.Key_X)
    press(checked, "Keep all: 2 pictures of the new camera are copies of others")
    assert excluded(session)["target"] == []


def test_a_click_on_the_words_below_a_picture_sets_it_aside(checked: CheckPage, session: Session, qtbot: QtBot) -> None:
    strip = cards_of(checked)["duplicate"].findChildren(FindingStrip)[0]
    middle = strip.viewport().rect().topLeft()
    middle.setX(40)
    middle.setY(40)
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert excluded(session)["target"] == []
    middle.setY(122)
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert excluded(session)["target"] == ["red/z-copy-0.png"]


def test_an_unreadable_picture_needs_no_decision(checked: CheckPage, session: Session, qtbot: QtBot) -> None:
    card = cards_of(checked)["unreadable"]
    assert [one for one in card.findChildren(QPushButton) if one.isVisible()] == []
    strip = card.findChildren(FindingStrip)[0]
    assert "broken.jpg" in strip.accessibleDescription()
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert excluded(session)["target"] == []


def test_the_check_can_be_put_off_and_made_later(page: CheckPage, session: Session, qtbot: QtBot) -> None:
    page.entered()
    press(page, "Check later")
    assert page.step_state().note == "Put off"
    page.entered()
    assert page.step_state().note == "Put off", "it does not begin again by itself"
    press(page, "Check now")
    qtbot.waitUntil(lambda: bool(cards_of(page)), timeout=PATIENCE)
    assert session.project.check() is not None


def test_what_a_check_fails_at_is_said_on_the_page(page: CheckPage, folders: Folders, qtbot: QtBot) -> None:
    shutil.rmtree(folders.target)
    page.entered()
    qtbot.waitUntil(page.banner.isVisible, timeout=PATIENCE)
    assert any(str(folders.target) in words for words in words_of(page))


def test_pictures_without_fault_get_a_friendly_word(tmp_path: Path, qtbot: QtBot) -> None:
    rng = np.random.default_rng(3)
    for camera in ("old", "new"):
        for name in ("a", "b"):
            folder = tmp_path / camera / name
            folder.mkdir(parents=True)
            for number in range(6):
                Image.fromarray(rng.integers(0, 255, (64, 64, 3), np.uint8)).save(folder / f"{number}.png")
    Project.create(tmp_path / "p.dclproj", Job(source=tmp_path / "old", target=tmp_path / "new")).close()
    session = Session(tmp_path / "p.dclproj", serve)
    page = CheckPage(session)
    qtbot.addWidget(page)
    page.show()
    page.entered()
    qtbot.waitUntil(lambda: bool(page.findChildren(ComparisonCard)), timeout=PATIENCE)
    assert "Nothing is wrong with the pictures." in words_of(page)
    assert page.step_state().note == "Nothing found"
    page.close_work()
    page.close()
    session.close()
