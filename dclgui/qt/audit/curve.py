"""Upper bound of the error rate against the number of accepted labels, the least doubtful first."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import font, tokens
from dclgui.qt.parts.words import number, share
from dclgui.review.guarantee import Guarantee

_LEFT, _BOTTOM, _TOP, _RIGHT = 62, 36, 12, 16
_TOPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_TICKS = 5


class GuaranteeCurve(Panel):
    """The curve, the allowed error as a dashed line, and a dot at the number of guaranteed labels."""

    def __init__(self) -> None:
        super().__init__()
        self._promise: Guarantee | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(110)
        self.refresh()

    def show_promise(self, promise: Guarantee | None) -> None:
        """Draw the curve of ``promise``."""
        self._promise = promise
        self.retranslate()

    def retranslate(self) -> None:
        """The titles of the axes and the accessible name."""
        self._across = self.tr("labels taken, the least doubtful first")
        self._up = self.tr("at most wrong")
        self.setAccessibleName(self.tr("Most that is wrong, by labels taken"))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wider than high; where the page is higher, it grows."""
        return QSize(560, 170)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Axes, dashed line, curve, dot."""
        promise = self._promise
        if promise is None or not len(promise.curve.accepted):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)
        most = int(promise.curve.accepted[-1])
        shown = promise.curve.bound[len(promise.curve.bound) // 4 :]
        reached = max(2 * promise.terms.error, float(np.min(shown)) * 2)
        top = next((top for top in _TOPS if top >= reached), 1.0)

        def at(accepted: float, bound: float) -> QPointF:
            return QPointF(area.left() + area.width() * accepted / most, area.bottom() - area.height() * bound / top)

        self._paint_axes(painter, area, most, top)
        painter.setPen(QPen(QColor(tokens().faint), 1, Qt.PenStyle.DashLine))
        painter.drawLine(at(0, promise.terms.error), at(most, promise.terms.error))
        painter.save()
        painter.setClipRect(area.adjusted(0, -2, 2, 2))
        painter.setPen(QPen(QColor(tokens().accent), 2))
        pairs = zip(promise.curve.accepted.tolist(), promise.curve.bound.tolist(), strict=True)
        painter.drawPolyline(QPolygonF([at(accepted, bound) for accepted, bound in pairs]))
        painter.restore()
        if len(promise.promised):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().accent))
            painter.drawEllipse(at(len(promise.promised), promise.terms.error), 5, 5)

    def _paint_axes(self, painter: QPainter, area: QRectF, most: int, top: float) -> None:
        colours = tokens()
        painter.setFont(font(12))
        for step in range(_TICKS):
            part = step / (_TICKS - 1)
            y = area.bottom() - area.height() * part
            painter.setPen(QColor(colours.line))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 9, _LEFT - 8, 18), right, share(part * top, digits=1))
            x = area.left() + area.width() * part
            centre = Qt.AlignmentFlag.AlignHCenter
            label = QRectF(min(x - 40, self.width() - 80), area.bottom() + 3, 80, 16)
            painter.drawText(label, centre, number(round(most * part)))
        below = QRectF(area.left(), area.bottom() + 18, area.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self._across)
        painter.drawText(QRectF(area.left(), area.top(), area.width() - 6, 16), Qt.AlignmentFlag.AlignRight, self._up)
