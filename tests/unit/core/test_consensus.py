import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dclgui.core.consensus import Consensus, Expectation, shown_labels
from dclgui.core.pseudo_labels import PseudoLabels


def found(labels: list[int], *, high: list[bool]) -> PseudoLabels:
    count = len(labels)
    ones = np.ones(count, np.float32)
    label = np.array(labels, np.int32)
    return PseudoLabels(label, label.copy(), np.array(high), ones, ones, ones, ones, np.ones((count, 2), np.float32))


def consensus(labels: list[int], expected: Expectation | None = None) -> Consensus:
    label = np.array(labels, np.int32)
    half = np.full(len(labels), 0.5, np.float32)
    answers = np.empty((0, 2), np.int64)
    return Consensus(label, 1 - label, half, label, half, half, answers, 8, expected or Expectation())


def test_labels_are_the_consensuses_and_sure_only_where_both_say_the_same() -> None:
    shown = shown_labels(found([0, 1, 1, -1], high=[True, True, False, False]), consensus([0, 0, 1, -1]))
    assert shown.label.tolist() == [0, 0, 1, -1]
    assert shown.high.tolist() == [True, False, False, False]
    assert shown.moved.tolist() == [False, True, False, False]
    assert shown.probability.tolist() == [0.5, 0.5, 0.5, 1.0]


def test_without_a_consensus_and_beyond_it_labels_stay() -> None:
    own = found([0, 1, 1], high=[True, False, True])
    assert shown_labels(own, None) is own
    assert shown_labels(own, consensus([1])).label.tolist() == [1, 1, 1]


def test_the_curve_goes_on_from_the_one_before_and_forgets_what_was_undone() -> None:
    first = consensus([0], Expectation(10, 0.5, 3)).after(None)
    second = consensus([0], Expectation(12, 0.6, 2)).after(first, version=1)
    assert second.version == 1
    np.testing.assert_allclose(second.curve, [[10, 0.5], [12, 0.6]])
    back = consensus([0], Expectation(11, 0.7, 2)).after(second)
    np.testing.assert_allclose(back.curve, [[10, 0.5], [11, 0.7]])
    unknown = consensus([0], Expectation(12, math.nan)).after(back)
    np.testing.assert_allclose(unknown.curve, back.curve)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"second": np.zeros(1, np.int32)}, "not of one length"),
        ({"sure": np.zeros(1, np.bool_)}, "not of one length"),
        ({"foreseen": np.zeros(3, np.float32)}, "not of one length"),
        ({"label": np.zeros(2, np.float32)}, "of another kind"),
        ({"label": np.array([0, 2], np.int32)}, "classes that there are not"),
        ({"answers": np.array([[0, 2]])}, "classes that there are not"),
        ({"answers": np.zeros((1, 3), np.int64)}, "its answers can't be read"),
        ({"curve": np.zeros((1, 3), np.float32)}, "its answers can't be read"),
        ({"sure": np.zeros(3, np.bool_)}, "its columns are not of one length"),
        ({"useful": np.zeros(3, np.float32)}, "its columns are not of one length"),
    ],
)
def test_a_damaged_one_is_refused(damage: dict[str, Any], said: str) -> None:
    sound = consensus([0, 1])
    sound.require_sound(classes=2)
    with pytest.raises(ValueError, match=said):
        replace(sound, **damage).require_sound(classes=2)
