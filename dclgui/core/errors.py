"""The one failure that an operator is meant to read."""

import errno
import os
from pathlib import Path

FULL = {errno.ENOSPC, errno.EDQUOT}
"""What the system says of a disk, or of a person's share of it, without room."""
_OF_THE_COMPUTER = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.EIO,
    errno.ENAMETOOLONG,
    errno.EFBIG,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENODEV,
    errno.ENXIO,
    errno.ESTALE,
}
_HELD_ELSEWHERE, _NO_SUCH_PLACE = {32, 33}, {2, 3, 206}
"""Windows' own numbers: another program has the file open; and what it says of a path that is too long."""
LONGEST_PATH = 259
"""Characters of a whole path on a Windows where long paths are not switched on; a folder's may have 12 fewer."""


class UserError(Exception):
    """Something the user can put right.

    ``message`` names the file or setting and the reason in one sentence; ``hint`` says what to do; ``choices`` are
    lines of their own after it, such as commands.
    """

    def __init__(self, message: str, hint: str = "", choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.choices = message, hint, choices

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()

    def __reduce__(self) -> tuple[type["UserError"], tuple[str, str, tuple[str, ...]]]:
        return type(self), (self.message, self.hint, self.choices)


def windows_reason(error: OSError, place: object) -> str | None:
    """Why Windows refused ``place`` where its own words mislead, as the end of a sentence; else ``None``."""
    code = getattr(error, "winerror", None)
    reason = None
    if code in _HELD_ELSEWHERE:
        reason = "another program has it open"
    elif code in _NO_SUCH_PLACE and len(str(place)) > LONGEST_PATH - 12:
        reason = f"its path has {len(str(place))} characters, more than Windows allows here"
    return reason


def unwritable(place: object, error: OSError, hint: str = "Choose another place.") -> UserError:
    """What to say of a ``place`` that can't be written; ``hint`` unless it is for want of room."""
    if error.errno in FULL:
        return UserError(f"{place} can't be written: the disk is full.", "Free some space, then try again.")
    if error.errno == errno.ENOENT and isinstance(place, Path) and not place.parent.exists():
        return UserError(
            f"{place} can't be written: there is no folder {place.parent}.", "Make it first, or choose another place."
        )
    return UserError(f"{place} can't be written: {windows_reason(error, place) or error.strerror or error}.", hint)


def explained(error: OSError) -> UserError | None:
    """What to say of an ``error`` that a disk or the rights on it are the cause of; ``None`` of any other one.

    For what reaches the top: where a file is read or written, its own sentence says more.
    """
    place = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else "A file"
    if error.errno in FULL:
        return UserError(
            f"{place} can't be written: the disk is full.",
            "Free some space, then try again; what was finished is kept.",
        )
    if error.errno in _OF_THE_COMPUTER:
        reason = windows_reason(error, place) or os.strerror(error.errno)
        return UserError(
            f"{place} can't be used: {reason}.",
            "Close it in other programs, check the disk and the rights on that place, then try again.",
        )
    return None


def first_line(error: BaseException) -> str:
    """What a library's exception says, in one line; its kind if it says nothing."""
    return next(iter(str(error).splitlines()), type(error).__name__)
