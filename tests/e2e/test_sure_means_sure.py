"""Nothing is called sure before answers have shown it; page, step, file, command line and report say the same."""

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from dclgui.core.consensus import LEAST
from dclgui.core.decisions import Verdict
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project
from dclgui.qt.export.page import ExportPage
from dclgui.qt.report.facts import facts_of
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.sureness import Contents, Sureness
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import review_table
from tests.e2e.terminal import run
from tests.e2e.window_parts import session_of

PATIENCE = 300_000


def held(page: ExportPage) -> list[tuple[str, str]]:
    return [(figure.text(), lines.text()) for figure, _, lines in page.contents.groups]


def same_everywhere(window: MainWindow, project: Path) -> Sureness:
    """What all surfaces say, which must be one thing."""
    session = session_of(window)
    shown = Sureness.of(session.table)
    with Project.open(project) as other:
        assert Sureness.of(review_table(other)) == shown
        assert facts_of(other).sureness == shown
        file = labels_of(other)
        audited = other.audits.answers()
    contents = Contents.of(session.table, audited)
    people = zip(file.labels, file.levels, strict=True)
    assert contents.person == sum(bool(label) for label, level in people if level == "person")
    assert contents.nameless == file.labels.count("")
    assert contents.machine + contents.person == len(file) - contents.nameless
    told = run("info", str(project)).out
    if shown.known:
        assert f"{shown.sure:,} labels sure" in told or "No label is sure so far" in told or "1 label sure" in told
    else:
        assert "Which labels are sure is not known yet" in told
    return shown


def test_from_the_first_look_to_the_file(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    window.go("review")
    session, page = session_of(window), window.page
    assert isinstance(page, ReviewPage)
    before = same_everywhere(window, project)
    assert (before.sure, before.known) == (0, False)
    assert not page.step_state().done, "high confidence alone ticks nothing off"
    assert "not known yet" in page.subtitle.text()
    assert session.target is not None
    truth = known_truth(session.target)
    assert truth is not None
    rows = session.queue.order()[:LEAST]
    for row in rows.tolist():
        session.decide(np.array([row]), Verdict.LABEL, int(truth[row]))
    qtbot.waitUntil(
        lambda: session.learning.proposed is not None and len(session.learning.proposed.answers) == len(rows),
        timeout=PATIENCE,
    )
    window.perform("new names")
    after = same_everywhere(window, project)
    assert after.known == (len(rows) >= LEAST)
    sure = np.flatnonzero(session.table.sure)
    assert not np.isin(sure, rows).any()
    assert page.step_state().done == after.done
    window.go("export")
    exporting = window.page
    assert isinstance(exporting, ExportPage)
    contents = Contents.of(session.table, session.project.audits.answers())
    wanted = [str(count) for count in (contents.machine, contents.person, contents.nameless)]
    assert [figure for figure, _ in held(exporting)] == wanted
    made_of = held(exporting)[0][1]
    assert (f"{contents.sure} sure" in made_of or not contents.sure) if after.known else "not known yet" in made_of
    assert contents.person == len(rows)
