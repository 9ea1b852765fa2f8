"""The struct of arrays: what follows from its columns, and spreading it over a larger table."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.catalog import UNKNOWN
from dclgui.core.pseudo_labels import PseudoLabels


def made(labels: list[int], classifier_labels: list[int], *, classes: int = 3) -> PseudoLabels:
    """Distances ``10 * row + class``; the other columns count on."""
    count = len(labels)
    floats = np.linspace(0, 1, count, dtype=np.float32)
    rows, columns = np.indices((count, classes))
    return PseudoLabels(
        label=np.array(labels, np.int32),
        classifier_label=np.array(classifier_labels, np.int32),
        high=np.arange(count) % 2 == 0,
        entropy=floats,
        probability=floats,
        margin=floats,
        weight=floats,
        distances=(10 * rows + columns).astype(np.float32),
    )


def test_a_class_without_a_prototype_is_at_no_distance() -> None:
    np.testing.assert_array_equal(made([0, 3, UNKNOWN], [0, 0, UNKNOWN]).distance, np.array([0, np.nan, np.nan]))


def test_moved_images_are_those_whose_prototype_disagrees_with_the_classifier() -> None:
    assert made([0, 1, 2, UNKNOWN], [0, 2, 2, UNKNOWN]).moved.tolist() == [False, True, False, False]


def test_the_distance_is_to_the_labels_own_prototype_and_nan_if_unreadable() -> None:
    found = made([2, UNKNOWN, 0], [1, UNKNOWN, 0]).distance
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, np.array([2, np.nan, 20], np.float32))


def test_unsure_is_half_the_entropy_and_half_what_the_margin_lacks() -> None:
    found = replace(
        made([0, 1, 2, UNKNOWN], [0, 1, 2, UNKNOWN]),
        entropy=np.array([0, np.log(3), np.log(3) / 2, np.nan], np.float32),
        margin=np.array([1, 0, 0.5, np.nan], np.float32),
    )
    np.testing.assert_allclose(found.unsure, [0, 1, 0.5, 1], atol=1e-6)
    assert found.unsure.dtype == np.float32


def test_an_unreadable_image_has_no_label() -> None:
    assert made([0, UNKNOWN], [1, UNKNOWN]).readable.tolist() == [True, False]


@given(st.lists(st.integers(0, 2), max_size=12), st.data())
def test_scattered_rows_keep_their_values_and_the_others_are_unreadable(labels: list[int], data: st.DataObject) -> None:
    table = made(labels, labels[::-1])
    total = data.draw(st.integers(len(labels), 20))
    places = data.draw(st.permutations(range(total)))[: len(labels)]
    rows = np.array(places, np.intp)
    found = table.scattered(rows, total)
    assert len(found) == total
    assert found.distances.shape == (total, 3)
    for name in ("label", "classifier_label", "high", "entropy", "probability", "margin", "weight", "distances"):
        mine, theirs = getattr(found, name), getattr(table, name)
        assert mine.dtype == theirs.dtype
        np.testing.assert_array_equal(mine[rows], theirs)
    others = np.setdiff1d(np.arange(total), rows)
    assert (found.label[others] == UNKNOWN).all()
    assert (found.classifier_label[others] == UNKNOWN).all()
    assert not found.high[others].any()
    assert not found.moved[others].any()
    assert np.isnan(found.distance[others]).all()
    for name in ("entropy", "probability", "margin", "weight", "distances"):
        assert np.isnan(getattr(found, name)[others]).all()


def test_scattering_beyond_the_table_is_an_error() -> None:
    with pytest.raises(IndexError):
        made([0, 1], [0, 1]).scattered(np.array([0, 5]), 3)


def test_a_label_that_came_after_the_round_has_no_distance() -> None:
    found = made([0, 1], [0, 1])
    later = replace(found, label=np.array([found.distances.shape[1], 1], np.int32))
    np.testing.assert_array_equal(later.distance, [np.nan, found.distance[1]])
