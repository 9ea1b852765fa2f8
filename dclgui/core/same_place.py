"""Whether two paths mean one place: the disk is asked, since some tell no case apart (macOS, Windows)."""

from pathlib import Path


def same_place(one: Path, other: Path) -> bool:
    """Whether both lead to one file or folder, however written; what is not there is compared by its path."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def lies_below(inner: Path, outer: Path) -> bool:
    """Whether ``inner`` really lies somewhere below the folder ``outer``."""
    return any(same_place(folder, outer) for folder in inner.resolve().parents)
