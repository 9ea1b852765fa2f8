import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import Decision, Verdict
from dclgui.review.confusion import confusion_of, named_by_person
from tests.unit.qt.pictures import NAMES, table_of

NAMED = st.lists(st.tuples(st.integers(UNKNOWN, 3), st.integers(UNKNOWN, 2)), max_size=30)


def test_only_classes_that_occur_are_counted() -> None:
    table = table_of(40)
    found = confusion_of(table.classifier_label, table.machine_label, classes=len(NAMES))
    np.testing.assert_array_equal(found.lines, [0, 1])
    np.testing.assert_array_equal(found.columns, [0, 1])
    np.testing.assert_array_equal(found.counts, [[20, 10], [0, 0]])
    assert (found.agreed, found.differing) == (20, 10)


@given(NAMED)
def test_every_image_with_two_names_is_in_one_cell(pairs: list[tuple[int, int]]) -> None:
    first, second = (np.array([pair[side] for pair in pairs], np.int32) for side in (0, 1))
    found = confusion_of(first, second, classes=3)
    both = (first != UNKNOWN) & (second != UNKNOWN)
    assert found.counts.sum() == both.sum()
    assert found.agreed == (first == second)[both].sum()
    cells = [found.rows(line, column) for line, column in np.argwhere(found.counts)]
    assert sorted(row for cell in cells for row in cell.tolist()) == np.flatnonzero(both).tolist()
    assert 3 not in found.columns, "none of these is no name of the machine's"


def test_a_person_named_them_in_the_review_or_in_the_audit() -> None:
    table = table_of(8)
    said = {
        0: Decision(0, Verdict.LABEL, 2),
        1: Decision(1, Verdict.NONE_OF_THESE),
        2: Decision(2, Verdict.UNSURE),
    }
    table.decide(np.arange(3), said)
    audited = {
        0: Decision(0, Verdict.LABEL, 0),
        2: Decision(2, Verdict.LABEL, 1),
        4: Decision(4, Verdict.LABEL, 1),
        5: Decision(5, Verdict.NONE_OF_THESE),
        6: Decision(6, Verdict.UNSURE),
        99: Decision(99, Verdict.LABEL, 0),
    }
    none = len(NAMES)
    expected = [2, none, 1, UNKNOWN, 1, none, UNKNOWN, UNKNOWN]
    np.testing.assert_array_equal(named_by_person(table, audited), expected)
