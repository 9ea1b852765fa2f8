"""A dialog that shows one image large, with zoom."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from dclgui.core.reading import Reading
from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.thumbnails import WholePictures
from dclgui.qt.parts.widgets import label

_NOTCH = 1.25
_SMALLEST, _LARGEST = 0.05, 16.0


class ZoomView(QGraphicsView):
    """The wheel zooms at the mouse, dragging pans; a double click switches between fitted and 1:1."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._shown.addItem(self._item)
        self.setScene(self._shown)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setBackgroundBrush(QColor(tokens().background))
        self.fitted = True

    @property
    def zoom(self) -> float:
        """Screen pixels per image pixel."""
        return float(self.transform().m11() * self.devicePixelRatioF())

    def show_image(self, image: QImage) -> None:
        """Show ``image``, fitted to the view."""
        self._item.setPixmap(QPixmap.fromImage(image))
        self._shown.setSceneRect(self._item.boundingRect())
        self.fit()

    def fit(self) -> None:
        """Fit the whole image, at most at twice its size."""
        self.fitted = True
        self.resetTransform()
        room, size = self.viewport().size(), self._item.boundingRect().size()
        if not size.isEmpty():
            scale = min(2.0, room.width() / size.width(), room.height() / size.height())
            self.scale(scale, scale)

    def show_pixels(self) -> None:
        """One image pixel per screen pixel."""
        self.fitted = False
        self.resetTransform()
        self.scale(1 / self.devicePixelRatioF(), 1 / self.devicePixelRatioF())

    def zoom_by(self, factor: float) -> None:
        """Zoom by ``factor``, within limits."""
        if _SMALLEST < self.zoom * factor < _LARGEST:
            self.fitted = False
            self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """One notch zooms by a quarter."""
        self.zoom_by(_NOTCH ** (event.angleDelta().y() / 120))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Switch between fitted and 1:1."""
        if self.fitted:
            self.show_pixels()
        else:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep a fitted image fitted."""
        super().resizeEvent(event)
        if self.fitted:
            self.fit()


class Viewer(QDialog):
    """``show_file`` opens it; Escape or I closes it.

    ``moved``  1 for the next picture, -1 for the one before: an arrow while the whole picture shows
    """

    moved = Signal(int)

    def __init__(self, whole: WholePictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._path: Path | None = None
        self.view = ZoomView()
        self._name, self._told = label("muted"), label("strong")
        self._fit, self._pixels, self._close = KeyButton(), KeyButton(), KeyButton()
        row = QHBoxLayout()
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self._told)
        row.addWidget(self._name, 1)
        for widget in (self._fit, self._pixels, self._close):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        self._fit.clicked.connect(self.view.fit)
        self._pixels.clicked.connect(self.view.show_pixels)
        self._close.clicked.connect(self.reject)
        self.view.installEventFilter(self)
        self._whole = whole
        whole.came.connect(self._take)

    def show_file(self, path: Path, name: str, *, reading: Reading, told: str = "") -> None:
        """Show ``path`` under ``name``, as its domain is read; ``told`` is what is known of it."""
        if path != self._path or not self.isVisible():
            self._whole.ask(path, reading)
        self._path = path
        self.setWindowTitle(name)
        self._name.setText(name)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        if not self.isVisible():
            self._open()

    def _open(self) -> None:
        self._fit.say(self.tr("Fit"), key="F")
        self._pixels.say(self.tr("Pixels"), key="Z", tip=self.tr("One pixel of the picture on one of the screen"))
        self._close.say(self.tr("Close"), key=self.tr("Esc"))
        self.view.setAccessibleName(self.tr("Large picture; + and - zoom, the arrows go to the next"))
        self.view.setBackgroundBrush(QColor(tokens().background))
        window = self._page.window()
        self.resize(round(0.9 * window.width()), round(0.9 * window.height()))
        self.show()
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom by keys."""
        acts = {
            Qt.Key.Key_Plus: lambda: self.view.zoom_by(_NOTCH),
            Qt.Key.Key_Equal: lambda: self.view.zoom_by(_NOTCH),
            Qt.Key.Key_Minus: lambda: self.view.zoom_by(1 / _NOTCH),
            Qt.Key.Key_F: self.view.fit,
            Qt.Key.Key_Z: self.view.show_pixels,
            Qt.Key.Key_I: self.reject,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move a picture that is larger than the view, else they go to another one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.view.fitted:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
        return super().eventFilter(watched, event)

    def _take(self, path: Path, image: QImage) -> None:
        if path == self._path and self.isVisible() and not image.isNull():
            self.view.show_image(image)
