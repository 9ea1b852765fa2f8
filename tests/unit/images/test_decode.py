"""Real files of every kind, and the pixel values that must come out of them."""

import os
import pickle
import struct
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from dclgui.images.decode import Picture, UnreadableImage, load_picture, open_picture

RED, GREEN, BLUE, YELLOW = (230, 20, 20), (20, 200, 20), (20, 20, 230), (230, 220, 20)
Array = npt.NDArray[np.generic]


def quarters(width: int = 64, height: int = 48) -> Image.Image:
    """Red top left, green top right, blue bottom left, yellow bottom right."""
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = RED
    pixels[: height // 2, width // 2 :] = GREEN
    pixels[height // 2 :, : width // 2] = BLUE
    pixels[height // 2 :, width // 2 :] = YELLOW
    return Image.fromarray(pixels)


def corners(pixels: Array) -> list[list[int]]:
    """The middle of each quarter, in reading order."""
    low, high = pixels.shape[0] // 4, 3 * pixels.shape[0] // 4
    return [pixels[row, column].tolist() for row in (low, high) for column in (low, high)]


def assert_quarters(picture: Picture, *, within: int = 0) -> None:
    assert picture.pixels.shape == (32, 32, 3)
    assert picture.pixels.dtype == np.uint8
    np.testing.assert_allclose(corners(picture.pixels), [RED, GREEN, BLUE, YELLOW], atol=within)


def grey(path: Path) -> list[int]:
    """The grey values of a small picture at its own size, after checking that it is grey."""
    pixels = np.asarray(open_picture(path))
    assert (pixels == pixels[..., :1]).all()
    values: list[int] = pixels[..., 0].ravel().tolist()
    return values


def reason_of(path: Path) -> str:
    with pytest.raises(UnreadableImage) as caught:
        load_picture(path, 32)
    with pytest.raises(UnreadableImage) as again:
        open_picture(path)
    assert again.value.reason == caught.value.reason
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "options", "within"),
    [
        ("a.png", {}, 0),
        ("a.bmp", {}, 0),
        ("a.ppm", {}, 0),
        ("a.tif", {}, 0),
        ("a.tif", {"compression": "tiff_lzw"}, 0),
        ("a.tiff", {"compression": "jpeg", "quality": 95}, 12),
        ("a.webp", {"lossless": True}, 0),
        ("a.webp", {"quality": 90}, 25),
        ("a.gif", {}, 0),
        ("a.jpg", {"quality": 95}, 6),
        ("a.jpg", {"quality": 95, "progressive": True}, 6),
    ],
)
def test_formats(tmp_path: Path, name: str, options: dict[str, Any], within: int) -> None:
    quarters().save(tmp_path / name, **options)
    assert_quarters(load_picture(tmp_path / name, 32), within=within)


def test_content_counts_and_not_the_name(tmp_path: Path) -> None:
    quarters().save(tmp_path / "really_a_png.jpg", format="PNG")
    assert_quarters(load_picture(tmp_path / "really_a_png.jpg", 32))


@pytest.mark.parametrize("name", ["划痕/图片 01.jpg", "😀 naïve.png", "עברית.bmp", "a&b;'\"c.tif"])
def test_unicode_names(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and '"' in name:
        pytest.skip("Windows has no such names")
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    quarters().save(path)
    assert_quarters(load_picture(path, 32), within=12)


def test_digest_is_of_the_file(tmp_path: Path) -> None:
    quarters().save(tmp_path / "a.png")
    expected = blake2b((tmp_path / "a.png").read_bytes(), digest_size=16).digest()
    assert load_picture(tmp_path / "a.png", 8).digest == expected


def test_pixels_are_writable_for_torch(tmp_path: Path) -> None:
    quarters().save(tmp_path / "a.png")
    assert load_picture(tmp_path / "a.png", 8).pixels.flags.writeable


def test_whole_picture_is_squeezed_and_not_cropped(tmp_path: Path) -> None:
    pixels = np.zeros((40, 400, 3), np.uint8)
    pixels[:, :40], pixels[:, -40:] = RED, BLUE
    Image.fromarray(pixels).save(tmp_path / "wide.png")
    square = load_picture(tmp_path / "wide.png", 20).pixels
    np.testing.assert_allclose(square[10, 0], RED, atol=5)  # bicubic overshoots a little
    np.testing.assert_allclose(square[10, -1], BLUE, atol=5)
    assert square[10, 10].tolist() == [0, 0, 0]


def test_shrinking_is_antialiased(tmp_path: Path) -> None:
    checkers = (np.indices((256, 256)).sum(axis=0) % 2 * 255).astype(np.uint8)
    Image.fromarray(checkers).save(tmp_path / "checkers.png")
    assert np.abs(load_picture(tmp_path / "checkers.png", 16).pixels.astype(int) - 128).max() <= 2


def test_one_pixel_grows(tmp_path: Path) -> None:
    Image.new("RGB", (1, 1), RED).save(tmp_path / "dot.png")
    assert (load_picture(tmp_path / "dot.png", 32).pixels == RED).all()


def test_draft_is_close_to_the_full_decode(tmp_path: Path) -> None:
    ramp = np.linspace(0, 255, 1600).astype(np.uint8)
    image = Image.fromarray(np.dstack([np.tile(ramp, (1200, 1)), np.full((1200, 1600, 2), 90, np.uint8)]))
    image.save(tmp_path / "ramp.jpg", quality=95)
    quick = load_picture(tmp_path / "ramp.jpg", 64).pixels.astype(int)
    slow = np.asarray(open_picture(tmp_path / "ramp.jpg").resize((64, 64), Image.Resampling.BICUBIC)).astype(int)
    assert open_picture(tmp_path / "ramp.jpg").size == (1600, 1200)
    assert np.abs(quick - slow).max() <= 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif"])
def test_exif_orientation(tmp_path: Path, name: str, orientation: int) -> None:
    upright = quarters()
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    exif = Image.Exif()
    exif[0x0112] = orientation
    (upright.transpose(turn) if turn is not None else upright).save(tmp_path / name, exif=exif)
    assert_quarters(load_picture(tmp_path / name, 32), within=25)
    assert open_picture(tmp_path / name).size == (64, 48)


def test_known_corner_of_an_exif_file(tmp_path: Path) -> None:
    """Orientation 6: the first stored row is the right side of the upright picture."""
    stored = np.zeros((48, 64, 3), np.uint8)
    stored[:8] = RED
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(stored).save(tmp_path / "a.png", exif=exif)
    upright = np.asarray(open_picture(tmp_path / "a.png"))
    assert upright.shape == (64, 48, 3)
    assert (upright[:, -8:] == RED).all()
    assert (upright[:, :-8] == 0).all()


def test_broken_exif_costs_nothing(tmp_path: Path) -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\x05\0\x12\x01\x07\0\xff\xff\xff\x7f\0\0\0\0"
    quarters().save(tmp_path / "a.jpg", exif=exif, quality=95)
    assert_quarters(load_picture(tmp_path / "a.jpg", 32), within=6)


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


def palette() -> Image.Image:
    image = Image.fromarray(np.array([[0, 1, 2]], np.uint8))
    image = image.convert("P")
    image.putpalette([*RED, *GREEN, *BLUE])
    image.paste(Image.frombytes("P", (3, 1), bytes([0, 1, 2])))
    return image


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


def jpeg_bytes() -> bytes:
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), np.uint8)
    out = BytesIO()
    Image.fromarray(noise).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF", "PPM"])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_truncated(tmp_path: Path, kind: str, kept: float) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (120, 160, 3), np.uint8)
    out = BytesIO()
    Image.fromarray(noise).save(out, kind, **({"compression": "tiff_lzw"} if kind == "TIFF" else {}))
    data = out.getvalue()
    (tmp_path / "a").write_bytes(data[: int(len(data) * kept)])
    reason = reason_of(tmp_path / "a")
    if kind in {"JPEG", "PNG", "BMP", "WEBP"}:
        size = round(int(len(data) * kept) / 1024)
        assert reason == f"it is cut off: the file ends after {size} KB, before the picture does"


