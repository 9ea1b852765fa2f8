"""Black, blank and foreign pictures among the new camera's: unlike all, never sure, and said so everywhere."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from dclgui.core.consensus import LEAST, UNLIKE
from dclgui.core.decisions import Decision, Verdict
from dclgui.images.scan import known_truth
from dclgui.learning.relearn import relearn
from dclgui.project.folder import Project
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.shown import Mark
from dclgui.standing.standing import review_table
from tests.e2e.terminal import FAST, draw_images, run
from tests.e2e.window_parts import session_of, showing

pytestmark = pytest.mark.slow
ODD = ("black-0.png", "black-1.png", "white-0.png", "plain-0.png", "foreign-0.png", "foreign-1.png", "foreign-2.png")


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished project; the pictures of ``ODD`` lie in the folder of a class."""
    root = tmp_path_factory.mktemp("strange")
    draw_images(root / "old", each=20, light=1.0, seed=1)
    draw_images(root / "new", each=12, light=0.8, seed=2)
    stripes = np.where(np.arange(48)[None, :, None] // 3 % 2, 255, 0) * np.ones((48, 48, 3))
    for name in ODD:
        level = {"black": 0, "white": 255, "plain": 110}.get(name.split("-")[0])
        value = stripes if level is None else np.full((48, 48, 3), level)
        turned = np.rot90(value, int(name[-5]))
        Image.fromarray(turned.astype(np.uint8)).save(root / "new" / "red" / name)
    project = root / "line.dclproj"
    ran = run("adapt", root / "old", root / "new", "-o", project, *FAST)
    assert ran.code == 0, ran.err
    return project


def rows_of(project: Project) -> tuple[np.ndarray, np.ndarray]:
    """The rows of the odd pictures and of the others."""
    odd = np.array([Path(path).name in ODD for path in project.catalog("target").paths])
    return np.flatnonzero(odd), np.flatnonzero(~odd)


def test_they_are_unlike_all_and_counted_before_any_answer(strange: Path) -> None:
    with Project.open(strange) as project:
        table = review_table(project)
        odd, others = rows_of(project)
        called = int(table.unlike_all.sum())
        assert table.unlike_all[odd].all()
        assert table.unlike[odd].min() > np.median(table.unlike[others])
    assert f"{called} images unlike everything the old camera showed" in run("info", strange).out
    assert json.loads(run("info", strange, "--json").out)["unlike_all"] == called


def test_the_labels_file_says_how_unlike_each_is(strange: Path, tmp_path: Path) -> None:
    assert run("export", strange, "--format", "csv", "-o", tmp_path / "labels.csv").code == 0
    with (tmp_path / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["level"] for row in rows} <= {"high", "low"}
    assert {Path(row["path"]).name for row in rows if float(row["unlike"]) >= UNLIKE} >= set(ODD)


def test_none_of_them_is_sure_after_twenty_answers(strange: Path) -> None:
    with Project.open(strange) as project:
        odd, others = rows_of(project)
        truth = known_truth(project.catalog("target"))
        assert truth is not None
        said = others[:: max(1, len(others) // LEAST)][: LEAST + 4]
        project.journal.append([Decision(row, Verdict.LABEL, int(truth[row])) for row in said.tolist()], "tester")
        assert relearn(project) is not None
        table = review_table(project)
        assert table.expected.known
        assert not table.sure[odd].any()
        assert table.doubtful[odd].all()


def test_review_shows_them_at_a_click(window: MainWindow, strange: Path, qtbot: QtBot) -> None:
    page = showing(window, strange, Mark.UNLIKE)
    table = session_of(window).table
    shown = page.gallery.shown
    assert sorted(shown.tolist()) == np.flatnonzero(table.unlike_all).tolist()
    page.gallery.go_to(int(shown[0]))
    qtbot.waitUntil(
        lambda: "Unlike everything the old camera showed" in page.inspector.content.sentence.text(), timeout=300_000
    )
    assert page.inspector.content.heading.text().endswith(", unlike all")
