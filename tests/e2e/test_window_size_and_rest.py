"""The window keeps its size, nothing in it jumps, and what is said goes when it is no longer of the moment."""

from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.core.protocol.requests import Watch
from dclgui.core.protocol.results import FolderScanned
from dclgui.project.settings import NAME as JOB_FILE
from dclgui.qt.export.page import ExportPage
from dclgui.qt.folders.zone import DropZone
from dclgui.qt.parts.choice import Choice
from dclgui.qt.parts.page import STEPS
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.run.page import RunPage
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.window_parts import drop, opened, session_of
from tests.e2e.window_walk import clipped, cut_off

PATIENCE = 300_000
LEFT = Qt.MouseButton.LeftButton


def settled(window: QWidget) -> tuple[int, int]:
    """The size of the window once all that a change of the page brings with it has come."""
    for _ in range(5):
        QApplication.processEvents()
    return window.width(), window.height()


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_every_page_fits_into_a_small_window(window: MainWindow, project: Path, language: str) -> None:
    window.perform(language)
    window.resize(900, 560)
    assert settled(window) == (900, 560)
    window.new_project()
    assert settled(window) == (900, 560)
    window.open_project(project)
    for step in STEPS:
        window.go(step)
        assert settled(window) == (900, 560), step
        cut = {text for text in clipped(window) if "px high" in text}
        assert cut | cut_off(window) == set(), step


def test_the_first_size_leaves_room_for_the_frame(window: MainWindow) -> None:
    free = window.screen().availableGeometry().size()
    made = MainWindow(window._serve)
    assert made.width() <= max(900, free.width())
    assert made.height() == min(768, free.height() - 40)
    made.close()


def test_a_notice_moves_nothing_and_goes_with_its_page(window: MainWindow, project: Path) -> None:
    page = opened(window, project)
    settled(window)
    before = [widget.geometry() for widget in page.findChildren(QWidget) if widget.isVisible()]
    page.banner.show_note("One thing", "and another", next_step=("Do it", page.show))
    assert page.banner.isVisible()
    settled(window)
    inside = set(page.banner.findChildren(QWidget)) | {page.banner}
    after = [w.geometry() for w in page.findChildren(QWidget) if w.isVisible() and w not in inside]
    assert after == before
    assert page.rect().contains(page.banner.geometry())
    window.go("export")
    window.go("review")
    assert not page.banner.isVisible()


def test_a_closed_project_leaves_the_title(window: MainWindow, project: Path) -> None:
    window.open_project(project)
    assert window.windowTitle() == "my line – dclgui"
    window.perform("close")
    assert window.windowTitle() == "dclgui"


def test_a_click_on_a_step_gives_the_keyboard_to_the_page(window: MainWindow, project: Path) -> None:
    window.open_project(project)
    for step in ("run", "export", "review"):
        button = window.findChild(QWidget, f"step {step}")
        assert button is not None
        QTest.mouseClick(button, LEFT)
        assert not button.hasFocus()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert window.page.isAncestorOf(focused) or focused is window.page
        assert "Button" not in type(focused).__name__


