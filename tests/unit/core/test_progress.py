"""Progress: not too often, but always at the end, and a time left that cached work does not flatter."""

import math

import pytest

from dclgui.core.progress import Progress, hours_minutes_seconds
from dclgui.core.protocol.events import Progressed


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds = [0.0]
    monkeypatch.setattr("dclgui.core.progress.time.monotonic", lambda: seconds[0])
    return seconds


def test_at_most_fifteen_a_second_and_the_last_always(now: list[float]) -> None:
    progress = Progress("S5", 1000, round_number=3)
    said: list[Progressed] = []
    for _ in range(1000):
        now[0] += 0.001
        said += progress.passed(1)
    assert 14 <= len(said) <= 17
    assert said[-1] == Progressed("S5", 3, 1000, 1000, 0.0)


def test_time_left_is_by_the_pace_of_what_was_computed(now: list[float]) -> None:
    progress = Progress("sweep target", 100)
    (first,) = progress.passed(50, cached=True)
    assert math.isnan(first.seconds_left)
    now[0] += 10.0
    (second,) = progress.passed(10)
    assert second.seconds_left == pytest.approx(40.0)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-1.0, (0, 0, 0)),
        (59.4, (0, 0, 59)),
        (59.6, (0, 1, 0)),
        (3569.0, (0, 59, 0)),
        (3571.0, (1, 0, 0)),
        (90_000.0, (25, 0, 0)),
    ],
)
def test_a_time_is_told_in_whole_seconds_and_from_a_minute_on_in_whole_minutes(
    seconds: float, said: tuple[int, int, int]
) -> None:
    assert hours_minutes_seconds(seconds) == said
