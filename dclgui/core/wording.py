"""Parts of sentences that every room writes alike."""

from collections.abc import Iterable


def listed(names: Iterable[str], *, most: int = 6) -> str:
    """The first ``most`` of ``names``, and a sign that there are more."""
    found = list(names)
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")
