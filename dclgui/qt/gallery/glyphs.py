"""The sign of each state, drawn as a shape: the same on every computer, whatever fonts it has."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from dclgui.review.table import State

_CIRCLE = tuple((0.75 * math.cos(turn * math.pi / 8), 0.75 * math.sin(turn * math.pi / 8)) for turn in range(17))
_HOOK = ((-0.55, -0.5), (-0.4, -0.85), (0, -1.0), (0.42, -0.85), (0.55, -0.5), (0.4, -0.15), (0, 0.1), (0, 0.35))
_LINES: dict[State, tuple[tuple[tuple[float, float], ...], ...]] = {
    State.PROBLEM: (((-0.75, -0.75), (0.75, 0.75)), ((-0.75, 0.75), (0.75, -0.75))),
    State.DECIDED: (((-0.9, 0.05), (-0.3, 0.65), (0.95, -0.65)),),
    State.UNSURE: (_HOOK, ((0, 0.95), (0, 0.96))),
    State.NONE_OF_THESE: (_CIRCLE, ((-0.9, 0.9), (0.9, -0.9))),
}
_SOLID: dict[State, tuple[tuple[float, float], ...]] = {
    State.MOVED: ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
    State.LOW: ((0, -1), (1.1, 0.85), (-1.1, 0.85)),
}


def draw_glyph(painter: QPainter, state: State, box: QRectF, colour: QColor) -> None:
    """Draw the sign of ``state`` in the middle of ``box``, half as wide as the box."""
    centre, radius = box.center(), box.width() / 4
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state in _LINES or state == State.NONE_YET:
        width = max(1.2, radius / 2.4)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    if state in _LINES:
        for line in _LINES[state]:
            painter.drawPolyline(_around(centre, radius, line))
    elif state in _SOLID:
        painter.drawPolygon(_around(centre, radius, _SOLID[state]))
    else:
        painter.drawEllipse(centre, 0.9 * radius, 0.9 * radius)
    painter.restore()


def draw_flag(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw the sign of a question to somebody in the middle of ``box``: a flag at its pole."""
    centre, radius = box.center(), box.width() / 4
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.2, radius / 2.4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(_around(centre, radius, ((-0.7, 1.1), (-0.7, -1.0))))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(_around(centre, radius, ((-0.7, -1.1), (1.0, -0.45), (-0.7, 0.2))))
    painter.restore()


def _around(centre: QPointF, radius: float, points: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([centre + QPointF(x, y) * radius for x, y in points])
