"""The delegate that paints the tiles."""

import math
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dclgui.core.catalog import UNKNOWN
from dclgui.core.decisions import VerdictCode
from dclgui.qt.gallery.glyphs import draw_flag, draw_glyph
from dclgui.qt.gallery.model import GridModel, Index
from dclgui.qt.gallery.selection import Selection
from dclgui.qt.gallery.tile_words import figures_of, name_of
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.theme import STATE_COLOURS, Tokens, font, tokens
from dclgui.review.table import ReviewTable, State

INSET = 5
"""Pixels between a cell and the frame of its tile, where the ring of a selected tile is drawn."""

_FRAME, _LINE, _RADIUS, _RING_RADIUS = 3, 1, 8.0, 10.0
_BORDER = _FRAME + _LINE
_BADGE = 20
_TEXT_GAP, _NAME_HEIGHT, _FIGURES_HEIGHT = 6, 17, 16
_MOST_SCALED = 1500
_BAR = 4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ON_BRIGHT, _ON_DEEP = QColor("#17191c"), QColor("#ffffff")
_DEEP = (State.HIGH, State.PROBLEM)
"""States whose colour is so dark that the sign on it is drawn light."""

_DARK_LINE = QColor(0, 0, 0, 110)


def cell_size(pitch: int) -> QSize:
    """Size of a cell of width ``pitch``: a square thumbnail, two lines of text, and room for the ring."""
    return QSize(pitch, pitch + _TEXT_GAP + _NAME_HEIGHT + _FIGURES_HEIGHT + INSET // 2)


def picture_side(pitch: int) -> int:
    """Side of the thumbnail in pixels in a cell of width ``pitch``."""
    return pitch - 2 * (INSET + _BORDER)


def pitch_for(picture: int) -> int:
    """Width of a cell around a thumbnail of side ``picture``."""
    return picture + 2 * (INSET + _BORDER)


class TileDelegate(QStyledItemDelegate):
    """Paints a tile from three pixmaps and two lines of text; ``picture`` gives a row's thumbnail or ``None``."""

    def __init__(
        self, model: GridModel, selection: Callable[[], Selection], picture: Callable[[int], QPixmap | None]
    ) -> None:
        super().__init__(model)
        self._model, self._selection, self._picture = model, selection, picture
        self._scaled: dict[int, tuple[int, QPixmap]] = {}
        self.restyle()

    def restyle(self) -> None:
        """Take colours and fonts of the current theme."""
        self._tokens, self._experts = tokens(), Preferences().experts
        self._name_font, self._plain_font, self._small_font = font(13, bold=True), font(13), font(12)
        self._name_metrics, self._plain_metrics = QFontMetrics(self._name_font), QFontMetrics(self._plain_font)
        self._struck_font = font(13)
        self._struck_font.setStrikeOut(True)
        self._scaled.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the tile at ``index``."""
        table, place = self._model.table, self._model.place(index)
        if table is None or place < 0:
            return
        row = self._selection().rows[place].item()
        cell = option.rect
        self._paint_ring(painter, cell, row, place=place, focused=option.widget.hasFocus())
        state = State(table.state[row])
        side = cell.width() - 2 * INSET
        ratio = painter.device().devicePixelRatio()
        inner = QRect(cell.x() + INSET + _BORDER, cell.y() + INSET + _BORDER, side - 2 * _BORDER, side - 2 * _BORDER)
        picture = self._fitted(row, inner.width(), ratio)
        if picture is not None:
            painter.drawPixmap(inner.topLeft(), picture)
        else:
            painter.fillRect(inner, QColor(self._tokens.track))
            if state == State.PROBLEM:
                box = QRectF(0, 0, side / 3, side / 3)
                box.moveCenter(QPointF(inner.center()))
                draw_glyph(painter, state, box, QColor(STATE_COLOURS[State.PROBLEM]))
        painter.drawPixmap(cell.x() + INSET, cell.y() + INSET, _frame(state, side, ratio, self._tokens))
        if table.ask[row]:
            corner = QPoint(inner.right() - _BADGE - 3, inner.y() + 4)
            painter.drawPixmap(corner, _asks(ratio, self._tokens))
        text = QRect(inner.x(), cell.y() + INSET + side + _TEXT_GAP, inner.width(), _NAME_HEIGHT)
        self._paint_name(painter, text, table, row)
        below = text.translated(0, _NAME_HEIGHT)
        if self._experts:
            painter.setFont(self._small_font)
            painter.setPen(QColor(self._tokens.muted))
            painter.drawText(below, _LEFT, figures_of(table, row))
        else:
            self._paint_nearness(painter, below, table.distance_of(row))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's name
        """The size of the cell, which is the same for all."""
        return option.rect.size()

    def _paint_nearness(self, painter: QPainter, area: QRect, distance: float) -> None:
        """A bar that is the longer, the nearer the image is to the prototype of its label."""
        if not math.isfinite(distance):
            return
        track = QRect(area.x(), area.y() + (area.height() - _BAR) // 2, area.width(), _BAR)
        painter.fillRect(track, QColor(self._tokens.track))
        track.setWidth(round(track.width() * min(1.0, max(0.02, 1 - distance))))
        painter.fillRect(track, QColor(self._tokens.faint))

    def _paint_ring(self, painter: QPainter, cell: QRect, row: int, *, place: int, focused: bool) -> None:
        """The ring of a selected tile in the accent colour; of the current one among several in the ink colour."""
        selection = self._selection()
        selected, current = bool(selection.mask[row]), place == selection.current
        if not selected and not current:
            return
        alone = current and selected and selection.count == 1
        colour = self._tokens.ink if current and not alone else self._tokens.accent
        fill = self._tokens.accent_soft if selected and not alone else None
        ratio = painter.device().devicePixelRatio()
        size = cell.width(), cell.height()
        painter.drawPixmap(cell.topLeft(), _ring(colour, fill, size, ratio, thick=focused or not current))

    def _paint_name(self, painter: QPainter, area: QRect, table: ReviewTable, row: int) -> None:
        """The label; before it, struck through, the classifier's label if the nearest prototype changed it."""
        name, muted = name_of(table, row), QColor(self._tokens.muted)
        if table.state[row] == State.MOVED and table.classifier_label[row] != UNKNOWN:
            arrow = " → "
            room = area.width() - self._plain_metrics.horizontalAdvance(arrow)
            # The new label matters more: it may take 70 % of the width.
            own = min(self._name_metrics.horizontalAdvance(name), round(0.7 * room))
            before = table.class_names[table.classifier_label[row]]
            before = self._plain_metrics.elidedText(before, Qt.TextElideMode.ElideRight, room - own)
            painter.setPen(muted)
            painter.setFont(self._struck_font)
            painter.drawText(area, _LEFT, before)
            painter.setFont(self._plain_font)
            area = area.adjusted(self._plain_metrics.horizontalAdvance(before), 0, 0, 0)
            painter.drawText(area, _LEFT, arrow)
            area = area.adjusted(self._plain_metrics.horizontalAdvance(arrow), 0, 0, 0)
        named = table.label[row] != UNKNOWN or table.verdict[row] != VerdictCode.NOTHING
        painter.setFont(self._name_font if named else self._plain_font)
        painter.setPen(QColor(self._tokens.ink) if named else muted)
        metrics = self._name_metrics if named else self._plain_metrics
        painter.drawText(area, _LEFT, metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, area.width()))

    def _fitted(self, row: int, side: int, ratio: float) -> QPixmap | None:
        """The thumbnail of ``row`` scaled to the pixels of a tile; kept, so that scrolling only copies pixels."""
        picture = self._picture(row)
        if picture is None:
            return None
        pixels = round(side * ratio)
        known = self._scaled.get(row)
        if known is not None and known[0] == picture.cacheKey() and known[1].width() == pixels:
            return known[1]
        fitted = QPixmap(picture)
        if picture.width() != pixels:
            smooth, whole = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
            fitted = picture.scaled(pixels, pixels, whole, smooth)
        fitted.setDevicePixelRatio(ratio)
        if len(self._scaled) >= _MOST_SCALED:
            del self._scaled[next(iter(self._scaled))]
        self._scaled[row] = picture.cacheKey(), fitted
        return fitted


