"""Shares with their intervals, one under the other on a common scale."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import font, tokens
from dclgui.qt.parts.words import share
from dclgui.review.intervals import Interval

_ROW, _NAME, _VALUE = 20, 92, 92


class IntervalRows(Panel):
    """``name ──●── 92.1–99.1 %``; the scale begins at the lowest end, rounded down to a tenth."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, Interval, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[tuple[str, Interval, str], ...]) -> None:
        """Each row is a name, its interval and the colour of its dot."""
        self._rows = tuple(row for row in rows if not math.isnan(row[1].estimate))
        self.setToolTip("\n".join(f"{name}: {share(found.estimate, digits=1)}" for name, found, _ in self._rows))
        self.setAccessibleDescription(
            "; ".join(f"{name} {share(found.low, digits=1)} – {share(found.high, digits=1)}" for name, found, _ in rows)
        )
        self.setFixedHeight(_ROW * len(self._rows))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line for each."""
        return QSize(200, _ROW * len(self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Name, line, dot and figures."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lowest = min((found.low for _, found, _ in self._rows), default=0.0)
        first = math.floor(lowest * 10) / 10
        left, right = _NAME + 8.0, self.width() - _VALUE - 8.0
        centre = Qt.AlignmentFlag.AlignVCenter

        def at(value: float) -> float:
            return left + (right - left) * (value - first) / max(1e-9, 1 - first)

        for place, (name, found, colour) in enumerate(self._rows):
            area = QRectF(0, place * _ROW, self.width(), _ROW)
            middle = area.center().y()
            painter.setFont(font(13))
            painter.setPen(QColor(colours.ink))
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME)
            painter.drawText(QRectF(0, area.y(), _NAME, _ROW), centre, words)
            painter.setPen(QPen(QColor(colours.track), 2))
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
            painter.setPen(QPen(QColor(colour), 3))
            painter.drawLine(QPointF(at(found.low), middle), QPointF(at(found.high), middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QPointF(at(found.estimate), middle), 4, 4)
            painter.setFont(font(12))
            painter.setPen(QColor(colours.muted))
            figures = f"{100 * found.low:.1f}–{share(found.high, digits=1)}"
            value = QRectF(self.width() - _VALUE, area.y(), _VALUE, _ROW)
            painter.drawText(value, centre | Qt.AlignmentFlag.AlignRight, figures)
