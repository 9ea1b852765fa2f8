"""The large picture at the top of the inspector."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from dclgui.qt.parts.theme import tokens
from dclgui.qt.parts.thumbnails import WholePictures

WIDTH, HEIGHT = 264, 198


class PictureBox(QAbstractButton):
    """The whole picture as it is in its file, fitted in; ``clicked`` asks to look closer."""

    def __init__(self, whole: WholePictures) -> None:
        super().__init__()
        self._whole = whole
        self._path: Path | None = None
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(WIDTH, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        whole.came.connect(self._take)

    def show_file(self, path: Path | None) -> None:
        """Show ``path``; until it is read the picture before stays, so that nothing flickers."""
        if path == self._path:
            return
        self._path = path
        if path is None:
            self._picture = None
            self.update()
        else:
            self._whole.ask(path)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Fixed."""
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The picture, all of it, on a quiet ground."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        corners = QPainterPath()
        corners.addRoundedRect(area, 8, 8)
        painter.setClipPath(corners)
        painter.fillRect(area, QColor(colours.track))
        if self._picture is not None:
            size = self._picture.deviceIndependentSize().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            fitted = QRectF(QPointF(), size)
            fitted.moveCenter(area.center())
            painter.drawPixmap(fitted, self._picture, QRectF(self._picture.rect()))
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _take(self, path: Path, image: QImage) -> None:
        if path != self._path:
            return
        # Scaled once, to twice the box at most: painting a large photograph again and again would be slow.
        largest = round(2 * WIDTH * self.devicePixelRatioF())
        if max(image.width(), image.height()) > largest:
            size = QSize(largest, largest)
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._picture = None if image.isNull() else QPixmap.fromImage(image)
        self.update()