@lru_cache(maxsize=16)
def _ring(colour: str, fill: str | None, size: tuple[int, int], ratio: float, *, thick: bool) -> QPixmap:
    """The ring around a selected tile, and the ground behind it."""
    pixmap = _clear_pixmap(*size, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = 1.0 if thick else 0.5
    painter.setPen(QPen(QColor(colour), 2 * edge))
    painter.setBrush(QColor(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(0, 0, *size).adjusted(edge, edge, -edge, -edge), _RING_RADIUS, _RING_RADIUS)
    painter.end()
    return pixmap


@lru_cache(maxsize=64)
def _frame(state: State, side: int, ratio: float, theme: Tokens) -> QPixmap:
    """The frame of a tile and its badge, transparent in the middle."""
    pixmap = _clear_pixmap(side, side, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    decided = state not in STATE_COLOURS
    colour = QColor(theme.ink) if decided else QColor(STATE_COLOURS[state])
    whole = QRectF(0, 0, side, side)
    # One pixel wider than the frame, under the dark line, so that nothing of the picture shows between them.
    for pen, inset, width in ((colour, _BORDER / 2, float(_BORDER)), (_DARK_LINE, _FRAME + 0.5, 1.0)):
        painter.setPen(QPen(pen, width))
        radius = _RADIUS - inset
        painter.drawRoundedRect(whole.adjusted(inset, inset, -inset, -inset), radius, radius)
    badge = QRectF(_BORDER + 4, _BORDER + 4, _BADGE, _BADGE)
    painter.setPen(QPen(_DARK_LINE, 1))
    painter.setBrush(colour)
    painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), 4.5, 4.5)
    on_colour = _ON_DEEP if state in _DEEP else _ON_BRIGHT
    draw_glyph(painter, state, badge, QColor(theme.panel) if decided else on_colour)
    painter.end()
    return pixmap


@lru_cache(maxsize=8)
def _asks(ratio: float, theme: Tokens) -> QPixmap:
    """The badge of a tile about which somebody is to be asked."""
    pixmap = _clear_pixmap(_BADGE, _BADGE, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    badge = QRectF(0, 0, _BADGE, _BADGE)
    painter.setPen(QPen(_DARK_LINE, 1))
    painter.setBrush(QColor(theme.accent))
    painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), 4.5, 4.5)
    draw_flag(painter, badge, QColor(theme.on_accent))
    painter.end()
    return pixmap


def _clear_pixmap(width: int, height: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
