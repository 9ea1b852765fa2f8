"""Whether a folder may be written: on Windows the system tells by the attempt only."""

import os
from pathlib import Path
from uuid import uuid4

ONLY_BY_ATTEMPT = os.name == "nt"


def may_write(folder: Path) -> bool:
    """Whether files may be made in ``folder``; false if it is not there.

    On Windows rights on a folder are none of its attributes, and ``os.access`` calls every folder writable, those of a
    disc and of a share for reading too. There a file is made for a moment.
    """
    if not ONLY_BY_ATTEMPT:
        return os.access(folder, os.W_OK)
    trial = folder / f".{uuid4().hex[:8]}.tmp"
    try:
        # Removed by the system as soon as it is closed.
        os.close(os.open(trial, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_TEMPORARY", 0)))
        trial.unlink(missing_ok=True)
    except OSError:
        return False
    return True
