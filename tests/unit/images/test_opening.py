"""What Pillow would show otherwise than it stands in the file: mended, or refused with the reason."""

from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from dclgui.images.decode import open_picture
from dclgui.images.ranges import extent_of
from tests.unit.images.made import BLUE, GREEN, RED, YELLOW, grey, reason_of
from tests.unit.images.written import chunk, tiff

Array = npt.NDArray[Any]
COLOURS: Array = np.array([[RED, GREEN], [BLUE, YELLOW]], np.uint8)
STEPS = [0, 51, 102, 255]
UNREAD = "it is a kind of {} that can't be read, or damaged"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("kind", "least", "factor"),
    [(np.uint16, 0, 257), (np.int16, -128, 200), (np.int32, 0, 257), (np.int32, -128, 9999), (np.float32, 0, 1 / 255)],
)
def test_numbers_in_either_order_of_bytes_packed_or_not(
    tmp_path: Path, packed: bool, order: Literal["<", ">"], kind: type[Any], least: int, factor: float
) -> None:
    values = ((np.array([STEPS]) + least) * factor).astype(kind)
    tiff(tmp_path / "a.tif", values, photometric=1, order=order, packed=packed)
    assert grey(tmp_path / "a.tif") == pytest.approx(STEPS, abs=1)
    extent = extent_of(tmp_path / "a.tif")
    assert extent is not None
    assert values.min() <= extent.lowest <= extent.highest <= values.max()


@pytest.mark.parametrize("packed", [False, True])
def test_bytes_with_a_sign_keep_their_order(tmp_path: Path, packed: bool) -> None:
    tiff(tmp_path / "a.tif", np.array([[-128, -1, 0, 127]], np.int8), photometric=1, packed=packed)
    assert grey(tmp_path / "a.tif") == [0, 127, 128, 255]


@pytest.mark.parametrize("top", [1, 256])
@pytest.mark.parametrize("packed", [False, True])
def test_a_palette_to_255_or_to_65535(tmp_path: Path, top: int, packed: bool) -> None:
    table = np.zeros((3, 256), np.int64)
    table[:, :4] = COLOURS.reshape(4, 3).T
    numbers = np.array([[0, 1], [2, 3]], np.uint8)
    tiff(tmp_path / "a.tif", numbers, photometric=3, packed=packed, palette=(table * top).ravel().tolist())
    np.testing.assert_array_equal(np.asarray(open_picture(tmp_path / "a.tif")), COLOURS)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_of_many_bands_the_first_is_not_taken_for_the_picture(tmp_path: Path, kind: type[Any]) -> None:
    tiff(tmp_path / "a.tif", np.zeros((2, 2, 5), kind), photometric=1, extra=0, packed="planes")
    assert reason_of(tmp_path / "a.tif") == (
        "it has 5 bands, of which none is a colour: save it as RGB, or one of them as grey"
    )


def test_colour_with_bands_beside_it_in_planes_is_colour(tmp_path: Path) -> None:
    bands = np.dstack([COLOURS, COLOURS[..., :2]])
    tiff(tmp_path / "a.tif", bands, photometric=2, extra=0, packed="planes")
    np.testing.assert_array_equal(np.asarray(open_picture(tmp_path / "a.tif")), COLOURS)


@pytest.mark.parametrize("mode", ["LA", "RGB", "RGBA"])
@pytest.mark.parametrize("boxes", [False, True])
def test_jpeg_2000_with_more_than_8_bits_a_colour_is_refused(tmp_path: Path, mode: str, boxes: bool) -> None:
    # Pillow hands out the upper bytes, in which 12 bits are black, and turns white into black.
    out = BytesIO()
    Image.fromarray(COLOURS).convert(mode).save(out, "JPEG2000", no_jp2=not boxes)
    (tmp_path / "a.jp2").write_bytes(out.getvalue())
    np.testing.assert_allclose(np.asarray(open_picture(tmp_path / "a.jp2").size), [2, 2])
    data = bytearray(out.getvalue())
    depths = data.index(b"\xff\x4f\xff\x51") + 42
    data[depths : depths + 3 * len(mode) : 3] = bytes([11] * len(mode))
    (tmp_path / "a.jp2").write_bytes(data)
    assert "JPEG 2000 picture with more than 8 bits a colour" in reason_of(tmp_path / "a.jp2")


def noisy_png() -> bytes:
    out = BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (80, 100), np.uint8)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("kept", [0.5, 0.7, 0.9, 0.99])
def test_a_png_whose_end_became_zeros_is_no_picture(tmp_path: Path, kept: float) -> None:
    data = noisy_png()
    whole = int(len(data) * kept)
    (tmp_path / "a.png").write_bytes(data[:whole] + bytes(len(data) - whole))
    assert reason_of(tmp_path / "a.png")
    # Zeros that decode to pixels, as they do in most files: all pixels are there, and the checksum is another's.
    broken = data[:-16] + bytes(16)
    (tmp_path / "a.png").write_bytes(broken)
    assert reason_of(tmp_path / "a.png") == "its lower part is missing, perhaps from a broken copy"


def test_a_png_without_an_end_or_with_more_behind_it_is_read(tmp_path: Path) -> None:
    data = noisy_png()
    (tmp_path / "a.png").write_bytes(data)
    wanted = np.asarray(open_picture(tmp_path / "a.png"))
    for other in (data[:-12], data + bytes(100), data[:-12] + chunk(b"tEXt", b"a\0b"), data + b"more"):
        (tmp_path / "a.png").write_bytes(other)
        np.testing.assert_array_equal(np.asarray(open_picture(tmp_path / "a.png")), wanted)
