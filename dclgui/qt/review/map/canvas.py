"""The map itself: a scatter plot with zoom, pan, click and lasso."""

from typing import Literal

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from dclgui.core.arrays import Colours, Floats, Mask, Rows
from dclgui.qt.gallery.tile_words import explained
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import STATE_COLOURS, font, tokens
from dclgui.qt.review.map.drawing import Camera, anchors, drawn, fitted, hues, label_area, nearest, within
from dclgui.review.table import ReviewTable, State

By = Literal["state", "class"]
_NEAR = 9.0
_CLICK = 4
_STEP = 40
_ABOVE = 16
_ORDER = (
    *(State.NONE_YET, State.PROBLEM, State.HIGH, State.MOVED, State.LOW),
    *(State.NONE_OF_THESE, State.UNSURE, State.DECIDED),
)
"""Drawing order: doubtful images lie above sure ones."""
_MOST_NAMES = 40
_WAYS = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_ZOOMS = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}


class MapCanvas(Panel):
    """Left drag draws a lasso, right or middle drag moves, the wheel zooms.

    ``picked``   rows [n] int64 inside the lasso
    ``clicked``  row of a point
    ``opened``   row of a point that was double-clicked
    """

    picked = Signal(object)
    clicked = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._table: ReviewTable | None = None
        self._points: Floats = np.empty((0, 2), np.float32)
        self._lit: Rows = np.empty(0, np.int64)
        self._by: By = "state"
        self._current = -1
        self._camera: Camera | None = None
        self._order: Rows | None = None
        self._colours: Colours | None = None
        self._anchors: list[tuple[int, float, float]] = []
        self._image: QImage | None = None
        self._lasso: list[QPointF] = []
        self._dragged: QPointF | None = None
        self.refresh()

    def show_points(self, table: ReviewTable, points: Floats) -> None:
        """Show ``points`` [N, 2], one for each row of ``table``, all of them in view."""
        self._table, self._points, self._camera = table, points, None
        self.redraw()

    def take_table(self, table: ReviewTable) -> None:
        """Take new states and labels of the same images; the points of other images are dropped."""
        if len(table) != len(self._points):
            self.show_points(table, np.empty((0, 2), np.float32))
        self._table = table
        self.redraw()

    def light(self, rows: Rows) -> None:
        """Highlight ``rows`` [n]; the others are faint."""
        self._lit = rows
        self.redraw()

    def colour_by(self, by: By) -> None:
        """Colour points by state or by class."""
        self._by = by
        self.redraw()

    def show_current(self, row: int) -> None:
        """Put a ring around image ``row``; -1 for none."""
        self._current = row
        self.update()

    def redraw(self) -> None:
        """Colour and draw the points again in the next frame."""
        self._order = None
        self._look_anew()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by ``factor`` around ``at``, by default the centre."""
        self._camera = self._seen_by().zoomed(factor, at or QPointF(self.rect().center()), self._size)
        self._look_anew()

    def show_all(self) -> None:
        """Bring all points into view."""
        self._camera = None
        self._look_anew()

    def on_screen(self) -> Floats:
        """[N, 2] float32, positions of the points in the widget."""
        return self._seen_by().to_screen(self._points, *self._size)

    def retranslate(self) -> None:
        """The accessible name."""
        self.setAccessibleName(self.tr("Map of the pictures; plus and minus zoom, the arrows move"))

    def restyle(self) -> None:
        """The theme's colours."""
        self.redraw()

    # Painting

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as possible."""
        return QSize(400, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Bring all points into view again."""
        super().resizeEvent(event)
        self._camera = None
        self._look_anew()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Background, points, names, ring, lasso."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(colours.accent if self.hasFocus() else colours.line))
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(area, 10, 10)
        if self._table is None or not len(self._points):
            return
        if self._image is None:  # kept between frames: a lasso repaints at every move of the mouse
            self._image = self._drawn()
        inside = QPainterPath()
        inside.addRoundedRect(area.adjusted(1, 1, -1, -1), 9, 9)
        painter.setClipPath(inside)
        painter.drawImage(0, 0, self._image)
        self._paint_names(painter)
        self._paint_ring(painter)
        if len(self._lasso) > 1:
            soft = QColor(colours.accent)
            soft.setAlphaF(0.12)
            painter.setBrush(soft)
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawPolygon(self._lasso)

    def _drawn(self) -> QImage:
        ratio = self.devicePixelRatioF()
        size = round(self.width() * ratio), round(self.height() * ratio)
        count = len(self._points)
        radius = (4.2 if count < 3_000 else 2.9 if count < 30_000 else 1.5) * ratio
        if self._order is None or self._colours is None:
            self._order = self._stacked()
            self._colours = self._coloured()[self._order]
        points = self._seen_by().to_screen(self._points[self._order], *self._size)
        image = drawn(points * np.float32(ratio), self._colours, size, radius)
        image.setDevicePixelRatio(ratio)
        return image

    def _look_anew(self) -> None:
        """Draw the same points for another camera."""
        self._image = None
        self.update()

    def _stacked(self) -> Rows:
        """[N] int64, rows from the lowest to the top; also updates the places of the names."""
        assert self._table is not None
        self._anchors = anchors(self._points, self._table.label, _MOST_NAMES)
        height = np.zeros(len(State), np.int64)
        height[list(_ORDER)] = np.arange(len(_ORDER))
        return np.argsort(height[self._table.state] + len(_ORDER) * self._is_lit(), kind="stable")

    def _is_lit(self) -> Mask:
        lit = np.zeros(len(self._points), np.bool_)
        lit[self._lit] = True
        return lit

    def _coloured(self) -> Colours:
        """[N] uint32."""
        assert self._table is not None
        theme = tokens()
        if self._by == "state":
            by_state = [QColor(STATE_COLOURS.get(state, theme.ink)).rgba() for state in State]
            found = np.array(by_state, np.uint32)[self._table.state]
        else:
            palette = [*(hue.rgba() for hue in hues(len(self._table.class_names))), QColor(theme.faint).rgba()]
            found = np.array(palette, np.uint32)[self._table.label]
        faint = QColor(theme.faint)
        faint.setAlphaF(0.35)
        return np.where(self._is_lit(), found, np.uint32(faint.rgba()))

    def _paint_names(self, painter: QPainter) -> None:
        """Draw each class name above most of its points; one that the upper edge would cut is drawn below it."""
        table = self._table
        assert table is not None
        metrics = QFontMetricsF(font(12))
        painter.setFont(font(12))
        ground = QColor(tokens().panel)
        ground.setAlphaF(0.8)
        taken: list[QRectF] = []
        places = np.array([(x, y) for _, x, y in self._anchors], np.float32).reshape(-1, 2)
        screen = self._seen_by().to_screen(places, *self._size).tolist()
        for (place, _, _), (across, top) in zip(self._anchors, screen, strict=True):
            words = metrics.elidedText(table.class_names[place], Qt.TextElideMode.ElideMiddle, 140)
            area = label_area(QPointF(across, top - _ABOVE), metrics.horizontalAdvance(words), metrics.height())
            cut = -area.height() < area.top() < 0
            area.translate(0, -area.top() if cut else 0)
            while any(area.intersects(other) for other in taken):
                area.translate(0, 2 if cut else -2)
            taken.append(area)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(area, 6, 6)
            painter.setPen(QColor(tokens().ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_ring(self, painter: QPainter) -> None:
        if 0 <= self._current < len(self._points) and np.isfinite(self._points[self._current]).all():
            at = self._seen_by().to_screen(self._points[self._current], *self._size)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().ink), 2))
            painter.drawEllipse(QPointF(*at.tolist()), 9, 9)

    # Mouse and keys

    def event(self, event: QEvent) -> bool:
        """A tooltip describes the image of a point; beside them it is that of the map, or none."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._table is not None:
            row = nearest(self.on_screen(), QPointF(event.pos()), _NEAR)
            QToolTip.showText(event.globalPos(), explained(self._table, row) if row >= 0 else self.toolTip(), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom at the mouse."""
        self.zoom(1.2 ** (event.angleDelta().y() / 120), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Start a lasso or a pan."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._lasso = [event.position()]
        else:
            self._dragged = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Continue the lasso or the pan."""
        if self._lasso:
            self._lasso.append(event.position())
            self.update()
        elif self._dragged is not None:
            way = event.position() - self._dragged
            self._dragged = event.position()
            self._move(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A lasso picks the points inside; one of less than ``_CLICK`` pixels is a click."""
        self._dragged = None
        self.unsetCursor()
        lasso, self._lasso = self._lasso, []
        self.update()
        if not lasso or self._table is None:
            return
        path = QPainterPath()
        path.addPolygon(lasso)
        path.closeSubpath()
        extent = path.boundingRect()
        if max(extent.width(), extent.height()) > _CLICK:
            rows = np.flatnonzero(within(self.on_screen(), path, self._size))
            if len(rows):
                self.picked.emit(rows)
        elif (row := nearest(self.on_screen(), event.position(), _NEAR)) >= 0:
            self.clicked.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open a point."""
        row = nearest(self.on_screen(), event.position(), _NEAR)
        if row >= 0:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom and pan."""
        key = Qt.Key(event.key())
        if key in _WAYS:
            self._move(*(_STEP * way for way in _WAYS[key]))
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_Home:
            self.show_all()
        else:
            super().keyPressEvent(event)

    @property
    def _size(self) -> tuple[int, int]:
        return self.width(), self.height()

    def _seen_by(self) -> Camera:
        if self._camera is None:
            self._camera = fitted(self._points, *self._size)
        return self._camera

    def _move(self, across: float, down: float) -> None:
        self._camera = self._seen_by().moved(across, down)
        self._look_anew()
