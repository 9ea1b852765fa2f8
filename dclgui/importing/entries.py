"""One image in a file of labels from elsewhere, and who named it there."""

from dataclasses import dataclass

from dclgui.labels.table import NONE_OF_THESE, Level

FIGURES = ("probability", "entropy", "margin", "distance")
"""Columns of the CSV that together tell one model's prediction for an image from another's."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a row of dclgui's own CSV says of the machine's prediction, beside the label.

    ``moved`` is ``None``, one of the ``FIGURES`` NaN, and ``label``, the machine's own, empty if the row does not say.
    """

    round: int | None
    classifier_label: str
    moved: bool | None
    metrics: tuple[float, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One image in a file of labels, as it stands there; ``label`` empty for none.

    ``level`` and ``machine`` tell of a file that dclgui wrote who gave the label; ``None`` elsewhere. ``copy_of`` is
    the path of the picture whose label a copy had when it was written.
    """

    path: str
    label: str
    level: Level | None = None
    machine: Machine | None = None
    copy_of: str = ""


def as_said(path: str, label: str) -> Entry:
    """An entry of a file that is not dclgui's own: each label is a person's."""
    none = label == NONE_OF_THESE
    return Entry(path, "" if none else label, Level.PERSON if none else None)
