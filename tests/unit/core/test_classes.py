"""As which classes labels, consensus and columns read."""

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.catalog import UNKNOWN
from dclgui.core.classes import Classes
from dclgui.core.consensus import Consensus
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.method.prototypes import nearest_margin

MADE = ("dent", "ok", "stain", "mud")
AS_MADE = Classes(MADE, MADE, {}, 3)
CHANGED = Classes(MADE, ("dent", "fine", "stain", "mud"), {0: 1, 3: UNKNOWN}, 3)
"""dent is a part of fine, which was ok, and mud is withdrawn."""


def consensus(label: list[int], second: list[int]) -> Consensus:
    values, total = np.full(len(label), 0.5, np.float32), len(label)
    return Consensus(
        label=np.array(label, np.int32),
        second=np.array(second, np.int32),
        probability=values,
        agreeing=np.full(total, 2, np.int32),
        doubt=values,
        split=values,
        answers=np.empty((0, 2), np.int64),
        members=3,
        sure=np.ones(total, np.bool_),
    )


def test_what_nobody_changed_is_the_same_array() -> None:
    labels, said = np.array([0, 3, UNKNOWN]), consensus([0, 3], [1, 2])
    assert AS_MADE.of(labels) is labels
    assert AS_MADE.consensus(said) is said
    assert (AS_MADE.shown, AS_MADE.by_number, AS_MADE.former) == (MADE, MADE, {})


def test_names_by_number_and_former_ones() -> None:
    assert CHANGED.listed == (1, 2)
    assert CHANGED.shown == ("", "fine", "stain", "")
    assert CHANGED.by_number == ("fine", "fine", "stain", "mud")
    assert CHANGED.former == {"dent": 1, "ok": 1}, "a withdrawn one is no class"
    assert CHANGED.merged.listed == (1, 2, 3)
    assert (CHANGED.find("FINE"), CHANGED.find("dent"), CHANGED.gone("Mud")) == (1, None, 3)


def test_labels_of_every_kind_of_number() -> None:
    labels, wanted = [0, 1, 2, 3, UNKNOWN], [1, 1, 2, UNKNOWN, UNKNOWN]
    short, wide = CHANGED.of(np.array(labels, np.int16)), CHANGED.of(np.array(labels, np.int64))
    assert (short.itemsize, wide.itemsize) == (2, 8)
    assert short.tolist() == wide.tolist() == wanted


def test_decisions_on_a_withdrawn_class_are_none_and_those_without_a_class_stay() -> None:
    said = [Decision(0, Verdict.LABEL, 0), Decision(1, Verdict.LABEL, 3), Decision(2, Verdict.UNSURE)]
    assert CHANGED.decisions(said) == {0: Decision(0, Verdict.LABEL, 1), 2: said[2]}


def test_a_label_of_a_withdrawn_class_is_the_next_most_probable_one_and_never_sure() -> None:
    found = CHANGED.consensus(consensus([0, 3, 3, 2], [2, 2, 3, 3]))
    assert found.label.tolist() == [1, 2, UNKNOWN, 2]
    assert found.second.tolist() == [2, 2, UNKNOWN, 2]
    assert found.sure.tolist() == [True, False, False, True]
    assert found.doubt.tolist() == [0.5, 1, 1, 0.5]
    assert found.usefulness.tolist() == [0.5, 1, 1, 0.5]
    assert found.agreeing.tolist() == [2, 0, 0, 2]


@given(st.lists(st.lists(st.one_of(st.floats(0, 9, width=32), st.just(np.inf)), min_size=4, max_size=4), max_size=6))
def test_the_margin_is_that_of_the_classes_that_there_are(distances: list[list[float]]) -> None:
    total = len(distances)
    labels, even = np.full(total, 1, np.int32), np.full(total, 0.5, np.float32)
    table = np.array(distances, np.float32).reshape(-1, 4)
    found = CHANGED.pseudo_labels(PseudoLabels(labels, labels, even > 0, even, even, even, even, table))
    of_the_method = nearest_margin(torch.from_numpy(found.distances)).numpy()
    np.testing.assert_allclose(found.margin, of_the_method, rtol=1e-5)


def test_who_merges_two_classes_that_are_confused_leaves_no_doubt_between_them() -> None:
    one, label = np.full(1, 0.01, np.float32), np.zeros(1, np.int32)
    distances = np.array([[1, 1.01, 50, 60]], np.float32)
    found = PseudoLabels(label, label, one > 0, 0 * one, one, one, one, distances)
    assert found.unsure[0] > 0.49
    assert CHANGED.pseudo_labels(found).unsure[0] < 0.02


def test_columns_of_merged_classes_are_added_up_or_the_nearest() -> None:
    values = np.array([[0.5, 0.25, 0.125, 0.125]], np.float32)
    assert CHANGED.columns(values, least=False).tolist() == [[0.75, 0.125]]
    assert CHANGED.columns(values, least=True).tolist() == [[0.25, 0.125]]


def test_what_came_later_changes_nothing_of_what_was() -> None:
    then = Classes(MADE[:3], MADE[:3], {0: 1}, 3).state
    assert Classes(MADE, MADE, {0: 1, 3: UNKNOWN}, 3).reads_as(then)
    assert not CHANGED.merged.reads_as(AS_MADE.state)
    assert not Classes(MADE, MADE, {0: 3}, 3).reads_as(then)
    assert AS_MADE.reads_as("[]")
    assert not CHANGED.reads_as("[]")
