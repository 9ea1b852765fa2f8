"""Groups of pictures that are none of the known classes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist

from dclgui.review import novel
from dclgui.review.novel import grouped


def clusters(sizes: list[int], seed: int = 0) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    random = np.random.default_rng(seed)
    centres = np.eye(8)
    rows = [centres[k] + 0.05 * random.normal(size=(size, 8)) for k, size in enumerate(sizes)]
    return np.concatenate(rows).astype(np.float32)


def test_clear_groups_are_found_largest_first() -> None:
    found = grouped(clusters([3, 12, 6]))
    assert [rows.tolist() for rows in found] == [list(range(3, 15)), list(range(15, 21)), [0, 1, 2]]


def test_one_group_stays_one_unless_more_are_asked_for() -> None:
    assert [len(rows) for rows in grouped(clusters([9]))] == [9]
    assert len(grouped(clusters([9]), groups=4)) == 4
    assert len(grouped(clusters([2]), groups=4)) == 2


def test_no_pictures_are_no_groups() -> None:
    assert grouped(np.empty((0, 8), np.float32)) == []
    assert [rows.tolist() for rows in grouped(np.zeros((1, 8), np.float32))] == [[0]]


def test_many_pictures_go_to_the_nearest_group_of_some() -> None:
    features = clusters([novel._AT_MOST, 700])
    found = grouped(features)
    assert [len(rows) for rows in found] == [novel._AT_MOST, 700]


@given(st.integers(0, 999), st.integers(1, 40), st.integers(1, 8))
def test_every_row_is_in_one_group(seed: int, rows: int, groups: int) -> None:
    features = np.random.default_rng(seed).normal(size=(rows, 5)).astype(np.float32)
    found = grouped(features, groups=groups)
    assert sorted(np.concatenate(found).tolist()) == list(range(rows))
    assert len(found) == min(groups, rows)
    assert sorted(map(len, found), reverse=True) == list(map(len, found))


@given(st.integers(0, 2**32 - 1), st.integers(2, 60), st.integers(2, 9), st.integers(1, 12))
def test_the_groups_are_those_of_average_linkage(seed: int, rows: int, width: int, groups: int) -> None:
    features = np.random.default_rng(seed).normal(size=(rows, width)).astype(np.float32)
    tree = linkage(pdist(features.astype(np.float64), "cosine"), "average")
    for found in (grouped(features, groups=groups), grouped(features)):
        wanted = fcluster(tree, len(found), "maxclust")
        assert {tuple(part.tolist()) for part in found} == {
            tuple(np.flatnonzero(wanted == number).tolist()) for number in np.unique(wanted)
        }


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(3, 15), min_size=1, max_size=6))
def test_as_many_groups_are_suggested_as_the_widest_step_of_average_linkage_leaves(seed: int, sizes: list[int]) -> None:
    features = clusters(sizes, seed)
    heights = linkage(pdist(features.astype(np.float64), "cosine"), "average")[:, 2]
    steps = np.diff(np.concatenate([[0], heights]))[-11:]
    assert len(grouped(features)) == (1 + len(steps) - int(np.argmax(steps)) if steps.max() >= 0.15 else 1)
