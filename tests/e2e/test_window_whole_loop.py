"""The whole of it as an operator does it: drop, check, run, review, save."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dclgui.engine.network.exports import shared_folder
from dclgui.labels.table import Level
from dclgui.qt.check.page import CheckPage
from dclgui.qt.export.page import ExportPage
from dclgui.qt.folders.page import FoldersPage
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.run.page import RunPage
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import Folders
from tests.labels_csv import read_csv

PATIENCE = 300_000
"""Milliseconds after which something counts as stuck; no test waits so long if all is well."""
pytestmark = pytest.mark.spawned


def test_two_folders_become_labels_a_person_stands_behind(
    window: MainWindow, folders: Folders, tmp_path: Path, qtbot: QtBot
) -> None:
    window.new_project()
    page = window.page
    assert isinstance(page, FoldersPage)
    for folder in (folders.source, folders.target):
        page.offer([folder])
    make = next(one for one in page.findChildren(QPushButton) if one.text() == "Make the project")
    qtbot.waitUntil(make.isEnabled, timeout=PATIENCE)
    QTest.mouseClick(make, Qt.MouseButton.LeftButton)

    check = window.page
    assert isinstance(check, CheckPage)
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.project.check() is not None, timeout=PATIENCE)

    window.go("run")
    run = window.page
    assert isinstance(run, RunPage)
    # Whoever waits to see how long it would take has the backbone exported once, and not by the run again.
    qtbot.waitUntil(lambda: any(shared_folder().glob("*.onnx")), timeout=PATIENCE)
    window.perform("start")
    qtbot.waitUntil(lambda: session.run.state.finished is not None and session.run.status == "idle", timeout=PATIENCE)
    assert session.run.failure is None

    window.go("review")
    review = window.page
    assert isinstance(review, ReviewPage)
    window.perform("new names")
    review.filter_bar.clear()
    review.gallery.setFocus()
    first = int(review.gallery.shown[0])
    review.gallery.go_to(first)
    QTest.keyClick(review.gallery, Qt.Key.Key_2)
    assert session.project.journal.current()[first].label == 1

    window.go("export")
    export = window.page
    assert isinstance(export, ExportPage)
    file = tmp_path / "labels.csv"
    export.export_labels_to(file)
    qtbot.waitUntil(file.exists, timeout=PATIENCE)
    assert_labels(file, decided=first, name=session.table.class_names[1])


def assert_labels(file: Path, *, decided: int, name: str) -> None:
    """The person's word stands at ``decided``; most of the others bear the name of their folder."""
    table = read_csv(file)
    assert table.labels[decided] == name
    assert table.levels[decided] == Level.PERSON
    others = [row for row in range(len(table)) if row != decided]
    right = sum(table.labels[row] == table.paths[row].split("/")[0] for row in others)
    assert right > 0.8 * len(others)
