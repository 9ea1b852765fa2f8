"""More pictures are pictures: what a model labelled opens in the gallery, is corrected by keys and is learnt from."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.protocol.requests import LabelFolder, Watch
from dclgui.project.folder import Project
from dclgui.qt.export.again import place_beside
from dclgui.qt.export.page import ExportPage
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import draw_images
from tests.e2e.window_parts import session_of
from tests.labels_csv import read_csv

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PATIENCE = 300_000


@pytest.fixture
def page(window: MainWindow, project: Path, tmp_path: Path) -> ExportPage:
    draw_images(tmp_path / "more", each=3, light=0.7, seed=5, sorted_by_class=False)
    (tmp_path / "more" / "broken.jpg").write_bytes(b"no picture")
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    return page


@pytest.fixture
def looking(page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot) -> ExportPage:
    """The gallery of a folder that was labelled at once."""
    assert not page.more._look.isVisible()
    page.more.start(LabelFolder(project, tmp_path / "more", tmp_path / "more.csv"))
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    qtbot.waitUntil(page.more._look.isVisible, timeout=PATIENCE)
    QTest.mouseClick(page.more._look, LEFT)
    assert page.later.isVisible()
    return page


def told(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.banner.findChildren(QLabel))


def test_the_keys_of_review_correct_what_a_model_labelled(
    window: MainWindow, looking: ExportPage, project: Path, tmp_path: Path
) -> None:
    later, gallery = looking.later, looking.later.gallery
    assert sorted(later._kept.table.paths) == sorted(read_csv(tmp_path / "more.csv").paths)
    first, second, third = gallery.shown[:3].tolist()
    QTest.keyClick(gallery, KEY.Key_2)
    assert gallery.current_row == second
    QTest.keyClick(gallery, KEY.Key_Return)
    QTest.keyClick(gallery, KEY.Key_X)
    corrections = later._kept.corrections
    assert corrections is not None
    assert corrections.current[first] == Decision(first, Verdict.LABEL, 1)
    assert corrections.current[second].label == later._kept.table.machine_label[second]
    assert corrections.current[third].verdict is Verdict.NONE_OF_THESE
    assert "10 pictures, 3 of them decided by you" in later._counts.text()
    QTest.keyClick(window, KEY.Key_Z, CONTROL)
    assert sorted(corrections.current) == sorted([first, second])
    assert (tmp_path / "more.decisions.csv").is_file()
    assert session_of(window).project.journal.current() == {}, "the project's own pictures are others"
    session_of(window).give_class_key(2, "W")
    gallery.go_to(third)
    QTest.keyClick(gallery, KEY.Key_W)
    assert corrections.current[third] == Decision(third, Verdict.LABEL, 2)
    QTest.keyClick(gallery, KEY.Key_Backspace)
    assert "Nothing is decided here" in told(looking)
    gallery.go_to(third)
    QTest.keyClick(gallery, KEY.Key_Backspace)
    QTest.keyClick(gallery, KEY.Key_Escape)
    assert not later.isVisible()
    window.show_start()
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    QTest.mouseClick(page.more._look, LEFT)
    assert "2 of them decided by you" in page.later._counts.text()
    assert page.later.gallery.current_row == third, "the first one that is not decided"


def test_the_same_keys_work_in_the_large_view(looking: ExportPage) -> None:
    later, gallery, closer = looking.later, looking.later.gallery, looking.later._closer
    corrections = later._kept.corrections
    assert corrections is not None
    first, second = gallery.shown[:2].tolist()
    QTest.keyClick(gallery, KEY.Key_I)
    assert closer.windowTitle() == later._kept.table.paths[first]
    QTest.keyClick(closer, KEY.Key_2)
    assert corrections.current[first] == Decision(first, Verdict.LABEL, 1)
    assert closer.windowTitle() == later._kept.table.paths[second], "it goes on to the next one"
    gallery.go_to(first)
    assert "decided" in closer._told.text()
    QTest.keyClick(closer, KEY.Key_Backspace)
    assert first not in corrections.current
    assert "decided" not in closer._told.text()
    assert closer._told.text().endswith(" confidence   1\u00a0blue   2\u00a0green   3\u00a0red")
    QTest.keyClick(closer, KEY.Key_I)
    assert not closer.isVisible()


def test_the_last_one_closes_the_large_view_and_the_note_leads_on(looking: ExportPage) -> None:
    later, gallery, closer = looking.later, looking.later.gallery, looking.later._closer
    QTest.keyClick(gallery, KEY.Key_I)
    for _ in gallery.shown:
        QTest.keyClick(closer, KEY.Key_2)
    assert not closer.isVisible()
    assert "All that show are decided." in told(looking)
    offered = [press.text() for press in looking.banner.findChildren(QPushButton) if press.isVisible()]
    assert later.adapt.text() in offered, "the note lies over the button of the page"
    later.back.click()
    assert not looking.banner.isVisible()


def test_they_follow_the_classes_of_the_project(window: MainWindow, looking: ExportPage, tmp_path: Path) -> None:
    later, gallery, session = looking.later, looking.later.gallery, session_of(window)
    first, second = gallery.shown[:2].tolist()
    QTest.keyClick(gallery, KEY.Key_2)
    before = session.table.class_names
    session.rename_class(1, "another name")
    assert later._kept.table.class_names == (before[0], "another name", before[2])
    assert gallery.current_row == second
    assert later._kept.table.label[first] == 1
    assert "1 of them decided by you" in later._counts.text()
    session.merge_class(1, 2)
    assert later._kept.table.label[first] == 2
    assert 1 not in later._kept.table.label
    QTest.keyClick(gallery, KEY.Key_2)
    assert later._kept.table.label[second] == 2, "the second of the classes that there are"
    kept = (tmp_path / "more.decisions.csv").read_text("utf-8-sig").split()
    assert [line.split(",")[1] for line in kept[1:]] == [before[2]] * 2


def test_the_corrections_go_into_the_next_adaptation(
    window: MainWindow, looking: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    place = place_beside(project)
    first = int(looking.later.gallery.shown[0])
    path = looking.later._kept.table.paths[first]
    QTest.keyClick(looking.later.gallery, KEY.Key_3)
    QTest.mouseClick(looking.later.adapt, LEFT)
    assert looking.more.again.busy
    qtbot.waitUntil(lambda: not looking.more.again.busy, timeout=PATIENCE)
    assert "Adapted again: " in told(looking)
    with Project.open(place) as made:
        row = made.catalog("target").paths.index(path)
        assert made.journal.current() == {row: Decision(row, Verdict.LABEL, 2)}


def test_what_is_watched_can_be_looked_at_meanwhile(
    page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page.more.start(Watch(project, tmp_path / "more", tmp_path / "watched.csv"))
    qtbot.waitUntil(lambda: page.more._state is not None and page.more._state.labelled == 9, timeout=PATIENCE)
    qtbot.waitUntil(page.more._look.isVisible, timeout=PATIENCE)
    QTest.mouseClick(page.more._look, LEFT)
    later = page.later
    low = later._low()
    later.low.click()
    assert sorted(later.gallery.shown.tolist()) == low.tolist()
    later.low.click()
    QTest.keyClick(later.gallery, KEY.Key_1)
    assert "1 of them decided by you" in later._counts.text()
    assert page.at_work()
    QTest.mouseClick(later.back, LEFT)
    page.more.stop()
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    assert len(read_csv(tmp_path / "watched.csv")) >= 9
