"""A row of small pictures that look like the current one."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from dclgui.core.protocol.events import Domain
from dclgui.qt.parts.theme import tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool

SIDE = 48
_GAP = 6
FITS = 5


class _Picture(QAbstractButton):
    def __init__(self, pool: ThumbnailPool, domain: Domain) -> None:
        super().__init__()
        self._pool, self._domain = pool, domain
        self.row = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        round_corners = QPainterPath()
        round_corners.addRoundedRect(area, 6, 6)
        painter.setClipPath(round_corners)
        picture: QPixmap | None = None
        if self.row >= 0:
            picture = self._pool.thumbnail(self._domain, self.row, round(SIDE * self.devicePixelRatioF()))
        if picture is None:
            painter.fillRect(area, QColor(colours.track))
        else:
            painter.drawPixmap(area, picture, QRectF(picture.rect()))
        painter.setClipping(False)
        lit = self.hasFocus() or (self.isEnabled() and self.underMouse())
        painter.setPen(QColor(colours.accent if lit else colours.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class AlikeStrip(QWidget):
    """Up to five pictures of one domain; ``chosen`` says the row of one that was clicked."""

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
        """Show ``rows`` with what to say of each."""
        for place, picture in enumerate(self.pictures):
            picture.setVisible(place < len(rows))
            if place < len(rows):
                picture.row, words = rows[place]
                picture.setToolTip(words)
                picture.setAccessibleName(words)
                picture.update()

    def wait(self) -> None:
        """Other pictures are on their way; those that show are no longer meant."""
        for picture in self.pictures:
            picture.row = -1
            picture.setToolTip("")
            picture.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Five pictures."""
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
