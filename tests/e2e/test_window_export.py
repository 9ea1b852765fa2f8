"""Labels and model leave from the Export page as they do from the command line."""

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.core.protocol.results import LabelsExported
from dclgui.labels.formats import FORMATS
from dclgui.project.folder import Project
from dclgui.qt.export.page import ExportPage
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import Command
from tests.e2e.window_parts import session_of

PATIENCE = 300_000


@pytest.fixture
def page(window: MainWindow, project: Path) -> ExportPage:
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    return page


def choose(page: ExportPage, form: str) -> None:
    page.labels.formats.setCurrentIndex(list(FORMATS).index(form))


def told(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.banner.findChildren(QLabel))


def test_the_same_bytes_as_from_the_command_line(
    page: ExportPage, project: Path, tmp_path: Path, dclgui: Command, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_how: (str(here), ""))
    page.labels.save.click()
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    assert dclgui("export", project, "--labels", there).code == 0
    assert here.read_bytes() == there.read_bytes()
    here.write_bytes(here.read_bytes() + b"mine")
    page.labels.save.click()
    qtbot.waitUntil(lambda: "The labels that were there are now in here.old.csv." in told(page), timeout=PATIENCE)
    assert (here.read_bytes(), (here.with_name("here.old.csv")).read_bytes()[-4:]) == (there.read_bytes(), b"mine")


def test_decided_rows_of_one_class_as_json_lines(
    page: ExportPage, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    session_of(window).decide(np.array([0, 1], np.int64), Verdict.LABEL, 2)
    session_of(window).decide(np.array([2], np.int64), Verdict.LABEL, 1)
    choose(page, "jsonl")
    page.labels.kinds.setCurrentIndex(2)
    page.labels.classes.setCurrentText("red")
    page.export_labels_to(tmp_path / "out.jsonl")
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["label"] for row in rows] == ["red", "red"]


def test_what_is_left_out_is_said_with_its_reason(page: ExportPage, tmp_path: Path) -> None:
    page._tell_exported(LabelsExported(tmp_path / "out", 1234, 1000, unopened=2))
    assert "Left out, without a name: 998." in told(page)
    assert "Left out, of a kind that programs for this format do not open: 2." in told(page)
    page._tell_exported(LabelsExported(tmp_path / "out", 1234, 5, gone=5, empty=("scratch", "stain")))
    assert "without a name" not in told(page)
    assert "Left out, no longer there: 5." in told(page)
    assert "Classes without a picture: scratch, stain." in told(page)
    page._tell_exported(LabelsExported(tmp_path / "out", 1234, 0))
    assert "Left out" not in told(page)


def test_a_folder_of_pictures_and_what_stands_in_the_way(page: ExportPage, tmp_path: Path, qtbot: QtBot) -> None:
    assert not page.labels.links.isVisible()
    choose(page, "folders")
    assert page.labels.links.isVisible()
    page.export_labels_to(tmp_path / "sorted")
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    assert sum(path.is_file() for path in (tmp_path / "sorted").glob("*/*")) == 24
    page.export_labels_to(tmp_path / "sorted")
    qtbot.waitUntil(lambda: "exists already" in told(page), timeout=PATIENCE)
    assert page.labels.save.isVisible(), "one may try another name"


def test_an_export_that_is_stopped_says_that_it_removes_what_was_written(
    page: ExportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    choose(page, "labelme")
    page.export_labels_to(tmp_path / "out")
    page.labels.show_stopping()
    page.labels.show_progress("12 of 24 written")
    assert page.labels._text.text() == "Removing what was written…", "what was on its way says nothing new"
    assert not page.labels._stop.isEnabled()
    page._stop_writing()
    qtbot.waitUntil(lambda: "out was not written." in told(page), timeout=PATIENCE)
    assert page.labels.save.isVisible()
    assert not (tmp_path / "out").exists()
    page.labels.show_progress("1 of 24 written")
    assert page.labels._stop.isEnabled(), "the next export can be stopped"


def test_the_model_leaves_compared(page: ExportPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.save_model_to(tmp_path / "model.safetensors")
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    assert "the same name for 100.0 %" in told(page)
    assert (tmp_path / "model.md").is_file()


def test_the_page_counts_what_the_file_holds(page: ExportPage, window: MainWindow) -> None:
    session = session_of(window)
    session.decide(np.array([0, 1], np.int64), Verdict.LABEL, 2)
    session.decide(np.array([2], np.int64), Verdict.NONE_OF_THESE)
    session.decide(np.array([3], np.int64), Verdict.UNSURE)
    groups = [(figure.text(), lines.text()) for figure, _, lines in page.contents.groups]
    assert groups[0][0] == str(int(session.table.countable.sum()) - 3)
    assert "1 you could not tell" in groups[0][1]
    assert groups[1:] == [("2", "2 in Review"), ("2", "1 none of these\n1 set aside or unreadable")]


def test_before_a_run_there_is_nothing_to_export(project: Path, window: MainWindow) -> None:
    with Project.open(project) as opened:
        opened.rounds.truncate_after(-1)
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    assert page.empty.isVisible()
    assert not page.labels.isVisible()
    page.empty.next_step.click()
    assert window.page is window.pages["run"]
