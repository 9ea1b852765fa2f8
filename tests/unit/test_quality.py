"""What the command line says of an audit."""

import numpy as np
import pytest

from dclgui.cli.quality import expectation_line, quality_lines, unlike_line
from dclgui.core.consensus import Expectation
from dclgui.core.terms import Terms
from dclgui.review.saved import Saving
from dclgui.review.sureness import Sureness
from dclgui.review.table import ReviewTable
from dclgui.standing.standing import Audit, Standing
from tests.unit.standing.made import audit_with, interval

SAVING = Saving(images=1000, opened=100, saved=900, pace=None, seconds=None)
CAUTION = "judged from the answers alone; only an audit makes it known."


def lines(audit: Audit) -> list[str]:
    return quality_lines(Standing(1, ReviewTable((), (), None, np.empty(0, np.int64)), Terms(), audit, SAVING))


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.02, 0.1, "Adaptation helped: +2.0 to +10.0 points."),
        (-0.1, -0.02, "Adaptation did harm: -10.0 to -2.0 points. Export the source model's labels instead."),
        (-0.02, 0.1, "Whether adaptation helped can't be told: -2.0 to +10.0 points."),
        (0.0, 0.0, "Adaptation made no difference: as many labels are right as without it."),
    ],
)
def test_whether_adapting_helped(low: float, high: float, words: str) -> None:
    assert words in lines(audit_with(interval(low, high)))


def test_saved_labels_are_counted() -> None:
    assert "Labels saved: 900 of 1,000; a person looked at 100." in lines(audit_with(interval(0.0, 0.1)))


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (Expectation(), ""),
        (Expectation(19), "After 19 answers: too few to say how many of the labels are right."),
        (Expectation(20, 0.9996, 0), f"After 20 answers: about 99 % right, {CAUTION}"),
        (Expectation(25, 1.0, 0), f"After 25 answers: about 100 % right, {CAUTION}"),
        (
            Expectation(20, 0.984, 31),
            f"After 20 answers: about 98 % right, {CAUTION} Perhaps about 31 more answers until 99 % are right.",
        ),
    ],
)
def test_what_is_expected_is_told_with_no_more_digits_than_are_known(expected: Expectation, words: str) -> None:
    assert expectation_line(expected) == words


@pytest.mark.parametrize(
    ("unlike", "words"),
    [
        (-1, ""),
        (0, "No image stands out"),
        (1, "1 image unlike everything"),
        (1204, "1,204 images unlike"),
    ],
)
def test_images_unlike_all_are_told_where_it_is_known(unlike: int, words: str) -> None:
    found = Sureness(missing=20, sure=0, doubtful=5, unlike=unlike, again=0, open=5, wrong=float("nan"))
    assert unlike_line(found).startswith(words)
    assert bool(unlike_line(found)) is bool(words)
