"""What opening the window costs, and what it remembers."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from pytestqt.qtbot import QtBot

from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.shell.app import FromFinder
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve

ROOT = Path(__file__).parents[4]
HEAVY = ("torch", "timm", "onnxruntime", "scipy", "pyqtgraph")
IMPORT = "import sys, dclgui.qt.shell.app; print([name for name in sys.argv[1:] if name in sys.modules])"


@pytest.mark.slow
def test_the_window_comes_without_heavy_libraries() -> None:
    command = [sys.executable, "-c", IMPORT, *HEAVY]
    assert subprocess.check_output(command, cwd=ROOT, text=True, timeout=300).strip() == "[]"


def test_a_new_window_looks_like_the_last_one(qtbot: QtBot) -> None:
    first = MainWindow(serve)
    qtbot.addWidget(first)
    first.show()
    first.resize(900, 640)  # the offscreen screen has 800 x 800
    first.perform("chinese")
    first.perform("theme dark")
    first.close()
    again = MainWindow(serve)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (900, 640)
    assert again.actions_table["chinese"].isChecked()
    assert again.actions_table["theme dark"].isChecked()
    again.perform("english")
    again.perform("theme light")


def test_the_last_step_of_each_project_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    one, other = tmp_path / "one.dclproj", tmp_path / "other.dclproj"
    Preferences().showed(one, "audit")
    Preferences().showed(other, "run")
    assert (Preferences().step_of(one), Preferences().step_of(other)) == ("audit", "run")
    Preferences().forget(one)
    assert Preferences().step_of(one) == ""


def test_recent_projects_are_those_still_there_newest_first(qtbot: QtBot, tmp_path: Path) -> None:
    one, other = tmp_path / "one.dclproj", tmp_path / "other.dclproj"
    for folder in (one, other):
        folder.mkdir()
        Preferences().opened(folder)
    assert Preferences().recent[:2] == [other, one]
    other.rmdir()
    assert Preferences().recent[0] == one


def test_what_is_double_clicked_in_the_finder_opens(qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    Project.create(tmp_path / "a.dclproj", Job(source=tmp_path / "old", target=tmp_path / "new")).close()
    window, app = MainWindow(serve), QCoreApplication.instance()
    assert app is not None
    qtbot.addWidget(window)
    app.installEventFilter(FromFinder(window))
    for place in ("a.dclproj", "none"):
        QCoreApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / place))))
        assert window.session is not None
        assert window.session.project.folder == tmp_path / "a.dclproj"
    said = window.page.banner._error
    assert said is not None
    assert "none is not a project" in said.message
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.User))
    window.leave()
