"""The order, how decisions change it, and the reasons that are told."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.arrays import Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import Consensus
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.review.queue import Because, Queue, Reason
from dclgui.review.table import ReviewTable, State

NAMES = ("dent", "scratch", "stain")


def table(label: list[int], classifier: list[int] | None = None, *, margin: list[float] | None = None) -> ReviewTable:
    """Prototype distances 0.2 to the own class and 0.3, 0.4 to the next ones in turn; no entropy."""
    count = len(label)
    distances = np.empty((count, 3), np.float32)
    for row, own in enumerate(label):
        distances[row, [(own + step) % 3 for step in range(3)]] = [0.2, 0.3, 0.4]
    zeros = np.zeros(count, np.float32)
    found = PseudoLabels(
        label=np.array(label, np.int32),
        classifier_label=np.array(classifier or label, np.int32),
        high=np.ones(count, np.bool_),
        entropy=zeros,
        probability=zeros + 1,
        margin=np.array(margin or [1.0] * count, np.float32),
        weight=zeros,
        distances=distances,
    )
    return ReviewTable(tuple(f"{row}.png" for row in range(count)), NAMES, found, np.empty(0, np.int64))


def drawn(seed: int, images: int) -> tuple[ReviewTable, Rows]:
    random = np.random.default_rng(seed)
    label = random.integers(-1, 3, images).tolist()
    made = table(label, random.integers(0, 3, images).tolist(), margin=random.random(images).round(1).tolist())
    return made, random.integers(-1, images, (images, int(random.integers(0, 4))))


def decide(made: ReviewTable, queue: Queue, row: int, label: int) -> None:
    made.decide(np.array([row]), {row: Decision(row, Verdict.LABEL, label)})
    queue.decided(np.array([row]))


def test_the_most_doubtful_comes_first_and_the_certain_last() -> None:
    made = table([0, 0, 0, 1], [0, 0, 2, 1], margin=[1.0, 0.0, 1.0, 0.5])
    assert Queue(made).order().tolist() == [1, 3, 2, 0]


def test_twins_do_not_stand_in_a_row() -> None:
    made = table([0, 0, 0, 1], margin=[0.0, 0.05, 0.1, 0.2])
    twins = np.array([[1, 2], [0, 2], [0, 1], [-1, -1]])
    assert Queue(made, neighbours=twins).order().tolist()[:2] == [0, 3]
    assert Queue(made, neighbours=twins).order(ahead=0).tolist() == [0, 1, 2, 3]


def test_a_corrected_picture_brings_its_neighbours_forward_and_a_confirmed_one_does_not() -> None:
    neighbours = np.array([[1, 2], [0, 2], [0, 1], [4, 5], [3, 5], [3, 4]])
    made = table([0] * 6, margin=[0.0] + [1.0] * 5)
    queue = Queue(made, neighbours=neighbours)
    before = queue.uncertainty.copy()
    decide(made, queue, 0, 1)
    assert np.isnan(queue.usefulness[0])
    assert (queue.usefulness[1:3] > queue.usefulness[3:].max()).all()
    decide(made, queue, 0, 0)
    assert len(set(queue.usefulness[1:].tolist())) == 1
    np.testing.assert_array_equal(queue.uncertainty, before)


def test_a_class_whose_labels_were_wrong_comes_forward_and_one_that_was_right_goes_back() -> None:
    made = table([0, 0, 0, 1, 1, 2], margin=[1.0] * 6)
    queue = Queue(made)
    assert queue.order().tolist() == [0, 1, 2, 3, 4, 5]
    decide(made, queue, 0, 0)
    assert queue.order().tolist() == [3, 4, 5, 1, 2]
    decide(made, queue, 3, 2)
    assert queue.order().tolist() == [4, 5, 1, 2]


def test_unsure_says_nothing_of_a_class() -> None:
    made = table([0, 0, 1], margin=[1.0] * 3)
    queue = Queue(made)
    made.decide(np.array([0]), {0: Decision(0, Verdict.UNSURE)})
    queue.decided(np.array([0]))
    assert queue.order().tolist() == [1, 2]


def test_a_class_often_corrected_is_a_reason_once_enough_was_said_of_it() -> None:
    made = table([0] * 6, margin=[1.0] * 6)
    queue = Queue(made)
    for row in range(4):
        decide(made, queue, row, 1)
    assert queue.reasons(5) == ()
    decide(made, queue, 4, 0)
    assert queue.reasons(5) == (Because(Reason.CORRECTED, 0.8, UNKNOWN),)


def test_an_undone_decision_comes_back_and_audited_or_unreadable_pictures_never_come() -> None:
    made = table([0, UNKNOWN, 1, 2])
    made.in_audit[2] = True
    queue = Queue(made)
    assert sorted(queue.order().tolist()) == [0, 3]
    decide(made, queue, 0, 1)
    assert queue.order().tolist() == [3]
    made.decide(np.array([0]), {})
    queue.decided(np.array([0]))
    assert sorted(queue.order().tolist()) == [0, 3]


def test_the_reasons_name_the_other_class() -> None:
    made = table([0, 0, 1, 1], [2, 0, 1, 1], margin=[0.1, 1, 1, 1])
    queue = Queue(
        made, source_label=np.array([1, 0, 1, 1], np.int32), neighbours=np.array([[1, 2, 3]] + [[-1] * 3] * 3)
    )
    reasons = {because.reason: because for because in queue.reasons(0)}
    assert reasons[Reason.CLASSIFIER] == Because(Reason.CLASSIFIER, 1.0, 2)
    assert reasons[Reason.SOURCE].label == 1
    assert reasons[Reason.NEIGHBOURS] == Because(Reason.NEIGHBOURS, 2 / 3, 1)
    assert reasons[Reason.TWO_NEAR].value == pytest.approx(0.9)
    assert reasons[Reason.TWO_NEAR].label == 1
    assert Reason.ENTROPY not in reasons
    assert queue.reasons(1) == ()


def test_an_unreadable_picture_has_no_reasons() -> None:
    assert Queue(table([UNKNOWN])).reasons(0) == ()


@given(st.integers(0, 9999), st.integers(1, 40), st.lists(st.integers(0, 39), max_size=12))
def test_step_by_step_is_the_same_as_starting_anew(seed: int, images: int, steps: list[int]) -> None:
    made, neighbours = drawn(seed, images)
    queue = Queue(made, neighbours=neighbours)
    for row in steps:
        decide(made, queue, row % images, row % 3)
    anew = Queue(made, neighbours=neighbours)
    np.testing.assert_array_equal(queue.usefulness, anew.usefulness)
    np.testing.assert_array_equal(queue.order(), anew.order())


@given(st.integers(0, 9999), st.integers(0, 40), st.integers(0, 50))
def test_every_waiting_row_is_queued_once_and_the_tail_falls(seed: int, images: int, ahead: int) -> None:
    made, neighbours = drawn(seed, images)
    queue = Queue(made, neighbours=neighbours)
    order = queue.order(ahead)
    assert sorted(order.tolist()) == np.flatnonzero(made.machine_label != UNKNOWN).tolist()
    assert (np.diff(queue.usefulness[order[ahead:]]) <= 0).all()
    finite = queue.uncertainty[~np.isnan(queue.uncertainty)]
    assert ((finite >= 0) & (finite <= 1)).all()


def learnt(label: list[int], *, agreeing: int, second: int = 2) -> Consensus:
    count, even = len(label), np.full(len(label), 0.5, np.float32)
    return Consensus(
        label=np.array(label, np.int32),
        second=np.full(count, second, np.int32),
        probability=even,
        agreeing=np.full(count, agreeing, np.int32),
        doubt=np.linspace(0, 1, count, dtype=np.float32),
        split=0 * even,
        answers=np.empty((0, 2), np.int64),
        members=4,
    )


def test_what_was_learnt_orders_anew_and_says_what_would_change() -> None:
    made = table([0, 0, 0])
    queue = Queue(made)
    queue.follow(learnt([0, 1, UNKNOWN], agreeing=1))
    assert queue.order().tolist() == [2, 1, 0]
    assert queue.reasons(0) == (Because(Reason.WAYS, 0.75, 2),)
    assert queue.reasons(1) == (Because(Reason.ANSWERS, 1.0, 1),), "its ways speak of a name that does not show"
    assert queue.reasons(2) == ()
    assert made.label.tolist() == [0, 0, 0]


def test_what_only_the_method_is_unsure_of_has_its_reasons_too() -> None:
    made = table([0, 0])
    made.consensus = learnt([0, 0], agreeing=4)
    made.margin[:], made.entropy[:] = [0.05, 0.9], [1.0, 0.0]
    queue = Queue(made)
    assert [because.reason for because in queue.reasons(0)] == [Reason.TWO_NEAR, Reason.ENTROPY]
    assert queue.reasons(1) == ()


def test_an_image_of_a_class_that_came_after_the_round_has_reasons_too() -> None:
    made = table([0, 0])
    made.machine_label[:], made.classifier_label[:] = len(NAMES), len(NAMES)
    made.consensus = learnt([len(NAMES)] * 2, agreeing=4)
    made.margin[:], made.entropy[:] = 0.05, 0.0
    (because,) = Queue(made).reasons(0)
    assert because.reason is Reason.TWO_NEAR
    assert 0 <= because.label < len(NAMES)


def test_what_teaches_most_is_asked_and_the_guarantee_goes_by_doubt() -> None:
    made = table([0, 0, 0])
    made.consensus = learnt([0, 0, 0], agreeing=1)
    of_before = Queue(made)
    made.consensus = replace(made.consensus, useful=np.array([1, 0.5, 0], np.float32))
    queue = Queue(made)
    for each in (of_before, queue):
        assert each.uncertainty.tolist() == [0, 0.5, 1]
    assert (of_before.order().tolist(), queue.order().tolist()) == ([2, 1, 0], [0, 1, 2])
    decide(made, queue, 0, 1)
    assert queue.order().tolist() == [1, 2]
    queue.follow(replace(made.consensus, useful=np.array([0, 0, 1], np.float32)))
    assert queue.order().tolist() == [2, 1]


def test_where_answers_teach_a_person_is_asked_of_what_a_round_is_sure_of_too() -> None:
    made, rows = table([0, 0, 0, UNKNOWN]), np.arange(4)
    made.state[:2] = State.HIGH, State.LOW
    decide(made, Queue(made), 2, 1)
    assert Queue(made).asked(rows).tolist() == [False, True, False, False]
    made.consensus = learnt([0, 0, 0, UNKNOWN], agreeing=1)
    assert Queue(made).asked(rows).tolist() == [True, True, False, False]
