"""Files of every depth and colour mode, and the pixel values that must come out of them."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from dclgui.images.decode import load_picture, open_picture
from dclgui.images.values import HUGE
from tests.unit.images.made import BLUE, GREEN, RED, YELLOW, Array, grey, palette, reason_of


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ([0, 257, 25700, 65535], [0, 1, 100, 255]),
        ([0, 100, 200, 255], [0, 100, 200, 255]),
        ([0, 4, 1023, 512], [0, 1, 255, 128]),
        ([0, 16, 4095, 2048], [0, 1, 255, 128]),
        ([0, 64, 16383, 8192], [0, 1, 255, 128]),
        ([40000] * 4, [156] * 4),
    ],
)
def test_16_bit_grey(tmp_path: Path, name: str, stored: list[int], shown: list[int]) -> None:
    Image.fromarray(np.array([stored], np.uint16)).save(tmp_path / name)
    assert grey(tmp_path / name) == shown


@pytest.mark.parametrize("kind", [np.uint16, np.int32])
def test_deep_picture_of_several_pieces(tmp_path: Path, kind: type[np.generic]) -> None:
    values = np.random.default_rng(0).integers(0, 65536, (1100, 2000)).astype(kind)
    Image.fromarray(values).save(tmp_path / "a.tif")
    shown = np.asarray(open_picture(tmp_path / "a.tif"))[..., 0]
    assert (shown == np.rint(values / 257)).all()


def test_big_endian_16_bit(tmp_path: Path) -> None:
    Image.fromarray(np.array([[0, 257, 25700, 65535]], ">u2")).save(tmp_path / "a.tif")
    assert (tmp_path / "a.tif").read_bytes()[:2] == b"MM"
    assert grey(tmp_path / "a.tif") == [0, 1, 100, 255]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ([0, 100, 200, 255], [0, 100, 200, 255]),
        ([0, 257, 25700, 65535], [0, 1, 100, 255]),
        ([0, 500_000, 1_000_000, 250_000], [0, 128, 255, 64]),
        ([-100, 0, 100, 50], [0, 128, 255, 191]),
        ([-7, -7, -7, -7], [0, 0, 0, 0]),
        ([-(2**31), 0, 2**31 - 1, 0], [0, 128, 255, 128]),
    ],
)
def test_32_bit_whole_numbers(tmp_path: Path, stored: list[int], shown: list[int]) -> None:
    Image.fromarray(np.array([stored], np.int32)).save(tmp_path / "a.tif")
    assert grey(tmp_path / "a.tif") == shown


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ([0.0, 0.5, 1.0, 0.25], [0, 128, 255, 64]),
        ([0.0, 0.1, 0.05, 0.1], [0, 26, 13, 26]),
        ([-0.02, 0.5, 1.03, 1.0], [0, 128, 255, 255]),
        ([0.0, 100.0, 255.0, 254.6], [0, 100, 255, 255]),
        ([1000.0, 1500.0, 2000.0, 1250.0], [0, 128, 255, 64]),
        ([-1.0, 0.0, 1.0, 0.5], [0, 128, 255, 191]),
        ([0.5, 0.5, 0.5, 0.5], [128, 128, 128, 128]),
        ([5e8, 5e8, 5e8, 5e8], [0, 0, 0, 0]),
        ([np.nan, 0.5, np.inf, -np.inf], [0, 128, 255, 0]),
        ([np.nan, 1e30, 3e30, 2e30], [0, 0, 255, 128]),
        ([-3e38, 3e38, 0.0, 0.0], [0, 255, 128, 128]),
        ([np.inf, 7e7, 7e7, 7e7], [255, 0, 0, 0]),
    ],
)
def test_float_tiff(tmp_path: Path, stored: list[float], shown: list[int]) -> None:
    Image.fromarray(np.array([stored], np.float32)).save(tmp_path / "a.tif")
    assert grey(tmp_path / "a.tif") == shown


def test_float_tiff_without_a_number(tmp_path: Path) -> None:
    Image.fromarray(np.full((4, 4), np.nan, np.float32)).save(tmp_path / "a.tif")
    assert reason_of(tmp_path / "a.tif") == "none of its values is a finite number"


def tiff(rows: Array, *, photometric: int, sample_format: int) -> bytes:
    """An uncompressed little-endian TIFF of kinds that Pillow does not write."""
    height, width = rows.shape[:2]
    bands = rows.shape[2] if rows.ndim == 3 else 1
    data = rows.tobytes()
    bits_at = 8 + 2 + 10 * 12 + 4
    bits = rows.itemsize * 8
    tags = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, bands, bits_at if bands > 2 else bits),
        (259, 3, 1, 1),
        (262, 3, 1, photometric),
        (273, 4, 1, bits_at + 8),
        (277, 3, 1, bands),
        (278, 4, 1, height),
        (279, 4, 1, len(data)),
        (339, 3, 1, sample_format),
    ]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<IH", 8, 10) + entries + bytes(4) + struct.pack("<4H", *[bits] * 4) + data


def test_unsigned_32_bit_tiff(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(tiff(np.array([[0, 2**31, 2**32 - 1]], "<u4"), photometric=1, sample_format=1))
    assert grey(tmp_path / "a.tif") == [0, 128, 255]


def test_16_bit_colour_tiff_keeps_the_upper_bits(tmp_path: Path) -> None:
    colours = np.array([[RED, YELLOW]], np.uint16) * 256 + 77
    (tmp_path / "a.tif").write_bytes(tiff(colours.astype("<u2"), photometric=2, sample_format=1))
    assert np.asarray(open_picture(tmp_path / "a.tif")).tolist() == [[list(RED), list(YELLOW)]]


def test_colour_float_tiff_is_a_listed_problem(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(tiff(np.zeros((2, 2, 3), "<f4"), photometric=2, sample_format=3))
    assert reason_of(tmp_path / "a.tif") == "it is a kind of TIFF that can't be read, or damaged"


def png(samples: Array, *, colour_type: int) -> bytes:
    """A PNG with 16 bits a channel, which Pillow does not write in colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_16_bit_colour_png_keeps_the_upper_bits(tmp_path: Path) -> None:
    colours = np.array([[RED, YELLOW]], np.uint16) * 256 + 77
    (tmp_path / "a.png").write_bytes(png(colours, colour_type=2))
    assert np.asarray(open_picture(tmp_path / "a.png")).tolist() == [[list(RED), list(YELLOW)]]


