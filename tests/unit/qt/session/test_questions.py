"""Whatever is asked, cancelled, stopped or killed: each question hears its own answer and ends once."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from dclgui.core.protocol.envelope import Failed
from dclgui.qt.session.questions import Question, Questions
from tests.unit.qt.session.scripted import Does, Kind, Scripted, said_by, scripted, serve

PATIENCE = 300_000
Heard = tuple[str, object]


@dataclass(eq=False)
class Asked:
    """A question with all that was heard of it, and what the asker did to it.

    ``heard_before`` is how much was heard before it was cancelled or the project closed.
    """

    task: Scripted
    does: Does
    question: Question
    heard: list[Heard] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    heard_before: int = 0

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.heard]


class Asker:
    """Asks ``questions`` and keeps what comes back."""

    def __init__(self, questions: Questions, folder: Path, qtbot: QtBot) -> None:
        self.questions, self.folder, self._qtbot = questions, folder, qtbot
        self.all: list[Asked] = []

    def ask(self, kind: Kind, does: Does) -> Asked:
        task = scripted(kind, does, self.folder / str(len(self.all)))
        asked = Asked(task, does, self.questions.ask(task))
        question = asked.question
        question.said.connect(lambda event: asked.heard.append(("said", event)))
        question.answered.connect(lambda event: asked.heard.append(("answered", event)))
        question.failed.connect(lambda failed: asked.heard.append(("failed", failed)))
        question.ended.connect(lambda: asked.heard.append(("ended", None)))
        self.all.append(asked)
        return asked

    def cancel(self, asked: Asked) -> None:
        if asked.question.under_way:
            self._note("cancel", asked)
        asked.question.cancel()

    def stop(self, asked: Asked) -> None:
        if asked.question.under_way:
            asked.touched.add("stop")
        asked.question.tell("stop")

    def close(self) -> None:
        for asked in self.all:
            if asked.question.under_way:
                self._note("close", asked)
        self.questions.close()

    def hear(self) -> None:
        """Let the loop turn until one of them heard something more."""
        if self._under_way:
            before = self._heard
            self._qtbot.waitUntil(lambda: self._heard > before, timeout=PATIENCE)

    def wait_for(self, asked: Asked) -> None:
        self._qtbot.waitUntil(lambda: not asked.question.under_way, timeout=PATIENCE)

    def wait(self) -> None:
        """Until all have ended; what would go on for ever is stopped."""
        for asked in self._under_way:
            if asked.does == "waits":
                self.stop(asked)
        self._qtbot.waitUntil(lambda: not self._under_way, timeout=PATIENCE)

    def _note(self, what: str, asked: Asked) -> None:
        if not asked.touched & {"cancel", "close"}:
            asked.heard_before = len(asked.heard)
        asked.touched.add(what)

    @property
    def _under_way(self) -> list[Asked]:
        return [asked for asked in self.all if asked.question.under_way]

    @property
    def _heard(self) -> int:
        return sum(len(asked.heard) for asked in self.all)


@pytest.fixture
def asker(tmp_path: Path, qtbot: QtBot) -> Iterator[Asker]:
    questions = Questions(serve)
    yield Asker(questions, tmp_path, qtbot)
    questions.close()


def check(asked: Asked) -> None:
    """All that is promised of one question that has ended."""
    assert asked.names.count("ended") == 1
    assert asked.names[-1] == "ended"
    assert [name for name in asked.names if name != "said"][:-1] in ([], ["answered"], ["failed"])
    for name, what in asked.heard:
        if name in {"said", "answered"}:
            assert what == said_by(asked.task, getattr(what, "images", 0)), "another one's answer"
    if asked.touched & {"cancel", "close"}:
        assert asked.names[asked.heard_before :] == ["ended"]
        assert not asked.question.stopped
    elif "stop" not in asked.touched or not asked.question.stopped:
        check_outcome(asked)
    else:
        assert {"answered", "failed"}.isdisjoint(asked.names)


def check_outcome(asked: Asked) -> None:
    """It came to the end that it was asked for, whatever happened to the others."""
    first, last = said_by(asked.task, 0), said_by(asked.task, -1)
    assert asked.heard[0] == ("said", first)
    if asked.does == "answers":
        assert asked.heard[1:] == [("said", last), ("answered", last), ("ended", None)]
        return
    assert asked.names == ["said", "failed", "ended"], asked.does
    failed = asked.heard[1][1]
    assert isinstance(failed, Failed)
    expected = str(said_by(asked.task, 0).root) if asked.does == "fails" else "ended unexpectedly (code 3)"
    assert expected in failed.error.message


Step = tuple[Literal["ask"], Kind, Does] | tuple[Literal["cancel", "stop"], int] | tuple[Literal["hear", "close"]]
DOES: list[Does] = ["answers", "fails", "dies", "waits"]
ASK: st.SearchStrategy[Step] = st.tuples(st.just("ask"), st.sampled_from(get_args(Kind)), st.sampled_from(DOES))
TOUCH: st.SearchStrategy[Step] = st.tuples(st.sampled_from(["cancel", "stop"]), st.integers(0, 9))
HEAR: st.SearchStrategy[Step] = st.just(("hear",))
CLOSE: st.SearchStrategy[Step] = st.just(("close",))
STEPS = st.lists(st.one_of(ASK, ASK, ASK, TOUCH, TOUCH, HEAR, HEAR, CLOSE), min_size=6, max_size=20)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_any_order_each_question_ends_once_and_hears_its_own(steps: list[Step], qtbot: QtBot) -> None:
    with TemporaryDirectory() as folder:
        asker = Asker(Questions(serve), Path(folder), qtbot)
        try:
            for step in steps:
                take(asker, step)
            asker.wait()
        finally:
            asker.close()
    for asked in asker.all:
        check(asked)


def take(asker: Asker, step: Step) -> None:
    match step:
        case ("ask", kind, does):
            asker.ask(kind, does)
        case ("hear",):
            asker.hear()
        case ("close",):
            asker.close()
        case ("cancel" | "stop" as what, number) if asker.all:
            getattr(asker, what)(asker.all[number % len(asker.all)])


def until(so: Callable[[], bool]) -> None:
    """Wait for the child or its thread, while the window hears of nothing."""
    while not so():
        time.sleep(0.005)


@pytest.mark.parametrize("what", ["stop", "cancel"])
@pytest.mark.parametrize("kind", ["scan", "export"])
@pytest.mark.parametrize("known_to", ["child", "thread", "window"])
def test_a_stop_that_comes_too_late_touches_no_later_question(
    asker: Asker, known_to: str, kind: Kind, what: Literal["stop", "cancel"]
) -> None:
    (asker.folder / "0").mkdir()
    first, second = asker.ask(kind, "answers"), asker.ask(kind, "waits")
    until((asker.folder / "0" / "over").exists)
    if known_to == "thread":
        until(lambda: first.question._thread._over)
    elif known_to == "window":
        asker.wait_for(first)
    ended = known_to == "window"
    assert first.heard == [] or ended
    take(asker, (what, 0))
    asker.hear()
    (asker.folder / "1").mkdir()
    (asker.folder / "1" / "go").touch()
    asker.wait_for(second)
    assert second.heard[-2:] == [("answered", said_by(second.task, -1)), ("ended", None)]
    assert first.names == (["said", "said", "answered", "ended"] if what == "stop" or ended else ["ended"])


def test_what_waits_is_taken_out_at_once(asker: Asker) -> None:
    first, second, third = [asker.ask("scan", "waits") for _ in range(3)]
    fourth = asker.ask("scan", "answers")
    asker.hear()
    asker.cancel(second)
    assert second.heard == [("ended", None)]
    asker.stop(third)
    assert third.heard == [("ended", None)]
    asker.stop(first)
    asker.wait_for(fourth)
    assert first.question.stopped
    assert third.question.stopped
    check(fourth)


def test_a_cancelled_task_gives_its_place_away_though_it_hears_nothing(asker: Asker) -> None:
    """Between two events of some tasks lie minutes."""
    (asker.folder / "0").mkdir()
    first, second = asker.ask("scan", "sleeps"), asker.ask("scan", "answers")
    until((asker.folder / "0" / "begun").exists)
    asker.cancel(first)
    asker.wait_for(second)
    check(first)
    check(second)


def test_a_child_that_is_killed_between_two_questions_fails_neither(asker: Asker) -> None:
    first = asker.ask("scan", "answers")
    asker.wait()
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    second = asker.ask("scan", "answers")
    asker.wait()
    check(first)
    check(second)


def test_a_question_that_nobody_keeps_is_answered(asker: Asker, qtbot: QtBot) -> None:
    answers: list[object] = []
    asker.questions.ask(scripted("scan", "answers", asker.folder)).answered.connect(answers.append)
    qtbot.waitUntil(lambda: answers != [], timeout=PATIENCE)
