"""What a file is that is called a picture and can't be read as one."""

from collections.abc import Callable

_HEAD = 4096
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs")
_AVIF = (b"avif", b"avis")
_NO_PICTURE = "and no picture"


def named_kind(data: bytes) -> str:
    """What ``data``, the bytes of a file, is, as the end of the sentence "… can't be used: …"; empty if unknown."""
    head = data[:_HEAD]
    return next((words for fits, words in _KINDS if fits(head)), "")


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


_KINDS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_is_heic, "it is a HEIC picture, which can't be read: save it as JPEG or PNG"),
    (
        _starts(b"version https://git-lfs.github.com/spec/"),
        "it is a pointer of Git LFS and not the picture: fetch it with git lfs pull",
    ),
    (
        lambda head: b"/annex/objects/" in head[:512] and len(head) < _HEAD,
        "it is a pointer of git-annex and not the picture: fetch it with git annex get",
    ),
    (_text_starts(b"<!doctype html", b"<html"), f"it is a web page {_NO_PICTURE}, perhaps from a failed download"),
    (_text_starts(b"<svg"), "it is an SVG drawing, which can't be read: save it as PNG"),
    (_text_starts(b"<?xml"), f"it is an XML text {_NO_PICTURE}, perhaps from a failed download"),
    (_text_starts(b'{"', b"{\n", b"[{"), f"it is a JSON text {_NO_PICTURE}"),
    (_starts(b"\0\0\0\x0cJXL ", b"\xff\x0a"), "it is a JPEG XL picture, which can't be read: save it as JPEG or PNG"),
    (_starts(b"8BPS"), "it is a Photoshop file, which can't be read: save it as PNG or TIFF"),
    (_starts(b"v/1\x01"), "it is an OpenEXR picture, which can't be read: save it as TIFF"),
    (_starts(b"SIMPLE  ="), "it is a FITS picture, which can't be read: save it as TIFF"),
    (_starts(b"\x93NUMPY"), "it is an array of numpy, which can't be read: save it as TIFF or PNG"),
    (_starts(b"\x89HDF"), "it is an HDF5 file, which can't be read: save its pictures as TIFF or PNG"),
    (lambda head: head[128:132] == b"DICM", "it is a DICOM picture, which can't be read: save it as TIFF or PNG"),
    (_starts(b"%PDF"), f"it is a PDF {_NO_PICTURE}"),
    (_starts(b"PK\x03\x04"), f"it is a ZIP archive {_NO_PICTURE}"),
    (_starts(b"\x1f\x8b"), "it is packed with gzip: unpack it"),
    (_is_film, f"it is a film {_NO_PICTURE}"),
    (_starts(b"\x1aE\xdf\xa3"), f"it is a film {_NO_PICTURE}"),
)
