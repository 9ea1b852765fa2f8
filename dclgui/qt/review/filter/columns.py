"""The columns that the images can be sorted and filtered by, in words, and the window that asks for a range."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP
from dclgui.review.table import Column, ReviewTable

SORTS: tuple[Column, ...] = ("doubt", "entropy", "distance", "margin", "probability", "path", "unlike")
FIGURES: tuple[Column, ...] = ("entropy", "distance", "margin", "probability", "weight", "agreeing", "unlike")
BIGGEST_FIRST: frozenset[Column] = frozenset({"doubt", "entropy", "distance", "unlike"})
"""Columns in which the most doubtful images have the largest values."""

_NAMES: dict[Column, str] = {
    "doubt": QT_TRANSLATE_NOOP("Columns", "Most doubtful"),
    "entropy": QT_TRANSLATE_NOOP("Columns", "Entropy"),
    "distance": QT_TRANSLATE_NOOP("Columns", "Distance"),
    "margin": QT_TRANSLATE_NOOP("Columns", "Margin"),
    "probability": QT_TRANSLATE_NOOP("Columns", "Probability"),
    "weight": QT_TRANSLATE_NOOP("Columns", "Weight"),
    "agreeing": QT_TRANSLATE_NOOP("Columns", "Ways that agree"),
    "unlike": QT_TRANSLATE_NOOP("Columns", "Most unlike"),
    "path": QT_TRANSLATE_NOOP("Columns", "File name"),
}
_MEANINGS: dict[Column, str] = {
    "doubt": QT_TRANSLATE_NOOP(
        "Columns", "How doubtful its name is. The most doubtful come in the order that teaches."
    ),
    "entropy": QT_TRANSLATE_NOOP("Columns", "Shannon entropy of the softmax: 0 means the network is quite sure."),
    "distance": QT_TRANSLATE_NOOP("Columns", "Distance of the features to the prototype of its own class."),
    "margin": QT_TRANSLATE_NOOP("Columns", "(d2 - d1) / d2 of the two nearest prototypes: 0 means both are as near."),
    "probability": QT_TRANSLATE_NOOP("Columns", "Belief in its name. Not an accuracy: only its order means anything."),
    "weight": QT_TRANSLATE_NOOP("Columns", "How much the picture counts in the next round's training."),
    "agreeing": QT_TRANSLATE_NOOP("Columns", "Share of all ways of naming it that give it its name."),
    "unlike": QT_TRANSLATE_NOOP("Columns", "How unlike everything that the old camera showed: unlike all from 1 on."),
    "path": QT_TRANSLATE_NOOP("Columns", "Place and name of the file."),
}


def column_name(column: Column) -> str:
    """``Entropy``, translated."""
    return QCoreApplication.translate("Columns", _NAMES[column])


def column_meaning(column: Column) -> str:
    """One sentence that defines the column, translated."""
    return QCoreApplication.translate("Columns", _MEANINGS[column])


class RangePopup(Panel):
    """A popup that filters by a range; ``chosen`` has column, lowest and highest value."""

    chosen = Signal(str, float, float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._anchor = parent
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "panel")
        self._table: ReviewTable | None = None
        self.column = QComboBox()
        self.lowest, self.highest = QDoubleSpinBox(), QDoubleSpinBox()
        self._words, self._to, self._meaning = label("section"), label("muted"), label("small", wrap=True)
        self.show_only = button("primary")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in (self.column, self.lowest, self._to, self.highest):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 12, 2 * GRID, 12)
        layout.setSpacing(GRID)
        layout.addWidget(self._words)
        layout.addLayout(row)
        layout.addWidget(self._meaning)
        layout.addWidget(self.show_only, alignment=Qt.AlignmentFlag.AlignRight)
        for box in (self.lowest, self.highest):
            box.setDecimals(3)
            box.setSingleStep(0.05)
            box.setMinimumWidth(88)
        self.column.addItems([""] * len(FIGURES))
        self.column.currentIndexChanged.connect(self._show_span)
        self.show_only.clicked.connect(self._choose)
        self.refresh()

    def ask(self, table: ReviewTable) -> None:
        """Open below the parent button, with the value ranges of ``table``."""
        self._table = table
        choices = self.column.model()
        assert isinstance(choices, QStandardItemModel)
        choices.item(FIGURES.index("agreeing")).setEnabled(table.consensus is not None)
        self._show_span()
        anchor = self._anchor
        self.adjustSize()
        corner = anchor.mapToGlobal(anchor.rect().bottomRight())
        self.move(corner.x() - self.width(), corner.y() + 4)
        self.show()
        self.column.setFocus()

    def retranslate(self) -> None:
        """All words."""
        self._words.setText(self.tr("Show only pictures with"))
        self._to.setText(self.tr("to"))
        self.show_only.setText(self.tr("Show only these"))
        for place, column in enumerate(FIGURES):
            self.column.setItemText(place, column_name(column))
        self.column.setAccessibleName(self.tr("Figure"))
        self.lowest.setAccessibleName(self.tr("Lowest value"))
        self.highest.setAccessibleName(self.tr("Highest value"))

    @property
    def _column(self) -> Column:
        return FIGURES[max(0, self.column.currentIndex())]

    def _show_span(self) -> None:
        self._meaning.setText(column_meaning(self._column))
        if self._table is None:
            return
        values = self._table.column(self._column)
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        # Rounded outwards to three decimals, which the boxes show, so that the extremes stay included.
        low, high = math.floor(1000 * low) / 1000, math.ceil(1000 * high) / 1000
        for box, value in ((self.lowest, low), (self.highest, high)):
            box.setRange(low, high)
            box.setValue(value)

    def _choose(self) -> None:
        low, high = sorted((self.lowest.value(), self.highest.value()))
        self.hide()
        self.chosen.emit(self._column, low, high)
