"""What a file holds beside its pixels: alpha that is none, long texts, pages, planes; and a bound on the memory."""

import struct
import threading
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, PngImagePlugin

from dclgui.core.reading import FORMER, Reading
from dclgui.images import frame
from dclgui.images.decode import load_picture, open_picture
from dclgui.images.opening import UnfitError
from tests.unit.images.made import BLUE, GREEN, RED, YELLOW, grey, quarters, reason_of
from tests.unit.images.written import chunk, png16, tiff

Array = npt.NDArray[Any]
COLOURS: Array = np.array([[RED, GREEN], [BLUE, YELLOW]], np.uint8)


def shown(path: Path, reading: Reading | None = None) -> Array:
    return np.asarray(open_picture(path) if reading is None else open_picture(path, reading))


@pytest.mark.parametrize("greatest", [0, 1])
@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.webp", "a.bmp"])
def test_an_alpha_that_hides_everything_is_not_used(tmp_path: Path, name: str, greatest: int) -> None:
    alpha = np.zeros((2, 2), np.uint8)
    alpha[0, 0] = greatest
    image = Image.fromarray(np.dstack([COLOURS, alpha]))
    if name == "a.bmp":
        (tmp_path / name).write_bytes(bmp(image))
    else:
        image.save(tmp_path / name, lossless=True, exact=True)
    assert shown(tmp_path / name).tolist() == COLOURS.tolist()
    assert shown(tmp_path / name, FORMER).tolist() != COLOURS.tolist()


def bmp(image: Image.Image) -> bytes:
    """With a header that says where alpha is."""
    pixels = np.asarray(image)[::-1, :, [2, 1, 0, 3]].tobytes()
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000) + b"BGRs" + bytes(48)
    head = struct.pack("<IiiHHIIiiII", 108, *image.size, 1, 32, 3, len(pixels), 2835, 2835, 0, 0) + masks
    return b"BM" + struct.pack("<IHHI", 14 + len(head) + len(pixels), 0, 0, 14 + len(head)) + head + pixels


def test_grey_and_palettes_with_an_alpha_of_nothing(tmp_path: Path) -> None:
    Image.fromarray(np.array([[[9, 0], [200, 0]]], np.uint8)).save(tmp_path / "a.png")
    assert grey(tmp_path / "a.png") == [9, 200]
    image = Image.fromarray(COLOURS).quantize(4)
    image.save(tmp_path / "b.png", transparency=bytes(4))
    np.testing.assert_allclose(shown(tmp_path / "b.png").astype(int), COLOURS, atol=8)


@pytest.mark.parametrize("step", [16, 257])
def test_a_cut_out_of_any_depth_lies_over_mid_grey(tmp_path: Path, step: int) -> None:
    alpha = np.array([[255, 0], [128, 255]], np.uint16)
    png16(tmp_path / "a.png", np.dstack([COLOURS, alpha]).astype(np.uint16) * step)
    tiff(tmp_path / "a.tif", np.dstack([COLOURS, alpha]).astype(np.uint16) * step, photometric=2, extra=2)
    stored = np.dstack([COLOURS * (alpha[..., None] / 255), alpha]).round().astype(np.uint16) * step
    tiff(tmp_path / "premultiplied.tif", stored, photometric=2, extra=1)
    wanted = 128 + (COLOURS - 128.0) * alpha[..., None] / 255
    for name in ("a.png", "a.tif", *(["premultiplied.tif"] if step == 16 else [])):
        np.testing.assert_allclose(shown(tmp_path / name).astype(float), wanted, atol=2, err_msg=name)


def test_deep_alpha_of_nothing_is_not_used(tmp_path: Path) -> None:
    for step, greatest in ((16, 0), (16, 1), (257, 0), (257, 1)):
        alpha = np.array([[greatest, 0], [0, 0]])
        png16(tmp_path / "a.png", np.dstack([COLOURS.astype(np.uint16) * step, alpha]))
        np.testing.assert_allclose(shown(tmp_path / "a.png").astype(int), COLOURS, atol=1)


def test_deep_colour_is_scaled_by_the_range_of_its_domain(tmp_path: Path) -> None:
    png16(tmp_path / "a.png", COLOURS.astype(np.uint16) * 8)
    twelve = shown(tmp_path / "a.png", Reading(whole=(0, 4095)))
    np.testing.assert_allclose(twelve.astype(int), COLOURS / 2, atol=1)
    full = shown(tmp_path / "a.png", Reading(whole=(0, 65535)))
    np.testing.assert_array_equal(full, COLOURS.astype(np.uint16) * 8 >> 8)


