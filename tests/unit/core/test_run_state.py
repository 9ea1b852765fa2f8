"""The window's picture of a run, folded from its events."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.protocol.events import (
    Event,
    MemoryMeasured,
    ModeChosen,
    ProblemFound,
    Progressed,
    RoundFinished,
    RunFinished,
    RunStarted,
    Scanned,
    Warned,
)
from dclgui.core.run_state import RunState, apply

KINDS = (
    RunStarted,
    Scanned,
    ModeChosen,
    ProblemFound,
    Progressed,
    RoundFinished,
    Warned,
    MemoryMeasured,
    RunFinished,
)
EVENTS: st.SearchStrategy[Event] = st.one_of(*(st.builds(kind) for kind in KINDS))


def fold(events: Iterable[Event], state: RunState | None = None) -> RunState:
    return reduce(apply, events, state or RunState())


def started(resumed_from: int = -1) -> RunStarted:
    return RunStarted("a.dclproj", "cpu", "frozen", "default", 3, 0, resumed_from)


def finished_round(number: int, **metrics: Any) -> RoundFinished:
    made: dict[str, Any] = {
        "round": number,
        "rounds": 3,
        "source_loss": 0.1,
        "target_loss": 0.2,
        "share_high": 0.5,
        "moved": 0.1,
        "changed": 0.0,
        "class_shares": (0.5, 0.5),
        "source_shares": (0.5, 0.5),
        "accuracy": 0.9,
        "seconds": 1.0,
    }
    return RoundFinished(**{**made, **metrics})


def test_a_run_from_start_to_end() -> None:
    source, target = Scanned("source", 8, ("a", "b")), Scanned("target", 9, ("a", "b"), truth_known=True)
    problem = ProblemFound("target", 3, "x.png", "empty")
    progress = Progressed("S5", 1, 4, 10, 2.5)
    warned = Warned("collapse", "No image is a.")
    memory = MemoryMeasured(100, 0, 0)
    running = fold(
        [started(), source, target, ModeChosen("frozen"), problem, finished_round(0), warned, progress, memory]
    )
    assert running == RunState(
        started=started(),
        mode=ModeChosen("frozen"),
        source=source,
        target=target,
        progress=progress,
        rounds=(finished_round(0),),
        warnings=(warned,),
        problems=1,
        memory=memory,
    )
    end = RunFinished("a.dclproj", 9, 5, 3, 1, 1, 0.8, 0.9)
    over = apply(running, end)
    assert (over.finished, over.progress, over.rounds) == (end, None, running.rounds)


def test_a_run_that_goes_on_keeps_the_rounds_before_it_and_nothing_else() -> None:
    before = fold([started(), ModeChosen("finetune"), *map(finished_round, range(3)), Warned("collapse", "x")])
    state = apply(before, started(resumed_from=1))
    assert state == RunState(started=started(resumed_from=1), rounds=(finished_round(0), finished_round(1)))
    assert apply(before, started()).rounds == ()


def test_a_round_done_again_takes_the_old_ones_place_and_that_of_those_after_it() -> None:
    state = fold([*map(finished_round, range(4)), finished_round(2, accuracy=0.1)])
    assert [metrics.round for metrics in state.rounds] == [0, 1, 2]
    assert state.rounds[-1].accuracy == 0.1


@given(st.lists(EVENTS))
def test_rounds_are_ascending_and_each_is_there_once(events: list[Event]) -> None:
    numbers = [metrics.round for metrics in fold(events).rounds]
    assert numbers == sorted(set(numbers))


@given(st.lists(EVENTS))
def test_the_fold_says_what_was_said_since_the_last_start(events: list[Event]) -> None:
    starts = [place for place, event in enumerate(events) if isinstance(event, RunStarted)]
    since = events[starts[-1] + 1 :] if starts else events
    state = fold(events)
    assert state.problems == sum(isinstance(event, ProblemFound) for event in since)
    assert list(state.warnings) == [event for event in since if isinstance(event, Warned)]
    assert state.started == (events[starts[-1]] if starts else None)


@given(st.lists(EVENTS), st.lists(EVENTS))
def test_a_fold_can_be_cut_anywhere(first: list[Event], second: list[Event]) -> None:
    assert repr(fold(second, fold(first))) == repr(fold([*first, *second]))  # repr, since NaN differs from itself


@given(EVENTS, st.lists(EVENTS))
def test_the_state_before_is_left_as_it_was(event: Event, events: list[Event]) -> None:
    state = fold(events)
    before = repr(state)
    apply(state, event)
    assert repr(state) == before


def test_a_stranger_is_refused() -> None:
    with pytest.raises(AssertionError):
        apply(RunState(), "RunStarted")  # type: ignore[arg-type]