def test_16_bit_colour_png_with_alpha(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(np.array([[[65535, 0, 0, 65535], [65535, 0, 0, 0]]]), colour_type=6))
    assert np.asarray(open_picture(tmp_path / "a.png")).tolist() == [[[255, 0, 0], [128, 128, 128]]]


def test_alpha_lies_over_mid_grey(tmp_path: Path) -> None:
    pixels = np.array([[[255, 0, 0, 255], [255, 0, 0, 0], [0, 0, 0, 128]]], np.uint8)
    for name in ("a.png", "a.tif", "a.webp"):
        Image.fromarray(pixels).save(tmp_path / name, lossless=True)
        shown = np.asarray(open_picture(tmp_path / name))[0]
        assert shown[0].tolist() == [255, 0, 0]
        assert shown[1].tolist() == [128, 128, 128]
        np.testing.assert_allclose(shown[2], 64, atol=1)


def test_grey_with_alpha(tmp_path: Path) -> None:
    Image.fromarray(np.array([[[200, 255], [200, 0]]], np.uint8), mode=None).save(tmp_path / "a.png")
    assert grey(tmp_path / "a.png") == [200, 128]


@pytest.mark.parametrize("name", ["a.png", "a.gif", "a.bmp", "a.tif"])
def test_palette(tmp_path: Path, name: str) -> None:
    palette().save(tmp_path / name)
    assert np.asarray(open_picture(tmp_path / name)).tolist() == [[list(RED), list(GREEN), list(BLUE)]]


