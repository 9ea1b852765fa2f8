"""What the command line says of an audit."""

import pytest

from dclgui.cli.honest import Honest
from dclgui.review.estimate import Accuracy, AuditResult
from dclgui.review.intervals import Interval
from dclgui.review.saved import Saving

KNOWN = Interval(0.8, 0.9, 0.95, answered=100, images=1000)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.02, 0.1, "Adaptation helped: +2.0 to +10.0 points."),
        (-0.1, -0.02, "Adaptation did harm: -10.0 to -2.0 points. Export the source model's labels instead."),
        (-0.02, 0.1, "Whether adaptation helped is not known yet: -2.0 to +10.0 points."),
        (0.0, 0.0, "Adaptation made no difference: as many labels are right as without it."),
    ],
)
def test_whether_adapting_helped(low: float, high: float, words: str) -> None:
    accuracy = Accuracy(KNOWN, (KNOWN, KNOWN), high=KNOWN, low=KNOWN)
    difference = Interval(low, (low + high) / 2, high, answered=100, images=1000)
    result = AuditResult(accuracy, accuracy, difference, KNOWN, answered=100, unsure=0)
    saving = Saving(images=1000, opened=100, saved=900, pace=None, seconds=None)
    assert words in Honest(result, None, saving).lines()
