"""How far an image's features lie from each class prototype, as bars."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dclgui.core.arrays import Floats
from dclgui.qt.parts.theme import font, tokens

SHORT = 6
"""Classes shown before the person asks for all."""
_LINE = 20
_LEAST_NAMES, _MOST_NAMES, _FIGURES = 64, 112, 42
_THICK = 6


class DistanceBars(QWidget):
    """The nearest class first; the longer a bar, the nearer the prototype; the image's own class in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines: list[tuple[str, float, float, bool]] = []

    def show_distances(self, names: tuple[str, ...], distances: Floats, *, own: int, short: bool) -> None:
        """``distances`` [K] to the prototypes of ``names``; a class without a prototype is left out."""
        known = np.flatnonzero(np.isfinite(distances))
        order = known[np.argsort(distances[known], kind="stable")]
        # Cosine distances stay below 1 for what is alike at all; others are compared with the farthest.
        scale = max(1.0, float(distances[order[-1]])) if len(order) else 1.0
        self._lines = [
            (names[place], float(distances[place]), max(0.02, 1 - float(distances[place]) / scale), place == own)
            for place in (order[:SHORT] if short else order).tolist()
        ]
        self.setAccessibleName(", ".join(f"{name} {distance:.2f}" for name, distance, _, _ in self._lines))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line for each class."""
        return QSize(240, _LINE * len(self._lines))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Name, bar, figure."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(font(13, bold=True))
        longest = max((metrics.horizontalAdvance(name) for name, *_ in self._lines), default=0.0)
        names = round(min(max(longest + 10, _LEAST_NAMES), _MOST_NAMES))
        bar = self.width() - names - _FIGURES
        for place, (name, distance, nearness, own) in enumerate(self._lines):
            top = place * _LINE
            painter.setFont(font(13, bold=own))
            painter.setPen(QColor(colours.ink))
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, names - 8)
            painter.drawText(QRectF(0, top, names, _LINE), Qt.AlignmentFlag.AlignVCenter, words)
            track = QRectF(names, top + (_LINE - _THICK) / 2, bar, _THICK)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.track))
            painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
            painter.setBrush(QColor(colours.accent if own else colours.faint))
            track.setWidth(max(_THICK, bar * nearness))
            painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
            painter.setFont(font(13))
            painter.setPen(QColor(colours.muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, self.width(), _LINE), right, f"{distance:.2f}")
