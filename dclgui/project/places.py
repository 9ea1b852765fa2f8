"""Where a project's images are, said so that project and images can move together."""

import os
from pathlib import Path, PurePosixPath


def seen_from(start: Path, path: Path) -> str | None:
    """``path`` relative to ``start``, with ``/`` between the parts; ``None`` if they lie on different drives."""
    try:
        return Path(os.path.relpath(path.resolve(), start.resolve())).as_posix()
    except ValueError:
        return None


def found_from(start: Path, seen: str) -> Path:
    """The absolute path that ``seen_from(start, …)`` wrote down; nothing needs to exist there."""
    return Path(os.path.normpath(start.resolve() / PurePosixPath(seen)))
