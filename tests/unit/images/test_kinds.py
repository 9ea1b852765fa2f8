"""A file that is called a picture and is something else is named as what it is."""

import gzip
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.images.decode import UnreadableImage, load_picture
from dclgui.images.kinds import form_of

PIXELS = np.random.default_rng(0).integers(0, 255, (32, 32, 3)).astype(np.uint8)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.jpg", b"x")
    return file.getvalue()


def film(*brands: bytes) -> bytes:
    body = b"ftyp" + brands[0] + b"\0\0\0\0" + b"".join(brands[1:])
    return (4 + len(body)).to_bytes(4, "big") + body + b"\0\0\0\x08free" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (film(b"heic", b"mif1", b"heic"), "a HEIC picture"),
        (film(b"mif1", b"heic", b"hevc"), "a HEIC picture"),
        (film(b"isom", b"mp42"), "a film"),
        (b"\x1aE\xdf\xa3" + bytes(range(1, 200)), "a film"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 1\n", "Git LFS"),
        (b"/annex/objects/SHA256E-s1--0.jpg\n", "git-annex"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "a web page"),
        (b"\xef\xbb\xbf\n <html lang='zh'>", "a web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "an XML text"),
        (b'{"error": "not found"}', "a JSON text"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (zipped(), "a ZIP archive"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (bytes(128) + b"DICM" + bytes(range(64)), "a DICOM picture"),
        (b"8BPS\0\1" + bytes(64), "Photoshop"),
        (b"II\xbc\x01" + bytes(range(64)), "a JPEG XR picture"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    with pytest.raises(UnreadableImage, match=words):
        load_picture(tmp_path / "a.jpg", 16)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"\xff\xd8\xff\xf7\0\x0b\x08", "JPEG"),  # JPEG-LS
        (b"\x89PNG\r\n\x1a\n\0\0\0\1IHDR", "PNG"),
        (b"MM\0+\0\x08\0\0", "TIFF"),  # BigTIFF
        (b"GIF89a", "GIF"),
        (b"RIFF\x0c\0\0\0WEBPVP8 ", "WebP"),
        (film(b"avif", b"mif1"), "AVIF"),
        (b"\xff\x4f\xff\x51", "JPEG 2000"),
        (b"BM\x20\0\0\0\0\0\0\0", "BMP"),
        (b"P7\nWIDTH 4\nHEIGHT 3\n", "PPM"),  # PAM
        (b"PF\n2 2\n-1.0\n", "PPM"),  # PFM in colour
    ],
)
def test_what_is_a_picture_of_a_rare_kind_is_called_one(tmp_path: Path, data: bytes, form: str) -> None:
    assert form_of(data) == form
    (tmp_path / "a.jpg").write_bytes(data + b"x" * 40 + b"\xff\xd9")  # so that a JPEG has its end
    with pytest.raises(UnreadableImage, match=f"it is a kind of {form}|of a kind that|it is cut off"):
        load_picture(tmp_path / "a.jpg", 16)


def test_a_text_that_begins_like_a_picture_is_none(tmp_path: Path) -> None:
    for text in (b"BMW and others", b"P2P networks", b"Pictures", b"II"):
        (tmp_path / "a.jpg").write_bytes(text)
        with pytest.raises(UnreadableImage, match="it is not an image"):
            load_picture(tmp_path / "a.jpg", 16)


@pytest.mark.parametrize("form", ["AVIF", "JPEG2000", "PNG", "WEBP"])
def test_a_picture_with_a_wrong_ending_is_read(tmp_path: Path, form: str) -> None:
    smooth = Image.fromarray(PIXELS).resize((4, 4)).resize((64, 64), Image.Resampling.BICUBIC)
    smooth.save(tmp_path / "a.jpg", form)
    found = load_picture(tmp_path / "a.jpg", 64).pixels.astype(int)
    assert np.abs(found - np.asarray(smooth).astype(int)).mean() < 4
