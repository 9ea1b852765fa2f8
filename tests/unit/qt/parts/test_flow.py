"""Widgets in rows that begin anew where the width ends."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dclgui.qt.parts.flow import FlowLayout


def rows_of(made: QWidget, width: int) -> list[list[int]]:
    """The places of the widgets, by row, in ``width``."""
    made.resize(width, 400)
    made.show()
    rows: dict[int, list[int]] = {}
    for place, one in enumerate(made.findChildren(QWidget)):
        rows.setdefault(one.y(), []).append(place)
    return [rows[top] for top in sorted(rows)]


def test_the_second_row_begins_anew_until_the_first_one_wraps(qtbot: QtBot) -> None:
    made = QWidget()
    qtbot.addWidget(made)
    flow = FlowLayout(made)
    flow.setSpacing(10)
    for place in range(5):
        if place == 3:
            flow.begin_second_row()
        one = QWidget()
        one.setFixedSize(50, 20)
        flow.addWidget(one)
    assert flow.sizeHint().toTuple() == (170, 50)
    assert rows_of(made, 400) == [[0, 1, 2], [3, 4]]
    assert rows_of(made, 170) == [[0, 1, 2], [3, 4]]
    assert rows_of(made, 169) == [[0, 1], [2, 3], [4]]
    assert (flow.heightForWidth(400), flow.heightForWidth(169)) == (50, 80)
