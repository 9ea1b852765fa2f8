"""An audit in the window: drawn, answered by key without the machine's word, taken back, kept through a kill, spent."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.core.errors import UserError
from dclgui.core.terms import Terms
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.session.session import Session
from dclgui.qt.shell.main_window import MainWindow
from dclgui.standing.standing import Audit
from tests.e2e.terminal import ROOT
from tests.e2e.window_parts import session_of
from tests.e2e.window_walk import cut_off

PATIENCE = 300_000
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


@pytest.fixture
def page(window: MainWindow, project: Path) -> AuditPage:
    window.open_project(project)
    window.go("audit")
    page = window.page
    assert isinstance(page, AuditPage)
    return page


def audit_of(session: Session) -> Audit:
    standing = session.standing()
    assert standing is not None
    assert standing.audit is not None
    return standing.audit


def words(page: AuditPage) -> list[str]:
    return [one.text() for one in page.results.findChildren(QLabel) if one.isVisibleTo(page.results) and one.text()]


def answer_rightly(page: AuditPage, session: Session, count: int) -> None:
    """Press the key of the true class for the next ``count`` pictures."""
    assert session.target is not None
    truth = known_truth(session.target)
    assert truth is not None
    for row in page.auditing.unanswered[:count]:
        QTest.keyClick(page.picture, KEYS[int(truth[row])])


def test_every_answer_is_counted_and_the_accuracy_is_known(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    assert "Unknown. The first answers will tell." in words(page)
    page.count.setValue(20)
    page.draw.click()
    drawn = page.auditing.unanswered
    assert len(drawn) == len(set(drawn)) == 20
    assert page.title.text() == "What is this?"
    answer_rightly(page, session, 20)
    assert page.title.text() == "The audit is done"
    result = audit_of(session).result
    truth = known_truth(session.target) if session.target is not None else None
    assert truth is not None
    readable = session.table.machine_label >= 0
    right = float((session.table.machine_label == truth)[readable].mean())
    assert result.answered == 20
    assert result.adapted.overall.low <= right <= result.adapted.overall.high
    assert session.project.journal.current() == {}, "answers are no decisions"


def test_unsure_none_of_these_and_taking_back(page: AuditPage, window: MainWindow) -> None:
    page.count.setValue(20)
    page.draw.click()
    first, second = page.auditing.unanswered[:2]
    QTest.keyClick(page.picture, Qt.Key.Key_Space)
    QTest.keyClick(page.picture, Qt.Key.Key_X)
    assert [page.auditing.answers[row].verdict for row in (first, second)] == [Verdict.UNSURE, Verdict.NONE_OF_THESE]
    window.perform("undo")
    assert page.auditing.unanswered[0] == second
    assert list(page.auditing.answers) == [first]


def test_undo_takes_a_change_of_the_classes_back_before_the_answers_after_it(
    page: AuditPage, window: MainWindow
) -> None:
    session = session_of(window)
    page.count.setValue(20)
    page.draw.click()
    QTest.keyClick(page.picture, KEYS[0])
    name = session.table.class_names[0]
    session.rename_class(0, "another name")
    QTest.keyClick(page.picture, KEYS[0])
    for left, called in ((19, "another name"), (19, name), (19, name)):
        window.perform("undo")
        assert len(page.auditing.unanswered) == left
        assert session.table.class_names[0] == called


def test_a_picture_is_in_review_or_in_the_audit_never_in_both(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    page.count.setValue(20)
    page.draw.click()
    asked = page.auditing.unanswered
    answer_rightly(page, session, 5)
    window.go("review")
    review = window.page
    assert isinstance(review, ReviewPage)
    review.filter_bar.clear()
    assert set(review.gallery.shown.tolist()).isdisjoint(asked)
    assert len(review.gallery.shown) == len(session.table) - 20
    window.perform("select all")
    window.perform("right")
    assert set(session.project.journal.current()).isdisjoint(asked)


def test_one_look_is_the_last_one(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    page.count.setValue(20)
    page.draw.click()
    card = page.results.promise
    answer_rightly(page, session, 19)
    assert "It is worked out when all pictures of the sample are named." in words(page)
    assert not any("helped" in text and "told" not in text for text in words(page))
    answer_rightly(page, session, 1)
    assert "It is worked out when all pictures of the sample are named." not in words(page)
    assert card.more.isHidden()
    assert card.draw.isHidden()
    with pytest.raises(UserError, match="before the sample was drawn"):
        session.choose_terms(Terms(0.5))


def test_open_ended_more_can_be_drawn_until_all_is_promised(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    page.terms.plans.setCurrentIndex(1)
    page.terms.plans.activated.emit(1)
    page.terms.chosen.emit(Terms(0.5, 0.95, "all", "open"))
    assert session.terms == Terms(0.5, 0.95, "all", "open")
    page.count.setValue(20)
    page.draw.click()
    card = page.results.promise
    answer_rightly(page, session, 20)
    card.more.click()
    assert card.more.isHidden()
    card.draw.click()
    left = page.auditing.unanswered
    assert len(left) == int(session.table.countable.sum()) - 20, "fifty, or all that are left"
    assert page.title.text() == "What is this?"
    answer_rightly(page, session, len(left))
    audit = audit_of(session)
    assert len(audit.answers) == int(session.table.countable.sum())
    truth = known_truth(session.target) if session.target is not None else None
    assert truth is not None
    wrong = int((session.table.machine_label != truth)[session.table.countable].sum())
    if wrong <= 0.5 * len(audit.answers):
        assert len(audit.promise.promised) == len(audit.answers)


def test_before_the_draw_the_page_says_what_it_can_give(page: AuditPage, window: MainWindow) -> None:
    def told() -> str:
        return page.offer.means.text()

    assert "the surest 75 %" in told()
    assert "One look" in told()
    page.terms.chosen.emit(Terms(0.1, 0.9, "all", "open"))
    assert "All are drawn alike" in told()
    assert "Open-ended" in told()
    assert session_of(window).project.audits.terms().plan == "open"


def test_what_the_chosen_number_buys_follows_it(page: AuditPage, window: MainWindow) -> None:
    page.terms.chosen.emit(Terms(0.02, over="all"))
    page.count.setValue(20)
    few = page.offer.buys.text()
    assert few.startswith("With 20 pictures: if 9 in 10 names turn out right")
    assert "too few for a guarantee" in few
    page.count.setValue(21)
    assert page.offer.buys.text().startswith("With 21 pictures")
    page.terms.chosen.emit(Terms(0.1, 0.9, "all"))
    page.count.setValue(22)
    assert "If none is wrong" in page.offer.buys.text()
    assert page.auditing.prospect(22).range.low <= 0.92 <= page.auditing.prospect(22).range.high
    page.count.setValue(page.auditing.drawable)
    assert page.offer.buys.text().startswith("These are all pictures")
    assert session_of(window).project.audits.last() is None, "nothing is drawn by looking"


def test_nothing_spends_the_audit_before_it_is_done(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    page.count.setValue(20)
    page.draw.click()
    answer_rightly(page, session, 19)
    assert not page.spend.isVisible()
    assert not page.wrong.isVisible(), "the program's names stay hidden"
    answer_rightly(page, session, 1)
    assert page.spend.isVisible()


def test_an_audit_that_is_too_long_can_be_ended_by_the_menu(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    page.count.setValue(20)
    page.draw.click()
    answer_rightly(page, session, 3)
    window.perform("end audit")
    assert len(page.auditing.answers) == 3, "asked first"
    page.banner._next.click()
    assert len(session.project.journal.current()) == 3
    assert session.project.audits.last() is None


def test_the_wrong_ones_stand_in_a_strip_and_an_answer_can_be_changed(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    page.count.setValue(20)
    page.draw.click()
    rows = page.auditing.unanswered
    machine = {row: int(session.table.machine_label[row]) for row in rows}
    for place, row in enumerate(rows):
        said = (machine[row] + 1) % 3 if place < 2 else machine[row]
        QTest.keyClick(page.picture, Qt.Key.Key_Space if place == 2 else KEYS[said])
    assert [tile.shown.row for tile in page.wrong.pictures.tiles] == rows[:3], "the wrong ones, then the unsure one"
    assert "Wrong here: 2 of 20, not sure: 1" in [one.text() for one in page.wrong.findChildren(QLabel)]
    before = audit_of(session).result.adapted.overall

    page.wrong.pictures.tiles[0].click()
    assert page.picture.isVisible()
    QTest.keyClick(page.picture, KEYS[machine[rows[0]]])
    assert len(page.auditing.to_look_at) == 3, "looking changes nothing"
    window.perform("select none")
    assert page.wrong.isVisible()

    page.wrong.pictures.tiles[0].click()
    page.change.click()
    QTest.keyClick(page.picture, KEYS[machine[rows[0]]])
    assert page.wrong.isVisible()
    assert page.auditing.to_look_at == rows[1:3]
    assert audit_of(session).result.adapted.overall.high >= before.high
    assert audit_of(session).changed == 1
    assert "changed after the program's names were seen: 1." in " ".join(words(page))
    said_in_order = [answer for row, answer in session.project.audits.history() if row == rows[0]]
    assert [answer.label for answer in said_in_order if answer is not None] == [
        (machine[rows[0]] + 1) % 3,
        machine[rows[0]],
    ], "the earlier answer stays in the journal"

    window.perform("undo")
    assert page.auditing.to_look_at == rows[:3]
    assert audit_of(session).changed == 0
    assert audit_of(session).result.adapted.overall == before


@pytest.mark.parametrize("language", ["english", "chinese"])
@pytest.mark.parametrize("size", [(900, 560), (1366, 768)])
def test_the_results_have_room_or_scroll(
    page: AuditPage, window: MainWindow, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    window.perform(language)
    window.resize(*size)
    page.count.setValue(20)
    page.draw.click()
    for _ in range(20):
        QTest.keyClick(page.picture, KEYS[0])
    strip, curve, area = page.wrong.pictures, page.curve, page._done
    qtbot.waitUntil(lambda: bool(strip.tiles) and strip.tiles[0].isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: cut_off(window) == set(), timeout=PATIENCE)
    assert strip.tiles[0].height() <= strip.viewport().height()
    area.ensureWidgetVisible(curve)
    seen = QRect(curve.mapTo(area.viewport(), QPoint()), curve.size())
    assert area.viewport().rect().contains(seen), "all of the curve can be seen at once"
    if size[1] == 768:
        assert area.verticalScrollBar().maximum() == 0


def test_every_answer_is_said_to_be_saved(page: AuditPage, window: MainWindow) -> None:
    page.count.setValue(20)
    page.draw.click()
    saved = window._status._saved
    assert saved.text() == ""
    QTest.keyClick(page.picture, Qt.Key.Key_1)
    assert saved.text().startswith("Saved ")


def test_before_a_run_there_is_nothing_to_audit(project: Path, window: MainWindow) -> None:
    with Project.open(project) as opened:
        opened.rounds.truncate_after(-1)
    window.open_project(project)
    window.go("audit")
    page = window.page
    assert isinstance(page, AuditPage)
    assert page.empty.isVisible()
    assert not page.offer.isVisible()
    assert words(page) == []
    page.empty.next_step.click()
    assert window.page is window.pages["run"]


def test_what_no_promise_covers_is_shown_in_review(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    page.terms.chosen.emit(Terms(0.1, 0.9))
    page.count.setValue(20)
    page.draw.click()
    answer_rightly(page, session, 20)
    remaining = audit_of(session).promise.remaining
    page.results.promise.remaining_wanted.emit()
    review = window.page
    assert isinstance(review, ReviewPage)
    assert set(review.gallery.shown.tolist()) == set(remaining.tolist()) - set(session.project.audits.rows().tolist())


def test_while_a_run_goes_on_nothing_is_drawn(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    session.run.status = "running"
    session.run.changed.emit()
    assert not page.draw.isEnabled()
    assert "when the run has ended" in page.draw.toolTip()
    session.run.status = "idle"
    session.run.changed.emit()
    assert page.draw.isEnabled()


def test_spent_answers_become_decisions_and_a_new_audit_begins(page: AuditPage, window: MainWindow) -> None:
    session = session_of(window)
    page.count.setValue(20)
    page.draw.click()
    asked = set(page.auditing.unanswered)
    answer_rightly(page, session, 20)
    page.spend.click()
    assert set(session.project.journal.current()) == asked
    assert session.project.audits.last() is None
    page.count.setValue(20)
    page.draw.click()
    assert asked.isdisjoint(page.auditing.unanswered), "a decided picture is known and needs no sample"


def test_an_audit_that_was_killed_goes_on_where_it_was(project: Path, window: MainWindow) -> None:
    script = f"""
import sys
from pathlib import Path
from dclgui.core.decisions import Verdict
from dclgui.core.terms import Terms
from dclgui.qt.parts.application import made_application
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve
app = made_application()
window = MainWindow(serve)
window.open_project(Path({str(project)!r}))
window.go("audit")
window.page.auditing.draw(20)
for row in window.page.auditing.unanswered[:7]:
    window.page.auditing.answer(row, Verdict.LABEL, 1)
    print(row, flush=True)
app.exec()
"""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    acknowledged = [int(child.stdout.readline()) for _ in range(7)]
    child.kill()
    child.wait()
    child.stdout.close()

    window.open_project(project)
    window.go("audit")
    page = window.page
    assert isinstance(page, AuditPage)
    assert set(page.auditing.answers) == set(acknowledged)
    assert len(page.auditing.unanswered) == 13
    with Project.open(project) as kept:
        sample = kept.audits.last()
    assert sample is not None
    assert np.isin(acknowledged, sample.rows).all()
