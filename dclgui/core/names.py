r"""Names for exported files and folders that are valid on Windows, macOS and Linux.

A character that some system refuses is written ``%XX`` as in a URL, and so is the first letter of a name that Windows
reserves (``CON``), a dot at either end and a space at the end: ``a/b`` becomes ``a%2Fb``. ``urllib.parse.unquote``
gives the name back, unless it had to be shortened.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from urllib.parse import unquote

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]|%(?=[0-9A-Fa-f]{2})|^\.|[. ]$')
_DEVICE = re.compile(r"(con(?:in\$|out\$)?|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)", re.IGNORECASE)
_LONGEST = 255
"""Bytes of a name that all systems accept."""
_SHORT = 200
"""Bytes of a shortened name, which leave room for a number."""


def safe_name(name: str) -> str:
    """``name`` as a file or folder name that is valid everywhere; unchanged if it is already."""
    safe = _REFUSED.sub(lambda found: _quoted(found[0]), name)
    return _quoted(safe[0]) + safe[1:] if _DEVICE.match(safe) else safe


def folder_names(names: Iterable[str]) -> dict[str, str]:
    """A safe folder name for each of ``names``, unique whatever the case, and reversible by ``unquote``.

    Only a name that would be too long is shortened, and numbered if it is not unique then.
    """
    found, taken = {}, set[str]()
    for name in names:
        folder = next(folder for folder in _folders(name) if _key(folder) not in taken)
        taken.add(_key(folder))
        found[name] = folder
    return found


def name_of_folder(folder: str) -> str:
    """The name that ``folder_names`` wrote as ``folder``; ``folder`` itself if it never writes a name so."""
    if "%" not in folder:
        return folder
    try:
        name = unquote(folder, errors="strict")
    except UnicodeDecodeError:
        return folder
    return name if name != folder and folder in islice(_folders(name), len(name) + 1) else folder


def _folders(name: str) -> Iterator[str]:
    """All ways to write ``name``, the most readable first: each quotes one more letter, which makes it another name."""
    for quoted in range(len(name) + 1):
        folder = _quoted(name[:quoted]) + safe_name(name[quoted:])
        if len(folder.encode()) <= _LONGEST:
            yield folder
    short = _cut(name)
    yield short
    yield from (f"{short}-{number}" for number in count(2))


def file_names(paths: Sequence[str]) -> list[str]:
    """One safe file name for each of ``paths``, unique even without suffixes and whatever the case.

    A file keeps its name if no other has it; else it is prefixed with its folders (``cam1_7.png``), and numbered if
    that is not enough. Of a name that would be too long, the end is kept.
    """
    bases = [_fitting(path.rpartition("/")[2]) for path in paths]
    shared = Counter(map(_stem, bases))
    taken = {stem for stem, times in shared.items() if times == 1}
    return [
        base if shared[_stem(base)] == 1 else _numbered(_cut(path.replace("/", "_"), end=True), taken)
        for path, base in zip(paths, bases, strict=True)
    ]


def path_names(paths: Sequence[str]) -> list[str]:
    """One relative path for each of ``paths``, safe in every part, unique even without suffixes and whatever the case.

    It keeps its folders; where two paths differ by no more than that, the later ones are numbered (``cam1/7-2.jpg``).
    """
    safe = ["/".join(map(_fitting, path.split("/"))) for path in paths]
    shared = Counter(map(_stem, safe))
    taken = {stem for stem, times in shared.items() if times == 1}
    return [path if shared[_stem(path)] == 1 else _numbered(_with_room(path), taken) for path in safe]


def _with_room(path: str) -> str:
    """``path`` with a last part that is short enough to be numbered."""
    folder, slash, name = path.rpartition("/")
    return folder + slash + (name if len(name.encode()) <= _SHORT else _cut(name, end=True))


def _fitting(name: str) -> str:
    safe = safe_name(name)
    return safe if len(safe.encode()) <= _LONGEST else _cut(name, end=True)


def _cut(name: str, *, end: bool = False) -> str:
    """``name`` made safe; of a long one only so much of its beginning, or of its ``end``, as fits into ``_SHORT``."""

    def part(size: int) -> str:
        return safe_name(name[len(name) - size :] if end else name[:size])

    sizes = range(min(len(name), _SHORT) + 1)
    return part(bisect_right(sizes, _SHORT, key=lambda size: len(part(size).encode())) - 1)


def _numbered(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number, candidate = 1, name
    while _stem(candidate) in taken:
        number += 1
        candidate = f"{stem}-{number}{dot}{suffix}"
    taken.add(_stem(candidate))
    return candidate


def _stem(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return _key(stem if dot else suffix)


def _key(name: str) -> str:
    """Equal for two names that mean the same file on Windows or macOS."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
