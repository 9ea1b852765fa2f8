"""Decisions made elsewhere come back in the window: looked at first, taken over as one step, taken back by one undo."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.labels.table import NONE_OF_THESE
from dclgui.qt.import_dialog.dialog import ImportDialog
from dclgui.qt.session.session import Session
from dclgui.qt.shell.main_window import MainWindow
from dclgui.standing.labels import labels_of, save_labels

PATIENCE = 300_000
Bring = Callable[[Path], ImportDialog]
Table = list[list[str]]


@pytest.fixture
def session(window: MainWindow, project: Path) -> Session:
    window.open_project(project)
    assert window.session is not None
    return window.session


@pytest.fixture
def opened(window: MainWindow, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Asks for the command, chooses a file, and waits until the sheet has something to say."""

    def bring(file: Path) -> ImportDialog:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(file), ""))
        window.actions_table["import decisions"].trigger()
        (sheet,) = window.findChildren(ImportDialog)
        qtbot.waitUntil(sheet.bring.isVisible, timeout=PATIENCE)
        return sheet

    return bring


def told(window: MainWindow) -> str:
    banner = window.page.banner
    return " ".join(text.text() for text in banner.findChildren(QLabel)) if banner.isVisible() else ""


def undo_on_the_page(window: MainWindow) -> QPushButton:
    return next(one for one in window.page.banner.findChildren(QPushButton) if one.text() == "Undo")


def table(session: Session, *lines: tuple[int, str]) -> Table:
    assert session.target is not None
    return [["path", "label"], *([session.target.paths[row], label] for row, label in lines)]


