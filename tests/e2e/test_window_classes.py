"""Classes are added, renamed, merged and withdrawn in the window, by mouse and keys, and every step is undone."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.labels.table import Level
from dclgui.project.folder import Project
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.classes import ClassesDialog
from dclgui.qt.shell.main_window import MainWindow
from dclgui.standing.labels import labels_of
from tests.e2e.terminal import Command
from tests.e2e.window_parts import opened, session_of

PATIENCE = 300_000
BLUE, GREEN, RED = range(3)


@pytest.fixture
def page(window: MainWindow, project: Path) -> ReviewPage:
    return opened(window, project)


@pytest.fixture
def dialog(window: MainWindow, page: ReviewPage, qtbot: QtBot) -> ClassesDialog:
    """Opened from the menu, one picture being named by a person."""
    assert page.gallery.current_row == 0
    session_of(window).decide(np.array([0, 1]), Verdict.LABEL, BLUE)
    window.actions_table["classes"].trigger()
    found = window.findChild(ClassesDialog)
    assert isinstance(found, ClassesDialog)
    qtbot.waitUntil(found.isVisible, timeout=PATIENCE)
    return found


def press(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def typed(widget: QWidget, words: str) -> None:
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, words)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def undone(dialog: ClassesDialog) -> None:
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def lines(dialog: ClassesDialog) -> list[tuple[str, str]]:
    """Each class and how many pictures a person named so."""
    table = dialog.table
    found = [[table.item(line, column) for column in (0, 1)] for line in range(table.rowCount())]
    return [(name.text(), count.text()) for name, count in found if name is not None and count is not None]


def test_renamed_it_is_called_so_everywhere_and_the_old_name_comes_in(
    dialog: ClassesDialog, window: MainWindow, page: ReviewPage, dclgui: Command
) -> None:
    session, folder = session_of(window), session_of(window).project.folder
    out = folder.parent / "before.csv"
    assert dclgui("export", folder, "--labels", out).code == 0
    assert lines(dialog) == [("blue", "2"), ("green", "0"), ("red", "0")]
    press(dialog.rename)
    assert dialog.name.text() == "blue"
    typed(dialog.name, "Blau & Co")
    assert lines(dialog)[0] == ("Blau & Co", "2")
    assert session.table.class_names == ("Blau & Co", "green", "red")
    assert any("Blau & Co" in page.filter_bar.classes.itemText(place) for place in range(4))
    press(dialog.close_button)
    assert labels_of(session.project).labels[0] == "Blau & Co"
    ran = dclgui("import", folder, out)
    assert "New: 0. The same: 2." in ran.out
    ran = dclgui("export", folder, "--labels", folder.parent / "after.csv", "--class", "blue")
    assert ran.code == 0, ran.err
    window.perform("undo")
    assert session.table.class_names == ("blue", "green", "red")


def test_enter_presses_the_button_that_has_the_keyboard_and_does_what_is_asked(dialog: ClassesDialog) -> None:
    press(dialog.merge)
    dialog.leave.setFocus()
    QTest.keyClick(dialog.leave, Qt.Key.Key_Return)
    assert not dialog.other.isVisible()
    assert len(lines(dialog)) == 3
    press(dialog.merge)
    QTest.keyClick(dialog.other, Qt.Key.Key_Return)
    assert lines(dialog) == [("green", "2"), ("red", "0")]


def test_a_filter_by_a_class_stays_while_it_is_renamed_and_a_view_follows_a_merge(
    dialog: ClassesDialog, window: MainWindow, page: ReviewPage
) -> None:
    session, bar = session_of(window), page.filter_bar
    bar.clear()
    bar.classes.setCurrentIndex(1 + BLUE)
    blues = page.gallery.shown.tolist()
    page.views._save("the blue ones")
    session.rename_class(BLUE, "Blau")
    assert bar.classes.currentText().startswith("Blau ")
    assert page.gallery.shown.tolist() == blues
    session.merge_class(BLUE, RED)
    assert bar.classes.currentIndex() == 0, "there is no such class to choose"
    page.views._show("the blue ones")
    assert bar.classes.currentIndex() == 1 + RED
    assert sorted(page.gallery.shown.tolist()) == np.flatnonzero(session.table.label == RED).tolist()


def test_a_name_that_is_taken_is_said_in_the_dialog(dialog: ClassesDialog) -> None:
    press(dialog.rename)
    typed(dialog.name, "RED")
    assert dialog.trouble.text() == "There is a class red already. Choose another name, or give that one."
    QTest.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Escape leaves the question first"
    assert not dialog.name.isVisible()
    QTest.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_merged_its_pictures_are_of_the_other_class_and_come_back(dialog: ClassesDialog, window: MainWindow) -> None:
    session = session_of(window)
    blues = session.table.label == BLUE
    press(dialog.merge)
    QTest.keyClick(dialog.other, Qt.Key.Key_Down)
    assert dialog.other.currentText() == "red"
    dialog.do.setFocus()
    QTest.keyClick(dialog.do, Qt.Key.Key_Return)
    assert lines(dialog) == [("green", "0"), ("red", "2")]
    assert set(session.table.label[blues].tolist()) == {RED}
    assert "blue" not in labels_of(session.project).labels
    assert [window.actions_table[f"label {digit}"].text() for digit in "12"] == ["Class green", "Class red"]
    undone(dialog)
    assert lines(dialog) == [("blue", "2"), ("green", "0"), ("red", "0")]
    assert (session.table.label[blues] == BLUE).all()


def test_withdrawn_what_was_named_so_is_undecided_and_to_be_looked_at(
    dialog: ClassesDialog, window: MainWindow, page: ReviewPage, qtbot: QtBot
) -> None:
    session = session_of(window)
    blues = np.flatnonzero(session.table.machine_label == BLUE)
    press(dialog.withdraw)
    assert "2 you named so are undecided again" in dialog.asked.text()
    press(dialog.do)
    assert [name for name, _ in lines(dialog)] == ["green", "red"]
    assert not session.table.decided.any()
    assert not session.table.sure[blues].any()
    assert session.table.doubtful[blues].all()
    assert not session.table.high[blues].any()
    out = labels_of(session.project)
    assert {out.levels[row] for row in blues.tolist()} == {Level.LOW}
    assert "blue" not in out.labels
    qtbot.waitUntil(lambda: not session.learning.under_way, timeout=PATIENCE)
    assert (session.queue.usefulness[blues] == 1).all()
    QTest.keyClick(dialog.table, Qt.Key.Key_Escape)
    window.activateWindow()
    page.gallery.setFocus()
    qtbot.waitUntil(page.gallery.hasFocus, timeout=PATIENCE)
    row = page.gallery.current_row
    assert row is not None
    QTest.keyClick(page.gallery, Qt.Key.Key_1)
    assert session.table.decided[row]
    assert session.table.label[row] == GREEN, "the digits are those of the classes that there are"
    for _ in range(2):
        window.perform("undo")
    assert session.table.decided.sum() == 2


def test_a_wrongly_typed_class_is_removed_and_its_name_brings_it_back(
    dialog: ClassesDialog, window: MainWindow
) -> None:
    session = session_of(window)
    press(dialog.add)
    typed(dialog.name, "scrath")
    assert lines(dialog)[-1] == ("scrath", "0")
    made = dialog.chosen
    assert made == 3
    session.decide(np.array([4]), Verdict.LABEL, made)
    press(dialog.withdraw)
    press(dialog.do)
    assert "scrath" not in [name for name, _ in lines(dialog)]
    assert not session.table.decided[4]
    press(dialog.add)
    typed(dialog.name, "scrath")
    assert lines(dialog)[-1] == ("scrath", "1")
    for _ in range(4):
        undone(dialog)
    assert [name for name, _ in lines(dialog)] == ["blue", "green", "red"]


@pytest.mark.slow
def test_it_is_kept_through_learning_and_a_model_that_leaves(
    dialog: ClassesDialog, window: MainWindow, qtbot: QtBot, dclgui: Command
) -> None:
    session = session_of(window)
    session.rename_class(GREEN, "grass")
    session.merge_class(BLUE, RED)
    press(dialog.close_button)
    session.run.refine()
    qtbot.waitUntil(lambda: session.run.status == "idle", timeout=PATIENCE)
    assert session.run.failure is None
    window.perform("new names")
    assert set(session.table.label[session.table.countable].tolist()) <= {GREEN, RED}
    folder = session.project.folder
    assert set(labels_of(session.project).labels) <= {"grass", "red", ""}
    ran = dclgui("export", folder, "--model", folder.parent / "model.safetensors")
    assert ran.code == 0, ran.err
    card = (folder.parent / "model.md").read_text("utf-8")
    assert "Number 0 was blue, which is a part of red now." in card
    with Project.open(folder) as again:
        assert again.class_names() == ("", "grass", "red")
