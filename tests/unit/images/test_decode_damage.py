"""Files that give no picture: the reason is a sentence, and nothing else is raised."""

import os
import pickle
import struct
import warnings
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from dclgui.images.decode import UnreadableImage, load_picture
from tests.unit.images.made import palette, quarters, reason_of
from tests.unit.images.written import chunk


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
        (b"<!doctype html><html></html>", "it is a web page and no picture, perhaps from a failed download"),
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
    monkeypatch.setattr("dclgui.images.frame.LARGEST", 5_000_000)
    with pytest.raises(
        UnreadableImage, match="it has 6 million pixels, which take 1 GB of memory, more than 0 GB; make"
    ):
        load_picture(tmp_path / "a.png", 32)


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 2**17, 2**17, 8, 6, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + parts)
    with pytest.raises(
        UnreadableImage, match="it has 17180 million pixels, which take 64 GB of memory, more than 2 GB"
    ):
        load_picture(tmp_path / "a.png", 32)


def test_large_picture_below_the_limit_is_read_without_a_warning(tmp_path: Path) -> None:
    Image.new("1", (14000, 13000), 1).save(tmp_path / "a.png")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_picture(tmp_path / "a.png", 4).pixels[0, 0].tolist() == [255, 255, 255]


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


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_what_could_not_be_read_may_pass_and_what_is_damaged_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refused(_: Path) -> bytes:
        raise error

    def passing(name: str) -> bool:
        with pytest.raises(UnreadableImage) as caught:
            load_picture(tmp_path / name, 32)
        return pickle.loads(pickle.dumps(caught.value)).passing is caught.value.passing is True

    (tmp_path / "text.png").write_text("no picture")
    assert not passing("text.png")
    assert not passing("absent.png")
    monkeypatch.setattr(Path, "read_bytes", refused)
    assert passing("text.png")


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
        patch.setattr("dclgui.images.frame.LARGEST", 400_000)  # a damaged size may well be lawful and take seconds
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
