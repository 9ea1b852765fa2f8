"""When a child is asked to have labels follow the answers, and what becomes of what it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from dclgui.core.consensus import Consensus, Expectation
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.protocol.requests import Relearn, Task
from dclgui.core.protocol.results import Relearned
from dclgui.project.folder import Project
from dclgui.project.rounds import save_consensus
from dclgui.qt.session.learning import Learning
from dclgui.qt.session.questions import Question
from dclgui.qt.session.run import Run
from dclgui.standing.standing import review_table
from tests.unit.project.test_rounds import metrics
from tests.unit.qt.pictures import agreed
from tests.unit.qt.session.judged import TOTAL, judged_project

FIRST = agreed([0] * TOTAL)


class Asked(QObject):
    """A question whose child is the test."""

    answered, failed, ended = Signal(object), Signal(object), Signal()

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task, self.under_way = task, True

    def answer(self, said: Relearned | None) -> None:
        self.under_way = False
        self.answered.emit(said)
        self.ended.emit()

    def cancel(self) -> None:
        self.under_way = False
        self.ended.emit()


class Desk(QObject):
    """A project whose newest round is shown, and everything that a child is asked."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.asked: list[Asked] = []
        self.project, self.run = project, Run(project, self.ask, self)
        self.learning = Learning(project, self.run, self.ask, self)
        self.learning.show(review_table(project))

    def ask(self, task: Task) -> Question:
        self.asked.append(Asked(task))
        return cast(Question, self.asked[-1])

    def propose(self, consensus: Consensus) -> Relearned:
        self.project.rounds.propose(1, consensus)
        return Relearned(1, consensus.version, 0, consensus.expected)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with judged_project(tmp_path, FIRST) as project:
        made = Desk(project)
        yield made
        made.learning.forget()


def decide(project: Project, row: int, label: int) -> None:
    project.journal.append([Decision(row, Verdict.LABEL, label)], "someone")


def test_many_decisions_are_one_question_and_those_meanwhile_one_more(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(3):
        desk.learning.learn()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    assert desk.asked[0].task == Relearn(desk.project.folder)
    for _ in range(3):
        desk.learning.learn()
    qtbot.wait(150)
    assert len(desk.asked) == 1, "one at a time"
    desk.asked[0].answer(desk.propose(agreed([1] * TOTAL, version=1)))
    assert len(desk.asked) == 2, "and the newest at once"
    desk.asked[1].answer(None)
    qtbot.wait(150)
    assert len(desk.asked) == 2


def test_what_is_proposed_stays_beside_what_shows(desk: Desk, qtbot: QtBot) -> None:
    decide(desk.project, 0, 1)
    desk.learning.learn()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    said = desk.propose(agreed([1, 1, 1, *[0] * (TOTAL - 3)], version=1, expected=Expectation(1)))
    with qtbot.waitSignal(desk.learning.changed):
        desk.asked[0].answer(said)
    assert desk.learning.names_changed == 3
    assert desk.learning.expected.answers == 1
    table = review_table(desk.project)
    assert table.version == 0
    desk.learning.show(table)
    assert desk.learning.names_changed == 2, "the person has named one of them"
    desk.project.rounds.take_proposed(1)
    desk.learning.show(review_table(desk.project))
    assert desk.learning.proposed is None
    assert desk.learning.names_changed == 0


def test_what_was_said_of_other_labels_is_not_heard(desk: Desk, qtbot: QtBot) -> None:
    desk.learning.learn()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.asked[0].answer(desk.propose(agreed([1] * TOTAL, version=7)))
    assert desk.learning.proposed is None


def test_answers_that_the_shown_labels_do_not_know_are_learnt_without_a_decision(desk: Desk, qtbot: QtBot) -> None:
    assert desk.asked == []
    decide(desk.project, 0, 1)
    desk.learning.show(review_table(desk.project))
    qtbot.waitUntil(lambda: len(desk.asked) == 1)


def test_no_child_is_asked_during_a_run_but_after_it(desk: Desk, qtbot: QtBot) -> None:
    desk.run.status = "running"
    desk.learning.learn()
    qtbot.wait(150)
    assert desk.asked == []
    desk.run.status = "idle"
    desk.run.changed.emit()
    assert len(desk.asked) == 1


def test_nothing_is_asked_while_a_newer_round_waits_to_be_shown(desk: Desk, qtbot: QtBot) -> None:
    desk.project.rounds.write(
        2, desk.project.rounds.pseudo_labels(1), metrics(2), lambda folder: save_consensus(folder, FIRST)
    )
    desk.run.state = Run(desk.project, desk.ask, desk).state
    desk.learning.learn()
    qtbot.wait(150)
    assert desk.asked == []
    desk.learning.show(review_table(desk.project))
    desk.learning.learn()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)


def test_it_is_said_while_answers_are_being_learnt(desk: Desk, qtbot: QtBot) -> None:
    said: list[bool] = []
    desk.learning.under_way_changed.connect(lambda: said.append(desk.learning.under_way))
    desk.learning.learn()
    assert said == [True], "at once, before a child is asked"
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.run.status = "running"
    desk.learning.learn()
    assert said == [True], "what was asked goes on"
    desk.asked[0].answer(None)
    assert said == [True, False], "nobody is asked before the run has ended"
    desk.run.status = "idle"
    desk.run.changed.emit()
    assert said == [True, False, True]
    desk.asked[1].answer(None)
    assert said == [True, False, True, False]


def test_where_answers_teach_nothing_nobody_is_asked(tmp_path: Path, qtbot: QtBot) -> None:
    with judged_project(tmp_path, None) as project:
        desk = Desk(project)
        assert not desk.learning.possible
        desk.learning.learn()
        qtbot.wait(150)
        assert desk.asked == []
        assert not desk.learning.expected.known
        assert len(desk.learning.curve) == 0


def test_what_is_under_way_is_given_up_with_the_labels(desk: Desk, qtbot: QtBot) -> None:
    desk.learning.learn()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.learning.learn()
    desk.learning.forget()
    assert not desk.asked[0].under_way
    qtbot.wait(150)
    assert len(desk.asked) == 1


def test_the_curve_is_that_of_what_is_proposed(desk: Desk, qtbot: QtBot) -> None:
    desk.learning.learn()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    known = agreed([0] * TOTAL, version=1, expected=Expectation(10, 0.75, 3))
    desk.asked[0].answer(desk.propose(known))
    np.testing.assert_array_equal(desk.learning.curve, [[10, 0.75]])