@pytest.mark.parametrize("transparency", [1, b"\xff\x00\xff"])
def test_palette_with_transparency(tmp_path: Path, transparency: int | bytes) -> None:
    palette().save(tmp_path / "a.png", transparency=transparency)
    assert np.asarray(open_picture(tmp_path / "a.png")).tolist() == [[list(RED), [128, 128, 128], list(BLUE)]]


def test_transparent_colour_of_an_rgb_png(tmp_path: Path) -> None:
    Image.fromarray(np.array([[RED, GREEN]], np.uint8)).save(tmp_path / "a.png", transparency=GREEN)
    assert np.asarray(open_picture(tmp_path / "a.png")).tolist() == [[list(RED), [128, 128, 128]]]


@pytest.mark.parametrize(("mode", "white"), [("1", 255), ("L", 255)])
@pytest.mark.parametrize("name", ["a.png", "a.bmp", "a.tif", "a.jpg"])
def test_grey_and_black_and_white(tmp_path: Path, mode: str, white: int, name: str) -> None:
    image = Image.new(mode, (32, 16), 0)
    image.paste(white, (0, 0, 16, 16))
    image.save(tmp_path / name)
    pixels = load_picture(tmp_path / name, 32).pixels
    np.testing.assert_allclose(pixels[8, 4], 255, atol=2)
    np.testing.assert_allclose(pixels[8, 28], 0, atol=2)


def test_white_is_zero_tiff(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(tiff(np.array([[0, 55, 255]], np.uint8), photometric=0, sample_format=1))
    assert grey(tmp_path / "a.tif") == [255, 200, 0]


@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
def test_cmyk(tmp_path: Path, name: str) -> None:
    image = Image.new("CMYK", (64, 48), (0, 255, 255, 0))
    image.paste((255, 0, 0, 0), (32, 0, 64, 48))
    image.save(tmp_path / name)
    pixels = load_picture(tmp_path / name, 16).pixels
    np.testing.assert_allclose(pixels[8, 2], (255, 0, 0), atol=6)
    np.testing.assert_allclose(pixels[8, 13], (0, 255, 255), atol=6)


def test_lab(tmp_path: Path) -> None:
    Image.new("LAB", (8, 8), (128, 128, 128)).save(tmp_path / "a.tif")
    np.testing.assert_allclose(load_picture(tmp_path / "a.tif", 4).pixels, 119, atol=2)


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png", "a.tif"])
def test_first_frame_of_several(tmp_path: Path, name: str) -> None:
    first, second = Image.new("RGB", (8, 8), RED), Image.new("RGB", (8, 8), BLUE)
    first.save(tmp_path / name, save_all=True, append_images=[second], lossless=True)
    np.testing.assert_allclose(load_picture(tmp_path / name, 8).pixels[4, 4], RED, atol=2)


def stands_for_nothing(value: float) -> bool:
    return value in {-9999, -32768} or float(np.float32(HUGE)) <= abs(value) < np.inf


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.floats(width=32), min_size=1, max_size=6))
@example(values=[float(np.float32(HUGE))])
def test_any_float_image_keeps_its_order(tmp_path: Path, values: list[float]) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(np.array([values], np.float32)).save(path)
    if not any(np.isfinite(value) and not stands_for_nothing(value) for value in values):
        assert reason_of(path) == "none of its values is a finite number"
        return
    shown = grey(path)
    numbers = [
        pair for pair in zip(values, shown, strict=True) if not np.isnan(pair[0]) and not stands_for_nothing(pair[0])
    ]
    by_value = [grey_value for _, grey_value in sorted(numbers)]
    assert by_value == sorted(by_value)
