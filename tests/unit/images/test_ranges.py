"""One range for a domain: what it is settled from, what it leaves as it was, and what it makes visible."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from dclgui.core.catalog import Catalog
from dclgui.core.reading import ALONE, FORMER, Reading
from dclgui.images.decode import load_picture, open_picture
from dclgui.images.ranges import Extent, extent_of, settled, with_range
from tests.unit.images.former import read_as_before
from tests.unit.images.made import quarters
from tests.unit.images.written import png16, tiff

Array = npt.NDArray[Any]
BYTES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIZE = (24, 32)
seeds = st.integers(0, 2**32 - 1)


def drawn(seed: int, *, bands: int = 1) -> Array:
    """A smooth picture from black to white, [24, 32] or [24, 32, bands] uint8."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (4, 5, bands)).astype(np.uint8)
    parts = [
        np.asarray(Image.fromarray(coarse[..., band]).resize(SIZE[::-1], Image.Resampling.BICUBIC))
        for band in range(bands)
    ]
    smooth = np.dstack(parts).astype(float)
    smooth = (smooth - smooth.min()) / max(1.0, np.ptp(smooth)) * 255
    found: Array = (smooth[..., 0] if bands == 1 else smooth).round().astype(np.uint8)
    return found


def shown(path: Path, reading: Reading = ALONE) -> Array:
    return np.asarray(open_picture(path, reading))


def domain_of(folder: Path, files: list[Path]) -> Catalog:
    none = np.zeros(len(files), np.int64)
    return Catalog(folder, tuple(file.name for file in files), (), none.astype(np.int32), none, none)


def read(folder: Path, files: list[Path]) -> list[Array]:
    """The grey levels of each of the files of one domain."""
    reading = with_range(domain_of(folder, files)).reading
    return [shown(file, reading)[..., 0] for file in files]


def assert_linear(found: list[Array], wanted: list[Array]) -> None:
    """One linear map takes all of ``wanted`` to ``found``, and most of their levels are told apart."""
    one, other = np.concatenate([part.ravel() for part in found]), np.concatenate([part.ravel() for part in wanted])
    assert np.corrcoef(one, other)[0, 1] >= 0.999
    assert len(np.unique(one)) >= 0.8 * len(np.unique(other))


@BYTES
@given(seed=seeds, step=st.sampled_from([4, 16, 64, 257]), kind=st.sampled_from(["grey", "rgb", "rgba", "grey+alpha"]))
def test_a_picture_of_10_to_16_bits_looks_like_that_of_8(tmp_path: Path, seed: int, step: int, kind: str) -> None:
    picture = drawn(seed, bands=3 if kind.startswith("rgb") else 1)
    deep = picture.astype(np.uint16) * step
    if kind == "rgba":
        deep = np.dstack([deep, np.full(SIZE, 65535)])
    elif kind == "grey+alpha":
        deep = np.dstack([deep, np.full(SIZE, 255 * step)])
    png16(tmp_path / "a.png", deep)
    files = [tmp_path / "a.png"]
    if kind != "grey+alpha":  # which Pillow reads in no TIFF
        extra = 2 if kind == "rgba" else None
        tiff(tmp_path / "a.tif", deep.astype(np.uint16), photometric=1 if kind == "grey" else 2, extra=extra)
        files.append(tmp_path / "a.tif")
    wanted = picture if picture.ndim == 3 else np.dstack([picture] * 3)
    for file in files:
        for reading in (ALONE, with_range(domain_of(tmp_path, [file])).reading):
            np.testing.assert_allclose(shown(file, reading).astype(int), wanted, atol=2)


@BYTES
@given(seed=seeds, step=st.sampled_from([4, 16, 64, 257]))
def test_grey_in_which_0_is_white(tmp_path: Path, seed: int, step: int) -> None:
    picture = drawn(seed)
    tiff(tmp_path / "a.tif", (255 - picture).astype(np.uint16) * step, photometric=0)
    tiff(tmp_path / "f.tif", (1 - picture / 255).astype(np.float32), photometric=0)
    for name in ("a.tif", "f.tif"):
        np.testing.assert_allclose(shown(tmp_path / name)[..., 0].astype(int), picture, atol=2)


@BYTES
@given(seed=seeds, step=st.sampled_from([1, 4, 16, 64]), share=st.floats(0, 1))
def test_an_offset_makes_no_difference(tmp_path: Path, seed: int, step: int, share: float) -> None:
    least, most = 130 * step, 65535 - 255 * step
    pictures, files = [drawn(seed + shot) for shot in range(3)], [tmp_path / f"{shot}.png" for shot in range(3)]
    for picture, file in zip(pictures, files, strict=True):
        png16(file, picture.astype(np.uint16) * step + round(least + share * (most - least)))
    assert_linear(read(tmp_path, files), pictures)


