"""Room for tables that grow with the images: in memory while they are small, mapped from the disk when they are not."""

import os
import tempfile
from typing import IO

import numpy as np

from dclgui.core.arrays import Floats, Halves
from dclgui.core.errors import UserError

LARGE = 20_000
"""Rows above which a table is kept in half precision and mapped: the system may take its memory back at any time."""


def scratch(rows: int, columns: int) -> Floats | Halves:
    """[rows, columns] of zeros: float32 in memory, or float16 in a temporary file for more than ``LARGE`` rows.

    The file goes with the array. Raises ``UserError`` if the folder for temporary files has no room for it.
    """
    if rows <= LARGE:
        return np.zeros((rows, columns), np.float32)
    size = max(1, rows * columns * np.dtype(np.float16).itemsize)
    with tempfile.TemporaryFile(prefix="dclgui-") as file:
        try:
            _fill(file, size)
        except OSError as error:
            raise UserError(
                f"{tempfile.gettempdir()} has no room for {size / 1e9:.1f} GB of features: {error.strerror}.",
                "Free some space there, or set TMPDIR to a folder on a disk with more.",
            ) from error
        return np.memmap(file, np.float16, "r+", shape=(rows, columns))


def _fill(file: IO[bytes], size: int) -> None:
    """Take the space now: a full disk found later, by writing into the map, would end the process."""
    if hasattr(os, "posix_fallocate"):  # Linux
        os.posix_fallocate(file.fileno(), 0, size)
        return
    piece = bytes(1 << 20)
    for start in range(0, size, len(piece)):
        file.write(piece[: size - start])
    file.flush()
