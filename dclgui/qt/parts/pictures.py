"""Small square pictures with round corners."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from dclgui.core.arrays import Rows
from dclgui.core.protocol.events import Domain
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool

_RADIUS = 6.0


def paint_picture(painter: QPainter, area: QRectF, picture: QPixmap | None, *, opacity: float = 1.0) -> None:
    """Paint ``picture`` into ``area``, or a quiet ground where there is none yet."""
    path = QPainterPath()
    path.addRoundedRect(area, _RADIUS, _RADIUS)
    painter.fillPath(path, QColor(tokens().track))
    if picture is not None:
        painter.save()
        painter.setClipPath(path)
        painter.setOpacity(opacity)
        painter.drawPixmap(area, picture, QRectF(picture.rect()))
        painter.restore()


class SampleStrip(QWidget):
    """Pictures in one line, or in ``lines``, as many as there is room for."""

    def __init__(self, pool: ThumbnailPool, domain: Domain, *, side: int = 64, lines: int = 1) -> None:
        super().__init__()
        self._pool, self._domain, self._side = pool, domain, side
        self._rows: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(lines * (side + GRID) - GRID)
        self._lines = lines
        pool.ready.connect(self._on_ready)

    def show_rows(self, rows: Rows) -> None:
        """Show the pictures of catalog rows ``rows`` [n], the first ones if there is too little room."""
        self._rows = rows.tolist()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(3 * self._side, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Whole pictures only."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        step = self._side + GRID
        columns = max(1, (self.width() + GRID) // step)
        sharp = round(self._side * self.devicePixelRatioF())
        for place, row in enumerate(self._rows[: columns * self._lines]):
            line, column = divmod(place, columns)
            area = QRectF(column * step, line * step, self._side, self._side)
            paint_picture(painter, area, self._pool.thumbnail(self._domain, row, sharp))

    def _on_ready(self, domain: str, row: int) -> None:
        if domain == self._domain and row in self._rows:
            self.update()
