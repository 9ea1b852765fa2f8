"""Two parts of a run side by side: all events, both results, and what fails or is left."""

from collections.abc import Generator

import pytest

from dclgui.core.protocol.events import Event, Progressed
from dclgui.engine.training.side_by_side import together


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
