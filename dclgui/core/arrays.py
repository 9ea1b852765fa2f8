"""Arrays by what they hold: one name for one thing. Shapes stand in brackets where an array is described."""

import zlib
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
"""Which of them."""
Rows = npt.NDArray[np.int64]
"""Places in a table; of an image, its row in the Catalog."""
Longs = npt.NDArray[np.int64]
"""Other whole numbers that may be large: counts, sizes, times."""
Ints = npt.NDArray[np.int32]
"""Classes by number; ``UNKNOWN`` for none."""
Floats = npt.NDArray[np.float32]
"""Features, distances, probabilities: what a model says of many images."""
Halves = npt.NDArray[np.float16]
"""Features as they are kept on the disk."""
Doubles = npt.NDArray[np.float64]
"""Statistics."""
Pixels = npt.NDArray[np.uint8]
"""Pictures, 0 to 255."""
Codes = npt.NDArray[np.uint8]
"""Members of an ``IntEnum``."""
Colours = npt.NDArray[np.uint32]
"""Pixels of a screen, 0xAARRGGBB."""
Words = npt.NDArray[np.object_]
"""Texts."""
UNREADABLE = (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, NotImplementedError, zlib.error)
"""What opening and reading a file of arrays (``.npz``) raises that is gone, cut, altered or another kind of file."""
