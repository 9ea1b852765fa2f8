"""The columns that the pictures can be sorted by and picked out by, in words."""

from PySide6.QtCore import QCoreApplication

from dclgui.qt.parts.noop import QT_TRANSLATE_NOOP
from dclgui.review.table import Column

SORTS: tuple[Column, ...] = ("doubt", "entropy", "distance", "margin", "probability", "path")
FIGURES: tuple[Column, ...] = ("entropy", "distance", "margin", "probability", "weight")
BIGGEST_FIRST: frozenset[Column] = frozenset({"doubt", "entropy", "distance"})
"""Columns whose most doubtful images have the largest values."""

_NAMES: dict[Column, str] = {
    "doubt": QT_TRANSLATE_NOOP("Columns", "Most doubtful"),
    "entropy": QT_TRANSLATE_NOOP("Columns", "Entropy"),
    "distance": QT_TRANSLATE_NOOP("Columns", "Distance"),
    "margin": QT_TRANSLATE_NOOP("Columns", "Margin"),
    "probability": QT_TRANSLATE_NOOP("Columns", "Probability"),
    "weight": QT_TRANSLATE_NOOP("Columns", "Weight"),
    "path": QT_TRANSLATE_NOOP("Columns", "File name"),
}
_MEANINGS: dict[Column, str] = {
    "doubt": QT_TRANSLATE_NOOP("Columns", "How nearly as close another class's prototype is: 1 minus the margin."),
    "entropy": QT_TRANSLATE_NOOP("Columns", "Shannon entropy of the softmax: 0 means the network is quite sure."),
    "distance": QT_TRANSLATE_NOOP("Columns", "Distance of the features to the prototype of its own class."),
    "margin": QT_TRANSLATE_NOOP("Columns", "(d2 - d1) / d2 of the two nearest prototypes: 0 means both are as near."),
    "probability": QT_TRANSLATE_NOOP("Columns", "Softmax of its label. Not an accuracy: it is too high on average."),
    "weight": QT_TRANSLATE_NOOP("Columns", "How much the picture counts in the next round's training."),
    "path": QT_TRANSLATE_NOOP("Columns", "Place and name of the file."),
}


def column_name(column: Column) -> str:
    """``Entropy``, in the language that shows."""
    return QCoreApplication.translate("Columns", _NAMES[column])


def column_meaning(column: Column) -> str:
    """A sentence with the method's terms."""
    return QCoreApplication.translate("Columns", _MEANINGS[column])
