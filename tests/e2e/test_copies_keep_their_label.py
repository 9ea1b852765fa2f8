"""Copies that are set aside take no part, and leave with the label of the picture that they are copies of."""

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.job import Job
from dclgui.importing.check import check_images
from dclgui.project.folder import Project
from dclgui.qt.export.page import ExportPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import review_table
from tests.e2e.terminal import FAST, Command, Folders

COPIES = {"red/z-copy-0.png": "red/red-0.png", "red/z-copy-1.png": "red/red-1.png", "red/z-copy-2.png": "red/red-0.png"}


@pytest.fixture
def project(folders: Folders, tmp_path: Path, dclgui: Command) -> Path:
    """A run over a target with copies that were set aside by the check's advice."""
    for copy, picture in COPIES.items():
        shutil.copy(folders.target / picture, folders.target / copy)
    folder = tmp_path / "line.dclproj"
    with Project.create(folder, Job(source=folders.source, target=folders.target)) as made:
        list(check_images(made))
        report = made.check()
        assert report is not None
        (found,) = (one for one in report.findings if (one.kind, one.domain) == ("duplicate", "target"))
        made.exclusions.set("target", found.rows, excluded=True, who="an operator")
    ran = dclgui("adapt", folders.source, folders.target, "-o", folder, *FAST)
    assert ran.code == 0, ran.err
    return folder


def rows_in(file: Path) -> dict[str, dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return {row["path"]: row for row in csv.DictReader(stream)}


def test_they_leave_with_it_in_every_table_and_follow_a_decision(project: Path, dclgui: Command) -> None:
    with Project.open(project) as opened:
        first = opened.catalog("target").paths.index("red/red-0.png")
        opened.journal.append([Decision(first, Verdict.LABEL, 1)], "an operator")
    out = project.parent / "labels.csv"
    assert dclgui("export", project, "--labels", out).code == 0
    rows = rows_in(out)
    for copy, picture in COPIES.items():
        assert rows[copy]["copy_of"] == picture
        same = set(rows[copy]) - {"path", "copy_of", "guaranteed"}
        assert {name: rows[copy][name] for name in same} == {name: rows[picture][name] for name in same}
    assert (rows["red/z-copy-2.png"]["label"], rows["red/z-copy-2.png"]["level"]) == ("green", "person")
    assert not any(rows[path]["copy_of"] for path in rows.keys() - COPIES.keys())
    npz = project.parent / "labels.npz"
    assert dclgui("export", project, "--format", "probabilities", "-o", npz).code == 0
    with np.load(npz) as found:
        paths = found["paths"].tolist()
        for copy, picture in COPIES.items():
            np.testing.assert_array_equal(*(found["features"][paths.index(path)] for path in (copy, picture)))
    ran = dclgui("import", project, out)
    assert ran.code == 0, ran.err
    with Project.open(project) as opened:
        assert len(opened.journal.current()) == 1, "what was exported brings no decision back"


def test_they_are_counted_as_what_they_are_and_once_by_an_audit(project: Path, dclgui: Command) -> None:
    outcome = json.loads(dclgui("info", project, "--json").out)["outcome"]
    assert (outcome["problems"], outcome["copies"]) == (0, 3)
    assert "3 set aside as copies, with the label of their picture" in dclgui("info", project).out
    with Project.open(project) as opened:
        assert int(review_table(opened).countable.sum()) == len(opened.catalog("target")) - 3
        assert not labels_of(opened).guaranteed.any()


def test_the_window_counts_what_the_file_will_hold(project: Path, window: MainWindow, qtbot: QtBot) -> None:
    window.open_project(project)
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    total = len(window.session.target.paths) if window.session and window.session.target else 0
    figures = [group[0].text() for group in page.contents.groups]
    assert figures == [str(total), "0", "0"]
    assert "3 set aside as copies, with the name of their picture" in page.contents.groups[0][2].text()
    assert window.session is not None
    window.session.undo_exclusion()
    assert "set aside as copies" not in page.contents.groups[0][2].text(), "they are pictures like any other again"
