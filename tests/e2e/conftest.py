"""One finished project that all may look at, and folders that each test may spoil."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.few_steps
import tests.onnx_once  # noqa: F401 - so is this one's
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve
from tests.e2e.terminal import FAST, Command, Finished, Folders, draw_folders, run


@pytest.fixture
def dclgui() -> Command:
    return run


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return draw_folders(tmp_path)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """One run over two folders whose target has one unreadable file and class folders."""
    root = tmp_path_factory.mktemp("finished")
    folders = draw_folders(root)
    (folders.target / "red" / "broken.jpg").write_bytes(b"not a picture")
    project = root / "my line.dclproj"
    return Finished(project, folders, run("adapt", folders.source, folders.target, "-o", project, *FAST))


@pytest.fixture
def project(finished: Finished, tmp_path: Path) -> Path:
    """A copy of the finished project that a test may spoil; its images are shared and only read."""
    return shutil.copytree(finished.project, tmp_path / finished.project.name)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window as it starts, in English, at the size of a small laptop's screen."""
    made = MainWindow(serve)
    qtbot.addWidget(made)
    made.preferences.experts = False
    made.perform("english")
    made.perform("theme light")
    made.resize(1366, 768)
    made.show()
    yield made
    made.perform("english")
    made.leave()
