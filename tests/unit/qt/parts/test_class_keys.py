"""Which letters are free for classes."""

import re
from pathlib import Path

from dclgui.qt.parts import viewer
from dclgui.qt.parts.class_keys import keys_of_classes, taken_by_the_window


def test_every_letter_of_the_window_is_taken(qtbot: object) -> None:
    taken = taken_by_the_window()
    assert {"L", "X", "M", "N", "I"} <= set(taken)
    assert taken["X"] == "None of these"
    of_the_viewer = set(re.findall(r"Key_([A-Z])\b", Path(viewer.__file__).read_text(encoding="utf-8")))
    assert of_the_viewer <= set(taken)


def test_digit_and_letter_of_a_class_stand_together() -> None:
    assert keys_of_classes([4, 2], {2: "S", 9: "T"}) == {4: "1", 2: "2 S", 9: "T"}
