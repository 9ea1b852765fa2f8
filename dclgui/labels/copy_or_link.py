"""Pictures into an exported folder: copied or linked. The user's files are only read."""

import errno
import os
import shutil
from pathlib import Path

from dclgui.core.errors import UserError
from dclgui.labels.batch import Link

FULL = {errno.ENOSPC, errno.EDQUOT}
"""What a system says when a disk, or a person's share of it, is full."""


def place(source: Path, target: Path, link: Link) -> None:
    """Put the picture ``source`` at ``target``, where nothing is yet.

    Raises ``UserError`` if the picture is gone or can't be read, or if there can be no such link; ``OSError`` for
    whatever else is wrong with ``target``.
    """
    try:
        if not source.is_file():
            raise gone(source)
        if link is Link.COPY:
            shutil.copyfile(source, target)
        elif link is Link.HARD:
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


def gone(source: Path) -> UserError:
    """What to say of a picture that is no longer there."""
    return UserError(
        f"The picture {source} is no longer there, so nothing was exported.",
        "Put it back, or exclude it from the project, and export again.",
    )
