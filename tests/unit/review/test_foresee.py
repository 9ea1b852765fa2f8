"""What is said of a sample before its draw is what the sample then tells, if nine in ten names are right."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.decisions import Decision, Verdict
from dclgui.review.audit import Design, best_part, draw
from dclgui.review.estimate import Labels
from dclgui.review.foresee import range_at

IMAGES = 400


def design(count: int, *, part: bool) -> tuple[Design, Labels]:
    random = np.random.default_rng(1)
    label, high = random.integers(0, 3, IMAGES).astype(np.int32), random.random(IMAGES) < 0.6
    everything = np.ones(IMAGES, np.bool_)
    best = best_part(random.random(IMAGES).astype(np.float32), everything) if part else None
    made = draw(label, high, eligible=everything, count=count, seed=1, best=best, least=90 if part else 0)
    return made, Labels(label, None, high, everything, 3)


@given(st.integers(20, IMAGES), st.booleans())
def test_the_range_holds_nine_in_ten(count: int, part: bool) -> None:
    made, labels = design(count, part=part)
    found = range_at(made, labels, decided={})
    assert 0 <= found.low <= 0.93
    assert 0.87 <= found.high <= 1
    assert found.answered <= count


def test_more_pictures_tell_more_and_all_of_them_everything() -> None:
    widths = []
    for count in (20, 50, 100, 200, IMAGES):
        found = range_at(*design(count, part=False), decided={})
        widths.append(found.high - found.low)
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0


def test_a_sample_that_leaves_few_to_the_rest_is_said_to_tell_little() -> None:
    few, many = (range_at(*design(count, part=True), decided={}) for count in (95, 250))
    assert few.high - few.low > 0.2 > many.high - many.low


def test_what_people_named_before_counts() -> None:
    made, labels = design(100, part=False)
    drawable = np.zeros(IMAGES, np.bool_)
    drawable[:200] = True
    made = draw(labels.adapted, labels.high, eligible=drawable, count=100, seed=1)
    decided = {row: Decision(row, Verdict.LABEL, int(labels.adapted[row])) for row in range(200, IMAGES)}
    known = range_at(made, labels, decided=decided)
    assert known.low > 0.9
