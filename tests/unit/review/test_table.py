from dataclasses import replace

import numpy as np

from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import Consensus
from dclgui.core.decisions import Decision, Verdict, VerdictCode
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.review.table import ReviewTable, State

PATHS = ("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg")
DISTANCES = np.array([[0.1, 0.5], [0.4, 0.2], [0.3, 0.4], [0.2, 0.9], [np.nan, np.nan]], np.float32)


def judged(problems: list[int] | None = None) -> ReviewTable:
    numbers = np.array([0.5, 0.25, 0.75, 0.5, np.nan], np.float32)
    pseudo_labels = PseudoLabels(
        label=np.array([0, 1, 0, 0, UNKNOWN], np.int32),
        classifier_label=np.array([0, 0, 0, 0, UNKNOWN], np.int32),
        high=np.array([True, False, False, True, False]),
        entropy=numbers,
        probability=numbers,
        margin=numbers,
        weight=numbers,
        distances=DISTANCES,
    )
    return ReviewTable(PATHS, ("bad", "good"), pseudo_labels, np.array(problems or [], np.int64))


def agreed() -> Consensus:
    """Of the first four images; two of three labellings give each its label."""
    even = np.full(4, 0.5, np.float32)
    return Consensus(
        label=np.array([0, 1, 0, 0], np.int32),
        second=np.array([1, 0, 1, 1], np.int32),
        probability=even,
        agreeing=np.full(4, 2, np.int32),
        doubt=even,
        split=even,
        answers=np.empty((0, 2), np.int64),
        members=3,
    )


def test_the_state_of_each_image() -> None:
    table = judged(problems=[3])
    assert table.state.tolist() == [State.HIGH, State.MOVED, State.LOW, State.PROBLEM, State.PROBLEM]


def test_before_the_first_round_nothing_is_known() -> None:
    table = ReviewTable(PATHS, ("bad", "good"), None, np.array([1], np.int64))
    assert table.state.tolist() == [State.NONE_YET, State.PROBLEM, *[State.NONE_YET] * 3]
    assert table.label.tolist() == [UNKNOWN] * 5
    assert np.isnan(table.doubt).all()
    assert np.isnan(table.distance).all()


def test_distance_is_to_the_own_prototype_and_doubt_the_lack_of_margin() -> None:
    table = judged()
    np.testing.assert_allclose(table.distance, [0.1, 0.2, 0.3, 0.2, np.nan])
    np.testing.assert_allclose(table.doubt, [0.5, 0.75, 0.25, 0.5, np.nan])


def test_a_decision_is_the_last_word_until_it_is_taken_back() -> None:
    table = judged()
    rows = np.array([0, 1, 2], np.int64)
    table.decide(
        rows,
        {0: Decision(0, Verdict.LABEL, 1), 1: Decision(1, Verdict.NONE_OF_THESE), 2: Decision(2, Verdict.UNSURE)},
    )
    assert table.state[:3].tolist() == [State.DECIDED, State.NONE_OF_THESE, State.UNSURE]
    assert table.decided[:3].all()
    assert table.label[:3].tolist() == [1, UNKNOWN, 0]
    assert table.verdict[:3].tolist() == [VerdictCode.LABEL, VerdictCode.NONE_OF_THESE, VerdictCode.UNSURE]
    assert table.machine_label[:3].tolist() == [0, 1, 0]
    table.decide(rows[:2], {})
    assert table.state[:3].tolist() == [State.HIGH, State.MOVED, State.UNSURE]
    assert table.decided[:3].tolist() == [False, False, True]
    assert table.label[:3].tolist() == [0, 1, 0]
    assert table.verdict[:3].tolist() == [VerdictCode.NOTHING, VerdictCode.NOTHING, VerdictCode.UNSURE]


def test_a_consensus_has_its_own_doubt_and_says_how_many_agree() -> None:
    table = judged()
    np.testing.assert_allclose(table.doubt[:4], [0.5, 0.75, 0.25, 0.5])
    doubts = np.array([0.9, 0.1, 0.2, 0.3], np.float32)
    table.consensus = replace(agreed(), doubt=doubts)
    np.testing.assert_array_equal(table.doubt[:4], doubts)
    assert np.isnan(table.doubt[4]), "it came later, and can't be read"
    np.testing.assert_allclose(table.column("agreeing"), [*[2 / 3] * 4, np.nan])
    assert np.isnan(judged().agreeing).all()


def test_surprising_answers_are_to_be_looked_at_again_until_they_are_said_anew() -> None:
    table = judged()
    answers = np.array([[0, 1], [1, 1], [2, 1], [3, UNKNOWN]], np.int64)
    learnt = replace(agreed(), answers=answers, foreseen=np.array([0.001, 0.6, 0.002, np.nan], np.float32))
    said = {0: Decision(0, Verdict.LABEL, 1), 1: Decision(1, Verdict.LABEL, 1), 3: Decision(3, Verdict.NONE_OF_THESE)}
    table.decide(np.array([0, 1, 3]), said)
    table.ask_again(learnt, confirmed=[])
    assert np.flatnonzero(table.look_again).tolist() == [0], "of row 2 the answer was taken back"
    table.ask_again(learnt, confirmed=[0])
    assert not table.look_again.any()
    table.ask_again(learnt, confirmed=[])
    table.decide(np.array([0]), said)
    assert not table.look_again.any()


def test_the_distance_of_an_image_is_that_to_the_label_that_shows() -> None:
    table = judged()
    assert table.distance_of(0) == np.float32(0.1)
    table.decide(
        np.array([0, 1, 3], np.int64),
        {0: Decision(0, Verdict.LABEL, 1), 1: Decision(1, Verdict.NONE_OF_THESE), 3: Decision(3, Verdict.UNSURE)},
    )
    assert table.distance_of(0) == np.float32(0.5)
    assert np.isnan(table.distance_of(1)), "it is of no class"
    assert table.distance_of(3) == np.float32(0.2), "the machine's name stays"
    assert np.isnan(table.distance_of(4)), "it has no label"
    table.decide(np.array([2], np.int64), {2: Decision(2, Verdict.LABEL, 2)})
    assert np.isnan(table.distance_of(2)), "the class came after the round"
    assert table.distance[0] == np.float32(0.1), "that of the machine's label stays"
