"""Plain line icons, drawn here so that they take the theme's colours and every size."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dclgui.qt.parts.theme import tokens


class Icon(Enum):
    """What may be drawn."""

    FOLDER = auto()
    NEW = auto()
    OPEN = auto()
    PLAY = auto()
    CHECK = auto()


class IconLabel(QWidget):
    """One icon in the muted colour, or in the accent."""

    def __init__(self, icon: Icon, side: int, *, accent: bool = False) -> None:
        super().__init__()
        self._icon, self._side, self._accent = icon, side, accent
        self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The icon."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._side / 24, self._side / 24)
        pen = QPen(QColor(colours.accent if self._accent else colours.faint), 1.5 if self._side < 40 else 1.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        _DRAWN[self._icon](painter)


def _folder(painter: QPainter) -> None:
    painter.drawPath(_folder_path())
    _arrow(painter, QPointF(12, 10), QPointF(12, 16))


def _open(painter: QPainter) -> None:
    painter.drawPath(_folder_path())
    painter.drawLine(QPointF(3, 10.5), QPointF(21, 10.5))


def _folder_path() -> QPainterPath:
    path = QPainterPath(QPointF(3, 18))
    for x, y in ((3, 6), (4.5, 5), (9, 5), (11, 7.5), (19.5, 7.5), (21, 9), (21, 18), (19.5, 19.5), (4.5, 19.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    return path


def _new(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(3.5, 3.5, 17, 17), 4, 4)
    painter.drawLine(QPointF(12, 8), QPointF(12, 16))
    painter.drawLine(QPointF(8, 12), QPointF(16, 12))


def _play(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(3, 3, 18, 18))
    path = QPainterPath(QPointF(10, 8.5))
    for x, y in ((15.5, 12), (10, 15.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.drawPath(path)


def _check(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(3, 3, 18, 18))
    painter.drawPolyline([QPointF(8, 12.2), QPointF(11, 15.2), QPointF(16.2, 9.2)])


def _arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    painter.drawLine(start, end)
    painter.drawPolyline([end + QPointF(-2.5, -2.5), end, end + QPointF(2.5, -2.5)])


_DRAWN = {Icon.FOLDER: _folder, Icon.NEW: _new, Icon.OPEN: _open, Icon.PLAY: _play, Icon.CHECK: _check}