def test_the_details_fold_in_a_narrow_window_and_come_when_asked_for(window: MainWindow, project: Path) -> None:
    page = opened(window, project)
    assert page.inspector.isVisible()
    window.resize(1000, 600)
    settled(window)
    assert not page.inspector.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert page.inspector.isVisible()
    assert settled(window) == (1000, 600)
    window.go("audit")
    assert window._asides.isVisible(), "what an audit says can't be spared"


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_filter_and_keys_have_room_beside_the_details(window: MainWindow, project: Path, language: str) -> None:
    window.perform(language)
    window.resize(900, 560)
    page = opened(window, project)
    settled(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert page.inspector.isVisible()
    for flags in (0, 3):  # a flag has a chip of its own
        page._session.ask_about(np.arange(flags), "?")
        assert settled(window) == (900, 560)
        inside = page.filter_bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        controls = [one for one in inside if one.isVisible()]
        for one, other in combinations(controls, 2):
            assert not one.geometry().intersects(other.geometry()), (one.accessibleName(), other.accessibleName())
        assert cut_off(window) == set()
        assert page.gallery.height() >= 48


def test_the_menu_of_a_picture_offers_what_the_keys_do_and_more(window: MainWindow, project: Path) -> None:
    page = opened(window, project)
    QTest.keyClick(page.gallery, Qt.Key.Key_2)
    page.gallery.go_to(0)
    view, at = page.gallery.viewport(), QPoint(40, 40)
    QTest.mousePress(view, Qt.MouseButton.RightButton, pos=at)
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = {action.objectName(): action for action in menu.actions() if action.objectName()}
    assert {"right", "unsure", "none of these", "same for alike", "look closer", "show in folder"} < set(offered)
    offered["copy path"].trigger()
    target = session_of(window).target
    assert target is not None
    assert QApplication.clipboard().text() == str(target.file(0))
    offered["take back"].trigger()
    menu.close()
    assert session_of(window).project.journal.current() == {}
    window.perform("undo")
    assert list(session_of(window).project.journal.current()) == [0]


def test_what_was_said_of_several_is_taken_back_as_one_step(window: MainWindow, project: Path) -> None:
    page = opened(window, project)
    page._session.decide(np.array([1, 2, 3], np.int64), Verdict.LABEL, 0)
    QTest.keyClick(page.gallery, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.gallery, Qt.Key.Key_Backspace)
    assert session_of(window).project.journal.current() == {}
    assert not session_of(window).table.decided.any()
    window.perform("undo")
    assert list(session_of(window).project.journal.current()) == [1, 2, 3]


def test_escape_empties_the_line_to_find_and_goes_back_to_the_pictures(window: MainWindow, project: Path) -> None:
    page: ReviewPage = opened(window, project)
    everything = len(page.gallery.shown)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.filter_bar.search, "blue-1")
    QTest.keyClick(page.filter_bar.search, Qt.Key.Key_Return)
    assert len(page.gallery.shown) == 1
    QTest.keyClick(page.filter_bar.search, Qt.Key.Key_Escape)
    assert len(page.gallery.shown) == everything
    assert page.gallery.hasFocus()


def test_a_watch_is_not_closed_without_a_question(
    window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "new").mkdir()
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    page.more.start(Watch(project, tmp_path / "new", tmp_path / "new.csv"))
    qtbot.waitUntil(lambda: page.more._state is not None, timeout=PATIENCE)
    window.close()
    assert window.isVisible()
    (question,) = window.findChildren(Choice)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert page.more.at_work()
    other = tmp_path / "other.dclproj"
    other.mkdir()
    (other / JOB_FILE).touch()
    for other_work in (
        partial(window.perform, "tour"),
        partial(window.perform, "new"),
        partial(window.perform, "close"),
        partial(drop, window, other),
    ):
        other_work()
        (question,) = [choice for choice in window.findChildren(Choice) if choice.isVisible()]
        QTest.keyClick(question, Qt.Key.Key_Escape)
        assert window.session is not None, "nothing else takes the project away, either"
    drop(window, project)
    assert not [choice for choice in window.findChildren(Choice) if choice.isVisible()], "it is open already"
    window.close()
    (question,) = [choice for choice in window.findChildren(Choice) if choice.isVisible()]
    QTest.mouseClick(question.buttons[0], LEFT)
    assert not window.isVisible()
    assert window.session is None


def test_pictures_beside_the_folders_are_a_line_of_their_own(tmp_path: Path, qtbot: QtBot) -> None:
    pool = ThumbnailPool()
    zone = DropZone("target", pool)
    qtbot.addWidget(zone)
    found = FolderScanned("target", tmp_path, 63, (("a", 12), ("b", 12)), (), looks_labelled=False, finished=True)
    zone.show_choice(tmp_path, found, None, busy=False, fixed=False)
    assert "beside the folders  39" in zone._bars.accessibleDescription()
    pool.close()


def test_words_of_experts_show_to_experts_alone(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    content = page.inspector.content
    window.go("run")
    run = window.page
    assert isinstance(run, RunPage)
    live = run._show_live()
    for wanted in (False, True, False):
        window.go("run")
        assert live.strip.isVisible() == live.losses.isVisible() == wanted
        assert live.shares.isVisible()
        window.go("review")
        qtbot.waitUntil(content.figures.isVisible if wanted else content.figures.isHidden)
        assert content.bars.isVisible()
        assert window.actions_table["experts"].isChecked() == wanted
        window.perform("experts")
    window.perform("experts")
