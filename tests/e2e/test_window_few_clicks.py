"""The main loop by mouse and keys alone: at most 25 clicks and drags, and one key for each decision."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from dclgui.images.scan import known_truth
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.folders.zone import DropZone
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import Folders
from tests.e2e.window_parts import session_of
from tests.labels_csv import read_csv

PATIENCE = 300_000
"""Milliseconds after which something counts as stuck."""
MOST, ENOUGH = 25, 12
"""Clicks and drags in all, and pictures decided in Review: the others are left to the audit."""
CLASSES = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


class Hand:
    """Clicks, drags and presses keys where a person could, and counts them."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        self.moves: list[str] = []
        self.keys = 0

    def click(self, words: str) -> None:
        """Click the button ``words`` as soon as it can be; nothing may lie over it."""
        self._qtbot.waitUntil(lambda: self._button(words) is not None, timeout=PATIENCE)
        found = self._button(words)
        assert found is not None
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        self.moves.append(words)

    def drag(self, folder: Path, zone: DropZone) -> None:
        """Drag ``folder`` from a file manager onto ``zone``."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(folder))])
        middle = zone.rect().center()
        keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(zone, QDragEnterEvent(middle, *keys))
        QApplication.sendEvent(zone, QDropEvent(middle, *keys))
        self.moves.append(f"drag {folder.name}")

    def press(self, key: Qt.Key) -> None:
        """Press ``key`` wherever the keyboard is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def answer(self, key: Qt.Key) -> None:
        """Decide one picture by ``key``."""
        self.press(key)
        self.keys += 1

    def save_as(self, words: str, file: Path) -> None:
        """Click the button ``words``, type the name of ``file`` and press Enter, which counts like a click."""
        QTimer.singleShot(0, partial(self._name, file))
        self.click(words)
        self.moves.append(f"Enter for {file.name}")

    def _name(self, file: Path) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(file))
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    def _button(self, words: str) -> QAbstractButton | None:
        for one in self._window.findChildren(QAbstractButton):
            if one.text() == words and one.isVisible() and one.isEnabled() and self._can_be_reached(one):
                return one
        return None

    def _can_be_reached(self, widget: QWidget) -> bool:
        return self._window.childAt(widget.mapTo(self._window, widget.rect().center())) is widget


def test_two_folders_become_audited_labels_in_few_clicks(
    window: MainWindow, folders: Folders, tmp_path: Path, qtbot: QtBot
) -> None:
    hand = Hand(window, qtbot)
    adapt(window, hand, folders, qtbot)
    decided = review(window, hand)
    audited = audit(window, hand)
    file = tmp_path / "labels.csv"
    hand.click("Go on to Export")
    hand.save_as("Save the labels…", file)
    qtbot.waitUntil(file.is_file, timeout=PATIENCE)
    assert len(read_csv(file)) == 24
    assert hand.keys == decided + audited
    assert len(hand.moves) <= MOST, hand.moves


def adapt(window: MainWindow, hand: Hand, folders: Folders, qtbot: QtBot) -> None:
    """Two folders, the check, the run to its end."""
    hand.click("New project")
    source, target = window.folders_page.findChildren(DropZone)
    hand.drag(folders.source, source)
    hand.drag(folders.target, target)
    hand.click("Make the project")
    hand.click("Go on to Run")
    hand.click("Start")
    run = session_of(window).run
    qtbot.waitUntil(lambda: run.state.finished is not None and run.status == "idle", timeout=PATIENCE)
    assert run.failure is None


def review(window: MainWindow, hand: Hand) -> int:
    """Pictures that are worth a look, each by one key; the last round shows, and no key asks for it."""
    hand.click("Go to Review")
    page, session = window.page, session_of(window)
    assert isinstance(page, ReviewPage)
    assert session.target is not None
    truth, journal = known_truth(session.target), session.project.journal
    assert truth is not None
    assert session.shown_round == session.run.newest_round
    while (row := page.gallery.current_row) is not None and hand.keys < ENOUGH and not page.done.isVisible():
        hand.answer(CLASSES[int(truth[row])])
        assert row in journal.current()
    assert journal.current()
    return len(journal.current())


def audit(window: MainWindow, hand: Hand) -> int:
    """A sample drawn as it is offered, each picture of it by one key; their number."""
    hand.click("Audit")
    hand.click("Draw the sample")
    page, session = window.page, session_of(window)
    assert isinstance(page, AuditPage)
    assert session.target is not None
    truth = known_truth(session.target)
    assert truth is not None
    while page.auditing.unanswered:
        hand.answer(CLASSES[int(truth[page.auditing.unanswered[0]])])
    return len(page.auditing.answers)
