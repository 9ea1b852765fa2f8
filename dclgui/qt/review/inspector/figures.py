"""The figures of one image: distances to the class prototypes as bars, and the outputs of the network."""

import math

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from dclgui.core.catalog import UNKNOWN
from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import font, tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import tooltip
from dclgui.qt.review.filter.columns import column_meaning, column_name
from dclgui.review.keyed import keyed_classes
from dclgui.review.table import Column, ReviewTable

SHORT = 6
"""Number of classes that are shown until the user asks for all."""
_LINE = 20
_LEAST_NAMES, _MOST_NAMES, _FIGURES = 64, 112, 42
_THICK = 6
_KEY = 14
"""Width of the digit before a name."""
COLUMNS: tuple[Column, ...] = ("probability", "entropy", "margin", "weight")


class DistanceBars(QWidget):
    """The nearest class first, behind its digit key if it has one; a longer bar is a nearer prototype.

    The image's own class is in the accent colour.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines: list[tuple[str, str, float, float, bool]] = []

    def show_image(self, table: ReviewTable, row: int, *, short: bool) -> None:
        """Show how far image ``row`` is from each prototype; a class without one is left out."""
        names, distances, own = table.class_names, table.distances[row], int(table.label[row])
        keys = dict(zip(keyed_classes(table, row).tolist(), DIGITS, strict=False))
        known = np.flatnonzero(np.isfinite(distances))
        order = known[np.argsort(distances[known], kind="stable")]
        # Cosine distances of similar features are below 1; larger ones are scaled by the largest.
        scale = max(1.0, float(distances[order[-1]])) if len(order) else 1.0
        shown = (order[:SHORT] if short else order).tolist()
        far = [float(distances[place]) for place in shown]
        self._lines = [
            (keys.get(place, ""), names[place], away, max(0.02, 1 - away / scale), place == own)
            for place, away in zip(shown, far, strict=True)
        ]
        said = (f"{key} {name} {distance:.2f}".strip() for key, name, distance, _, _ in self._lines)
        self.setAccessibleName(", ".join(said))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line per class."""
        return QSize(240, _LINE * len(self._lines))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Key, name, bar, distance."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(font(13, bold=True))
        longest = max((metrics.horizontalAdvance(name) for _, name, *_ in self._lines), default=0.0)
        names = round(_KEY + min(max(longest + 10, _LEAST_NAMES), _MOST_NAMES))
        bar = self.width() - names - _FIGURES
        for place, (key, name, distance, nearness, own) in enumerate(self._lines):
            top = place * _LINE
            painter.setFont(font(11))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, top, _KEY, _LINE), Qt.AlignmentFlag.AlignVCenter, key)
            painter.setFont(font(13, bold=own))
            painter.setPen(QColor(colours.ink))
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, names - _KEY - 8)
            painter.drawText(QRectF(_KEY, top, names, _LINE), Qt.AlignmentFlag.AlignVCenter, words)
            track = QRectF(names, top + (_LINE - _THICK) / 2, bar, _THICK)
            painter.setPen(Qt.PenStyle.NoPen)
            for colour, width in ((colours.track, bar), (colours.accent if own else colours.faint, bar * nearness)):
                track.setWidth(max(_THICK, width))
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
            painter.setFont(font(13))
            painter.setPen(QColor(colours.muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, self.width(), _LINE), right, f"{distance:.2f}")


class Figures(Panel):
    """Two figures per line; below them the classifier's label and the label by prototype."""

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
            grid.addWidget(self._names[column], line, 3 * left)
            grid.addWidget(self.values[column], line, 3 * left + 1)
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
        self._together = False
        self.refresh()

    def show_image(self, table: ReviewTable, row: int) -> None:
        """Show image ``row``."""
        self._together = table.consensus is not None
        self._name_labels()
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
                widget.setToolTip(tooltip(column_meaning(column)))
        self._classifier_name.setText(self.tr("Classifier's name"))
        for widget in (self._classifier_name, self.classifier):
            widget.setToolTip(self.tr("The largest softmax output"))
        self._name_labels()

    def _name_labels(self) -> None:
        """What the label comes from."""
        name = self.tr("Name after prototypes")
        tip = self.tr("The pseudo-label: the classifier's at high confidence, else the nearest prototype's")
        if self._together:
            name = self.tr("Name by all ways")
            tip = self.tr("What all ways of naming it say together, weighed by how well they named what you answered")
        self._prototype_name.setText(name)
        for widget in (self._prototype_name, self.prototype):
            widget.setToolTip(tooltip(tip))
