"""The exported pictures: copied or linked, their sizes, and the suffixes that other tools know.

The user's files are only read.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from PIL import Image

from dclgui.core.errors import FULL, UserError
from dclgui.core.regular import is_regular
from dclgui.labels.batch import ExportBatch, Link

TORCHVISION = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".tif", ".tiff", ".webp", ".pgm", ".ppm",
})  # fmt: skip
"""What ``torchvision.datasets.ImageFolder`` reads once the suffix is a common one."""
ULTRALYTICS = TORCHVISION - {".pgm", ".ppm", ".dib"}
"""Those whose content Ultralytics accepts too."""
_COMMON = {".jpe": ".jpg", ".jfif": ".jpg", ".dib": ".bmp"}
_ORIENTATION, _LYING = 0x0112, {5, 6, 7, 8}
"""The EXIF tag of a picture's orientation, and its values for one turned by 90 degrees."""
# Only the head of a picture is read here, so that no size is too large.
Image.MAX_IMAGE_PIXELS = None


def place(source: Path, target: Path, link: Link) -> None:
    """Copy or link the picture ``source`` to ``target``, where nothing exists yet.

    Raises ``UserError`` if the picture is missing or can't be read, or if such a link is impossible; ``OSError`` for
    any other fault of ``target``.
    """
    try:
        if not source.is_file():
            raise gone(source)
        if link is Link.COPY:
            shutil.copyfile(source, target)
        elif link is Link.HARD:  # resolved, since a hard link to a symbolic link would be one too
            os.link(source.resolve(), target)
        else:
            target.symlink_to(source.absolute())
    except OSError as error:
        if error.errno in FULL:
            raise
        if not source.exists():
            raise gone(source) from error
        if link is not Link.COPY:
            raise UserError(
                f"{source} can't be linked into the exported folder: {error.strerror}.",
                "Export copies of the pictures instead, or choose a place on the same disk.",
            ) from error
        if not os.access(source, os.R_OK):
            raise UserError(
                f"{source} can't be read: {error.strerror}.", "Ask for the right to read it, then export again."
            ) from error
        raise


def place_all(batch: ExportBatch, names: Sequence[str], folder: Path) -> Iterator[int]:
    """Place the picture of each row as its name below ``folder``, which is made; yields after each."""
    folder.mkdir(parents=True)
    for inside in {name.rpartition("/")[0] for name in names}:
        (folder / inside).mkdir(parents=True, exist_ok=True)
    for path, name in zip(batch.table.paths, names, strict=True):
        place(batch.root / path, folder / name, batch.link)
        yield 1


def gone(source: Path) -> UserError:
    """The error for a picture that is no longer there."""
    return UserError(
        f"The picture {source} is no longer there, so nothing was exported.",
        "Put it back, or exclude it from the project, and export again.",
    )


def upright_size(file: Path) -> tuple[int, int]:
    """Width and height after EXIF orientation; 0 and 0 for a file that is gone or that Pillow can't read."""
    try:
        if not is_regular(file):
            return 0, 0
        with Image.open(file) as image:
            width, height = image.size
            lies = "exif" in image.info and image.getexif().get(_ORIENTATION) in _LYING
            return (height, width) if lies else (width, height)
    except (OSError, SyntaxError, ValueError):
        return 0, 0


def ending(path: str) -> str:
    """The suffix of ``path`` in lower case, with the dot."""
    return PurePosixPath(path).suffix.lower()


def with_common_ending(name: str) -> str:
    """``name`` with a suffix that more programs know: ``1.jpg`` for ``1.jfif``."""
    common = _COMMON.get(ending(name))
    return str(PurePosixPath(name).with_suffix(common)) if common else name
