"""What is known of one image in a heading and one sentence, without a figure."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import VerdictCode
from dclgui.project.row_history import RoundWord
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.words import filled
from dclgui.review.table import ReviewTable, State

translate = QCoreApplication.translate

_NEARLY_AS_CLOSE = 0.15
"""Margin below which two prototypes count as nearly as close."""


def heading(table: ReviewTable, row: int) -> str:
    """``mug, not sure``."""
    verdict = table.verdict[row]
    if verdict == VerdictCode.NONE_OF_THESE:
        return translate("Image", "none of these")
    name = _name(table, int(table.label[row]))
    patterns = {
        State.HIGH: translate("Image", "%1, sure"),
        State.MOVED: translate("Image", "%1, moved"),
        State.LOW: translate("Image", "%1, not sure"),
        State.PROBLEM: translate("Image", "a problem") if not name else translate("Image", "%1, set aside"),
        State.NONE_YET: translate("Image", "no name yet"),
        State.DECIDED: translate("Image", "%1, you cannot tell")
        if verdict == VerdictCode.UNSURE
        else translate("Image", "%1, decided"),
    }
    return filled(patterns[State(table.state[row])], name)


def sentence(table: ReviewTable, row: int, problem: str | None) -> str:
    """Why it is so; ``problem`` is the reason of an image that can't be read."""
    name = _name(table, int(table.label[row]))
    match State(table.state[row]):
        case State.DECIDED:
            return _said(int(table.verdict[row]), name)
        case State.PROBLEM:
            side_panel = translate("Image", "Set aside on the page Check; it takes no part in training.")
            unusable = translate("Image", "This file can't be used: %1.")
            return side_panel if problem is None else filled(unusable, spoken(problem))
        case State.NONE_YET:
            return translate("Image", "The first round will name it.")
        case State.MOVED:
            words = translate("Image", "Moved from %1 to %2 because it lies nearer to the pictures of %2.")
            return filled(words, _name(table, int(table.classifier_label[row])), name)
        case State.HIGH:
            return filled(translate("Image", "Looks like %1, and the network is sure."), name)
        case _:
            return _doubt(table, row, name)


def why_changed(before: RoundWord | None, after: RoundWord, names: tuple[str, ...]) -> str:
    """Why the label of ``after`` is another one than that of ``before``, the round before."""
    name = names[after.label]
    if before is None:
        words = translate("Image", "the first word of the network that learned the old camera")
    elif after.moved:
        words = translate("Image", "its features lie nearer to the pictures of %1 than to those of %2")
    elif before.moved:
        words = translate("Image", "the classifier now says %1 by itself")
    else:
        words = translate("Image", "the classifier changed its mind after training on both cameras")
    return filled(words, name, names[after.classifier_label])


def _doubt(table: ReviewTable, row: int, name: str) -> str:
    other = _nearest_other(table, row)
    margin = float(table.margin[row])
    if other and math.isfinite(margin) and margin < _NEARLY_AS_CLOSE:
        words = translate("Image", "Nearly as close to the pictures of %1 as to those of %2.")
    elif other:
        words = translate("Image", "Looks most like %2, then like %1; the network is not sure.")
    else:
        words = translate("Image", "Looks most like %2; the network is not sure.")
    return filled(words, other, name)


def _nearest_other(table: ReviewTable, row: int) -> str:
    distances = np.array(table.distances[row], np.float32)
    distances[table.machine_label[row]] = np.inf
    nearest = int(np.argmin(np.where(np.isnan(distances), np.inf, distances)))
    return table.class_names[nearest] if np.isfinite(distances[nearest]) else ""


def _said(verdict: int, name: str) -> str:
    if verdict == VerdictCode.NONE_OF_THESE:
        return translate("Image", "You said: it belongs to no class of the old camera.")
    if verdict == VerdictCode.UNSURE:
        return translate("Image", "You said: not sure. The machine's name stays.")
    return filled(translate("Image", "You said: %1. No round changes that."), name)


def _name(table: ReviewTable, label: int) -> str:
    return table.class_names[label] if label != UNKNOWN else ""
