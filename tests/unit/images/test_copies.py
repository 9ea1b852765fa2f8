"""Copies: found as a comparison of all pairs would, and not where a camera merely sees alike parts."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dclgui.images.copies import WITHIN, leaks, near_copies, near_pairs, same_files
from dclgui.images.decode import load_picture
from dclgui.images.measure import Measured, measure

BITS = st.integers(0, 2**64 - 1)


@given(st.lists(st.tuples(BITS, st.lists(st.integers(0, 63), max_size=5)), max_size=6), st.lists(BITS, max_size=5))
def test_near_pairs_are_those_of_comparing_all(changed: list[tuple[int, list[int]]], others: list[int]) -> None:
    values = [*others, *(value for value, _ in changed)]
    for value, bits in changed:
        for bit in bits[:1]:
            values.append(value ^ sum(1 << one for one in set(bits)))
            values.append(value ^ (1 << bit))
    values = values[:17]
    first, second = near_pairs(np.array(values, np.uint64))
    wanted = {(a, b) for a, b in combinations(range(len(values)), 2) if (values[a] ^ values[b]).bit_count() <= WITHIN}
    assert set(zip(first.tolist(), second.tolist(), strict=True)) == wanted
    assert len(first) == len(wanted)


@pytest.mark.slow
def test_a_hundred_thousand_alike_fingerprints_are_not_compared_with_each_other() -> None:
    first, second = near_pairs(np.zeros(100_000, np.uint64))
    assert len(first) < 100_000 * 17
    assert (first < second).all()


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=30))
def test_same_files_are_those_of_comparing_all(files: list[tuple[int, bool]]) -> None:
    digests = np.array([bytes([kind]) * 15 + b"\0" for kind, _ in files], "S16")
    readable = np.array([can for _, can in files], np.bool_)
    found = same_files(digests, readable)
    wanted = {}
    for row, (kind, can) in enumerate(files):
        earlier = [other for other in range(row) if files[other] == (kind, True)]
        if can and earlier:
            wanted[row] = earlier[0]
    assert dict(zip(found.rows.tolist(), found.twins.tolist(), strict=True)) == wanted


def scene(seed: int, side: int = 300) -> Image.Image:
    """Soft coloured shapes, like a photograph."""
    pixels = np.random.default_rng(seed).integers(0, 256, (9, 9, 3), np.uint8)
    return Image.fromarray(pixels).resize((side, side), Image.Resampling.BICUBIC)


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    stream = BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return Image.open(stream).convert("RGB")


def measured(folder: Path, images: list[Image.Image]) -> Measured:
    folder.mkdir(exist_ok=True)
    files = [folder / f"{row}.png" for row in range(len(images))]
    for file, image in zip(files, images, strict=True):
        image.save(file)
    return measure([load_picture(file, 224) for file in files])


def test_a_picture_saved_in_another_way_is_a_near_copy(tmp_path: Path) -> None:
    images = [scene(seed) for seed in range(30)]
    saved = [jpeg(images[4], 60), images[9].resize((120, 120)), images[9], jpeg(images[9], 80), scene(99)]
    found = near_copies(measured(tmp_path, images + saved))
    assert dict(zip(found.rows.tolist(), found.twins.tolist(), strict=True)) == {30: 4, 31: 9, 33: 9}
    assert (found.distances > 0).all()


def test_a_fixed_cameras_pictures_of_like_parts_are_no_copies(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    stage = np.asarray(scene(1)).astype(float)
    images = []
    for _ in range(40):
        part = stage + random.normal(0, 4, stage.shape)
        x, y = random.integers(100, 180, 2)
        part[y : y + 12, x : x + 12] = 0
        images.append(Image.fromarray(part.clip(0, 255).astype(np.uint8)))
    assert len(near_copies(measured(tmp_path, images)).rows) <= 2


def test_plain_pictures_are_no_copies_of_each_other(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    noise = [random.normal(level, 2, (64, 64, 3)).clip(0, 255).astype(np.uint8) for level in range(100, 130)]
    assert not len(near_copies(measured(tmp_path, [Image.fromarray(pixels) for pixels in noise])).rows)


def test_a_source_image_in_the_target_leaks(tmp_path: Path) -> None:
    source = measured(tmp_path / "source", [scene(seed) for seed in (0, 1, 2, 3)])
    target = measured(tmp_path / "target", [scene(7), jpeg(scene(2), 70), scene(0), scene(8), scene(0)])
    found = leaks(source, target)
    assert dict(zip(found.rows.tolist(), found.twins.tolist(), strict=True)) == {0: 2, 2: 1}
    assert found.distances[0] == 0 < found.distances[1]
    unread = replace(target, readable=np.array([True, True, False, True, False]))
    assert leaks(source, unread).rows.tolist() == [2]


def test_nothing_is_a_copy_of_nothing() -> None:
    nothing = Measured.blank(0)
    found: tuple[npt.NDArray[np.int64], ...] = (near_copies(nothing).rows, leaks(nothing, nothing).rows)
    assert [rows.tolist() for rows in found] == [[], []]
