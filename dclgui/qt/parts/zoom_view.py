"""One picture that can be zoomed and moved."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from dclgui.qt.parts.theme import tokens

NOTCH = 1.25
_SMALLEST, _LARGEST, _MOST_FITTED = 0.05, 16.0, 2.0


class ZoomView(QGraphicsView):
    """The wheel zooms at the mouse, dragging pans; a double click switches between fitted and 1:1.

    ``moved``        zoomed or panned by a person, not by a call of another method than ``zoom_by``
    ``turned``       clicked twice
    ``room_changed`` there is more or less of it
    ``fitted``       whether the whole picture shows
    """

    moved = Signal()
    turned = Signal()
    room_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fitted, self._placed = True, False
        self._shown = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._shown.addItem(self._item)
        self.setScene(self._shown)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.restyle()

    @property
    def zoom(self) -> float:
        """Screen pixels per image pixel."""
        return float(self.transform().m11() * self.devicePixelRatioF())

    @property
    def empty(self) -> bool:
        """Whether no picture shows."""
        return self._item.pixmap().isNull()

    @property
    def fitting(self) -> float:
        """The scale at which the whole picture has room, at most twice its size."""
        room, size = self.maximumViewportSize(), self._item.boundingRect().size()
        if size.isEmpty():
            return _MOST_FITTED
        return min(_MOST_FITTED, room.width() / size.width(), room.height() / size.height())

    def show_image(self, image: QImage) -> None:
        """Show ``image`` at the scale as it is."""
        with self._placing():
            self._item.setPixmap(QPixmap.fromImage(image))
            self._shown.setSceneRect(self._item.boundingRect())

    def clear(self) -> None:
        """Show nothing."""
        self.show_image(QImage())

    def fit(self, scale: float) -> None:
        """Show the whole picture at ``scale``, at most ``fitting``."""
        self._scroll(needed=False)
        self.resetTransform()
        self.scale(scale, scale)

    def show_pixels(self) -> None:
        """One image pixel per screen pixel."""
        self.zoom_to(1.0)

    def zoom_to(self, zoom: float) -> None:
        """Show so many screen pixels per image pixel."""
        self._scroll(needed=True)
        with self._placing():
            self.resetTransform()
            self.scale(zoom / self.devicePixelRatioF(), zoom / self.devicePixelRatioF())

    def look_where(self, other: "ZoomView") -> None:
        """Zoom as ``other`` and show the same part of the picture, by its share of width and height."""
        self.zoom_to(other.zoom)
        centre, size = other.mapToScene(other.viewport().rect().center()), other.sceneRect().size()
        if not size.isEmpty():
            own = self.sceneRect()
            with self._placing():
                self.centerOn(own.width() * centre.x() / size.width(), own.height() * centre.y() / size.height())

    def zoom_by(self, factor: float) -> None:
        """Zoom by ``factor``, within limits."""
        if _SMALLEST < self.zoom * factor < _LARGEST:
            self._scroll(needed=True)
            self.scale(factor, factor)
            self.moved.emit()

    def restyle(self) -> None:
        """Take the colour of the theme."""
        self.setBackgroundBrush(QColor(tokens().background))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """One notch zooms by a quarter."""
        self.zoom_by(NOTCH ** (event.angleDelta().y() / 120))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Switch between fitted and 1:1."""
        self.turned.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Tell it, if a drag, a key or a scroll bar did it."""
        super().scrollContentsBy(dx, dy)
        if not self.fitted and not self._placed:
            self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell it."""
        super().resizeEvent(event)
        self.room_changed.emit()

    def _scroll(self, *, needed: bool) -> None:
        """Without bars while the whole picture shows: they would take room, it would be fitted anew, and so on."""
        self.fitted = not needed
        policies = Qt.ScrollBarPolicy
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(policies.ScrollBarAsNeeded if needed else policies.ScrollBarAlwaysOff)

    @contextmanager
    def _placing(self) -> Iterator[None]:
        """What scrolls in this block, no person has moved."""
        self._placed = True
        try:
            yield
        finally:
            self._placed = False
