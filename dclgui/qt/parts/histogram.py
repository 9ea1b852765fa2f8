"""Two histograms on one axis: one stands on it, the other hangs from it."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from dclgui.core.arrays import Doubles
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import font, tokens

_WORDS = 20
_PILES = 3
"""Bins that may be cut at the top, so that the others can be seen."""


class TwoHistograms(Panel):
    """Shares of two domains by the same bins, dark at the left."""

    def __init__(self) -> None:
        super().__init__()
        self._above: Doubles = np.zeros(1)
        self._below: Doubles = np.zeros(1)
        self._ends = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(156)
        self.refresh()

    def show_shares(self, above: Doubles, below: Doubles) -> None:
        """Show ``above`` and ``below``, [B] each."""
        self._above, self._below = above, below
        self.update()

    def retranslate(self) -> None:
        """The ends of the axis, and what is read aloud."""
        self._ends = (self.tr("dark"), self.tr("bright"))
        self.setAccessibleName(self.tr("Brightness of both cameras' pictures"))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(320, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """One above, one below."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = (self.height() - _WORDS) / 2
        most = max(_usual_height(self._above), _usual_height(self._below))
        for shares, ink, up in ((self._above, colours.faint, 1.0), (self._below, colours.accent, -1.0)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            painter.drawPolygon(self._outline(shares / most, half, up=up))
        painter.setPen(QColor(colours.line))
        painter.drawLine(QPointF(0, half), QPointF(self.width(), half))
        painter.setFont(font(12))
        painter.setPen(QColor(colours.muted))
        ends = QRectF(0, self.height() - _WORDS, self.width(), _WORDS)
        painter.drawText(ends, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._ends[0])
        painter.drawText(ends, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._ends[1])

    def _outline(self, heights: Doubles, half: float, *, up: float) -> QPolygonF:
        """Steps from one bin to the next."""
        width = self.width() / len(heights)
        room = half - 6
        points = [QPointF(0, half)]
        for place, height in enumerate(np.minimum(heights, 1).tolist()):
            level = half - up * height * room
            points += [QPointF(place * width, level), QPointF((place + 1) * width, level)]
        return QPolygonF([*points, QPointF(self.width(), half)])


def _usual_height(shares: Doubles) -> float:
    """What a bin may reach but for the few highest, where all that is black or white piles up."""
    highest = np.sort(shares)
    return max(1.2 * float(highest[-_PILES - 1 :][0]), float(highest[-1]) / 12, 1e-9)
