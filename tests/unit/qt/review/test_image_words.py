from dataclasses import replace

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import Decision, Verdict
from dclgui.project.row_history import RoundWord
from dclgui.qt.gallery.heading import heading
from dclgui.qt.review.inspector.image_words import agreement, reason_words, sentence, unlike_words, why_changed
from dclgui.review.queue import Because, Reason
from dclgui.review.table import ReviewTable
from tests.unit.qt.pictures import NAMES, agreed, table_of


def decided(verdict: Verdict, label: int = -1) -> ReviewTable:
    table = table_of(4)
    table.decide(np.array([0], np.int64), {0: Decision(0, verdict, label)})
    return table


@pytest.mark.parametrize(
    ("row", "head", "words"),
    [
        (0, "dent, low confidence", "Looks most like dent, then like scratch; the network is not sure."),
        (1, "scratch, moved", "Moved from dent to scratch because it lies nearer to the pictures of scratch."),
        (2, "dent, high confidence", "Looks like dent; among the lowest entropies of its class."),
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


def test_each_reason_names_its_class_and_the_weightiest_three_are_told() -> None:
    reasons = (
        Because(Reason.TWO_NEAR, 0.9, 1),
        Because(Reason.NEIGHBOURS, 0.8, 1),
        Because(Reason.SOURCE, 1.0, 0),
        Because(Reason.ENTROPY, 0.7, UNKNOWN),
    )
    assert reason_words(reasons, NAMES) == (
        "Worth a look: two classes are almost equally near, the second is scratch; "
        "80 % of its most alike pictures are called otherwise, mostly scratch; "
        "the old model and the new one differ here: the old one says dent."
    )


def test_no_reason_no_words() -> None:
    assert reason_words((), NAMES) == ""


def test_where_a_committee_names_it_is_told_how_many_agree_and_what_the_classifier_says() -> None:
    table = table_of(4, agreed([1, 0, 0, UNKNOWN]))
    assert heading(table, 0) == "scratch, moved"
    assert sentence(table, 0, None) == (
        "The new model's classifier says dent; all ways of naming it together say scratch."
    )
    assert agreement(table, 0) == "6 of 7 ways of naming this picture say scratch."
    assert agreement(table, 3) == "", "it can't be read"
    assert agreement(table_of(5, agreed([1, 0, 0, 0])), 4) == "", "it came after the round"
    assert agreement(table_of(4), 0) == "", "the labels of S1-S6 alone"


def test_an_image_unlike_all_is_called_so_until_somebody_decides_it() -> None:
    said = replace(agreed([1, 0, 0, 0]), unlike=np.array([1.2, 0.2, 0, 0], np.float32))
    table = table_of(4, said)
    assert heading(table, 0) == "scratch, unlike all"
    assert unlike_words(table, 0) == "Unlike everything the old camera showed; scratch is only the nearest name."
    assert unlike_words(table, 1) == ""
    table.decide(np.array([0]), {0: Decision(0, Verdict.LABEL, 1)})
    assert (heading(table, 0), unlike_words(table, 0)) == ("scratch, decided", "")


def test_a_name_that_is_not_the_nearest_is_not_said_to_be_the_most_alike() -> None:
    table = table_of(4, agreed([0, 0, 0, UNKNOWN]))
    table.distances[0] = (0.5, 0.31, 0.6)
    table.distance[0] = 0.5
    assert sentence(table, 0, None) == (
        "Lies nearest to the pictures of scratch; all ways of naming it together say dent."
    )


def test_reasons_of_a_committee() -> None:
    both = (Because(Reason.CLASSIFIER, 1.0, 0), Because(Reason.SOURCE, 1.0, 0))
    assert reason_words(both, NAMES) == "Worth a look: the classifier says dent; the old model said dent."
    ways = (Because(Reason.ANSWERS, 1.0, 2), Because(Reason.WAYS, 0.6, 1))
    assert reason_words(ways, NAMES) == (
        "Worth a look: after your answers a & <b> is more likely; "
        "the ways of naming it differ, the next most likely name is scratch."
    )