def written(file: Path, lines: Table) -> Path:
    """As Excel saves it where the comma is the decimal mark."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(lines)
    return file


def said(session: Session) -> dict[int, tuple[Verdict, int]]:
    return {row: (one.verdict, one.label) for row, one in session.project.journal.current().items()}


def label(session: Session, row: int, number: int) -> None:
    session.decide(np.array([row], np.int64), Verdict.LABEL, number)


def shown(sheet: ImportDialog) -> Table:
    model = sheet.conflicts.model()
    return [[str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount())]


def test_three_labels_changed_in_excel_come_back_and_one_undo_takes_them_away(
    window: MainWindow, session: Session, opened: Bring, tmp_path: Path, qtbot: QtBot
) -> None:
    save_labels(tmp_path / "labels.csv", labels_of(session.project))
    with (tmp_path / "labels.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    column, names = lines[0].index("label"), session.table.class_names
    changed: dict[int, tuple[Verdict, int]] = {}
    for row in (1, 5, 9):
        line = next(
            line for line in lines if line[lines[0].index("path")] == session.project.catalog("target").paths[row]
        )
        number = (names.index(line[column]) + 1) % len(names)
        line[column] = names[number]
        changed[row] = (Verdict.LABEL, number)
    assert set(session.queue.order()) >= set(changed)
    followed: list[npt.NDArray[np.int64]] = []
    session.decided.connect(followed.append)
    sheet = opened(written(tmp_path / "labels.csv", lines))
    assert sheet.bring.text() == "Bring in 3 decisions"
    assert not sheet.conflicts.isVisible()
    assert said(session) == {}, "nothing changes before the person says so"
    QTest.mouseClick(sheet.bring, Qt.MouseButton.LeftButton)
    assert said(session) == changed
    assert session.table.label[[1, 5, 9]].tolist() == [number for _, number in changed.values()]
    assert [sorted(rows.tolist()) for rows in followed] == [[1, 5, 9]], "one step"
    assert not set(session.queue.order()) & set(changed)
    assert session.run.to_learn == 3
    assert "3 decisions brought in from labels.csv" in told(window)
    QTest.mouseClick(undo_on_the_page(window), Qt.MouseButton.LeftButton)
    assert said(session) == {}
    assert told(window) == ""


@pytest.mark.parametrize(("theirs", "kept"), [(False, {0: 0, 1: 1, 2: 1}), (True, {0: 2, 1: 1, 2: 1})])
def test_where_both_decided_the_person_chooses(
    window: MainWindow, session: Session, opened: Bring, tmp_path: Path, theirs: bool, kept: dict[int, int]
) -> None:
    label(session, 0, 0)
    label(session, 1, 1)
    names = session.table.class_names
    sheet = opened(written(tmp_path / "a.csv", table(session, (0, names[2]), (1, names[1]), (2, names[1]))))
    assert shown(sheet) == [[session.project.catalog("target").paths[0], names[0], names[2]]]
    assert sheet.keep_mine.isChecked()
    assert sheet.bring.text() == "Bring in one decision"
    if theirs:
        QTest.mouseClick(sheet.take_theirs, Qt.MouseButton.LeftButton)
        assert sheet.bring.text() == "Bring in 2 decisions"
    QTest.mouseClick(sheet.bring, Qt.MouseButton.LeftButton)
    assert said(session) == {row: (Verdict.LABEL, number) for row, number in kept.items()}
    session.undo()
    assert said(session) == {0: (Verdict.LABEL, 0), 1: (Verdict.LABEL, 1)}


def test_the_note_goes_when_its_undo_would_take_back_something_else(
    window: MainWindow, session: Session, opened: Bring, tmp_path: Path
) -> None:
    sheet = opened(written(tmp_path / "a.csv", table(session, (2, session.table.class_names[1]))))
    sheet.bring.click()
    assert "One decision brought in" in told(window)
    label(session, 4, 0)
    assert told(window) == ""


def test_what_was_decided_in_label_studio_comes_back(
    window: MainWindow, session: Session, opened: Bring, tmp_path: Path
) -> None:
    assert session.target is not None
    names = session.table.class_names

    def task(row: int, *choices: str) -> dict[str, object]:
        assert session.target is not None
        result = [{"type": "choices", "value": {"choices": list(choices)}}] if choices else []
        return {
            "data": {"image": f"/data/local-files/?d={session.target.root.name}/{session.target.paths[row]}"},
            "annotations": [{"result": result}] if choices else [],
        }

    file = tmp_path / "project-1.json"
    file.write_text(json.dumps([task(0, names[2]), task(3, NONE_OF_THESE), task(4)]), "utf-8")
    opened(file).bring.click()
    assert session.project.journal.current() == {
        0: Decision(0, Verdict.LABEL, 2),
        3: Decision(3, Verdict.NONE_OF_THESE),
    }


def test_a_broken_file_is_said_on_the_page_and_changes_nothing(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("when,what\nyesterday,a lot\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(file), ""))
    window.perform("import decisions")
    qtbot.waitUntil(lambda: "does not name the columns path and label" in told(window), timeout=PATIENCE)
    assert not any(sheet.isVisible() for sheet in window.findChildren(ImportDialog))
    assert said(session) == {}


def test_a_file_of_another_project_is_left_out_with_its_reasons(
    window: MainWindow, session: Session, opened: Bring, tmp_path: Path
) -> None:
    path = table(session, (0, ""))[1][0]
    lines = [["path", "label"], ["press/1.png", "dent"], ["press/2.png", "dent"], [path, "dent"]]
    sheet = opened(written(tmp_path / "press.csv", lines))
    model = sheet.left_out.model()
    assert [[model.index(row, column).data() for column in range(2)] for row in range(3)] == [
        ["press/1.png", "no such picture in this project"],
        ["press/2.png", "no such picture in this project"],
        [path, "no class is called “dent”"],
    ]
    assert not sheet.bring.isEnabled()
    assert "fits this project" in sheet.bring.toolTip()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert said(session) == {}


def test_it_may_be_given_up_while_the_file_is_being_read(
    window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "a.csv", table(session, (0, session.table.class_names[0])))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(file), ""))
    window.go("export")
    next(one for one in window.page.findChildren(QPushButton) if one.text() == "Bring decisions in…").click()
    (sheet,) = window.findChildren(ImportDialog)
    assert not sheet.bring.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert said(session) == {}


def test_it_is_offered_on_every_page_of_a_project_and_without_one_it_says_why(
    window: MainWindow, project: Path
) -> None:
    action = window.actions_table["import decisions"]
    assert not action.isEnabled()
    assert action.toolTip() == "Open a project first."
    window.open_project(project)
    for step in ("folders", "check", "run", "review", "audit", "export"):
        window.go(step)
        assert action.isEnabled(), step
