import numpy as np
import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.project.row_history import RoundWord
from dclgui.qt.review.inspector.image_words import heading, sentence, why_changed
from dclgui.review.table import ReviewTable
from tests.unit.qt.pictures import NAMES, table_of


def decided(verdict: Verdict, label: int = -1) -> ReviewTable:
    table = table_of(4)
    table.decide(np.array([0], np.int64), {0: Decision(0, verdict, label)})
    return table


@pytest.mark.parametrize(
    ("row", "head", "words"),
    [
        (0, "dent, not sure", "Looks most like dent, then like scratch; the network is not sure."),
        (1, "scratch, moved", "Moved from dent to scratch because it lies nearer to the pictures of scratch."),
        (2, "dent, sure", "Looks like dent, and the network is sure."),
        (3, "a problem", "This file can't be used: it is empty."),
    ],
)
def test_a_heading_and_a_sentence(row: int, head: str, words: str) -> None:
    table = table_of(4)
    assert heading(table, row) == head
    assert sentence(table, row, "it is empty" if row == 3 else None) == words


def test_two_near_prototypes_are_named() -> None:
    table = table_of(4)
    table.margin[0] = 0.05
    assert sentence(table, 0, None) == "Nearly as close to the pictures of scratch as to those of dent."


def test_what_was_set_aside_says_where() -> None:
    assert sentence(table_of(4), 3, None) == "Set aside on the page Check; it takes no part in training."


@pytest.mark.parametrize(
    ("verdict", "label", "head", "words"),
    [
        (Verdict.LABEL, 2, "a & <b>, decided", "You said: a & <b>. No round changes that."),
        (Verdict.NONE_OF_THESE, -1, "none of these", "You said: it belongs to no class of the old camera."),
        (Verdict.UNSURE, -1, "dent, you cannot tell", "You said: not sure. The machine's name stays."),
    ],
)
def test_what_a_person_said(verdict: Verdict, label: int, head: str, words: str) -> None:
    table = decided(verdict, label)
    assert heading(table, 0) == head
    assert sentence(table, 0, None) == words


def test_why_a_name_changed() -> None:
    first, moved, back = RoundWord(0, 0, 0, high=True), RoundWord(1, 1, 0, high=False), RoundWord(2, 0, 0, high=True)
    assert "first word" in why_changed(None, first, NAMES)
    words = why_changed(first, moved, NAMES)
    assert words == "its features lie nearer to the pictures of scratch than to those of dent"
    assert why_changed(moved, RoundWord(2, 1, 1, high=True), NAMES) == "the classifier now says scratch by itself"
    assert "after training" in why_changed(RoundWord(1, 1, 1, high=True), back, NAMES)