def test_deep_colour_turned_by_its_orientation(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG", exif=exif)
    data = out.getvalue()
    start = data.index(b"eXIf") - 4
    length = int.from_bytes(data[start : start + 4], "big")
    png16(tmp_path / "a.png", COLOURS.astype(np.uint16) * 16)
    plain = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(plain[:33] + data[start : start + 12 + length] + plain[33:])
    np.testing.assert_allclose(shown(tmp_path / "a.png").astype(int), np.rot90(COLOURS, -1), atol=1)


def test_big_endian_and_portable_pixmaps(tmp_path: Path) -> None:
    deep = COLOURS.astype(np.uint16) * 16
    tiff(tmp_path / "a.tif", deep, photometric=2, order=">")
    (tmp_path / "a.ppm").write_bytes(b"P6 2 2 65535\n" + deep.astype(">u2").tobytes())
    (tmp_path / "b.ppm").write_bytes(b"P6 2 2 4095\n" + deep.astype(">u2").tobytes())
    for name in ("a.tif", "a.ppm", "b.ppm"):
        np.testing.assert_allclose(shown(tmp_path / name).astype(int), COLOURS, atol=1, err_msg=name)


def test_what_has_no_lower_bytes_is_refused_and_never_black(tmp_path: Path) -> None:
    (tmp_path / "a.ppm").write_bytes(b"P3 1 1 65535 100 200 300\n")
    assert reason_of(tmp_path / "a.ppm") == frame.PLANES
    planes = np.moveaxis(COLOURS.astype(np.uint16) * 16, 2, 0)
    tiff(tmp_path / "a.tif", np.moveaxis(planes, 0, 2), photometric=2)
    data = bytearray((tmp_path / "a.tif").read_bytes())
    at = data.index(struct.pack("<HHI", 277, 3, 1))  # one tag is enough: it says planes, whatever the pixels are
    data[at : at + 12] = struct.pack("<HHIHH", 284, 3, 1, 2, 0)
    (tmp_path / "a.tif").write_bytes(data)
    assert reason_of(tmp_path / "a.tif") in {frame.PLANES, "it is a kind of TIFF that can't be read, or damaged"}


@pytest.mark.parametrize("kind", ["zTXt", "iTXt", "iCCP", "behind"])
def test_long_texts_and_profiles_are_left_aside(tmp_path: Path, kind: str) -> None:
    said = PngImagePlugin.PngInfo()
    if kind == "iTXt":
        said.add_itxt("XML:com.adobe.xmp", "x" * 3_000_000, zip=True)
    elif kind == "zTXt":
        said.add_text("parameters", "y" * 3_000_000, zip=True)
    quarters().save(tmp_path / "a.png", pnginfo=said, icc_profile=bytes(3_000_000 if kind == "iCCP" else 0))
    if kind == "behind":
        data = (tmp_path / "a.png").read_bytes()
        text = chunk(b"zTXt", b"late\0\0" + zlib.compress(bytes(3_000_000)))
        (tmp_path / "a.png").write_bytes(data[:-12] + text + data[-12:])
    np.testing.assert_array_equal(shown(tmp_path / "a.png"), np.asarray(quarters()))


def test_pages_are_told_of(tmp_path: Path) -> None:
    one, other = Image.new("RGB", (8, 8), RED), Image.new("RGB", (8, 8), BLUE)
    for name in ("a.tif", "a.gif", "a.webp", "a.png"):
        one.save(tmp_path / name, save_all=True, append_images=[other])
        assert load_picture(tmp_path / name, 8).pages, name
        one.save(tmp_path / name)
        assert not load_picture(tmp_path / name, 8).pages, name
    one.save(tmp_path / "a.jpg")
    assert not load_picture(tmp_path / "a.jpg", 8).pages


def test_a_large_picture_is_shown_smaller_and_keeps_its_shape(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), RED).save(tmp_path / "a.png")
    assert open_picture(tmp_path / "a.png", most=600).size == (30, 20)
    assert open_picture(tmp_path / "a.png", most=10**6).size == (300, 200)


def test_a_jpeg_of_any_size_is_read_by_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("L", (3200, 2400), 90).save(tmp_path / "a.jpg")
    monkeypatch.setattr(frame, "LARGEST", 1_000_000)
    assert abs(int(load_picture(tmp_path / "a.jpg", 64).pixels.mean()) - 90) <= 1
    assert reason_of_large(tmp_path / "a.jpg").startswith("it has 8 million pixels")


def reason_of_large(path: Path) -> str:
    with pytest.raises(UnfitError) as caught, frame.first_frame(path.read_bytes()):
        pass
    return str(caught.value)


def test_threads_wait_for_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight threads, room for one and a half pictures: never two at a time, and each gets its turn."""
    Image.new("RGB", (100, 100), RED).save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    monkeypatch.setattr(frame, "AT_ONCE", 60_000)
    inside, most, lock = 0, 0, threading.Lock()

    def read() -> None:
        nonlocal inside, most
        for _ in range(5):
            with frame.first_frame(data, side=8):
                with lock:
                    inside += 1
                    most = max(most, inside)
                with lock:
                    inside -= 1

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert (inside, most) == (0, 1)
    with frame.first_frame(data, side=8):
        pass