MADE: dict[str, Callable[[Array], Array]] = {
    "0-1": lambda picture: picture / 255,
    "0-255": lambda picture: picture * 1.0,
    "kelvin": lambda picture: 293 + picture / 25,
    "Celsius": lambda picture: picture / 8 - 9,
    "metres": lambda picture: picture * 1e4,
}


@BYTES
@given(
    seed=seeds,
    kind=st.sampled_from(sorted(MADE)),
    nodata=st.sampled_from([None, -9999.0, -3.4028235e38, np.nan]),
    hot=st.booleans(),
)
def test_fractions_of_any_scale(tmp_path: Path, seed: int, kind: str, nodata: float | None, hot: bool) -> None:
    pictures, files = [drawn(seed + shot) for shot in range(3)], [tmp_path / f"{shot}.tif" for shot in range(3)]
    keep = np.ones(SIZE, np.bool_)
    for picture, file in zip(pictures, files, strict=True):
        values = MADE[kind](picture).astype(np.float32)
        if nodata is not None:
            values[:6, :6], keep[:6, :6] = nodata, False
        if hot:
            values[-1, -1], keep[-1, -1] = 3e6, False
        Image.fromarray(values).save(file)
    found = read(tmp_path, files)
    assert_linear([part[keep] for part in found], [picture[keep] for picture in pictures])
    if nodata is not None:
        assert not any(part[:6, :6].any() for part in found)


@pytest.mark.parametrize("step", [4, 16])
def test_one_hot_pixel_changes_nothing(tmp_path: Path, step: int) -> None:
    files = [tmp_path / f"{shot}.png" for shot in range(3)]
    for shot, file in enumerate(files):
        values = drawn(shot).astype(np.uint16) * step
        values[3, 3] = 65535 if shot else values[3, 3]
        png16(file, values)
    for shot, found in enumerate(read(tmp_path, files)):
        np.testing.assert_allclose(
            np.delete(found.ravel(), 3 * 32 + 3), np.delete(drawn(shot).ravel(), 3 * 32 + 3), atol=2
        )


@pytest.mark.parametrize("least", [20.0, -40.0, 0.0])
def test_two_shots_of_one_camera_keep_their_difference(tmp_path: Path, least: float) -> None:
    files = [tmp_path / "dim.tif", tmp_path / "bright.tif"]
    for file, top in zip(files, (15.9, 16.1), strict=True):
        Image.fromarray((least + drawn(0) / 255 * top).astype(np.float32)).save(file)
    dim, bright = read(tmp_path, files)
    np.testing.assert_allclose(bright.mean(), dim.mean(), rtol=0.02)
    assert bright.mean() > dim.mean()


def test_a_dim_shot_of_a_12_bit_camera_stays_dim(tmp_path: Path) -> None:
    files = [tmp_path / "dim.png", tmp_path / "bright.png"]
    for file, step in zip(files, (3, 15), strict=True):
        png16(file, drawn(0).astype(np.uint16) * step)
    dim, bright = read(tmp_path, files)
    np.testing.assert_allclose(bright.mean() / dim.mean(), 5, rtol=0.03)


@BYTES
@given(seed=seeds, top=st.sampled_from([255, 1023, 4095, 16383, 65535]))
def test_ordinary_files_are_read_as_before_byte_by_byte(tmp_path: Path, seed: int, top: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.integers(0, top + 1, (30, 37))
    values[:2, :2] = 0
    values[-3:] = top
    colour = rng.integers(0, 256, (30, 37, 4), np.uint8)
    colour[0, 0, 3] = 255
    Image.fromarray(values.astype(np.uint16)).save(tmp_path / "deep.png")
    Image.fromarray(values.astype(np.int32)).save(tmp_path / "deep32.tif")
    Image.fromarray((values / top).astype(np.float32)).save(tmp_path / "share.tif")
    Image.fromarray(colour).save(tmp_path / "clear.png")
    for mode in ("RGB", "L", "1", "P", "CMYK"):
        Image.fromarray(colour[..., :3]).convert(mode).save(tmp_path / f"{mode}.tif")
    Image.fromarray(colour[..., :3]).resize((500, 400)).save(tmp_path / "photo.jpg")
    png16(tmp_path / "full.png", rng.integers(0, 65536, (30, 37, 3)))
    for file in sorted(tmp_path.iterdir()):
        for side in (8, 37, 64):
            wanted = read_as_before(file, side)
            for reading in (ALONE, FORMER, with_range(domain_of(tmp_path, [file])).reading):
                np.testing.assert_array_equal(load_picture(file, side, reading).pixels, wanted, err_msg=file.name)


def test_strips_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 256, (90, 70, 4), np.uint8)).save(tmp_path / "clear.png")
    Image.fromarray(rng.integers(0, 65536, (90, 70)).astype(np.uint16)).save(tmp_path / "deep.png")
    Image.fromarray(rng.random((90, 70), np.float32)).save(tmp_path / "share.tif")
    png16(tmp_path / "colour.png", rng.integers(0, 4096, (90, 70, 3)))
    files = sorted(tmp_path.iterdir())
    whole = [load_picture(file, side).pixels for file in files for side in (16, 100)]
    monkeypatch.setattr("dclgui.images.frame.PIECE", 500)
    for found, wanted in zip(
        (load_picture(file, side).pixels for file in files for side in (16, 100)), whole, strict=True
    ):
        np.testing.assert_array_equal(found, wanted)


