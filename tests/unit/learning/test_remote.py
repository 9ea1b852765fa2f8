import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dclgui.learning.committee import Committee
from dclgui.learning.remote import REMOTE, nearest_mean, remote


def committee(source: np.ndarray, labels: np.ndarray, target: np.ndarray) -> Committee:
    """Only what distances need."""
    half, none = np.float16, np.empty((len(target), 0), np.int32)
    return Committee(
        names=np.array(["one"]),
        labels=np.zeros((1, len(target)), np.int16),
        rows=np.arange(len(target)),
        source_labels=labels.astype(np.int16),
        raw_source=source.astype(half),
        raw_target=target.astype(half),
        white_source=source.astype(half),
        white_target=target.astype(half),
        near=none,
        white_near=none,
    )


def two_classes(images: int, *, seed: int, shift: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    labels = np.arange(40) % 2
    middles = np.eye(8)[labels] * 6
    source = middles + random.normal(size=(40, 8))
    target = np.eye(8)[np.arange(images) % 2] * 6 + random.normal(size=(images, 8)) + shift
    return source, labels, target


@given(st.integers(20, 200), st.integers(0, 50))
def test_few_images_are_remote_however_the_camera_differs(images: int, seed: int) -> None:
    for shift in (0.0, 25.0):
        source, labels, target = two_classes(images, seed=seed, shift=shift)
        assert remote(committee(source, labels, target)).sum() <= REMOTE * images + 1


@given(st.integers(0, 50), st.integers(1, 4))
def test_strange_images_are_remote_also_when_they_are_alike(seed: int, strange: int) -> None:
    source, labels, target = two_classes(100, seed=seed, shift=9.0)
    target[:strange] = target.mean(axis=0) + np.array([0, 0, 40, 0, 0, 0, 0, 0])
    found = remote(committee(source, labels, target))
    assert found[:strange].all()


def test_equal_images_are_remote_together_or_not_at_all() -> None:
    source, labels, target = two_classes(60, seed=1)
    target[10:20] = target[10] + 9
    found = remote(committee(source, labels, target))
    assert len(set(found[10:20].tolist())) == 1


def test_the_distance_is_to_the_nearest_mean_from_each_domains_own_middle() -> None:
    source = np.array([[-1.0, 0], [-1, 0], [1, 0], [1, 0]])
    target = np.array([[9.0, 5], [11, 5], [10, 5], [10, 8], [10, 5]])
    found = nearest_mean(committee(source, np.array([0, 0, 1, 1]), target))
    np.testing.assert_allclose(found, [0, 0, 1, np.sqrt(10), 1], atol=2e-3)
