"""An answer that was changed after the machine's labels showed is told from one that was mistyped and put right."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.decisions import Decision, Verdict
from dclgui.review.audit import Design
from dclgui.review.blind import changed_when_seen


def sample(*looks: int) -> Design:
    """Images 0, 1, …, drawn in these looks."""
    rows, none = np.arange(len(looks), dtype=np.int64), np.zeros(len(looks), np.bool_)
    return Design(0, np.zeros(len(looks), np.int32), rows, ~none, np.array(looks, np.int64))


def named(row: int, label: int) -> tuple[int, Decision]:
    return row, Decision(row, Verdict.LABEL, label)


def test_what_is_put_right_before_the_last_answer_was_blind() -> None:
    said = [named(0, 1), (0, None), named(0, 2), named(0, 0), named(1, 0)]
    assert changed_when_seen(sample(0, 0), said) == []


def test_what_is_changed_after_the_last_answer_is_counted_until_it_is_undone() -> None:
    said = [named(0, 1), named(1, 1), named(1, 0)]
    assert changed_when_seen(sample(0, 0), said) == [1]
    assert changed_when_seen(sample(0, 0), [*said, named(1, 1)]) == []


def test_taking_the_last_answer_back_hides_nothing() -> None:
    said = [named(0, 1), named(1, 1), (1, None)]
    assert changed_when_seen(sample(0, 0), said) == []
    assert changed_when_seen(sample(0, 0), [*said, named(1, 0)]) == [1]


def test_images_that_are_drawn_later_are_named_blind_again() -> None:
    first = [named(0, 1), named(1, 1)]
    more = [named(2, 0), (2, None), named(2, 1)]
    assert changed_when_seen(sample(0, 0, 1, 1), [*first, *more, named(3, 0)]) == []
    assert changed_when_seen(sample(0, 0, 1, 1), [*first, *more, named(3, 0), named(2, 0), named(0, 0)]) == [0, 2]


@given(st.lists(st.tuples(st.integers(0, 3), st.none() | st.integers(0, 1)), max_size=12))
def test_before_all_are_answered_for_the_first_time_nothing_is_counted(steps: list[tuple[int, int | None]]) -> None:
    said = [(row, None if label is None else Decision(row, Verdict.LABEL, label)) for row, label in steps]
    now: dict[int, Decision] = {}
    seen: dict[int, Decision] = {}
    for row, answer in said:
        now.pop(row, None)
        if answer is not None:
            now[row] = answer
        seen = seen or (dict(now) if len(now) == 4 else {})
    expected = sorted(row for row, answer in now.items() if seen and seen[row] != answer)
    assert changed_when_seen(sample(0, 0, 0, 0), said) == (expected if seen else [])
