"""Pictures with two lines below each, in a row that scrolls sideways."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QWidget

from dclgui.core.protocol.events import Domain
from dclgui.qt.parts.pictures import paint_picture
from dclgui.qt.parts.theme import GRID, font, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.words import tooltip

SIDE = 72
"""Pixels of a picture, if no other size is asked for; the lines are as wide."""
_LINE = 18
_BAR = 14
"""Height of the scroll bar."""


@dataclass(frozen=True, slots=True)
class Captioned:
    """One picture: its ``row``, the line ``strong`` below it, and a ``quiet`` one below that if it is not empty."""

    row: int
    strong: str
    quiet: str = ""


class PictureTile(QAbstractButton):
    """A picture of ``domain`` with its lines."""

    def __init__(self, shown: Captioned, pool: ThumbnailPool, domain: Domain, side: int) -> None:
        super().__init__()
        self.shown, self._pool, self._domain, self._side = shown, pool, domain, side
        said = [line for line in (shown.strong, shown.quiet) if line]
        self.setFixedSize(SIDE + 4, _height(side, len(said)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(said))
        self.setToolTip(tooltip("\n".join(said)))
        pool.ready.connect(self._on_ready)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Picture and lines."""
        colours, painter, side = tokens(), QPainter(self), self._side
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(2 + (SIDE - side) / 2, 2, side, side)
        sharp = round(side * self.devicePixelRatioF())
        paint_picture(painter, area, self._pool.thumbnail(self._domain, self.shown.row, sharp))
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), 7, 7)
        lines = ((self.shown.strong, colours.ink, True), (self.shown.quiet, colours.muted, False))
        for place, (words, ink, strong) in enumerate(lines):
            painter.setFont(font(12, bold=strong))
            painter.setPen(QColor(ink))
            line = QRectF(2, side + 4 + place * _LINE, SIDE, _LINE)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, SIDE)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Repaint, since the frame shows under the mouse."""
        self.update()
        super().enterEvent(event)

    def _on_ready(self, domain: str, row: int) -> None:
        if (domain, row) == (self._domain, self.shown.row):
            self.update()


class PictureRow(QScrollArea):
    """``chosen`` has the row of a picture of ``domain`` that was clicked; each has at most ``lines`` lines."""

    chosen = Signal(int)

    def __init__(self, pool: ThumbnailPool, domain: Domain, *, lines: int, side: int = SIDE) -> None:
        super().__init__()
        self._pool, self._domain, self._side = pool, domain, side
        self._shown: tuple[Captioned, ...] = ()
        self.tiles: list[PictureTile] = []
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_height(side, lines) + _BAR)
        for ground in (self.viewport(), inside):
            ground.setAutoFillBackground(False)

    def show_pictures(self, shown: tuple[Captioned, ...]) -> None:
        """Show these in their order."""
        if shown == self._shown:
            return
        self._shown = shown
        for tile in self.tiles:
            self._row.removeWidget(tile)
            tile.hide()  # until it is deleted
            tile.deleteLater()
        self.tiles = [PictureTile(one, self._pool, self._domain, self._side) for one in shown]
        for place, tile in enumerate(self.tiles):
            tile.clicked.connect(partial(self.chosen.emit, shown[place].row))
            self._row.insertWidget(place, tile)


def _height(side: int, lines: int) -> int:
    return side + lines * _LINE + 6
