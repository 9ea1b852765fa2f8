"""What stands above one image, in words: its name with the state, and the nearest classes with their keys."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QCoreApplication

from dclgui.core.catalog import UNKNOWN
from dclgui.qt.parts.class_keys import keys_of_classes
from dclgui.qt.parts.words import filled
from dclgui.review.keyed import keyed_classes
from dclgui.review.table import ReviewTable, State

translate = QCoreApplication.translate
_NEAREST = 3


def class_name(table: ReviewTable, label: int) -> str:
    """The name of class ``label``; empty for ``UNKNOWN``."""
    return table.class_names[label] if label != UNKNOWN else ""


def heading(table: ReviewTable, row: int) -> str:
    """``mug, not sure`` once answers tell what is sure; before, the method's word: ``mug, high confidence``."""
    name = class_name(table, int(table.label[row]))
    patterns = {
        State.HIGH: translate("Image", "%1, high confidence"),
        State.MOVED: translate("Image", "%1, moved"),
        State.LOW: translate("Image", "%1, low confidence"),
        State.PROBLEM: translate("Image", "a problem") if not name else translate("Image", "%1, set aside"),
        State.NONE_YET: translate("Image", "no name yet"),
        State.DECIDED: translate("Image", "%1, decided"),
        State.UNSURE: translate("Image", "%1, you cannot tell"),
        State.NONE_OF_THESE: translate("Image", "none of these"),
    }
    if table.unlike_all[row]:
        return filled(translate("Image", "%1, unlike all"), name)
    if table.sure[row]:
        return filled(translate("Image", "%1, sure"), name)
    if table.expected.known and table.doubtful[row]:
        return filled(translate("Image", "%1, not sure"), name)
    return filled(patterns[State(table.state[row])], name)


def heading_with_keys(table: ReviewTable, row: int, own: Mapping[int, str]) -> str:
    """``mug, low confidence   1 mug   2 cup   5 jar``: the heading and the nearest classes with their keys.

    ``own`` are the letters of classes. Where one distance is known at most, as in a labels file, all that digits give.
    """
    keyed = keyed_classes(table, row).tolist()
    keys = keys_of_classes(keyed, own)
    known = np.flatnonzero(np.isfinite(table.distances[row]))
    nearest = known[np.argsort(table.distances[row][known], kind="stable")][:_NEAREST].tolist()
    # No line ends between the keys and the name.
    classes = (
        f"{keys.get(label, '')} ".replace(" ", "\u00a0").lstrip() + table.class_names[label]
        for label in (nearest if len(nearest) > 1 else keyed)
    )
    return "   ".join((heading(table, row), *classes))
