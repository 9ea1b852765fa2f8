"""A report for support, and what becomes of a fault of the program."""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.errors import UserError
from dclgui.images.walk import IMAGE_SUFFIXES
from dclgui.qt.shell.faults import Faults, window_log
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import Finished

SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"BM", b"II*\0", b"MM\0*")


def read(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def words_of(window: MainWindow) -> list[str]:
    return [widget.text() for widget in window.page.banner.findChildren(QLabel) if widget.isVisible()]


@pytest.fixture
def faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Watching as the program does, while the test's own hooks wait."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = Faults()
    made.watch()
    yield made
    qInstallMessageHandler(None)
    made.end()


def test_a_report_holds_log_versions_and_settings_but_no_picture(
    window: MainWindow, project: Path, finished: Finished, tmp_path: Path
) -> None:
    (project / "run.log").write_text("red/red-3.png can't be used\nopened blue-1.png\n")
    window.open_project(project)
    window.save_report(tmp_path / "report.zip")
    parts = read(tmp_path / "report.zip")
    assert {"computer.txt", "window.txt", "project.txt", "rounds.json", "job.toml", "run.log"} <= set(parts)
    assert b"torch: " in parts["computer.txt"]
    assert b"language: en" in parts["window.txt"]
    assert b"share_high" in parts["rounds.json"]
    assert b"journal: " in parts["project.txt"]
    pictures = [file for root in (finished.folders.source, finished.folders.target) for file in root.rglob("*.*")]
    for name, content in parts.items():
        assert not name.lower().endswith(IMAGE_SUFFIXES)
        assert not content.startswith(SIGNATURES)
        assert not any(file.name.encode() in content or file.stem.encode() in content for file in pictures)
        assert str(Path.home()).encode() not in content
    assert any("report.zip" in text for text in words_of(window))


def test_a_report_can_be_saved_without_a_project(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "report.zip")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **_how: (place, ""))
    window.perform("report")
    assert set(read(tmp_path / "report.zip")) >= {"computer.txt", "window.txt"}


def test_a_report_that_can_not_be_written_is_said(window: MainWindow, tmp_path: Path) -> None:
    window.page.attempt(lambda: window.save_report(tmp_path / "nowhere" / "report.zip"))
    assert any("can't be written" in text for text in words_of(window))


def test_a_fault_is_said_on_the_page_and_written_to_the_log(
    window: MainWindow, faults: Faults, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    faults.happened.connect(window.show_trouble)
    try:
        raise RuntimeError("the sky fell\nand more")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert any(text == "A fault of the program: the sky fell." for text in words_of(window))
    assert window_log().is_relative_to(tmp_path)
    assert "Traceback" in window_log().read_text("utf-8")
    assert capfd.readouterr().err == ""
    window.save_report(tmp_path / "report.zip")
    assert b"the sky fell" in read(tmp_path / "report.zip")["window.log"]


def test_what_the_person_can_mend_is_said_as_it_is(window: MainWindow, faults: Faults, qtbot: QtBot) -> None:
    faults.happened.connect(window.show_trouble)
    error = UserError("The disk is full.", "Free some space.")
    sys.excepthook(UserError, error, None)
    assert words_of(window)[:2] == ["The disk is full.", "Free some space."]
