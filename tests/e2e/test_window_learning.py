"""Answers are learnt from at once; the names that follow wait for F5, and no audit loses its guarantee unasked."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.arrays import Ints
from dclgui.core.decisions import Verdict
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.export.page import ExportPage
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.session.session import Session
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.queue import WEIGHTS
from dclgui.review.table import State
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import review_table, standing_of
from tests.e2e.terminal import COLOURS
from tests.e2e.window_parts import opened, session_of

PATIENCE = 300_000
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
CLASSES = len(COLOURS)


def truth_of(session: Session) -> Ints:
    assert session.target is not None
    found = known_truth(session.target)
    assert found is not None
    return found


def learnt(session: Session, answers: int) -> bool:
    """Whether the newest that a child said knows so many answers."""
    proposed = session.learning.proposed
    return proposed is not None and len(proposed.answers) == answers


def answer(page: ReviewPage, session: Session, count: int, *, turned: int = 0) -> list[int]:
    """Press keys for ``count`` pictures, leaving every sixth; ``turned`` names each by another class than its own."""
    truth = truth_of(session)
    readable = page.gallery.shown[page.gallery.shown != unreadable(session)]
    rows: list[int] = readable[np.arange(len(readable)) % 6 > 0][:count].tolist()
    for row in rows:
        page.gallery.go_to(row)
        QTest.keyClick(page.gallery, KEYS[(int(truth[row]) + turned) % CLASSES])
    return rows


def unreadable(session: Session) -> int:
    return session.table.paths.index("red/broken.jpg")


def told(page: ReviewPage) -> str:
    return " ".join(one.text() for one in page.banner.findChildren(QLabel))


def strip(page: ReviewPage) -> list[str]:
    return [one.accessibleName() for one in (page.learning.expected, page.learning.hope, page.learning.caution)]


def test_answers_teach_and_f5_takes_the_names_that_follow(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    session = session_of(window)
    before, tiles, height = session.table.machine_label.copy(), page.gallery.shown.copy(), page.gallery.height()
    assert strip(page)[0] == "After 20 more answers it says about how many names are right"
    assert not page.learning.offer.isVisible()
    rows = answer(page, session, 20, turned=1)
    qtbot.waitUntil(lambda: learnt(session, 20), timeout=PATIENCE)
    assert strip(page)[0].startswith("After 20 answers: about ")
    assert strip(page)[2] == "From the answers so far; only an audit makes it a promise."
    assert page.gallery.height() == height, "nothing jumps when it is said"
    changed = session.learning.names_changed
    assert changed > 0, "whoever turns all names around is believed"
    assert page.learning.offer.isVisible()
    assert page.learning.offer.text() in {f"{changed} names changed", "One name changed"}
    np.testing.assert_array_equal(session.table.machine_label, before)
    np.testing.assert_array_equal(page.gallery.shown, tiles)
    with Project.open(project) as other:
        np.testing.assert_array_equal(review_table(other).machine_label, before)
        assert not standing_of(other).expected.known
    others = np.setdiff1d(np.arange(len(before)), rows)
    expected = session.learning.expected
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert np.count_nonzero(session.table.label[others] != before[others]) == changed
    assert session.table.label[rows].tolist() == [(row + 1) % CLASSES for row in truth_of(session)[rows]]
    assert not page.learning.offer.isVisible()
    assert strip(page)[0].startswith("After 20 answers: about "), "it is still known"
    with Project.open(project) as other:
        np.testing.assert_array_equal(review_table(other).label, session.table.label)
        assert standing_of(other).expected == expected


def test_what_is_undone_was_never_learnt(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    session = session_of(window)
    before = session.table.machine_label.copy()
    answer(page, session, 20, turned=1)
    qtbot.waitUntil(lambda: learnt(session, 20), timeout=PATIENCE)
    assert session.learning.names_changed > 0
    for _ in range(20):
        window.perform("undo")
    qtbot.waitUntil(lambda: learnt(session, 0), timeout=PATIENCE)
    assert session.learning.names_changed == 0
    qtbot.waitUntil(lambda: not page.learning.offer.isVisible())
    assert strip(page)[0] == "After 20 more answers it says about how many names are right"
    window.perform("new names")
    np.testing.assert_array_equal(session.table.machine_label, before)


def test_the_next_question_follows_the_answers(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    session = session_of(window)
    answer(page, session, 6, turned=1)
    qtbot.waitUntil(lambda: learnt(session, 6), timeout=PATIENCE)
    proposed = session.learning.proposed
    assert proposed is not None
    order = session.queue.order(ahead=1)
    QTest.keyClick(page.gallery, Qt.Key.Key_N)
    assert page.gallery.current_row == order[0]
    waiting = np.setdiff1d(np.flatnonzero(proposed.label >= 0), proposed.answers[:, 0])
    doubts = proposed.doubt[waiting] + np.float32(WEIGHTS.split) * proposed.split[waiting]
    assert page.gallery.current_row in waiting[doubts == doubts.max()]


def test_an_audit_keeps_its_labels_until_the_person_says_otherwise(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    page = opened(window, project)
    session = session_of(window)
    window.go("audit")
    audit = window.page
    assert isinstance(audit, AuditPage)
    audit.auditing.draw(4)
    audit.picture.setFocus()
    QTest.keyClick(audit.picture, Qt.Key.Key_1)
    window.go("review")
    answer(page, session, 12, turned=1)
    qtbot.waitUntil(lambda: learnt(session, 12), timeout=PATIENCE)
    assert session.learning.names_changed > 0
    assert strip(page)[2] == "The names stay, since the audit counts for them: F5 ends its guarantee."
    before = session.table.machine_label.copy()
    for step in ("audit", "export", "review"):
        window.go(step)
        np.testing.assert_array_equal(session.table.machine_label, before)
    window.perform("new names")
    assert "An audit counts for the names that show." in told(page)
    np.testing.assert_array_equal(session.table.machine_label, before)
    (take,) = [one for one in page.banner.findChildren(QPushButton) if one.text() == "Take the new names"]
    take.click()
    assert (session.table.machine_label != before).any()
    standing = session.standing()
    assert standing is not None
    assert standing.audit is not None
    assert standing.audit.outdated
    window.go("audit")
    said = " ".join(one.text() for one in audit.results.findChildren(QLabel))
    assert "The labels have changed since the sample was drawn." in said


@pytest.mark.parametrize("step", ["audit", "export"])
def test_whoever_goes_on_finds_labels_that_have_learnt(
    window: MainWindow, project: Path, qtbot: QtBot, step: str
) -> None:
    page = opened(window, project)
    session = session_of(window)
    answer(page, session, 10, turned=1)
    window.go(step)  # before the child has answered
    there = window.page
    assert isinstance(there, AuditPage | ExportPage)
    waits = there.draw if isinstance(there, AuditPage) else there.labels.save
    assert not waits.isEnabled()
    assert waits.toolTip() == "Learning from your answers… The other names follow in a moment."
    assert waits.toolTip() in {one.text() for one in there.findChildren(QLabel) if one.isVisible()}
    qtbot.waitUntil(lambda: session.table.version == 1 and not session.learning.names_changed, timeout=PATIENCE)
    assert session.table.consensus is not None
    assert len(session.table.consensus.answers) == 10
    assert waits.isEnabled()
    with Project.open(project) as other:
        label = [session.table.class_names[place] if place >= 0 else "" for place in session.table.label.tolist()]
        assert list(labels_of(other).labels) == label


@pytest.mark.parametrize("step", ["audit", "export"])
def test_whoever_goes_on_takes_no_newer_round(window: MainWindow, project: Path, qtbot: QtBot, step: str) -> None:
    page = opened(window, project)
    session = session_of(window)
    answer(page, session, 6, turned=1)
    qtbot.waitUntil(lambda: learnt(session, 6), timeout=PATIENCE)
    finish_a_round(session)
    window.go(step)
    assert (session.shown_round, session.table.version) == (2, 0), "only F5 takes it"
    other = window.page
    if isinstance(other, AuditPage):
        other.count.setValue(other.count.minimum())
        wanted = other.count.value()
        other.draw.click()
        assert session.shown_round == 3, "who draws gets the newest, and not before it knows the answers"
        assert other.auditing.unanswered == []
        assert not other.draw.isEnabled()
        assert other.count.value() == wanted
        assert "The sample is drawn when" in other.draw.toolTip()
        assert not other.banner.isVisible()
        qtbot.waitUntil(lambda: bool(other.auditing.unanswered), timeout=PATIENCE)
        assert session.table.version == 1
        assert len(other.auditing.unanswered) == wanted
        assert other.picture.hasFocus()
    else:
        assert other.subtitle.text() == "What you save has the names of a newer round; F5 in Review shows them."


def test_a_draw_that_waits_is_forgotten_by_going_elsewhere(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    session = session_of(window)
    answer(page, session, 6, turned=1)
    qtbot.waitUntil(lambda: learnt(session, 6), timeout=PATIENCE)
    finish_a_round(session)
    window.go("audit")
    audit = window.page
    assert isinstance(audit, AuditPage)
    audit.draw.click()
    assert audit.auditing.wanted is not None
    window.go("check")
    qtbot.waitUntil(lambda: not session.names_follow_soon, timeout=PATIENCE)
    window.go("audit")
    assert audit.auditing.design is None
    assert audit.offer.isVisible()
    assert audit.draw.isEnabled()


def finish_a_round(session: Session) -> None:
    """Round 3 has ended since, and says what round 2 said before any answer."""
    rounds, folder = session.project.rounds, session.project.rounds.folder(2)

    def copy(place: Path) -> None:
        shutil.copytree(folder, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*-proposed*"))

    rounds.write(3, rounds.pseudo_labels(2), replace(rounds.metrics(2), round=3), copy)
    session.run.state = replace(session.run.state, rounds=(*session.run.state.rounds, rounds.metrics(3)))
    session.round_ready.emit(3)


def test_answers_of_before_are_learnt_when_the_project_is_opened(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    page = opened(window, project)
    answer(page, session_of(window), 3)
    window.perform("close")
    opened(window, project)
    qtbot.waitUntil(lambda: learnt(session_of(window), 3), timeout=PATIENCE)


def test_the_inspector_says_how_many_ways_agree(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page, consensus = opened(window, project), session_of(window).table.consensus
    assert consensus is not None
    content = page.inspector.content
    words = f"{consensus.agreeing[0]} of {consensus.members} ways of naming this picture say "
    qtbot.waitUntil(lambda: content.agreement.text().startswith(words))
    assert content.agreement.isVisible()
    page.gallery.go_to(unreadable(session_of(window)))
    qtbot.waitUntil(lambda: not content.agreement.isVisible())


def test_the_inspector_says_why_a_picture_of_high_confidence_is_asked(
    window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    page, session = opened(window, project), session_of(window)
    high = [row for row in session.queue.order() if session.table.state[row] == State.HIGH]
    row = next(row for row in high if session.queue.reasons(row))
    page.gallery.go_to(int(row))
    content = page.inspector.content
    qtbot.waitUntil(lambda: content.reasons.isVisible() and content.heading.text().endswith(", high confidence"))
    assert content.reasons.text().startswith("Worth a look: ")
    window.perform("right")
    page.gallery.go_to(int(row))
    qtbot.waitUntil(lambda: not content.reasons.isVisible())


def test_a_class_that_the_source_never_had_is_taught_too(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    page = opened(window, project)
    session = session_of(window)
    new = session.class_called("spotted")
    blue, green, red = (np.flatnonzero(truth_of(session) == place) for place in range(CLASSES))
    for rows, label in ((blue[:6], new), (green[:2], 1), (red[-2:], 2)):
        session.decide(rows, Verdict.LABEL, label)
    qtbot.waitUntil(lambda: learnt(session, 10), timeout=PATIENCE)
    window.perform("new names")
    assert set(session.table.machine_label[blue[6:]].tolist()) == {new}, "the others like them are called so too"
    page.filter_bar.clear()
    page.gallery.go_to(int(blue[7]))
    words = "0 of 9 ways of naming this picture say spotted."
    qtbot.waitUntil(lambda: page.inspector.content.agreement.text() == words)
    assert np.isnan(session.table.distance[blue[7]]), "no round has a prototype of it"
