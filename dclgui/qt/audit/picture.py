"""The image to label, as large as the page allows; it has the keyboard focus."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from dclgui.core.reading import Reading
from dclgui.qt.parts.theme import font, tokens
from dclgui.qt.parts.thumbnails import WholePictures


class Picture(QWidget):
    """Shows one image file, or why it can't be shown; ``opened``: it was clicked twice."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.whole = WholePictures(self)
        self._path: Path | None = None
        self._picture: QPixmap | None = None
        self._unreadable = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.whole.came.connect(self._take)

    def show_file(self, path: Path, unreadable: str, *, reading: Reading) -> None:
        """Show ``path`` as its domain is read, or the text ``unreadable`` if the file can't be decoded."""
        self._unreadable = unreadable
        if path != self._path:
            self._path, self._picture = path, None
            self.whole.ask(path, reading)
        self.update()

    def close_work(self) -> None:
        """Wait until the file that is being read is done."""
        self.whole.close()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Emit ``opened``."""
        self.opened.emit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A preferred size; any other works."""
        return QSize(480, 360)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The whole picture with round corners."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self._picture is None:
            return
        if self._picture.isNull():
            painter.setFont(font())
            painter.setPen(QColor(colours.muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._unreadable)
            return
        size = self._picture.deviceIndependentSize().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, *size.toTuple())
        corners = QPainterPath()
        corners.addRoundedRect(area, 10, 10)
        painter.save()
        painter.setClipPath(corners)
        painter.drawPixmap(area, self._picture, QRectF(self._picture.rect()))
        painter.restore()
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), 11, 11)

    def _take(self, path: Path, image: QImage) -> None:
        if path == self._path:
            self._picture = QPixmap.fromImage(image)
            self.update()
