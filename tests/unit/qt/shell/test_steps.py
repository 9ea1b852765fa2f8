"""The steps fold to badges where a window is narrow, and say the rest in their tooltips."""

from pytestqt.qtbot import QtBot

from dclgui.qt.parts.page import StepState
from dclgui.qt.shell.steps import FOLDED, WIDTH, Steps


def test_folded_steps_say_name_and_state_in_the_tooltip(qtbot: QtBot) -> None:
    steps = Steps()
    qtbot.addWidget(steps)
    steps.show_state("audit", StepState(note="60 of 200"))
    steps.show_state("export", StepState(why_not="Choose the two folders first."))
    audit, export = steps._buttons["audit"], steps._buttons["export"]
    assert (steps.sizeHint().width(), audit.toolTip()) == (WIDTH, "")
    steps.fold(folded=True)
    assert steps.sizeHint().width() == FOLDED
    assert audit.sizeHint().width() < FOLDED
    assert audit.toolTip() == "Audit\n60 of 200"
    assert export.toolTip() == "Export\nChoose the two folders first."
    assert audit.accessibleName() == "Audit"
    steps.fold(folded=False)
    assert (steps.sizeHint().width(), audit.toolTip()) == (WIDTH, "")
