"""Why an image is queued, in words."""

from dclgui.core.catalog import UNKNOWN
from dclgui.qt.review.inspector.reasons import reason_words
from dclgui.review.queue import Because, Reason

NAMES = ("dent", "scratch")


def test_each_reason_names_its_class_and_the_weightiest_three_are_told() -> None:
    reasons = (
        Because(Reason.TWO_NEAR, 0.9, 1),
        Because(Reason.NEIGHBOURS, 0.8, 1),
        Because(Reason.SOURCE, 1.0, 0),
        Because(Reason.ENTROPY, 0.7, UNKNOWN),
    )
    assert reason_words(reasons, NAMES) == (
        "Worth a look: two classes are almost equally near, the second is scratch; "
        "80 % of its most alike pictures are called otherwise, mostly scratch; the old model said dent."
    )


def test_no_reason_no_words() -> None:
    assert reason_words((), NAMES) == ""
