"""How large pictures are, read from the first bytes of their files."""

from pathlib import Path

from PIL import Image

from dclgui.labels.copy_or_link import gone

_ORIENTATION, _LYING = 0x0112, {5, 6, 7, 8}


def upright_size(file: Path) -> tuple[int, int]:
    """Width and height as people see it, by its EXIF orientation; 0 and 0 for a file that Pillow can't tell of.

    Raises ``UserError`` if the file is no longer there.
    """
    try:
        with Image.open(file) as image:
            width, height = image.size
            lies = "exif" in image.info and image.getexif().get(_ORIENTATION) in _LYING
            return (height, width) if lies else (width, height)
    except FileNotFoundError as error:
        raise gone(file) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return 0, 0
