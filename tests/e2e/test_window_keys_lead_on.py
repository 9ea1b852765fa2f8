"""Keys in Review and Audit: a held one decides once, and each leads to the next undecided picture."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.project.folder import Project
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.parts.choice import Choice
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.table import State
from tests.e2e.window_parts import opened, session_of

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
REPEATS = 40
"""As often a key held for two seconds is told."""
TEXTS = {KEY.Key_Return: "\r", KEY.Key_Space: " ", KEY.Key_X: "x", KEY.Key_2: "2"}


@pytest.fixture
def page(window: MainWindow, project: Path) -> ReviewPage:
    return opened(window, project)


def kept(window: MainWindow) -> dict[int, Decision]:
    return session_of(window).project.journal.current()


def held(widget: QWidget, key: Qt.Key) -> None:
    """The key goes down and is told again and again, as a keyboard does."""
    QTest.keyPress(widget, key)
    for _ in range(REPEATS):
        QTest.simulateEvent(widget, True, key, PLAIN, TEXTS[key], True, -1)
    QTest.keyRelease(widget, key)


@pytest.mark.parametrize("key", TEXTS, ids=lambda key: key.name)
def test_a_held_key_decides_one_picture(window: MainWindow, page: ReviewPage, key: Qt.Key) -> None:
    held(page.gallery, key)
    assert list(kept(window)) == [0]
    assert page.gallery.current_row == 1


def test_a_held_arrow_still_walks(page: ReviewPage) -> None:
    QTest.keyPress(page.gallery, KEY.Key_Right)
    for _ in range(3):
        QApplication.sendEvent(page.gallery, QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Right, PLAIN, "", True))
    assert page.gallery.current_row == 4


@pytest.mark.parametrize("key", [KEY.Key_2, KEY.Key_Space, KEY.Key_X], ids=lambda key: key.name)
def test_a_held_key_answers_one_picture_of_an_audit(window: MainWindow, project: Path, key: Qt.Key) -> None:
    window.open_project(project)
    window.go("audit")
    page = window.page
    assert isinstance(page, AuditPage)
    page.auditing.draw(6)
    page.picture.setFocus()
    held(page.picture, key)
    assert len(page.auditing.answers) == 1


def test_the_most_doubtful_picture_is_current_and_in_view_at_first(window: MainWindow, project: Path) -> None:
    with Project.open(project) as early:
        early.rounds.truncate_after(0)
    window.open_project(project)
    window.go("review")
    page = window.page
    assert isinstance(page, ReviewPage)
    assert page.gallery.current_row == page.gallery.shown[0]
    assert page.gallery.verticalScrollBar().value() == 0


def test_another_filter_begins_at_its_first_picture(page: ReviewPage) -> None:
    page._session.decide(np.array([3, 4], np.int64), Verdict.UNSURE)
    page.gallery.go_to(9)
    page.filter_bar.chips[State.UNSURE].click()
    assert page.gallery.shown.tolist() == [3, 4]
    assert page.gallery.current_row == 3


def test_a_decision_goes_over_what_is_decided_and_round_the_end(window: MainWindow, page: ReviewPage) -> None:
    page._session.decide(np.array([1, 2], np.int64), Verdict.LABEL, 0)
    QTest.keyClick(page.gallery, KEY.Key_1)
    assert page.gallery.current_row == 3
    page.gallery.go_to(int(np.flatnonzero(page._session.table.waiting)[-1]))
    QTest.keyClick(page.gallery, KEY.Key_1)
    assert page.gallery.current_row == 3


def test_when_all_are_decided_it_says_where_to_go_on(window: MainWindow, page: ReviewPage) -> None:
    page.filter_bar.classes.setCurrentIndex(1)
    some = page.gallery.shown.copy()
    assert len(some) > 0
    for _ in some:
        QTest.keyClick(page.gallery, KEY.Key_Return)
    assert set(kept(window)) >= set(some.tolist()) - {session_of(window).table.paths.index("red/broken.jpg")}
    assert page.done.isVisible()
    assert page.done.hasFocus()
    for key in (KEY.Key_Return, KEY.Key_Space, KEY.Key_1):  # the rhythm goes on for a moment
        QTest.keyClick(page.done, key)
    assert page.done.isVisible()
    assert len(kept(window)) == len(some)
    window.perform("undo")
    assert not page.done.isVisible()
    assert page.gallery.current_row == some[-1]
    QTest.keyClick(page.gallery, KEY.Key_Return)
    QTest.mouseClick(page.done.audit, Qt.MouseButton.LeftButton)
    assert window.page is window.pages["audit"]


def test_who_looks_at_them_again_goes_from_one_to_the_next(window: MainWindow, page: ReviewPage) -> None:
    page.filter_bar.classes.setCurrentIndex(1)
    some = page.gallery.shown.copy()
    for _ in some:
        QTest.keyClick(page.gallery, KEY.Key_Return)
    QTest.mouseClick(page.done.again, Qt.MouseButton.LeftButton)
    page.gallery.go_to(int(some[0]))
    QTest.keyClick(page.gallery, KEY.Key_2)
    assert page.gallery.isVisible()
    assert page.gallery.current_row == some[min(1, len(some) - 1)]


def test_done_leads_to_what_else_is_doubtful(window: MainWindow, page: ReviewPage) -> None:
    page.filter_bar.classes.setCurrentIndex(1)
    for _ in page.gallery.shown.tolist():
        QTest.keyClick(page.gallery, KEY.Key_Return)
    left = int(np.count_nonzero(session_of(window).table.doubtful))
    assert page.done.others.isVisible() == (left > 0)
    if left:
        QTest.mouseClick(page.done.others, Qt.MouseButton.LeftButton)
        assert len(page.gallery.shown) == left
        assert page.gallery.hasFocus()
    page.filter_bar.clear()
    assert page.gallery.isVisible()


def test_digits_are_the_nearest_classes_of_this_picture_where_there_are_many(
    window: MainWindow, page: ReviewPage
) -> None:
    session = session_of(window)
    for letter in "abcdefghi":
        session.project.add_class(f"new {letter}")
    session.reload_images()
    assert len(session.table.class_names) == 12
    row = page.gallery.current_row
    assert row is not None
    nearest = np.argsort(session.table.distances[row], kind="stable")
    assert page.key_bar.classes[0].text() == session.table.class_names[nearest[0]]
    assert page.inspector.content.bars.accessibleName().startswith(f"1 {session.table.class_names[nearest[0]]} ")
    QTest.keyClick(page.gallery, KEY.Key_2)
    assert kept(window)[row].label == nearest[1]
    assert window.actions_table["label 1"].text() == "Class 1"


def test_several_selected_are_counted_and_their_decision_can_be_undone_at_once(
    window: MainWindow, page: ReviewPage
) -> None:
    QTest.keyClick(page.gallery, KEY.Key_A, CONTROL)
    assert window._status.noted.text() == f"{len(page.gallery.shown)} selected"
    QTest.keyClick(page.gallery, KEY.Key_2)
    assert page.toast.isVisible()
    assert page.toast.act.text() == "Undo"
    QTest.mouseClick(page.toast.act, Qt.MouseButton.LeftButton)
    assert kept(window) == {}
    assert not page.toast.isVisible()


def asked(window: MainWindow) -> Choice:
    (found,) = [choice for choice in window.findChildren(Choice) if choice.isVisible()]
    return found


def test_many_decisions_are_not_overwritten_without_a_question(window: MainWindow, page: ReviewPage) -> None:
    QTest.keyClick(page.gallery, KEY.Key_1)
    QTest.keyClick(page.gallery, KEY.Key_A, CONTROL)
    QTest.keyClick(page.gallery, KEY.Key_2)
    assert list(kept(window)) == [0]
    QTest.keyClick(asked(window), KEY.Key_Escape)
    assert list(kept(window)) == [0]
    QTest.keyClick(page.gallery, KEY.Key_2)
    question = asked(window)
    QTest.simulateEvent(question.buttons[0], True, KEY.Key_Return, PLAIN, "\r", True, -1)
    assert question.isVisible(), "a key that is still held answers nothing"
    assert question.message == f"1 of these {len(page.gallery.shown)} pictures is decided already, otherwise."
    QTest.mouseClick(question.buttons[0], Qt.MouseButton.LeftButton)
    assert kept(window)[0] == Decision(0, Verdict.LABEL, 0)
    assert len(kept(window)) == len(page.gallery.shown)
    QTest.mouseClick(page.done.again, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.gallery, KEY.Key_A, CONTROL)
    QTest.keyClick(page.gallery, KEY.Key_3)
    QTest.mouseClick(asked(window).buttons[-1], Qt.MouseButton.LeftButton)
    assert {decision.label for decision in kept(window).values()} == {2}


def test_unsure_and_none_of_these_have_signs_and_chips_of_their_own(window: MainWindow, page: ReviewPage) -> None:
    for state in (State.UNSURE, State.NONE_OF_THESE):
        assert not page.filter_bar.chips[state].isVisible()
    QTest.keyClick(page.gallery, KEY.Key_Space)
    QTest.keyClick(page.gallery, KEY.Key_X)
    QTest.keyClick(page.gallery, KEY.Key_1)
    assert session_of(window).table.state[:3].tolist() == [State.UNSURE, State.NONE_OF_THESE, State.DECIDED]
    page._count()
    page.filter_bar.chips[State.UNSURE].click()
    assert page.gallery.shown.tolist() == [0]
    page.filter_bar.clear()
    page.filter_bar.chips[State.NONE_OF_THESE].click()
    assert page.gallery.shown.tolist() == [1]


def test_the_list_of_classes_takes_the_keyboard_and_escape_leaves_the_selection(
    page: ReviewPage, window: MainWindow
) -> None:
    QTest.keyClick(page.gallery, KEY.Key_A, CONTROL)
    chosen = page.gallery.selected_rows()
    page._perform("name")
    assert page.key_bar.popup.isVisible()
    assert page.key_bar.popup.search.hasFocus() or QApplication.activePopupWidget() is page.key_bar.popup
    QTest.keyClick(page.key_bar.popup.search, KEY.Key_Escape)
    assert not page.key_bar.popup.isVisible()
    np.testing.assert_array_equal(page.gallery.selected_rows(), chosen)


def test_two_odd_pictures_are_no_class_yet(page: ReviewPage) -> None:
    for _ in range(2):
        QTest.keyClick(page.gallery, KEY.Key_X)
        assert not page.naming.isVisible()
    QTest.keyClick(page.gallery, KEY.Key_X)
    assert page.naming.isVisible()


class Windows(QObject):
    """Hears which widgets show as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_a_project_with_odd_pictures_opens_without_a_stray_window(window: MainWindow, page: ReviewPage) -> None:
    folder = session_of(window).project.folder
    page._session.decide(np.arange(4, dtype=np.int64), Verdict.NONE_OF_THESE)
    window.show_start()
    windows, app = Windows(), QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    window.open_project(folder)
    app.removeEventFilter(windows)
    assert windows.shown == []


def test_undo_of_a_hidden_picture_leads_there(window: MainWindow, page: ReviewPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.gallery, KEY.Key_1)
    page.filter_bar.chips[State.PROBLEM].click()
    window.perform("undo")
    assert page.toast.isVisible()
    QTest.mouseClick(page.toast.act, Qt.MouseButton.LeftButton)
    assert page.gallery.current_row == 0
