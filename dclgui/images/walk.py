r"""Walk below a folder: which files are pictures, which are passed over, and which folders are nobody's pictures.

Picture files are those with a suffix in ``IMAGE_SUFFIXES``, in any case. Names that begin with a dot, the folders of
``JUNK_FOLDERS`` and projects are skipped; other files are passed over, and counted unless they only stand beside
pictures (``_BESIDE``). A link to a folder is followed once, after all real folders, unless it leads back into the tree
or above it. A broken link is listed, so that the decoder reports it.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from PIL import features

JPEG_SUFFIXES = (".jpg", ".jpeg", ".jpe", ".jfif")
_AVIF = (".avif",) if features.check("avif") else ()
_JPEG_2000 = (".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx") if features.check("jpg_2000") else ()
IMAGE_SUFFIXES = (
    *JPEG_SUFFIXES, ".png", ".bmp", ".dib", ".tif", ".tiff", ".webp", ".gif", ".pgm", ".ppm", ".pnm", *_AVIF,
    *_JPEG_2000,
)  # fmt: skip
JUNK_FOLDERS = frozenset({
    "__macosx", "$recycle.bin", "recycler", "recycled", "system volume information", "lost+found", "found.000",
    "network trash folder", "temporary items", "@eadir", "@recycle", "@recently-snapshot", "@tmp", "@sharebin",
    "@__thumb", "#recycle", "#snapshot", "~snapshot", "__pycache__",
})  # fmt: skip
"""Bins, caches and snapshots of systems, network storage and tools; compared without case."""
PROJECT_SUFFIX = ".dclproj"
DEEPEST = 4
"""Folders below the root that are told apart when classes are looked for."""
_BESIDE = frozenset({
    ".txt", ".md", ".csv", ".tsv", ".json", ".jsonl", ".xml", ".yaml", ".yml", ".toml", ".ini", ".db", ".log", ".xmp",
    ".aae",
})  # fmt: skip
"""Endings of files that stand beside pictures and that nobody takes for one."""
_NOTICES = frozenset({"readme", "licence", "license", "copying", "notice"})
_LONGEST_ENDING = 12


@dataclass(slots=True)
class Passed:
    """What a walk did not take.

    ``endings``  {folders: {ending: files}}, the first ``DEEPEST`` folders of each passed-over file; the ending in lower
                 case with its dot, empty for none
    ``folders``  every folder down to ``DEEPEST``, those without a picture too
    ``reaches``  {real folder: pictures} of the pictures that do not really lie below the root; of a list, of all
    ``cut``      of a list, what was left off the front of every path; empty for nothing
    ``spelt``    of a list, the classes that it writes in more than one way
    """

    endings: dict[tuple[str, ...], Counter[str]] = field(default_factory=dict)
    folders: set[tuple[str, ...]] = field(default_factory=set)
    reaches: Counter[Path] = field(default_factory=Counter)
    cut: str = ""
    spelt: tuple[str, ...] = ()

    def file(self, path: str) -> None:
        """Count the file ``path``, relative to the root."""
        name = PurePosixPath(path).name.lower()
        ending = PurePosixPath(name).suffix[:_LONGEST_ENDING]
        if ending not in _BESIDE and name not in _NOTICES:
            self.endings.setdefault(first_folders(path), Counter())[ending] += 1

    def folder(self, path: str) -> None:
        """Note the folder ``path``, relative to the root."""
        self.folders.add(first_folders(path + "/"))

    def total(self) -> Counter[str]:
        """Passed-over files by their ending."""
        return sum(self.endings.values(), Counter())

    def below(self, folders: tuple[str, ...]) -> Counter[str]:
        """The same of those below ``folders``."""
        inside = (found for place, found in self.endings.items() if place[: len(folders)] == folders)
        return sum(inside, Counter())


def first_folders(path: str) -> tuple[str, ...]:
    """The folders of ``path`` below the root that may be its class, at most ``DEEPEST``; none for a loose image."""
    return tuple(path.split("/")[:-1][:DEEPEST])


def endings_named(found: Counter[str]) -> str:
    """``1 .avif, 2 .heic, 1 without an ending``."""
    return ", ".join(f"{files:,} {ending or 'without an ending'}" for ending, files in sorted(found.items()))


def image_entries(
    root: Path, *, unreadable: Callable[[Path, OSError], None], passed: Passed | None = None
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield path (relative, ``/`` between its parts) and entry of each image below the folder ``root``, unordered.

    A folder that can't be listed is passed to ``unreadable`` and skipped, unless that raises. ``passed`` gets the rest.
    """
    passed = Passed() if passed is None else passed
    top = Path(os.path.realpath(root))
    seen = {str(folder) for folder in top.parents}  # a link upwards would list the tree again, or the whole disk
    folders, links = [""], list[str]()
    while folders or links:
        if not folders:  # links last, so that an image is listed by its real path if it has one
            links.sort(reverse=True)
            folders.append(links.pop())
        folder = folders.pop()
        real = os.path.realpath(root / folder)
        if real in seen:
            continue
        seen.add(real)
        images = 0
        try:
            for entry in _entries(root / folder):
                inner = folder + entry.name
                if _is_folder(entry):
                    (links if entry.is_symlink() else folders).append(inner + "/")
                    passed.folder(as_text(inner))
                elif entry.name.lower().endswith(IMAGE_SUFFIXES):
                    images += 1
                    yield as_text(inner), entry
                else:
                    passed.file(as_text(inner))
        except OSError as error:
            unreadable(root / folder, error)
        if images and not Path(real).is_relative_to(top):
            passed.reaches[Path(real)] += images


def as_text(name: str) -> str:
    r"""``name`` with the bytes that are not text as ``\udcXX``."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.lower()
            if not name.startswith(".") and name not in JUNK_FOLDERS and not name.endswith(PROJECT_SUFFIX):
                yield entry


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that points at itself
        return False
