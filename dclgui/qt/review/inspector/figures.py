"""The figures of one image, each with its term."""

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from dclgui.core.catalog import UNKNOWN
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import font
from dclgui.qt.parts.widgets import label
from dclgui.qt.review.filter.columns import column_meaning, column_name
from dclgui.review.table import Column, ReviewTable

COLUMNS: tuple[Column, ...] = ("probability", "entropy", "margin", "weight")


class Figures(Panel):
    """Two pairs a line, and below them the classifier's word beside the prototypes'."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self._names = {column: label("small") for column in COLUMNS}
        self.values = {column: label() for column in COLUMNS}
        for place, column in enumerate(COLUMNS):
            line, left = divmod(place, 2)
            self._put(grid, self._names[column], line, 3 * left)
            self._put(grid, self.values[column], line, 3 * left + 1)
            self.values[column].setAlignment(Qt.AlignmentFlag.AlignRight)
            self.values[column].setFont(font(13))
        grid.setColumnMinimumWidth(2, 16)
        for middle in (1, 4):
            grid.setColumnStretch(middle, 1)
        self._classifier_name, self._prototype_name = label("small"), label("small")
        self.classifier, self.prototype = label(), label()
        pairs = ((self._classifier_name, self.classifier), (self._prototype_name, self.prototype))
        for line, (name, value) in enumerate(pairs, 2):
            grid.addWidget(name, line, 0, 1, 2)
            grid.addWidget(value, line, 2, 1, 3)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            value.setMinimumWidth(10)
        self.refresh()

    def show_image(self, table: ReviewTable, row: int) -> None:
        """Show image ``row``."""
        for column, value in self.values.items():
            figure = float(table.column(column)[row])
            value.setText(f"{figure:.2f}" if math.isfinite(figure) else "–")
        labels = ((self.classifier, table.classifier_label), (self.prototype, table.machine_label))
        for text, values in labels:
            place = int(values[row])
            text.setText(table.class_names[place] if place != UNKNOWN else "–")

    def retranslate(self) -> None:
        """All words."""
        for column, name in self._names.items():
            name.setText(column_name(column))
            for widget in (name, self.values[column]):
                widget.setToolTip(column_meaning(column))
        self._classifier_name.setText(self.tr("Classifier's name"))
        self._prototype_name.setText(self.tr("Name after prototypes"))
        for widget in (self._classifier_name, self.classifier):
            widget.setToolTip(self.tr("The largest softmax output"))
        for widget in (self._prototype_name, self.prototype):
            widget.setToolTip(
                self.tr("The pseudo-label: the classifier's where it is sure, else the nearest prototype's")
            )

    @staticmethod
    def _put(grid: QGridLayout, widget: QLabel, line: int, column: int) -> None:
        grid.addWidget(widget, line, column)
