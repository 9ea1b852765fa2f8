"""What is known of one image, in words: a sentence, why it is worth a look, why its name changed."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from dclgui.project.row_history import RoundWord
from dclgui.qt.gallery.heading import class_name
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.words import filled, number, share
from dclgui.review.queue import Because, Reason
from dclgui.review.table import ReviewTable, State

_NEARLY_AS_CLOSE = 0.15
"""Margin below which the two nearest prototypes count as equally close."""
translate = QCoreApplication.translate
_MOST_REASONS = 3


def sentence(table: ReviewTable, row: int, problem: str | None) -> str:
    """Why the label is so; ``problem`` is the reason if the image can't be read."""
    name = class_name(table, int(table.label[row]))
    said = {
        State.DECIDED: translate(
            "Image", "You said: %1. Nothing known before pointed there; if it is right, say it once more."
        )
        if table.look_again[row]
        else translate("Image", "You said: %1. No round changes that."),
        State.UNSURE: translate("Image", "You said: not sure. The machine's name stays."),
        State.NONE_OF_THESE: translate("Image", "You said: it belongs to no class of the old camera."),
    }
    if State(table.state[row]) in said:
        return filled(said[State(table.state[row])], name)
    match State(table.state[row]):
        case State.PROBLEM:
            return _why_left_out(table, row, problem)
        case State.NONE_YET:
            return translate("Image", "The first round will name it.")
        case State.MOVED:
            words = (
                translate("Image", "Moved from %1 to %2 because it lies nearer to the pictures of %2.")
                if table.consensus is None
                else translate("Image", "The new model's classifier says %1; all ways of naming it together say %2.")
            )
            return filled(words, class_name(table, int(table.classifier_label[row])), name)
        case State.HIGH:
            return filled(translate("Image", "Looks like %1; among the lowest entropies of its class."), name)
        case _:
            return _doubt(table, row, name)


def _why_left_out(table: ReviewTable, row: int, problem: str | None) -> str:
    if problem is not None:
        return filled(translate("Image", "This file can't be used: %1."), spoken(problem))
    if row in table.copies:
        copied = translate("Image", "Set aside as a copy of %1; it leaves with the name of that picture.")
        return filled(copied, table.paths[table.copies[row]])
    return translate("Image", "Set aside on the page Check; it takes no part in training.")


def unlike_words(table: ReviewTable, row: int) -> str:
    """That the image is unlike everything in the source; empty if it isn't, or that isn't known."""
    if not table.unlike_all[row]:
        return ""
    words = translate("Image", "Unlike everything the old camera showed; %1 is only the nearest name.")
    return filled(words, class_name(table, int(table.label[row])))


def agreement(table: ReviewTable, row: int) -> str:
    """``6 of 7 ways of naming this picture say mug.``; empty if its label is not that of a committee."""
    consensus, name = table.consensus, class_name(table, int(table.machine_label[row]))
    if consensus is None or not name or row >= len(consensus.label):
        return ""
    words = translate("Image", "%1 of %2 ways of naming this picture say %3.")
    return filled(words, number(int(consensus.agreeing[row])), number(consensus.members), name)


def why_changed(before: RoundWord | None, after: RoundWord, names: tuple[str, ...]) -> str:
    """Why the label of ``after`` differs from that of ``before``, the round before."""
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
    if other and not _is_nearest(table, row):
        words = translate("Image", "Lies nearest to the pictures of %1; all ways of naming it together say %2.")
    elif other and math.isfinite(margin) and margin < _NEARLY_AS_CLOSE:
        words = translate("Image", "Nearly as close to the pictures of %1 as to those of %2.")
    elif other:
        words = translate("Image", "Looks most like %2, then like %1; the network is not sure.")
    else:
        words = translate("Image", "Looks most like %2; the network is not sure.")
    return filled(words, other, name)


def _nearest_other(table: ReviewTable, row: int) -> str:
    distances = np.array(table.distances[row], np.float32)
    own = np.arange(len(distances)) == table.machine_label[row]  # a class added after the round has no prototype
    nearest = int(np.argmin(np.where(np.isnan(distances) | own, np.inf, distances)))
    return table.class_names[nearest] if np.isfinite(distances[nearest]) else ""


def _is_nearest(table: ReviewTable, row: int) -> bool:
    """Whether no prototype is nearer than that of its label, as with every label of S43."""
    distances, own = table.distances[row], float(table.distance[row])
    return math.isnan(own) or not (distances < own).any()


def reason_words(reasons: tuple[Because, ...], names: tuple[str, ...]) -> str:
    """One sentence with the weightiest reasons for the place in the queue; empty if there are none."""
    alone = all(because.reason is not Reason.CLASSIFIER for because in reasons)
    told = [_told(because, names, alone=alone) for because in reasons[:_MOST_REASONS]]
    if not told:
        return ""
    first = translate("Reasons", "Worth a look: %1.")
    return filled(first, translate("Reasons", "; ").join(told))


def _told(because: Because, names: tuple[str, ...], *, alone: bool) -> str:
    """``alone``: the new model's classifier gives the name that shows, only the old model may not."""
    differ = translate("Reasons", "the old model and the new one differ here: the old one says %1")
    patterns = {
        Reason.TWO_NEAR: translate("Reasons", "two classes are almost equally near, the second is %1"),
        Reason.CLASSIFIER: translate("Reasons", "the classifier says %1"),
        Reason.SOURCE: differ if alone else translate("Reasons", "the old model said %1"),
        Reason.NEIGHBOURS: translate("Reasons", "%2 of its most alike pictures are called otherwise, mostly %1"),
        Reason.ENTROPY: translate("Reasons", "the network is undecided"),
        Reason.CORRECTED: translate("Reasons", "%2 of the pictures called so had to be corrected so far"),
        Reason.WAYS: translate("Reasons", "the ways of naming it differ, the next most likely name is %1"),
        Reason.ANSWERS: translate("Reasons", "after your answers %1 is more likely"),
    }
    name = names[because.label] if 0 <= because.label < len(names) else ""
    return filled(patterns[because.reason], name, share(because.value))
