"""What stands at the right of the audit: whether adapting helped, and what to do if it did harm."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.qt.audit.results import Results
from dclgui.review.intervals import Interval
from dclgui.review.saved import Saving
from tests.unit.standing.made import audit_with, interval

OLD = "Save the old model's labels…"


def shown(results: Results) -> str:
    pieces: list[QLabel | QPushButton] = [*results.findChildren(QLabel), *results.findChildren(QPushButton)]
    return "\n".join(piece.text() for piece in pieces if piece.isVisibleTo(results))


@pytest.fixture
def results(qtbot: QtBot) -> Results:
    made = Results()
    qtbot.addWidget(made)
    return made


def test_harm_is_said_and_the_old_labels_are_offered(results: Results, qtbot: QtBot) -> None:
    results.show_audit(audit_with(interval(-0.1, -0.02)), ("dent", "scratch"))
    assert "Adapting did harm (-10.0 to -2.0 points)" in shown(results)
    offered = next(piece for piece in results.findChildren(QPushButton) if piece.text() == OLD)
    with qtbot.waitSignal(results.old_wanted):
        offered.click()


@pytest.mark.parametrize(
    ("difference", "complete", "words", "offered"),
    [
        (interval(0.02, 0.1), True, "Adapting helped: +2.0 to +10.0", False),
        (interval(-0.02, 0.1), False, "can't be told (-2.0 to +10.0", False),
        (interval(-0.02, 0.1), True, "can't be told (-2.0 to +10.0", True),
        (interval(0.0, 0.0), True, "Adapting made no difference: as many labels are right as before.", False),
    ],
)
def test_the_old_labels_are_offered_unless_adapting_helped_or_much_is_still_to_be_said(
    results: Results, difference: Interval, complete: bool, words: str, offered: bool
) -> None:
    results.show_audit(audit_with(difference, complete=complete), ("dent", "scratch"))
    assert words in shown(results)
    assert (OLD in shown(results)) is offered


def test_no_single_number_is_told_of_a_wide_range(results: Results) -> None:
    audit = audit_with(interval(0.02, 0.1))
    for found, figure in ((interval(0.76, 0.99), "76.0 – 99.0 %"), (interval(0.85, 0.95), "90.0 %")):
        accuracy = replace(audit.result.adapted, overall=found)
        results.show_audit(replace(audit, result=replace(audit.result, adapted=accuracy)), ("dent", "scratch"))
        assert figure in shown(results)
        assert ("too few answers for one number" in shown(results)) == ("–" in figure)


def test_changed_answers_are_told(results: Results) -> None:
    results.show_audit(replace(audit_with(interval(0.02, 0.1)), changed=3), ("dent", "scratch"))
    assert "Answers changed after the program's names were seen: 3." in shown(results)


def test_time_saved_is_told_once_there_is_a_pace(results: Results) -> None:
    results.show_saving(Saving(images=500, opened=100, saved=400, pace=None, seconds=None))
    assert "of 500. You looked at 100 pictures." in shown(results)
    results.show_saving(Saving(images=500, opened=100, saved=400, pace=2.4, seconds=960.0))
    assert "You looked at 100 pictures, 2.4 s each; at that pace 16 min are saved." in shown(results)
