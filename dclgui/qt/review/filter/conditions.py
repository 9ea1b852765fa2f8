"""The conditions of a filter that no control shows, as chips to take away."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button
from dclgui.qt.parts.words import filled, number
from dclgui.qt.review.filter.chips import ConditionChip
from dclgui.qt.review.filter.columns import column_name
from dclgui.review.shown import Filter


class Conditions(Panel):
    """Hidden while there is none.

    ``kept``     the filter without the condition that was taken away
    ``cleared``  all are to go
    """

    kept = Signal(object)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter()
        self._class_names: tuple[str, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._clear = button("link")
        self._clear.clicked.connect(self.cleared)
        self._row.addWidget(self._clear)
        self._row.addStretch()
        self.chips: list[ConditionChip] = []
        self.hide()
        self.refresh()

    def show_filter(self, shown: Filter, class_names: tuple[str, ...]) -> None:
        """Show the conditions of ``shown``."""
        self._filter, self._class_names = shown, class_names
        self.retranslate()

    def retranslate(self) -> None:
        """Make the chips anew."""
        self._clear.setText(self.tr("Clear the filter"))
        self.setAccessibleName(self.tr("Conditions"))
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = [self._chip(words, rest) for words, rest in self._conditions()]
        for place, chip in enumerate(self.chips):
            self._row.insertWidget(place, chip)
        self.setVisible(bool(self.chips))

    def _chip(self, words: str, rest: Filter) -> ConditionChip:
        chip = ConditionChip(words, self.tr("Click to take this condition away"))
        chip.clicked.connect(partial(self.kept.emit, rest))
        return chip

    def _conditions(self) -> list[tuple[str, Filter]]:
        """Each in words, with the filter that is left without it."""
        shown = self._filter
        found = []
        for condition in shown.ranges:
            column, low, high = condition
            rest = tuple(other for other in shown.ranges if other is not condition)
            found.append((f"{column_name(column)} {low:.3g} – {high:.3g}", replace(shown, ranges=rest)))
        if shown.cell is not None:
            before, after = (self._class_names[place] for place in shown.cell)
            words = filled(self.tr("Classifier %1, prototype %2"), before, after)
            found.append((words, replace(shown, cell=None)))
        if shown.rows is not None:
            words = filled(self.tr("%1 picked on the map"), number(len(shown.rows)))
            found.append((words, replace(shown, rows=None)))
        return found
