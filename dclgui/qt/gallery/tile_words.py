"""Texts of a tile: label, figures, accessible text and tooltip."""

import math

from PySide6.QtCore import QCoreApplication

from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import VerdictCode
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP, filled, tooltip_lines
from dclgui.review.table import ReviewTable, State

_STATES: dict[State, str] = {
    State.HIGH: QT_TRANSLATE_NOOP("Gallery", "high"),
    State.MOVED: QT_TRANSLATE_NOOP("Gallery", "moved"),
    State.LOW: QT_TRANSLATE_NOOP("Gallery", "low"),
    State.PROBLEM: QT_TRANSLATE_NOOP("Gallery", "problem"),
    State.NONE_YET: QT_TRANSLATE_NOOP("Gallery", "no label yet"),
    State.DECIDED: QT_TRANSLATE_NOOP("Gallery", "decided"),
    State.UNSURE: QT_TRANSLATE_NOOP("Gallery", "you cannot tell"),
    State.NONE_OF_THESE: QT_TRANSLATE_NOOP("Gallery", "decided"),
}


def name_of(table: ReviewTable, row: int) -> str:
    """The label of image ``row``, or that it is none of these; without a label the name of the file."""
    if table.verdict[row] == VerdictCode.NONE_OF_THESE:
        return QCoreApplication.translate("Gallery", "none of these")
    label = int(table.label[row])
    return table.class_names[label] if label != UNKNOWN else table.paths[row].rpartition("/")[2]


def figures_of(table: ReviewTable, row: int) -> str:
    """``d 0.31  H 0.97``, distance and entropy; empty if there are none."""
    distance, entropy = table.distance_of(row), float(table.entropy[row])
    known = ((name, value) for name, value in (("d", distance), ("H", entropy)) if math.isfinite(value))
    # U+2009 is a thin space.
    return "   ".join(f"{name}\u2009{value:.2f}" for name, value in known)


def spoken(table: ReviewTable, row: int) -> str:
    """``dent, low, distance 0.31``."""
    parts = [name_of(table, row), QCoreApplication.translate("Gallery", _STATES[State(table.state[row])])]
    distance = table.distance_of(row)
    if math.isfinite(distance):
        words = QCoreApplication.translate("Gallery", "distance %1")
        parts.append(filled(words, f"{distance:.2f}"))
    return ", ".join(filter(None, (*parts, question(table, row))))


def question(table: ReviewTable, row: int) -> str:
    """``ask somebody: is this rust?``; empty for an image that is not flagged."""
    if not table.ask[row]:
        return ""
    words = QCoreApplication.translate("Gallery", "ask somebody: %1")
    asked = table.questions[row]
    return filled(words, asked) if asked else QCoreApplication.translate("Gallery", "ask somebody")


def explained(table: ReviewTable, row: int) -> str:
    """The lines of the tooltip as rich text; names are escaped."""
    lines = [table.paths[row], spoken(table, row)]
    if table.state[row] == State.MOVED:
        moved = QCoreApplication.translate("Gallery", "moved from %1, the classifier's name, to %2")
        before, after = (table.class_names[labels[row]] for labels in (table.classifier_label, table.machine_label))
        lines.append(filled(moved, before, after))
    for text, values in (
        (QCoreApplication.translate("Gallery", "entropy %1"), table.entropy),
        (QCoreApplication.translate("Gallery", "margin %1"), table.margin),
        (QCoreApplication.translate("Gallery", "probability %1"), table.probability),
    ):
        if math.isfinite(value := float(values[row])):
            lines.append(filled(text, f"{value:.2f}"))
    return tooltip_lines(*lines)
