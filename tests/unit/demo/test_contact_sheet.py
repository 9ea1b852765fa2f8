"""The contact sheet: the right tiles, in the right colours, whatever the tables hold."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageColor

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.demo.contact_sheet import CARD_HEAD, GAP, HEAD, MARGIN, PAD, sampled, states_of, write_contact_sheet
from dclgui.demo.sheet_drawing import FRAME, INK, LABEL, TILE, State, fitted, width_of

TOP, LEFT = HEAD + PAD // 2 + CARD_HEAD, MARGIN + PAD
GREY = (90, 120, 90)
ONE_OF_EACH = [(0, 0, True), (0, 1, False), (0, 0, False), (UNKNOWN, UNKNOWN, False)]
"""Label, classifier's label, high."""


def _catalog(root: Path, count: int, names: tuple[str, ...] = ("dent", "scratch")) -> Catalog:
    paths = tuple(f"{row}.png" for row in range(count))
    for name in paths:
        Image.new("RGB", (40, 40), GREY).save(root / name)
    zeros = np.zeros(count, np.int64)
    return Catalog(root, paths, names, np.full(count, UNKNOWN, np.int32), zeros, zeros)


def _labels(rows: Sequence[tuple[int, int, bool]], classes: int = 2) -> PseudoLabels:
    label, before, high = (np.array(column) for column in zip(*rows, strict=True))
    values = np.where(label == UNKNOWN, np.nan, np.linspace(0.1, 0.6, len(rows))).astype(np.float32)
    distances = np.repeat(values[:, None], classes, axis=1)
    return PseudoLabels(
        label=label.astype(np.int32),
        classifier_label=before.astype(np.int32),
        high=high.astype(np.bool_),
        entropy=values,
        probability=values,
        margin=values,
        weight=values,
        distances=distances,
    )


def _colour(text: str) -> tuple[int, ...]:
    return ImageColor.getrgb(text)


def _sheet(path: Path) -> npt.NDArray[np.uint8]:
    with Image.open(path) as picture:
        return np.asarray(picture)


def test_every_state_frames_its_tile_in_its_colour_with_a_dark_line_inside(tmp_path: Path) -> None:
    catalog = _catalog(tmp_path, 4)
    (tmp_path / "3.png").write_bytes(b"not a picture")
    write_contact_sheet(tmp_path / "sheet.png", catalog, _labels(ONE_OF_EACH))
    sheet = _sheet(tmp_path / "sheet.png")
    middle = TOP + TILE // 2
    for column, state in enumerate((State.HIGH, State.MOVED, State.LOW)):
        left = LEFT + column * (TILE + GAP)
        for edge in range(FRAME - 1):
            assert tuple(sheet[middle, left + edge]) == _colour(state.colour)
            assert tuple(sheet[middle, left + TILE - 1 - edge]) == _colour(state.colour)
        assert tuple(sheet[middle, left + FRAME - 1]) == _colour(INK)
        assert tuple(sheet[middle, left + FRAME]) == GREY
    problem = np.flatnonzero((sheet[:, LEFT] == _colour(State.PROBLEM.colour)).all(axis=1))
    assert len(problem) > TILE // 2
    assert tuple(sheet[(problem[0] + problem[-1]) // 2, LEFT + TILE // 2]) == _colour(State.PROBLEM.colour)


def test_states_exclude_each_other() -> None:
    assert states_of(_labels(ONE_OF_EACH)) == [State.HIGH, State.MOVED, State.LOW, State.PROBLEM]


def test_the_same_tables_draw_the_same_bytes(tmp_path: Path) -> None:
    catalog, labels = _catalog(tmp_path, 4), _labels(ONE_OF_EACH)
    for name in ("a", "b"):
        write_contact_sheet(tmp_path / name, catalog, labels, title="Line 3", subtitle="as drawn")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_strange_names_and_empty_classes_do_not_disturb(tmp_path: Path) -> None:
    names = ("划痕", "a name that is far too long for any tile or card " * 9, "two\nlines\tand\0more", "")
    catalog = _catalog(tmp_path, 4, names)
    write_contact_sheet(tmp_path / "sheet.png", catalog, _labels(ONE_OF_EACH, classes=4), title="凹坑 & 划痕")
    assert _sheet(tmp_path / "sheet.png").shape[1] == 2 * MARGIN + 2 * PAD + 10 * TILE + 9 * GAP


def test_a_picture_that_vanished_becomes_an_empty_tile_of_its_state(tmp_path: Path) -> None:
    catalog = _catalog(tmp_path, 1)
    (tmp_path / "0.png").unlink()
    write_contact_sheet(tmp_path / "sheet.png", catalog, _labels([(1, 1, True)]))
    assert (_sheet(tmp_path / "sheet.png") == _colour(State.PROBLEM.colour)).all(axis=2).sum() > 200


def test_of_many_classes_only_the_largest_are_drawn(tmp_path: Path) -> None:
    catalog = _catalog(tmp_path, 6, tuple(f"class {k}" for k in range(300)))
    labels = _labels([(k, k, True) for k in (7, 7, 7, 250, 250, 3)], classes=300)
    heights = []
    for most in (1, 2, 300):
        write_contact_sheet(tmp_path / "sheet.png", catalog, labels, most_classes=most)
        heights.append(len(_sheet(tmp_path / "sheet.png")))
    assert heights[1] - heights[0] > TILE
    assert heights[2] > 297 * CARD_HEAD


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        write_contact_sheet(tmp_path / "missing" / "sheet.png", _catalog(tmp_path, 4), _labels(ONE_OF_EACH))


@given(st.lists(st.integers(0, 60), min_size=1, max_size=4), st.integers(4, 20))
def test_a_sample_shows_every_state_and_no_image_twice(sizes: list[int], room: int) -> None:
    ends = np.cumsum([0, *sizes])
    groups = [np.arange(start, end) for start, end in pairwise(ends)]
    picked = sampled(groups, room)
    assert sum(map(len, picked)) == min(room, sum(sizes))
    for rows, chosen in zip(groups, picked, strict=True):
        assert set(chosen) <= set(rows)
        assert len(set(chosen)) == len(chosen)
        assert bool(len(rows)) == bool(len(chosen))


@given(st.text(max_size=40), st.integers(20, 200))
def test_text_never_overruns_its_room(words: str, room: int) -> None:
    shown, font = fitted(words, LABEL, room)
    assert font.getlength(shown) <= room
    if width_of(words, LABEL) <= room and words.isprintable():
        assert shown == words
