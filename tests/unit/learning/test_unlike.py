import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.consensus import UNLIKE
from dclgui.learning import unlike as module
from dclgui.learning.committee import Committee
from dclgui.learning.unlike import unlikeness

DIMENSIONS, CLASSES = 24, 4
MEANS = np.eye(DIMENSIONS) * 9


def near(features: np.ndarray, count: int) -> np.ndarray:
    centred = features - features.mean(axis=0)
    unit = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    alike = unit @ unit.T
    np.fill_diagonal(alike, -2)
    return np.argsort(-alike, axis=1, kind="stable")[:, :count].astype(np.int32)


def committee(source: np.ndarray, labels: np.ndarray, target: np.ndarray) -> Committee:
    """Of features that are as good as whitened."""
    half = np.float16
    source, target = source - source.mean(axis=0), target - target.mean(axis=0)
    return Committee(
        names=np.array(["one"]),
        labels=np.zeros((1, len(target)), np.int16),
        rows=np.arange(len(target)),
        source_labels=labels.astype(np.int16),
        raw_source=source.astype(half),
        raw_target=target.astype(half),
        white_source=source.astype(half),
        white_target=target.astype(half),
        near=near(target, 20),
        white_near=near(target, 10),
    )


def images(counts: list[int], *, seed: int, shift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """``counts[k]`` images of class k, and their classes."""
    labels = np.repeat(np.arange(len(counts)), counts)
    return MEANS[labels] + np.random.default_rng(seed).normal(size=(len(labels), DIMENSIONS)) + shift, labels


@given(st.integers(0, 30), st.sampled_from([0.0, 7.0]))
def test_few_images_of_known_classes_are_unlike_all_however_the_camera_differs(seed: int, shift: float) -> None:
    source, labels = images([40] * CLASSES, seed=seed)
    target, _ = images([40] * CLASSES, seed=seed + 1000, shift=shift)
    assert (unlikeness(committee(source, labels, target)) >= UNLIKE).mean() <= 0.1


@given(st.integers(0, 30), st.integers(3, 25), st.sampled_from([0.0, 7.0]))
def test_a_class_that_the_source_lacks_stands_first(seed: int, count: int, shift: float) -> None:
    source, labels = images([40] * CLASSES, seed=seed)
    target, truth = images([40] * CLASSES + [count], seed=seed + 1000, shift=shift)
    found = unlikeness(committee(source, labels, target))
    first = np.argsort(-found)[:count]
    assert (truth[first] == CLASSES).mean() >= 0.9
    assert (found[truth == CLASSES] >= UNLIKE).mean() >= 0.8


@given(st.integers(0, 30), st.integers(50, 120))
def test_a_class_that_the_source_lacks_is_found_when_it_is_a_third_of_the_target(seed: int, count: int) -> None:
    source, labels = images([40] * CLASSES, seed=seed)
    target, truth = images([40] * CLASSES + [count], seed=seed + 1000)
    found = unlikeness(committee(source, labels, target))
    assert (found[truth == CLASSES] >= UNLIKE).mean() >= 0.9
    assert (found[truth < CLASSES] >= UNLIKE).mean() <= 0.1


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=8), st.data())
def test_a_class_that_has_grown_gives_all_that_is_asked_and_the_others_share_the_rest(
    asked: list[float], data: st.DataObject
) -> None:
    parts = data.draw(st.lists(st.floats(0.01, 1), min_size=len(asked), max_size=len(asked)))
    load, usual = (np.array(values) / sum(values) for values in (asked, parts))
    found = module._shares(load * 7, usual)
    grown = load > np.maximum(0.3, usual)
    assert found.sum() == pytest.approx(1)
    np.testing.assert_allclose(found[grown], load[grown])
    assert ((found > 0) | (grown.sum() == len(grown))).all()


def test_where_a_quarter_is_dear_to_be_dear_is_not_odd() -> None:
    even, leaning = np.linspace(-3, 3, 1001), np.linspace(0, 3, 1001) ** 3
    for values, wanted in ((even, 1.0), (leaning, 1.5)):
        apart = values - np.median(values)
        by_mad = apart / (1.4826 * np.median(np.abs(apart)))
        times = by_mad[-1] / module._deviations(values.astype(np.float32))[-1]
        assert times == pytest.approx(wanted, rel=0.01)


@given(st.integers(0, 30), st.permutations([60, 20, 10, 10]), st.integers(5, 10))
def test_a_class_that_the_source_lacks_stands_before_one_that_has_grown(
    seed: int, counts: list[int], count: int
) -> None:
    source, labels = images([40] * CLASSES, seed=seed)
    target, truth = images([*counts, count], seed=seed + 1000)
    found = unlikeness(committee(source, labels, target))
    first = np.argsort(-found)[: len(found) // 4]
    assert (truth[first] == CLASSES).sum() >= 0.9 * count
    assert (found[truth == counts.index(60)] >= UNLIKE).mean() <= 0.1


@given(st.integers(0, 30), st.integers(1, CLASSES - 2))
def test_classes_that_the_target_lacks_hide_no_new_one(seed: int, lacking: int) -> None:
    source, labels = images([40] * CLASSES, seed=seed)
    target, truth = images([0] * lacking + [40] * (CLASSES - lacking) + [10], seed=seed + 1000)
    found = unlikeness(committee(source, labels, target))
    assert (truth[np.argsort(-found)[:10]] == CLASSES).mean() >= 0.9


@given(st.integers(0, 30), st.sampled_from([20, 63, 300]))
def test_blank_pictures_are_unlike_all_in_a_target_of_any_size(seed: int, size: int) -> None:
    source, labels = images([40] * CLASSES, seed=seed)
    target, _ = images([size // CLASSES] * CLASSES, seed=seed + 1000)
    blank = np.repeat(MEANS[-1:] * 4, 3, axis=0)
    found = unlikeness(committee(source, labels, np.concatenate([target, blank])))
    assert (found[-3:] >= UNLIKE).all()
    assert len(set(found[-3:].tolist())) == 1, "equal images are equally unlike"


def test_equal_images_are_unlike_nothing() -> None:
    source, labels = images([5] * CLASSES, seed=0)
    found = unlikeness(committee(source, labels, np.ones((8, DIMENSIONS))))
    np.testing.assert_array_equal(found, np.zeros(8, np.float32))


@pytest.mark.parametrize("count", [1, 2])
def test_the_smallest_target_has_a_number_for_each_image(count: int) -> None:
    source, labels = images([5] * CLASSES, seed=0)
    found = unlikeness(committee(source, labels, source[:count] + 1))
    assert found.shape == (count,)
    assert np.isfinite(found).all()


def test_a_large_source_is_looked_at_by_a_part_of_each_class(monkeypatch: pytest.MonkeyPatch) -> None:
    source, labels = images([60] * CLASSES, seed=1)
    target, truth = images([40] * CLASSES + [10], seed=2)
    made = committee(source, labels, target)
    monkeypatch.setattr(module, "_MOST", 80)
    found = unlikeness(made)
    assert (truth[np.argsort(-found)[:10]] == CLASSES).all()


def test_pieces_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    source, labels = images([10] * CLASSES, seed=1)
    made = committee(source, labels, images([10] * CLASSES, seed=2)[0])
    whole = unlikeness(made)
    monkeypatch.setattr(module, "_AT_ONCE", 7)
    np.testing.assert_allclose(unlikeness(made), whole, atol=2e-3)
