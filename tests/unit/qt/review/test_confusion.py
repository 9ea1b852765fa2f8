import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui.core.catalog import UNKNOWN
from dclgui.qt.review.confusion import Confusion
from dclgui.review.shown import Filter
from tests.unit.qt.pictures import table_of

NOBODY = np.full(40, UNKNOWN, np.int32)
SAID = NOBODY.copy()
SAID[[0, 1, 2]] = (1, 1, 3)
"""Row 0 is a dent to the program and a scratch to the person, row 1 a scratch to both, row 2 none of these."""


@pytest.fixture
def confusion(qtbot: QtBot) -> Confusion:
    made = Confusion()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    made.show_table(table_of(40), NOBODY)
    return made


def chosen(confusion: Confusion) -> list[Filter]:
    found: list[Filter] = []
    confusion.cell_chosen.connect(found.append)
    return found


def click(confusion: Confusion, line: int, column: int) -> None:
    middle = confusion.grid.visualRect(confusion.model.index(line, column)).center()
    QTest.mouseClick(confusion.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def words(confusion: Confusion) -> str:
    return " ".join(one.text() for one in confusion.findChildren(QLabel))


def test_a_click_chooses_a_cell_with_pictures(confusion: Confusion) -> None:
    found = chosen(confusion)
    click(confusion, 0, 1)
    click(confusion, 1, 0)
    assert [one.cell for one in found] == [(0, 1)]


def test_the_keyboard_does_the_same(confusion: Confusion) -> None:
    found = chosen(confusion)
    QTest.keyClick(confusion.grid, Qt.Key.Key_Right)
    QTest.keyClick(confusion.grid, Qt.Key.Key_Return)
    assert [one.cell for one in found] == [(0, 1)]


def test_a_cell_says_whose_it_is(confusion: Confusion) -> None:
    index = confusion.model.index(0, 1)
    assert confusion.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Classifier dent, name scratch: 10"


def test_once_a_person_named_some_these_are_compared_with_the_program(confusion: Confusion) -> None:
    assert not confusion.by_person.isEnabled()
    confusion.show_table(table_of(40), SAID)
    assert confusion.of_person
    assert "yours for 1 pictures, another for 2" in words(confusion)
    np.testing.assert_array_equal(confusion.model.found.counts, [[0, 0], [1, 1], [1, 0]])
    corner = confusion.model.index(2, 0)
    told = confusion.model.data(corner, Qt.ItemDataRole.ToolTipRole)
    assert told == "You said none of these, the program dent: 1"
    found = chosen(confusion)
    click(confusion, 1, 0)
    assert found[0].rows is not None
    assert found[0].rows.tolist() == [0]


def test_the_classifiers_names_are_the_second_choice(confusion: Confusion) -> None:
    confusion.show_table(table_of(40), SAID)
    confusion.by_classifier.click()
    assert "The classifier agrees on 20 pictures; 10 were moved." in words(confusion)
    confusion.show_table(table_of(40), SAID)
    assert not confusion.of_person, "the choice stays"
    confusion.by_person.click()
    assert confusion.of_person


def test_pictures_of_an_audit_are_looked_at_there(confusion: Confusion, qtbot: QtBot) -> None:
    table = table_of(40)
    table.in_audit[[0, 4]] = True
    said = SAID.copy()
    said[8] = 1
    confusion.show_table(table, SAID)
    with qtbot.waitSignal(confusion.audit_wanted):
        click(confusion, 1, 0)
    confusion.show_table(table, said)
    found = chosen(confusion)
    click(confusion, 1, 0)
    assert found[0].rows is not None
    assert found[0].rows.tolist() == [8]
