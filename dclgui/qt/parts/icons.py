"""Line icons, drawn in code so that they take the theme's colours and scale to every size."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from dclgui.qt.parts.theme import tokens


class Icon(Enum):
    """The icons there are."""

    FOLDER = auto()
    NEW = auto()
    OPEN = auto()
    PLAY = auto()
    CHECK = auto()


_FOLDER = (
    *((3.0, 18.0), (3.0, 6.0), (4.5, 5.0), (9.0, 5.0), (11.0, 7.5), (19.5, 7.5), (21.0, 9.0), (21.0, 18.0)),
    *((19.5, 19.5), (4.5, 19.5), (3.0, 18.0)),
)
# Lines on a square of 24 units. A line that ends where it begins is closed.
_LINES: dict[Icon, tuple[tuple[tuple[float, float], ...], ...]] = {
    Icon.FOLDER: (_FOLDER, ((12, 10), (12, 16)), ((9.5, 13.5), (12, 16), (14.5, 13.5))),
    Icon.NEW: (((12, 8), (12, 16)), ((8, 12), (16, 12))),
    Icon.OPEN: (_FOLDER, ((3, 10.5), (21, 10.5))),
    Icon.PLAY: (((10, 8.5), (15.5, 12), (10, 15.5), (10, 8.5)),),
    Icon.CHECK: (((8, 12.2), (11, 15.2), (16.2, 9.2)),),
}


class IconLabel(QWidget):
    """One icon, in the faint colour or in the accent colour."""

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
        if self._icon is Icon.NEW:
            painter.drawRoundedRect(QRectF(3.5, 3.5, 17, 17), 4, 4)
        elif self._icon in (Icon.PLAY, Icon.CHECK):
            painter.drawEllipse(QRectF(3, 3, 18, 18))
        for points in _LINES[self._icon]:
            line = QPolygonF([QPointF(x, y) for x, y in points])
            if line.isClosed():
                painter.drawPolygon(line)
            else:
                painter.drawPolyline(line)
