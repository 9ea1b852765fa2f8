"""The pictures of an audit that the machine named otherwise than the person, in a row that scrolls sideways."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.pictures import paint_picture
from dclgui.qt.parts.theme import GRID, font, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import tooltip

SIDE = 72
_LINE = 18
_BAR = 14
"""Height of the scroll bar."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One picture: its ``row``, what the person ``said``, and what the machine says instead."""

    row: int
    said: str
    machine: str


class WrongTile(QAbstractButton):
    """A picture with the person's word and the machine's below it."""

    def __init__(self, wrong: Wrong, pool: ThumbnailPool) -> None:
        super().__init__()
        self._wrong, self._pool = wrong, pool
        self.setFixedSize(SIDE + 4, SIDE + 2 * _LINE + 6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{wrong.said}, {wrong.machine}")
        self.setToolTip(tooltip(f"{wrong.said}\n{wrong.machine}"))
        pool.ready.connect(self._on_ready)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Picture and two lines."""
        colours, painter = tokens(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(2, 2, SIDE, SIDE)
        sharp = round(SIDE * self.devicePixelRatioF())
        paint_picture(painter, area, self._pool.thumbnail("target", self._wrong.row, sharp))
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), 7, 7)
        lines = ((self._wrong.said, colours.ink, True), (self._wrong.machine, colours.muted, False))
        for place, (words, ink, strong) in enumerate(lines):
            painter.setFont(font(12, bold=strong))
            painter.setPen(QColor(ink))
            line = QRectF(2, SIDE + 4 + place * _LINE, SIDE, _LINE)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, SIDE)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Repaint, since the frame shows under the mouse."""
        self.update()
        super().enterEvent(event)

    def _on_ready(self, _domain: str, row: int) -> None:
        if row == self._wrong.row:
            self.update()


class WrongStrip(Panel):
    """``chosen`` has the row of the picture that is to be looked at; ``corner`` has room for a button."""

    chosen = Signal(int)

    def __init__(self, pool: ThumbnailPool) -> None:
        super().__init__()
        self._pool = pool
        self._shown: tuple[Wrong, ...] = ()
        self._head, self._none = label("strong"), label("muted", wrap=True)
        self.tiles: list[WrongTile] = []
        self._area, self._row = QScrollArea(), QHBoxLayout()
        inside = QWidget()
        inside.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addStretch()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFixedHeight(SIDE + 2 * _LINE + 6 + _BAR)
        for ground in (self._area.viewport(), inside):
            ground.setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.corner = QHBoxLayout()
        self.corner.addWidget(self._head, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.corner)
        for widget in (self._none, self._area):
            column.addWidget(widget)
        self.refresh()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(4 * SIDE, super().sizeHint().height())

    def show_wrong(self, head: str, none: str, shown: tuple[Wrong, ...]) -> None:
        """Show the pictures ``shown`` under ``head``, or the words ``none`` if there are none."""
        self._head.setText(head)
        self._none.setText(none)
        self._none.setVisible(not shown)
        self._area.setVisible(bool(shown))
        if shown == self._shown:
            return
        self._shown = shown
        for tile in self.tiles:
            self._row.removeWidget(tile)
            tile.hide()  # until it is deleted
            tile.deleteLater()
        self.tiles = [WrongTile(wrong, self._pool) for wrong in shown]
        for place, tile in enumerate(self.tiles):
            tile.clicked.connect(partial(self.chosen.emit, shown[place].row))
            self._row.insertWidget(place, tile)
