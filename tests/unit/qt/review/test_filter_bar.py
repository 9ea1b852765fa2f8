import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dclgui.qt.review.filter.bar import FilterBar
from dclgui.review.shown import Filter, Mark
from dclgui.review.table import State
from tests.unit.qt.pictures import table_of


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(128)
    qtbot.addWidget(made)
    made.resize(818, 120)
    made.show()
    made.show_table(table_of(40))
    return made


def test_chips_choose_states(bar: FilterBar) -> None:
    bar.chips[State.LOW].click()
    bar.chips[State.MOVED].click()
    assert bar.shown.states == {State.LOW, State.MOVED}
    bar.chips[State.LOW].click()
    assert bar.shown.states == {State.MOVED}


def test_a_mark_leaves_only_the_images_that_have_it(bar: FilterBar) -> None:
    bar.show_counts({}, {Mark.DOUBTFUL: 7})
    bar.marks[Mark.DOUBTFUL].click()
    assert bar.shown.marks == {Mark.DOUBTFUL}
    assert bar.marks[Mark.DOUBTFUL].accessibleName() == "Worth a look: 7"
    bar.clear()
    assert not bar.marks[Mark.DOUBTFUL].isChecked()


def test_a_rare_mark_shows_while_there_are_such_images_or_it_is_asked_for(bar: FilterBar) -> None:
    table, chip = table_of(40), bar.marks[Mark.ASK]
    bar.show_counts({}, {})
    assert not chip.isVisible()
    table.ask_about({3: "rust?"})
    bar.show_table(table)
    bar.show_counts({}, {Mark.ASK: 1})
    assert chip.isVisible()
    assert chip.accessibleName() == "To ask: 1"
    chip.click()
    table.ask_about({})
    bar.show_counts({}, {})
    assert chip.isVisible()
    assert bar.shown.marks == {Mark.ASK}
    bar.clear()
    bar.show_counts({}, {})
    assert not chip.isVisible()


def test_no_chip_leaves_because_another_condition_lets_none_of_its_images_through(bar: FilterBar) -> None:
    table = table_of(40)
    table.ask_about({3: "rust?"})
    bar.show_table(table)
    bar.set_filter(Filter(text="nothing is called so"))
    bar.show_counts({}, {})
    assert bar.marks[Mark.ASK].isVisible()
    assert bar.marks[Mark.ASK].accessibleName() == "To ask: 0"


def test_classes_stand_literally_with_their_counts(bar: FilterBar) -> None:
    bar.show_counts({}, {})
    assert [bar.classes.itemText(place) for place in range(4)] == [
        "All classes",
        "dent   20",
        "scratch   10",
        "a & <b>   0",
    ]
    bar.classes.setCurrentIndex(2)
    assert bar.shown.label == 1
    bar.classes.setCurrentIndex(0)
    assert bar.shown.label is None


def test_typing_counts_once_it_rests(bar: FilterBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.changed):
        QTest.keyClicks(bar.search, " 0001 ")
    assert bar.shown.text == "0001"


@pytest.mark.parametrize(
    ("column", "descending"), [(1, True), (3, False), (4, False), (5, False), (6, True), (0, True)]
)
def test_each_order_begins_at_its_doubtful_end(bar: FilterBar, column: int, *, descending: bool) -> None:
    bar.sorts.setCurrentIndex((column + 1) % 7)
    bar.sorts.setCurrentIndex(column)
    assert bar.descending is descending
    bar.direction.click()
    assert bar.descending is not descending


def test_a_range_becomes_a_chip_that_a_click_takes_away(bar: FilterBar, qtbot: QtBot) -> None:
    bar.ranges.click()
    popup = bar._popup
    popup.column.setCurrentIndex(1)
    popup.highest.setValue(0.31)
    popup.show_only.click()
    (condition,) = bar.shown.ranges
    assert condition[0] == "distance"
    assert [chip.text() for chip in bar.conditions.chips] == ["Distance 0.31 – 0.31"]
    bar.conditions.chips[0].click()
    assert bar.shown.ranges == ()
    assert bar.conditions.isHidden()


def test_the_whole_filter_is_cleared_at_once(bar: FilterBar) -> None:
    bar.set_filter(Filter(states=frozenset({State.HIGH}), cell=(0, 1), text="7"))
    assert [chip.text() for chip in bar.conditions.chips] == ["Classifier dent, name scratch"]
    bar.clear()
    assert not any((bar.shown.states, bar.shown.text, bar.shown.cell))
    assert bar.search.text() == ""
    assert not bar.chips[State.HIGH].isChecked()
