"""Paths of another computer: matched by their ends, all alike, or not at all."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Ends
from dclgui.importing.places import places_of

PATHS = ("cam1/1.png", "cam1/2.png", "cam2/1.png", "cam2/3.png", "4.png")


def catalog(*paths: str) -> Catalog:
    none = np.zeros(len(paths), np.int64)
    return Catalog(Path("/data/new camera"), paths, ("a", "b"), none.astype(np.int32), none, none)


@pytest.mark.parametrize(
    ("written", "rows", "ends"),
    [
        (("D:\\x\\cam1\\1.png", "D:\\x\\cam1\\2.png", "D:\\x\\4.png"), [0, 1, 4], Ends("D:/x/", "")),
        (("/home/her/new/cam2/1.png", "/home/her/new/cam2/9.png"), [2, None], Ends("/home/her/new/", "")),
        (("1.png", "2.png"), [0, 1], Ends("", "cam1/")),
        (("2.png", "3.png"), [1, 3], Ends("", "", 1)),
        (("a/2.png", "b/3.png", "c/4.png"), [1, 3, 4], Ends("", "", 1)),
        (("1.png",), [None], None),
        (("a/cam1/2.png", "b/cam2/3.png"), [1, 3], Ends("", "", 2)),
        (("a/2.png", "b/2.png"), [None, None], None),
        (("x/9.png",), [None], None),
        ((), [], None),
    ],
)
def test_paths_of_another_computer(written: tuple[str, ...], rows: list[int | None], ends: Ends | None) -> None:
    found = places_of(written, catalog(*PATHS))
    assert (found.rows, found.ends) == (rows, ends)


def test_where_one_path_fits_the_others_are_not_looked_for_elsewhere() -> None:
    found = places_of(("cam1/1.png", "D:/x/cam1/2.png"), catalog(*PATHS))
    assert (found.rows, found.ends) == ([0, None], None)


NAMES = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join), min_size=1, unique=True)


@given(NAMES, st.lists(st.sampled_from("xyz"), min_size=1, max_size=3))
def test_a_whole_tree_that_was_moved_is_found_or_left_and_never_mixed_up(paths: list[str], root: list[str]) -> None:
    moved = ["/".join([*root, path]) for path in paths]
    found = places_of(moved, catalog(*paths))
    if found.ends is not None and not found.ends.parts:
        assert found.rows == list(range(len(paths)))
    assert all(
        row is None or paths[row].rpartition("/")[2] == path.rpartition("/")[2]
        for row, path in zip(found.rows, paths, strict=True)
    )


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        (("/data/upload/3/1a2b3c4d-3.png", "/data/upload/3/0f0f0f0f-4.png"), [3, 4]),
        (("/data/upload/3/1a2b3c4d-3.png", "/data/upload/3/1a2b3c4d-3.png"), [3, 3]),
        (("/data/upload/3/1a2b3c4d-1.png",), [None]),
        (("/data/upload/3/1a2b3c4d-3.png", "/data/upload/3/0f0f0f0f-3.png"), [None, None]),
        (("/data/images/1a2b3c4d-3.png",), [None]),
    ],
)
def test_pictures_uploaded_to_label_studio(written: tuple[str, ...], rows: list[int | None]) -> None:
    assert places_of(written, catalog(*PATHS)).rows == rows


def test_a_folder_of_uploads_keeps_its_names() -> None:
    uploaded = "/data/upload/3/1a2b3c4d-3.png"
    assert places_of([uploaded], catalog("1a2b3c4d-3.png", "3.png")).rows == [0]
