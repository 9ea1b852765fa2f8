r"""Names for exported files and folders that Windows, macOS and Linux all take.

A letter that some system refuses is written ``%XX`` as in a web address, and so is the first letter of a name that
Windows keeps for itself (``CON``), a dot at either end and a space at the end: ``a/b`` becomes ``a%2Fb``.
``urllib.parse.unquote`` gives the name back.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]|%(?=[0-9A-Fa-f]{2})|^\.|[. ]$')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)", re.IGNORECASE)
_LONGEST = 200
"""Bytes of a name that still leave room for a number; the systems take 255."""
_KEPT = 50
"""Letters that are kept of a longer one; a letter has at most four bytes."""


def safe_name(name: str) -> str:
    """``name`` as a file or folder may be called everywhere; unchanged if it is fit already."""
    safe = _REFUSED.sub(lambda found: _quoted(found[0]), name)
    return _quoted(safe[0]) + safe[1:] if _DEVICE.match(safe) else safe


def folder_names(names: Iterable[str]) -> dict[str, str]:
    """A safe folder name for each of ``names``, no two alike where capitals don't count; each is reversible."""
    found, taken = {}, set[str]()
    for name in names:
        quoted, folder = 0, safe_name(name)
        while _key(folder) in taken and quoted < len(name):
            quoted += 1
            folder = _quoted(name[:quoted]) + safe_name(name[quoted:])
        taken.add(_key(folder))
        found[name] = folder
    return found


def file_names(paths: Sequence[str]) -> list[str]:
    """One safe file name for each of ``paths``, no two alike even without their endings and in capitals.

    A file keeps its own name if no other has it; else its folders come before it (``cam1_7.png``), and a number
    after it if that is not enough.
    """
    bases = [safe_name(path.rpartition("/")[2]) for path in paths]
    shared = Counter(map(_stem, bases))
    taken = {stem for stem, count in shared.items() if count == 1}
    return [
        base if shared[_stem(base)] == 1 else _numbered(_joined(path), taken)
        for path, base in zip(paths, bases, strict=True)
    ]


def _numbered(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number, candidate = 1, name
    while _stem(candidate) in taken:
        number += 1
        candidate = f"{stem}-{number}{dot}{suffix}"
    taken.add(_stem(candidate))
    return candidate


def _joined(path: str) -> str:
    name = safe_name(path.replace("/", "_"))
    return name if len(name.encode()) <= _LONGEST else name[-_KEPT:]


def _stem(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return _key(stem if dot else suffix)


def _key(name: str) -> str:
    """Equal for two names that are one file on Windows or macOS."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
