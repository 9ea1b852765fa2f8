"""Only regular files are opened: a pipe or a device among them could keep the program waiting for ever."""

import stat
from pathlib import Path

from dclgui.core.errors import UserError


def is_regular(file: Path) -> bool:
    """Whether ``file``, or what it links to, is a regular file; raises ``OSError`` if that can't be found out."""
    return stat.S_ISREG(file.stat().st_mode)


def is_there(file: Path) -> bool:
    """Whether ``file``, or what it links to, is a regular file that can be reached."""
    try:
        return is_regular(file)
    except (OSError, ValueError):
        return False


def require_regular(file: Path) -> None:
    """Raise ``UserError`` if ``file`` is a folder, a pipe or a device; what is missing is left to whoever opens it."""
    try:
        regular = is_regular(file)
    except (OSError, ValueError):
        return
    if not regular:
        raise UserError(f"{file} is not a file.", "Name a file, not a folder, a pipe or a device.")
