"""The images of one finding in a row that scrolls sideways; each can be excluded or kept."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip

from dclgui.core.arrays import Mask
from dclgui.core.catalog import Catalog
from dclgui.core.findings import Finding
from dclgui.core.protocol.events import Domain
from dclgui.qt.parts.pictures import paint_picture
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, font, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.review.table import State

SIDE = 96
_JOIN, _NAME, _STATE, _BAR = 4, 18, 18, 14
_FADED = 0.35
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class StripWords:
    """The words below an image: what a click there does, and the image's state."""

    exclude: str
    keep: str
    excluded: str
    kept: str


class FindingStrip(QAbstractScrollArea):
    """Images of a finding, with their twins beside them.

    ``toggled``  the catalog row to exclude or to keep
    ``opened``   the catalog row to show large
    """

    toggled = Signal(int)
    opened = Signal(int)

    def __init__(self, finding: Finding, catalogs: dict[Domain, Catalog], pool: ThumbnailPool) -> None:
        super().__init__()
        self._finding, self._catalogs, self._pool = finding, catalogs, pool
        self._excluded: Mask = np.zeros(len(catalogs[finding.domain]), np.bool_)
        self._words = StripWords("", "", "", "")
        self._current = 0
        self._can_toggle = finding.kind != "unreadable"
        self._paired = len(finding.twins) > 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit_height()
        self.viewport().setAutoFillBackground(False)
        pool.ready.connect(self._on_ready)

    def show_excluded(self, excluded: Mask, words: StripWords) -> None:
        """Show which images are excluded: ``excluded`` [N] bool over the finding's domain."""
        self._excluded, self._words = excluded, words
        self._say_current()
        self.viewport().update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(4 * SIDE, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint only what is visible, so that a finding may have a million images."""
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        left = self.horizontalScrollBar().value()
        first = left // self._step
        last = min(len(self._finding.rows), (left + self.viewport().width()) // self._step + 1)
        for place in range(first, last):
            self._paint_cell(painter, place, QRectF(place * self._step - left + 1, 1, self._cell, SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Set the range of the scroll bar."""
        super().resizeEvent(event)
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        bar.setRange(0, max(0, len(self._finding.rows) * self._step - GRID + 2 - width))
        bar.setPageStep(width)
        bar.setSingleStep(self._step)
        self._fit_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrow keys move; Space, Enter, X and Delete exclude or keep; I shows the image large."""
        last = len(self._finding.rows) - 1
        page = max(1, self.viewport().width() // self._step)
        moves = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_PageUp: self._current - page,
            Qt.Key.Key_PageDown: self._current + page,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._make_current(min(last, max(0, moves[key])))
        elif key == Qt.Key.Key_I:
            self.opened.emit(int(self._finding.rows[self._current]))
        elif event.isAutoRepeat():
            event.ignore()
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_X, Qt.Key.Key_Delete}:
            self._toggle()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Make an image current; a click on the words below it excludes or keeps it."""
        place = self._place_at(event.position().x())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._make_current(place)
            if event.position().y() > SIDE + _NAME:
                self._toggle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the image that was clicked twice."""
        place = self._place_at(event.position().x())
        if place is not None and event.position().y() <= SIDE + _NAME:
            self.opened.emit(int(self._finding.rows[place]))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show which image is current."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hide the mark of the current image."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show the whole path in the tooltip."""
        if isinstance(event, QHelpEvent):
            place = self._place_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._said_of(place) if place is not None else "", self)
            return True
        return super().viewportEvent(event)

    @property
    def _cell(self) -> int:
        return 2 * SIDE + _JOIN if self._paired else SIDE

    @property
    def _step(self) -> int:
        return self._cell + 12 if self._paired else self._cell + GRID

    def _fit_height(self) -> None:
        """Leave no room for a scroll bar or for words that are not there."""
        bar = _BAR if self.horizontalScrollBar().maximum() else 0
        self.setFixedHeight(SIDE + _NAME + (_STATE if self._can_toggle else 0) + bar + 4)

    def _place_at(self, x: float) -> int | None:
        place = int(x + self.horizontalScrollBar().value()) // self._step
        return place if 0 <= place < len(self._finding.rows) else None

    def _make_current(self, place: int) -> None:
        self._current = place
        bar = self.horizontalScrollBar()
        left, right = place * self._step, place * self._step + self._cell + 2
        bar.setValue(min(left, max(bar.value(), right - self.viewport().width())))
        self._say_current()
        self.viewport().update()

    def _toggle(self) -> None:
        if self._can_toggle:
            self.toggled.emit(int(self._finding.rows[self._current]))

    def _said_of(self, place: int) -> str:
        finding = self._finding
        row = int(finding.rows[place])
        said = self._catalogs[finding.domain].paths[row]
        if self._paired:
            said += f"\n= {self._catalogs[self._twin_domain].paths[int(finding.twins[place])]}"
        if finding.reasons:
            said += f"\n{spoken(finding.reasons[place])}"
        return said

    def _say_current(self) -> None:
        state = ""
        if self._can_toggle:
            out = self._excluded[self._finding.rows[self._current]]
            state = f", {self._words.excluded if out else self._words.kept}"
        self.setAccessibleDescription(f"{self._said_of(self._current)}{state}")

    @property
    def _twin_domain(self) -> Domain:
        return "target" if self._finding.kind == "leak" else self._finding.domain

    def _paint_cell(self, painter: QPainter, place: int, area: QRectF) -> None:
        finding, colours = self._finding, tokens()
        row = int(finding.rows[place])
        out = bool(self._excluded[row]) and self._can_toggle
        sharp = round(SIDE * self.devicePixelRatioF())
        picture = QRectF(area.left(), area.top(), SIDE, SIDE)
        paint_picture(
            painter, picture, self._pool.thumbnail(finding.domain, row, sharp), opacity=_FADED if out else 1.0
        )
        if self._paired:
            twin = picture.translated(SIDE + _JOIN, 0)
            paint_picture(painter, twin, self._pool.thumbnail(self._twin_domain, int(finding.twins[place]), sharp))
        if out or not self._can_toggle:
            self._paint_cross(painter, picture)
        if self.hasFocus() and place == self._current:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 7, 7)
        name = self._catalogs[finding.domain].paths[row].rpartition("/")[2]
        painter.setFont(font(12))
        line = QRectF(area.left(), SIDE + 2, area.width(), _NAME)
        painter.setPen(QColor(colours.muted))
        metrics = painter.fontMetrics()
        painter.drawText(line, _CENTRE, metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, int(area.width())))
        if self._can_toggle:
            painter.setPen(QColor(colours.accent))
            painter.drawText(line.translated(0, _NAME - 2), _CENTRE, self._words.keep if out else self._words.exclude)

    @staticmethod
    def _paint_cross(painter: QPainter, picture: QRectF) -> None:
        badge = QRectF(picture.right() - 24, picture.top() + 4, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(STATE_COLOURS[State.PROBLEM]))
        painter.drawEllipse(badge)
        painter.setPen(QPen(QColor("#ffffff"), 2))
        inner = badge.adjusted(6.5, 6.5, -6.5, -6.5)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())

    def _on_ready(self, domain: str, _row: int) -> None:
        if domain in {self._finding.domain, self._twin_domain}:
            self.viewport().update()
