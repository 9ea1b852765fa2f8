"""Endings of pictures' names: which of them the tools know that go by them, and the common one of each kind."""

from pathlib import PurePosixPath

TORCHVISION = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".tif", ".tiff", ".webp", ".pgm", ".ppm",
})  # fmt: skip
"""What ``torchvision.datasets.ImageFolder`` takes once the ending is a common one."""
ULTRALYTICS = TORCHVISION - {".pgm", ".ppm", ".dib"}
"""What is left of these where Ultralytics has looked at the content too."""
_COMMON = {".jpe": ".jpg", ".jfif": ".jpg", ".dib": ".bmp"}


def ending(path: str) -> str:
    """Small letters, with the dot."""
    return PurePosixPath(path).suffix.lower()


def with_common_ending(name: str) -> str:
    """``name`` as more programs know what it is: ``1.jpg`` for ``1.jfif``."""
    common = _COMMON.get(ending(name))
    return str(PurePosixPath(name).with_suffix(common)) if common else name
