"""An answer that everything known before spoke against: said so, found at a click, settled by saying it once more."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dclgui.core.consensus import LEAST
from dclgui.core.decisions import Decision, Verdict
from dclgui.images.scan import known_truth
from dclgui.learning.relearn import relearn
from dclgui.project.folder import Project
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.shown import Mark
from tests.e2e.terminal import FAST, draw_images, run
from tests.e2e.window_parts import showing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def slipped_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    """A project in which a person gave every other picture its name, and the last one of these a wrong one.

    Its folder, the row of the slip, and the right class.
    """
    root = tmp_path_factory.mktemp("slipped")
    draw_images(root / "old", each=20, light=1.0, seed=1)
    draw_images(root / "new", each=16, light=0.8, seed=2)
    folder = root / "line.dclproj"
    ran = run("adapt", root / "old", root / "new", "-o", folder, *FAST)
    assert ran.code == 0, ran.err
    with Project.open(folder) as project:
        truth = known_truth(project.catalog("target"))
        assert truth is not None
        rows = np.arange(len(truth))[::2]
        assert len(rows) > LEAST
        said = truth.copy()
        slip = int(rows[-1])
        said[slip] = (truth[slip] + 1) % len(project.class_names())
        project.journal.append([Decision(row, Verdict.LABEL, int(said[row])) for row in rows.tolist()], "tester")
        assert relearn(project) is not None
    return folder, slip, int(truth[slip])


@pytest.fixture
def slipped(slipped_once: tuple[Path, int, int], tmp_path: Path) -> tuple[Path, int, int]:
    """A copy of it, to be put right."""
    folder, slip, right = slipped_once
    return shutil.copytree(folder, tmp_path / folder.name), slip, right


def told(folder: Path) -> int:
    return int(json.loads(run("info", folder, "--json").out)["look_again"])


def test_a_slip_is_told_until_it_is_put_right(slipped: tuple[Path, int, int]) -> None:
    folder, slip, right = slipped
    assert told(folder) == 1
    assert "1 answer that everything known before spoke against: look again in Review." in run("info", folder).out
    with Project.open(folder) as project:
        project.journal.append([Decision(slip, Verdict.LABEL, right)], "tester")
        assert relearn(project) is not None
    assert told(folder) == 0
    assert "spoke against" not in run("info", folder).out


def test_what_was_no_slip_is_said_once_more(slipped: tuple[Path, int, int], window: MainWindow, qtbot: QtBot) -> None:
    folder, slip, _ = slipped
    page = showing(window, folder, Mark.AGAIN)
    assert page.gallery.shown.tolist() == [slip]
    page.gallery.go_to(slip)
    sentence = page.inspector.content.sentence
    qtbot.waitUntil(lambda: "Nothing known before pointed there" in sentence.text(), timeout=300_000)
    QTest.keyClick(page.gallery, Qt.Key.Key_Return)
    page.filter_bar.clear()
    qtbot.waitUntil(lambda: not page.filter_bar.marks[Mark.AGAIN].isVisible(), timeout=300_000)
    assert told(folder) == 0
