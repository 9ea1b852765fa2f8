"""Progress: not too often, but always at the end, and a time left that cached work does not flatter."""

import math
from collections.abc import Generator

import pytest

from dclgui.core.progress import Progress, together
from dclgui.core.protocol.events import Event, Progressed


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


def saying(step: int, *, fails: bool = False, closed: list[int] | None = None) -> Generator[Event, None, int]:
    """Two events of ``step``, which is its result, too."""
    try:
        yield Progressed("S1", step, 1, 2, 0.0)
        yield Progressed("S1", step, 2, 2, 0.0)
        if fails:
            raise ValueError(step)
    finally:
        if closed is not None:
            closed.append(step)
    return step


def test_two_works_side_by_side_say_all_they_have_to_say_and_give_both_results() -> None:
    results = []

    def whole() -> Generator[Event, None, None]:
        results.append((yield from together(saying(1), saying(2))))

    assert list(whole()) == [*saying(1), *saying(2)]
    assert results == [(1, 2)]


@pytest.mark.parametrize("failing", [1, 2])
def test_the_failure_of_either_work_is_raised_and_both_are_closed(failing: int) -> None:
    closed: list[int] = []
    first, second = (saying(step, fails=step == failing, closed=closed) for step in (1, 2))
    with pytest.raises(ValueError, match=str(failing)):
        list(together(first, second))
    assert 1 in closed
    assert next(second, None) is None


def test_work_that_is_left_leaves_the_work_beside_it() -> None:
    other = saying(2)
    work = together(saying(1), other)
    next(work)
    work.close()
    assert next(other, None) is None
