"""Asking again for a moment: on Windows no name can be changed of what any program has open, be it to look for viruses.

A scanner or an indexer opens every new file, and a window may read what a run is about to replace. Both let go at once.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 5.0 if os.name == "nt" else 0.0
"""How long it is asked again; elsewhere what is open can be renamed and removed, and a refusal is final."""
_PAUSE = 0.05


def patiently(step: Callable[[], object]) -> None:
    """Do ``step``, again and again while it is refused by a ``PermissionError``; raises the last of them."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            step()
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def move(new: Path, place: Path) -> None:
    """Give ``new`` the name ``place``, instead of a file that is there; raises ``OSError`` if that can't be done."""
    patiently(lambda: new.replace(place))


def remove(file: Path) -> None:
    """Remove ``file`` if it is there; raises ``OSError`` if that can't be done."""
    patiently(lambda: file.unlink(missing_ok=True))
