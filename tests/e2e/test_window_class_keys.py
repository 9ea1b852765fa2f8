"""A letter of the operator's own names a class: in Review, in the large view and in the audit."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.parts.class_keys_dialog import ClassKeysDialog
from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve
from tests.e2e.window_parts import opened, session_of

KEY = Qt.Key
PATIENCE = 300_000
CONTROL = Qt.KeyboardModifier.ControlModifier


def asked(window: MainWindow, qtbot: QtBot) -> ClassKeysDialog:
    (dialog,) = (one for one in window.findChildren(ClassKeysDialog) if one.isVisible())
    qtbot.waitUntil(dialog.list.hasFocus, timeout=PATIENCE)
    return dialog


def left(dialog: ClassKeysDialog, pictures: QWidget, qtbot: QtBot) -> None:
    QTest.simulateEvent(dialog.list, True, KEY.Key_Escape, Qt.KeyboardModifier.NoModifier, "\x1b", False, -1)
    assert pictures.window().focusWidget() is pictures
    focused(pictures, qtbot)


def focused(widget: QWidget, qtbot: QtBot) -> None:
    """Without a window manager nothing gives the keyboard back to a window when its dialog closes."""
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus, timeout=PATIENCE)


def right_clicked(button: KeyButton) -> None:
    middle = button.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, button.mapToGlobal(QPoint(middle)))
    QApplication.sendEvent(button, event)


@pytest.fixture
def page(window: MainWindow, project: Path) -> ReviewPage:
    return opened(window, project)


def test_a_right_click_on_a_class_gives_it_a_letter_that_names_pictures(
    window: MainWindow, page: ReviewPage, project: Path, qtbot: QtBot
) -> None:
    right_clicked(page.key_bar.classes[1])
    dialog = asked(window, qtbot)
    QTest.keyClick(dialog.list, KEY.Key_W)
    left(dialog, page.gallery, qtbot)
    assert page.key_bar.classes[1].accessibleName().endswith("(2 W)")
    QTest.keyClick(page.gallery, KEY.Key_W)
    assert session_of(window).project.journal.current() == {0: Decision(0, Verdict.LABEL, 1)}
    QTest.keyClick(page.gallery, KEY.Key_I)
    qtbot.waitUntil(page._closer.view.hasFocus, timeout=PATIENCE)
    QTest.keyClick(page._closer.view, KEY.Key_W)
    QTest.keyClick(page._closer.view, KEY.Key_I)
    assert session_of(window).project.journal.current()[1] == Decision(1, Verdict.LABEL, 1)
    window.go("audit")
    audit = window.page
    assert isinstance(audit, AuditPage)
    qtbot.waitUntil(lambda: not session_of(window).names_follow_soon, timeout=PATIENCE)
    audit.auditing.draw(6)
    first = audit.auditing.unanswered[0]
    focused(audit.picture, qtbot)
    QTest.keyClick(audit.picture, KEY.Key_W)
    assert audit.auditing.answers == {first: Decision(first, Verdict.LABEL, 1)}
    window.show_start()
    again = MainWindow(serve)
    qtbot.addWidget(again)
    again.show()
    page = opened(again, project)
    assert page.key_bar.classes[1].accessibleName().endswith("(2 W)")
    again.leave()


def test_a_letter_that_is_taken_is_refused_in_a_sentence(window: MainWindow, page: ReviewPage, qtbot: QtBot) -> None:
    QTest.keyClick(window, KEY.Key_K, CONTROL)
    dialog = asked(window, qtbot)
    QTest.keyClick(dialog.list, KEY.Key_X)
    assert dialog.told.text() == "X is a key of the window already (None of these). Take another letter."
    QTest.keyClick(dialog.list, KEY.Key_7)
    assert dialog.told.text() == "Only letters from A to Z can be keys of classes."
    QTest.keyClick(dialog.list, KEY.Key_W)
    assert session_of(window).class_keys == {0: "W"}
    QTest.keyClick(dialog.list, KEY.Key_Down)
    QTest.keyClick(dialog.list, KEY.Key_W)
    first, second = session_of(window).table.class_names[:2]
    assert first in dialog.told.text()
    QTest.keyClick(dialog.list, KEY.Key_T)
    assert session_of(window).class_keys == {0: "W", 1: "T"}
    assert dialog.told.text() == f"T names {second} now."
    QTest.keyClick(dialog.list, KEY.Key_Backspace)
    assert session_of(window).class_keys == {0: "W"}
    left(dialog, page.gallery, qtbot)
    QTest.keyClick(page.gallery, KEY.Key_T)
    assert session_of(window).project.journal.current() == {}


def test_a_held_letter_names_one_picture(window: MainWindow, page: ReviewPage) -> None:
    session_of(window).give_class_key(1, "W")
    QTest.keyPress(page.gallery, KEY.Key_W)
    for _ in range(20):
        QTest.simulateEvent(page.gallery, True, KEY.Key_W, Qt.KeyboardModifier.NoModifier, "w", True, -1)
    QTest.keyRelease(page.gallery, KEY.Key_W)
    assert list(session_of(window).project.journal.current()) == [0]
