"""What a file is that is called a picture and can't be read as one."""

from collections.abc import Callable
from typing import NamedTuple

_HEAD = 4096
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs")
_AVIF = (b"avif", b"avis")
_NO_PICTURE = "and no picture"
_UNREAD = "which can't be read: save it as"
_FAILED = "and no picture, perhaps from a failed download"


class NamedKind(NamedTuple):
    """Files that ``fits`` says yes of, by their first bytes; ``reason`` ends the sentence "… can't be used: …"."""

    fits: Callable[[bytes], bool]
    reason: str


def named_kind(data: bytes) -> str:
    """What ``data``, the bytes of a file, is, as the end of the sentence "… can't be used: …"; empty if unknown."""
    head = data[:_HEAD]
    return next((kind.reason for kind in _KINDS if kind.fits(head)), "")


def form_of(data: bytes) -> str:
    """The name of the form of picture that ``data`` begins like, of those that are read; empty for none of them."""
    head = data[:_HEAD]
    return next((name for name, fits in _FORMS.items() if fits(head)), "")


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signs)


def _text_starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(signs)


def _brands(head: bytes) -> set[bytes]:
    """The brands of a file of the family that HEIC, AVIF and MP4 belong to; empty for another one."""
    if head[4:8] != b"ftyp":
        return set()
    end = min(len(head), int.from_bytes(head[:4], "big"))
    return {head[8:12], *(head[place : place + 4] for place in range(16, end, 4))}


def _is_heic(head: bytes) -> bool:
    return bool(_brands(head) & {*_HEIC}) and not _brands(head) & {*_AVIF}


def _is_film(head: bytes) -> bool:
    return bool(_brands(head)) and not _brands(head) & {*_AVIF, b"mif1", b"msf1"}


_KINDS = (
    NamedKind(_is_heic, reason=f"it is a HEIC picture, {_UNREAD} JPEG or PNG"),
    NamedKind(
        _starts(b"version https://git-lfs.github.com/spec/"),
        reason="it is a pointer of Git LFS and not the picture: fetch it with git lfs pull",
    ),
    NamedKind(
        lambda head: b"/annex/objects/" in head[:512] and len(head) < _HEAD,
        reason="it is a pointer of git-annex and not the picture: fetch it with git annex get",
    ),
    NamedKind(
        _text_starts(b"<!doctype html", b"<html"),
        reason=f"it is a web page {_FAILED}",
    ),
    NamedKind(_text_starts(b"<svg"), reason=f"it is an SVG drawing, {_UNREAD} PNG"),
    NamedKind(_text_starts(b"<?xml"), reason=f"it is an XML text {_FAILED}"),
    NamedKind(_text_starts(b'{"', b"{\n", b"[{"), reason=f"it is a JSON text {_NO_PICTURE}"),
    NamedKind(
        _starts(b"\0\0\0\x0cJXL ", b"\xff\x0a"),
        reason=f"it is a JPEG XL picture, {_UNREAD} JPEG or PNG",
    ),
    NamedKind(_starts(b"II\xbc\x01"), reason=f"it is a JPEG XR picture, {_UNREAD} TIFF or PNG"),
    NamedKind(_starts(b"8BPS"), reason=f"it is a Photoshop file, {_UNREAD} PNG or TIFF"),
    NamedKind(_starts(b"v/1\x01"), reason=f"it is an OpenEXR picture, {_UNREAD} TIFF"),
    NamedKind(_starts(b"SIMPLE  ="), reason=f"it is a FITS picture, {_UNREAD} TIFF"),
    NamedKind(_starts(b"\x93NUMPY"), reason=f"it is an array of numpy, {_UNREAD} TIFF or PNG"),
    NamedKind(_starts(b"\x89HDF"), reason="it is an HDF5 file, which can't be read: save its pictures as TIFF or PNG"),
    NamedKind(
        lambda head: head[128:132] == b"DICM",
        reason=f"it is a DICOM picture, {_UNREAD} TIFF or PNG",
    ),
    NamedKind(_starts(b"%PDF"), reason=f"it is a PDF {_NO_PICTURE}"),
    NamedKind(_starts(b"PK\x03\x04"), reason=f"it is a ZIP archive {_NO_PICTURE}"),
    NamedKind(_starts(b"\x1f\x8b"), reason="it is packed with gzip: unpack it"),
    NamedKind(_is_film, reason=f"it is a film {_NO_PICTURE}"),
    NamedKind(_starts(b"\x1aE\xdf\xa3"), reason=f"it is a film {_NO_PICTURE}"),
)
_FORMS: dict[str, Callable[[bytes], bool]] = {
    "JPEG": _starts(b"\xff\xd8\xff"),
    "PNG": _starts(b"\x89PNG\r\n\x1a\n"),
    "TIFF": _starts(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    "GIF": _starts(b"GIF87a", b"GIF89a"),
    "WebP": lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP",
    "AVIF": lambda head: bool(_brands(head) & {*_AVIF}),
    "JPEG 2000": _starts(b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  \r\n\x87\n"),
    "BMP": lambda head: head.startswith(b"BM") and head[6:10] == bytes(4),
    "PPM": lambda head: head[:1] == b"P" and head[1:2] in b"1234567fF" and head[2:3].isspace(),
}
