"""Pictures of the inspector: the large one at the top, and rows of small ones that look like it."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from dclgui.core.protocol.events import Domain
from dclgui.core.reading import ALONE, Reading
from dclgui.qt.parts.theme import tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool, WholePictures
from dclgui.qt.parts.words import tooltip

WIDTH, HEIGHT = 264, 198
SIDE = 48
_GAP = 6
FITS = 5


def _paint(
    button: QAbstractButton, picture: QPixmap | None, place: QRectF, *, radius: int, ground: bool, edge: str | None
) -> None:
    """Paint a box with round corners: the background, ``picture`` at ``place``, and a frame in the colour ``edge``."""
    painter, area, corners = QPainter(button), QRectF(button.rect()), QPainterPath()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    corners.addRoundedRect(area, radius, radius)
    painter.setClipPath(corners)
    if ground:
        painter.fillRect(area, QColor(tokens().track))
    if picture is not None:
        painter.drawPixmap(place, picture, QRectF(picture.rect()))
    if edge is not None:
        painter.setClipping(False)
        painter.setPen(QColor(edge))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class PictureBox(QAbstractButton):
    """The whole image of a file, fitted in; ``clicked`` asks for the viewer."""

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

    def show_file(self, path: Path | None, reading: Reading = ALONE) -> None:
        """Show ``path`` as its domain is read; the image before stays until it is decoded, so that nothing flickers."""
        if path == self._path:
            return
        self._path = path
        if path is None:
            self._picture = None
            self.update()
        else:
            self._whole.ask(path, reading)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The whole image on a plain background."""
        fitted = QRectF(self.rect())
        if self._picture is not None:
            centre, size = fitted.center(), self._picture.deviceIndependentSize()
            fitted.setSize(size.scaled(fitted.size(), Qt.AspectRatioMode.KeepAspectRatio))
            fitted.moveCenter(centre)
        _paint(self, self._picture, fitted, radius=8, ground=True, edge=tokens().accent if self.hasFocus() else None)

    def _take(self, path: Path, image: QImage) -> None:
        if path != self._path:
            return
        # Scaled once, to twice the box at most: painting a large image again and again would be slow.
        largest = round(2 * WIDTH * self.devicePixelRatioF())
        if max(image.width(), image.height()) > largest:
            size = QSize(largest, largest)
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._picture = None if image.isNull() else QPixmap.fromImage(image)
        self.update()


class _Picture(QAbstractButton):
    def __init__(self, pool: ThumbnailPool, domain: Domain) -> None:
        super().__init__()
        self._pool, self._domain = pool, domain
        self.row = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        side, shown = round(SIDE * self.devicePixelRatioF()), self.row >= 0
        picture = self._pool.thumbnail(self._domain, self.row, side) if shown else None
        lit = self.hasFocus() or (self.isEnabled() and self.underMouse())
        edge = tokens().accent if lit else tokens().line
        _paint(self, picture, QRectF(self.rect()), radius=6, ground=picture is None, edge=edge)


class AlikeStrip(QWidget):
    """Up to ``FITS`` images of one domain; ``chosen`` has the row of one that was clicked."""

    chosen = Signal(int)

    def __init__(self, pool: ThumbnailPool, domain: Domain) -> None:
        super().__init__()
        self._domain = domain
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.pictures = [_Picture(pool, domain) for _ in range(FITS)]
        for picture in self.pictures:
            picture.setCursor(Qt.CursorShape.PointingHandCursor)
            picture.clicked.connect(self._choose)
            picture.hide()
            row.addWidget(picture)
        row.addStretch()
        self.setFixedHeight(SIDE)
        pool.ready.connect(self._on_ready)

    def show_rows(self, rows: list[tuple[int, str]]) -> None:
        """Show ``rows``, pairs of a row and its tooltip."""
        for place, picture in enumerate(self.pictures):
            picture.setVisible(place < len(rows))
            if place < len(rows):
                picture.row, words = rows[place]
                picture.setToolTip(tooltip(words))
                picture.setAccessibleName(words)
                picture.update()

    def wait(self) -> None:
        """Clear the images: others are being searched."""
        for picture in self.pictures:
            picture.row = -1
            picture.setToolTip("")
            picture.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for ``FITS`` images."""
        return QSize(FITS * (SIDE + _GAP), SIDE)

    def _on_ready(self, domain: str, row: int) -> None:
        if domain == self._domain:
            for picture in self.pictures:
                if picture.row == row:
                    picture.update()

    def _choose(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Picture) and sender.row >= 0:
            self.chosen.emit(sender.row)
