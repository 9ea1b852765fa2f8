"""Real files of every format, upright and whole."""

import os
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dclgui.images.decode import load_picture, open_picture
from tests.unit.images.made import BLUE, RED, assert_quarters, quarters


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


@pytest.mark.parametrize("size", [(40, 400), (150, 300), (400, 40)])
def test_rows_are_resized_first_whatever_the_version_of_pillow(tmp_path: Path, size: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 2, (size[1], size[0], 3), np.uint8) * 255
    picture = Image.fromarray(noise)
    picture.save(tmp_path / "a.png")
    wanted = picture.resize((224, size[1]), Image.Resampling.BICUBIC).resize((224, 224), Image.Resampling.BICUBIC)
    np.testing.assert_array_equal(load_picture(tmp_path / "a.png", 224).pixels, np.asarray(wanted))