def extent(low: float, high: float, *, fractions: bool = False) -> Extent:
    return Extent(fractions, low, high, low, high)


@pytest.mark.parametrize(
    ("extents", "wanted"),
    [
        ([], Reading()),
        ([extent(3, 250)], Reading(whole=(0, 255))),
        ([extent(0, 900), extent(0, 4000)], Reading(whole=(0, 4095))),
        ([extent(0, 4000)] * 99 + [extent(0, 60000)], Reading(whole=(0, 4095))),
        ([extent(29315, 30315)], Reading(whole=(29252.5, 30377.5))),
        ([extent(20000, 60000)], Reading(whole=(0, 65535))),
        ([extent(500, 500)], Reading(whole=(0, 1023))),
        ([extent(-1000, 3000)], Reading(whole=(-1250, 3250))),
        ([extent(-7, -7)], Reading()),
        ([extent(0.1, 0.9, fractions=True)], Reading(fractions=(0, 1))),
        ([extent(0.0, 0.01, fractions=True)], Reading(fractions=(-0.000625, 0.010625))),
        ([extent(0, 200, fractions=True)], Reading(fractions=(0, 255))),
        ([extent(16, 32, fractions=True)], Reading(fractions=(15, 33))),
        ([extent(5, 5, fractions=True)], Reading()),
        ([extent(0, 4000), extent(0, 1, fractions=True)], Reading(whole=(0, 4095), fractions=(0, 1))),
    ],
)
def test_the_rule(extents: list[Extent], wanted: Reading) -> None:
    assert settled(extents) == wanted


def test_what_has_no_range_has_no_extent(tmp_path: Path) -> None:
    quarters().save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"no picture")
    Image.fromarray(np.full((4, 4), np.nan, np.float32)).save(tmp_path / "c.tif")
    assert [extent_of(tmp_path / name) for name in ("a.png", "b.png", "c.tif", "d.png")] == [None] * 4
    files = sorted(tmp_path.iterdir())
    assert with_range(domain_of(tmp_path, files)).reading == ALONE


def test_the_mark_that_a_file_names_is_left_out(tmp_path: Path) -> None:
    values = drawn(0).astype(np.uint16) * 16
    values[:5] = 65000
    tiff(tmp_path / "a.tif", values, photometric=1, nodata="65000")
    (found,) = read(tmp_path, [tmp_path / "a.tif"])
    np.testing.assert_allclose(found[5:], drawn(0)[5:], atol=2)
    assert not found[:5].any()


def test_two_in_a_hundred_have_no_say_at_either_end_and_three_have() -> None:
    usual, dark, bright = extent(500, 4000), extent(0, 4000), extent(500, 60_000)
    twice = settled([dark, dark, *[usual] * 96, bright, bright])
    assert twice == settled([usual] * 100)
    assert settled([*[usual] * 97, *[bright] * 3]) != twice


def test_fractions_that_lie_high_and_close_together_are_spread() -> None:
    found = settled([extent(0.90, 0.93, fractions=True)]).fractions
    assert found is not None
    assert 0.8 < found[0] < 0.90
    assert 0.93 < found[1] < 1
    assert settled([extent(0.85, 0.93, fractions=True)]).fractions == (0.0, 1.0)


def test_an_offset_is_what_is_more_than_half_of_the_width() -> None:
    assert settled([extent(3000, 9000)]).whole == settled([extent(0, 9000)]).whole
    assert settled([extent(60_000, 60_200)]).whole != settled([extent(0, 60_200)]).whole


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_of_a_picture_of_very_few_values_each_may_be_an_end(tmp_path: Path, count: int) -> None:
    values = np.arange(1, count + 1, dtype=np.uint16)[None] * 1000
    png16(tmp_path / "tiny.png", values)
    found = extent_of(tmp_path / "tiny.png")
    assert found is not None
    assert values.min() <= found.low <= found.high <= values.max()
    if count < 3:
        assert (found.low, found.high) == (values.min(), values.max())
