import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dclgui.qt.review.confusion import Confusion, confusion_of
from tests.unit.qt.pictures import table_of


@pytest.fixture
def confusion(qtbot: QtBot) -> Confusion:
    made = Confusion()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    made.show_table(table_of(40))
    return made


def test_only_classes_that_occur_are_counted() -> None:
    present, counted = confusion_of(table_of(40))
    np.testing.assert_array_equal(present, [0, 1])
    np.testing.assert_array_equal(counted, [[20, 10], [0, 0]])


def test_a_click_chooses_a_cell_with_pictures(confusion: Confusion) -> None:
    chosen: list[tuple[int, int]] = []
    confusion.cell_chosen.connect(lambda *cell: chosen.append(cell))
    for line, column in ((0, 1), (1, 0)):
        middle = confusion.grid.visualRect(confusion.model.index(line, column)).center()
        QTest.mouseClick(confusion.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert chosen == [(0, 1)]


def test_the_keyboard_does_the_same(confusion: Confusion) -> None:
    chosen: list[tuple[int, int]] = []
    confusion.cell_chosen.connect(lambda *cell: chosen.append(cell))
    QTest.keyClick(confusion.grid, Qt.Key.Key_Right)
    QTest.keyClick(confusion.grid, Qt.Key.Key_Return)
    assert chosen == [(0, 1)]


def test_a_cell_says_whose_it_is(confusion: Confusion) -> None:
    index = confusion.model.index(0, 1)
    assert confusion.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Classifier dent, name scratch: 10"