def test_jpeg_cut_in_its_header(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes()[:20])
    assert reason_of(tmp_path / "a.jpg") == "it is cut off: the file ends after 1 KB, before the picture does"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"hello, I am a text\n" * 100, "it is not an image"),
        (b"<!doctype html><html></html>", "it is not an image"),
        (bytes(5000), "the file holds nothing but zeros, perhaps from a broken copy"),
        (b"II*\0" + bytes(range(1, 100)), "it is a kind of TIFF that can't be read, or damaged"),
    ],
)
def test_not_an_image(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    assert reason_of(tmp_path / "a.jpg") == reason


def test_damaged_png(tmp_path: Path) -> None:
    out = BytesIO()
    quarters().save(out, "PNG")
    data = bytearray(out.getvalue())
    data[60] ^= 0xFF
    (tmp_path / "a.png").write_bytes(data)
    assert reason_of(tmp_path / "a.png").startswith("it is damaged or of a kind that can't be read (")


def test_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("1", (3000, 2000)).save(tmp_path / "a.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000_000)
    assert reason_of(tmp_path / "a.png") == "it has 6 million pixels, more than 2 million"


def test_large_picture_below_the_limit_is_read_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (1500, 1000), RED).save(tmp_path / "a.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000_000)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_picture(tmp_path / "a.png", 4).pixels[0, 0].tolist() == list(RED)


def test_too_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes())
    monkeypatch.setattr("dclgui.images.decode.MAX_BYTES", 2048)
    assert reason_of(tmp_path / "a.jpg").endswith("KB, more than 2")


def test_out_of_memory_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    quarters().save(tmp_path / "a.png")
    monkeypatch.setattr(Image, "open", exhausted)
    assert reason_of(tmp_path / "a.png") == "it is too large for this computer's memory"


def test_files_that_are_not_there_or_not_files(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    assert reason_of(tmp_path / "gone.jpg") == "it is no longer there"
    assert reason_of(tmp_path / "folder.jpg") == "it is not a file"
    assert reason_of(tmp_path / "\\udcff.jpg").startswith("its name holds bytes that are not text")
    assert reason_of(tmp_path / "nul\0.jpg").startswith("it could not be read (")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among its files")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert reason_of(tmp_path / "pipe.jpg") == "it is not a file"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    quarters().save(tmp_path / "a.png")
    monkeypatch.setattr(Path, "read_bytes", refused)
    assert reason_of(tmp_path / "a.png") == "you have no permission to read it"


def test_the_reason_crosses_processes() -> None:
    assert pickle.loads(pickle.dumps(UnreadableImage("the file is empty"))).reason == "the file is empty"


def test_threads_agree(tmp_path: Path) -> None:
    quarters().save(tmp_path / "a.jpg")
    with ThreadPoolExecutor(4) as threads:
        pictures = list(threads.map(lambda _: load_picture(tmp_path / "a.jpg", 32).pixels, range(40)))
    assert all((pixels == pictures[0]).all() for pixels in pictures)


def seeds() -> list[bytes]:
    """Small files of every format, some with EXIF and a palette, to be damaged."""
    exif = Image.Exif()
    exif[0x0112] = 6
    files = []
    for kind in ("JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF", "PPM"):
        out = BytesIO()
        quarters(12, 10).save(out, kind, exif=exif)
        files.append(out.getvalue())
    for image, kind in ((palette(), "PNG"), (Image.new("F", (5, 4)), "TIFF"), (Image.new("I;16", (5, 4)), "PNG")):
        out = BytesIO()
        image.save(out, kind)
        files.append(out.getvalue())
    return files


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.sampled_from(seeds()),
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8),
    kept=st.floats(0.02, 1),
)
def test_damage_gives_a_picture_or_a_reason(
    tmp_path: Path, data: bytes, changes: list[tuple[int, int]], kept: float
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Image, "MAX_IMAGE_PIXELS", 100_000)  # a damaged size may well be lawful and take seconds
        damaged = bytearray(data)
        for place, value in changes:
            damaged[place % len(damaged)] = value
        path = tmp_path / "a.jpg"
        path.write_bytes(damaged[: max(1, int(len(damaged) * kept))])
        try:
            shape = load_picture(path, 8).pixels.shape
        except UnreadableImage as problem:
            reason = problem.reason
            shape = (8, 8, 3) if reason else ()
    assert shape == (8, 8, 3)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.floats(width=32), min_size=1, max_size=6))
def test_any_float_image_keeps_its_order(tmp_path: Path, values: list[float]) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(np.array([values], np.float32)).save(path)
    if not np.isfinite(values).any():
        assert reason_of(path) == "none of its values is a finite number"
        return
    shown = grey(path)
    numbers = [(value, grey_value) for value, grey_value in zip(values, shown, strict=True) if not np.isnan(value)]
    by_value = [grey_value for _, grey_value in sorted(numbers)]
    assert by_value == sorted(by_value)
