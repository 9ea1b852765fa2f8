import numpy as np
import pytest

from dclgui.labels.row_filter import Kind, RowFilter
from dclgui.labels.table import Level
from tests.unit.labels.made import ROWS, table_of

TABLE = table_of(*ROWS)


def chosen(*kinds: Kind, classes: tuple[str, ...] = ()) -> list[int]:
    return np.flatnonzero(RowFilter(frozenset(kinds), frozenset(classes)).rows(TABLE)).tolist()


@pytest.mark.parametrize(
    ("kinds", "rows"),
    [
        ((), list(range(9))),
        ((Kind.ALL,), list(range(9))),
        ((Kind.GUARANTEED,), [0]),
        ((Kind.DECIDED,), [3, 5]),
        ((Kind.HIGH,), [0, 2, 7]),
        ((Kind.LOW,), [1, 4, 8]),
        ((Kind.MOVED,), [4]),
        ((Kind.PROBLEM,), [6]),
        ((Kind.DECIDED, Kind.GUARANTEED), [0, 3, 5]),
    ],
)
def test_kinds_add_up(kinds: tuple[Kind, ...], rows: list[int]) -> None:
    assert chosen(*kinds) == rows


def test_classes_narrow_it_down() -> None:
    assert chosen(classes=("dent", "CON")) == [0, 1, 7, 8]
    assert chosen(Kind.LOW, classes=("dent",)) == [1, 8]


def test_a_moved_row_that_a_person_decided_is_decided_only() -> None:
    rows = list(ROWS)
    rows[4] = (*rows[4][:2], Level.PERSON)
    table = table_of(*rows)
    assert not RowFilter(frozenset({Kind.MOVED})).rows(table).any()


def test_a_part_of_the_table_keeps_its_rows_together() -> None:
    part = TABLE.only(np.array([3, 0]))
    assert part.paths == (ROWS[3][0], ROWS[0][0])
    assert part.levels == (Level.PERSON, Level.HIGH)
    np.testing.assert_array_equal(part.entropy, TABLE.entropy[[3, 0]])
    np.testing.assert_array_equal(part.guaranteed, [False, True])
