"""One finished project that all may look at, and folders that each test may spoil."""

from pathlib import Path

import pytest

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
