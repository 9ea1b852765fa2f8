"""A project of 63 pictures, reviewed, audited and exported: page, bar, file, report and command line say one thing."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.export.page import ExportPage
from dclgui.qt.report.facts import facts_of
from dclgui.qt.report.sheet import Sheet
from dclgui.qt.report.wording import ReportWords
from dclgui.qt.shell.main_window import MainWindow
from dclgui.standing.standing import Audit
from tests.e2e.terminal import COLOURS, FAST, draw_images, run
from tests.e2e.window_parts import session_of

PATIENCE = 300_000
PICTURES, ASKED = 63, 30
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One run over a target of 63 pictures, all of which can be read."""
    draw_images(tmp_path / "old camera", each=8, light=1.0, seed=1)
    draw_images(tmp_path / "new camera", each=PICTURES // len(COLOURS), light=0.6, seed=2)
    made = tmp_path / "small.dclproj"
    assert run("adapt", tmp_path / "old camera", tmp_path / "new camera", "-o", made, *FAST).code == 0
    return made


@dataclass(frozen=True)
class Said:
    """What all surfaces say, which was found to be one thing.

    ``machine`` ``person`` ``nameless``  counts of the file by who named the picture
    """

    machine: int
    person: int
    nameless: int
    audit: Audit | None


def told(sheet: Sheet, line: str) -> str:
    """The value of one line of the report."""
    return next(value for column in sheet.columns for group in column for name, value in group.lines if name == line)


def file_counts(project: Path) -> tuple[int, int, int]:
    """Rows of the labels file with a machine's name, with a person's, and without."""
    file = project.parent / "labels.csv"
    assert run("export", project, "--labels", file).code == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == PICTURES
    named = [row for row in rows if row["label"]]
    person = sum(row["level"] == "person" for row in named)
    return len(named) - person, person, PICTURES - len(named)


def same_everywhere(window: MainWindow, project: Path) -> Said:
    """Compare all surfaces, each of which reads the project in its own way."""
    session, bar = session_of(window), window._status._accuracy.text()
    with Project.open(project) as other:
        sheet = ReportWords().sheet(facts_of(other))
    counts = file_counts(project)
    page = window.pages["export"]
    assert isinstance(page, ExportPage)
    page.retranslate()
    assert tuple(int(figure.text()) for figure, _, _ in page.contents.groups) == counts
    assert sum(int(line.labels) for line in sheet.classes.lines) == counts[0] + counts[1]
    information, standing = run("info", project).out, session.standing()
    assert standing is not None
    looked = f"a person looked at {standing.saving.opened}"
    assert looked in information or not standing.saving.opened
    assert looked in sheet.figures[3].note
    same_audit(window, sheet, information=information, bar=bar)
    return Said(*counts, standing.audit)


def same_audit(window: MainWindow, sheet: Sheet, *, information: str, bar: str) -> None:
    standing, page = session_of(window).standing(), window.pages["audit"]
    assert isinstance(page, AuditPage)
    assert standing is not None
    shown = "\n".join(one.text() for one in page.results.findChildren(QLabel) if one.isVisibleTo(page.results))
    if standing.audit is None:
        assert bar == "Accuracy unknown until audited"
        assert "Unknown. The first answers will tell." in shown
        assert sheet.figures[0].value == "unknown"
        assert "Audited" not in information
        return
    audit, found = standing.audit, standing.audit.result.adapted.overall
    ends = [f"{100 * end:.1f}" for end in (found.low, found.high)]
    point = "" if math.isnan(found.point) else f"{100 * found.point:.1f} %"
    for words in (bar, shown, sheet.figures[0].note, information):
        assert all(end in words for end in ends), words
    for words in (bar, shown, sheet.figures[0].value, information):
        assert point in words
    assert (sheet.figures[0].value == "–") == (not point)
    assert ("so far" in bar) == (not audit.result.complete)
    answered = f"{audit.result.answered} of {len(audit.design.rows)} answered, {audit.result.unsure} not sure"
    assert told(sheet, "Audit") == answered
    assert f"{audit.result.answered} answers" in information
    changed = f"after the program's names were seen: {audit.changed}."
    assert (changed in shown) == bool(audit.changed)
    assert (f"labels were seen: {audit.changed} answer" in information) == bool(audit.changed)
    assert page.step_state().note == f"{len(audit.answers)} of {len(audit.design.rows)}"


def keys(page: AuditPage, window: MainWindow) -> Iterator[Qt.Key]:
    """The key of the right name of each picture asked, but *not sure* of the fourth and a wrong name of the fifth."""
    target = session_of(window).target
    assert target is not None
    truth = known_truth(target)
    assert truth is not None
    for place, row in enumerate(page.auditing.unanswered):
        yield Qt.Key.Key_Space if place == 3 else KEYS[(int(truth[row]) + (place == 4)) % 3]


def test_from_the_review_to_the_file(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    assert same_everywhere(window, project).machine == PICTURES
    review(window, project, qtbot)
    done = audited(window, project)
    page = window.pages["audit"]
    assert isinstance(page, AuditPage)

    wrong = page.auditing.to_look_at[0]
    page.wrong.pictures.tiles[0].click()
    page.change.click()
    QTest.keyClick(page.picture, KEYS[int(session_of(window).table.machine_label[wrong])])
    after = same_everywhere(window, project)
    assert after.audit is not None
    assert after.audit.changed == 1
    assert after.person >= done.person

    window.go("export")
    exporting = window.page
    assert isinstance(exporting, ExportPage)
    exporting.export_labels_to(project.parent / "from the window.csv")
    qtbot.waitUntil(lambda: exporting.step_state().done, timeout=PATIENCE)
    assert (project.parent / "from the window.csv").read_bytes() == (project.parent / "labels.csv").read_bytes()

    page.spend.click()
    spent = same_everywhere(window, project)
    assert spent.audit is None
    assert spent.person == after.person, "the answers are decisions now"


def review(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    """Three names, one *none of these* and one *not sure*."""
    session = session_of(window)
    session.decide(np.array([0, 1, 2]), Verdict.LABEL, 0)
    session.decide(np.array([3]), Verdict.NONE_OF_THESE)
    session.decide(np.array([4]), Verdict.UNSURE)
    reviewed = same_everywhere(window, project)
    assert (reviewed.machine, reviewed.person, reviewed.nameless) == (59, 3, 1)
    qtbot.waitUntil(lambda: not session.names_follow_soon, timeout=PATIENCE)


def audited(window: MainWindow, project: Path) -> Said:
    """Draw, and answer by keys, looking everywhere half way and at the end."""
    window.go("audit")
    page = window.page
    assert isinstance(page, AuditPage)
    page.count.setValue(ASKED)
    page.draw.click()
    pressed = list(keys(page, window))
    for key in pressed[: ASKED // 2]:
        QTest.keyClick(page.picture, key)
    half = same_everywhere(window, project)
    assert half.audit is not None
    assert half.audit.result.answered == ASKED // 2
    for key in pressed[ASKED // 2 :]:
        QTest.keyClick(page.picture, key)
    done = same_everywhere(window, project)
    assert done.audit is not None
    assert done.audit.result.complete
    assert done.audit.result.unsure == 1
    assert done.person == 3 + ASKED - 1
    return done
