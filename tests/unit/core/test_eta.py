import math

import pytest

from dclgui.core.eta import fraction_done, seconds_left
from dclgui.core.protocol.events import Event, Progressed, RoundFinished, RunFinished, RunStarted, Scanned
from dclgui.core.run_state import RunState, apply


def finished_round(number: int, seconds: float = 4.0) -> RoundFinished:
    return RoundFinished(number, 2, 0.5, 0.4, 0.3, 0.1, 0.1, (1.0,), (1.0,), math.nan, seconds)


STARTED = RunStarted("p", "cpu", "auto", "default", rounds=2, seed=0)
STORY: tuple[Event, ...] = (
    STARTED,
    Progressed("scan source", 0, 3, 0, math.nan),
    Scanned("source", 30, ("a",)),
    Scanned("target", 10, ("a",)),
    Progressed("sweep source", 0, 15, 30, 1.0),
    Progressed("sweep source", 0, 30, 30, 0.0),
    Progressed("sweep target", 0, 5, 10, 1.0),
    Progressed("S1", 0, 5, 10, 1.0),
    finished_round(0),
    Progressed("S5", 1, 5, 10, 1.0),
    Progressed("S3", 1, 10, 10, 0.0),
    finished_round(1),
    Progressed("S5", 2, 5, 10, 1.0),
    finished_round(2),
    RunFinished("p", 10, 8, 2, 0, 0, math.nan, math.nan),
)


def after(*events: Event) -> RunState:
    state = RunState()
    for event in events:
        state = apply(state, event)
    return state


def test_the_share_grows_from_nothing_to_all() -> None:
    # A second sweep of a round may follow its training, which is the one step back that a person may see.
    story = [event for event in STORY if not (isinstance(event, Progressed) and event.step == "S3")]
    shares = [fraction_done(after(*story[: count + 1])) for count in range(len(story))]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1
    assert all(0 <= share <= 1 for share in shares)


def test_the_time_left_is_unknown_until_a_round_has_trained() -> None:
    assert math.isnan(seconds_left(RunState()))
    assert math.isnan(seconds_left(after(*STORY[:9])))


def test_the_time_left_follows_the_pace_of_the_newest_round() -> None:
    assert seconds_left(after(STARTED, finished_round(0), finished_round(1))) == pytest.approx(4)
    half = after(STARTED, finished_round(0), finished_round(1), Progressed("S5", 2, 5, 10, 1.0))
    assert seconds_left(half) == pytest.approx(2)
    assert seconds_left(after(*STORY)) == 0


def test_a_refinement_begins_with_an_empty_bar() -> None:
    refining = RunStarted("p", "cpu", "auto", "default", rounds=4, seed=0, resumed_from=2)
    begun = after(*STORY, refining)
    assert fraction_done(begun) == 0
    half = apply(begun, Progressed("S5", 3, 5, 10, 1.0))
    assert fraction_done(half) == pytest.approx(0.25)
    assert fraction_done(apply(half, finished_round(3))) == pytest.approx(0.5)
    assert fraction_done(apply(apply(half, finished_round(3)), finished_round(4))) == 1


def test_before_a_run_says_anything_nothing_is_done() -> None:
    assert fraction_done(RunState(rounds=(finished_round(0), finished_round(1)))) == 0
