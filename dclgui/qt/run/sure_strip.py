"""Pictures that the newest round is sure of."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dclgui.core.arrays import Rows
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import font, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import card, label
from dclgui.qt.session.session import Session
from dclgui.review.table import ReviewTable, State

_SIDE, _GAP, _WORDS = 70, 8, 18
_MOST = 12


def surest(table: ReviewTable, count: int) -> Rows:
    """At most ``count`` rows of high confidence, one class after the other, the lowest entropy of each first."""
    high = np.flatnonzero(table.state == State.HIGH)
    ordered = high[np.lexsort((table.entropy[high], table.label[high]))]
    labels = table.label[ordered]
    begins = np.searchsorted(labels, labels)
    turn = np.arange(len(ordered)) - begins  # the how-manieth of its class
    return ordered[np.argsort(turn, kind="stable")][:count].astype(np.int64)


class _Strip(QWidget):
    """The row of pictures with their names, painted."""

    def __init__(self, pool: ThumbnailPool) -> None:
        super().__init__()
        self._pool = pool
        self._shown: list[tuple[int, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_SIDE + _WORDS)
        pool.ready.connect(self._on_ready)

    def show_rows(self, shown: list[tuple[int, str]]) -> None:
        """Show target rows with their names."""
        self._shown = shown
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(400, _SIDE + _WORDS)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Each picture square, its name below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        fits = max(1, (self.width() + _GAP) // (_SIDE + _GAP))
        for place, (row, name) in enumerate(self._shown[:fits]):
            area = QRectF(place * (_SIDE + _GAP), 0, _SIDE, _SIDE)
            self._paint(painter, area, self._pool.thumbnail("target", row, round(_SIDE * self.devicePixelRatioF())))
            painter.setFont(font(11))
            painter.setPen(QColor(tokens().muted))
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _SIDE)
            painter.drawText(
                area.translated(0, _SIDE).adjusted(0, 2, 0, _WORDS - _SIDE), Qt.AlignmentFlag.AlignCenter, words
            )

    @staticmethod
    def _paint(painter: QPainter, area: QRectF, picture: QPixmap | None) -> None:
        path = QPainterPath()
        path.addRoundedRect(area, 6, 6)
        painter.fillPath(path, QColor(tokens().track))
        if picture is not None:
            painter.save()
            painter.setClipPath(path)
            painter.drawPixmap(area, picture, QRectF(picture.rect()))
            painter.restore()

    def _on_ready(self, domain: str, row: int) -> None:
        if domain == "target" and any(row == shown for shown, _ in self._shown):
            self.update()


class SureStrip(Panel):
    """A card with the pictures; says what will be here before the first round."""

    def __init__(self, session: Session, pool: ThumbnailPool) -> None:
        super().__init__()
        self._session = session
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        inner.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(frame)
        self._title, self._empty, self._strip = label("muted"), label("small", wrap=True), _Strip(pool)
        inner.addWidget(self._title)
        inner.addWidget(self._empty)
        inner.addWidget(self._strip)
        inner.addStretch()
        self.refresh()

    def show_round(self) -> None:
        """Read the newest round from the project and show what it is sure of."""
        session, newest = self._session, self._session.run.newest_round
        shown: list[tuple[int, str]] = []
        if session.target is not None and newest is not None:
            found = session.project.rounds.pseudo_labels(newest)
            table = ReviewTable(session.target.paths, session.target.class_names, found, np.empty(0, np.int64))
            names = session.target.class_names
            shown = [(row, names[table.label[row]]) for row in surest(table, _MOST).tolist()]
        self._strip.show_rows(shown)
        self._strip.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self.setAccessibleDescription(", ".join(name for _, name in shown))

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("What it is sure of, newest round"))
        self._empty.setText(
            self.tr("After the first round, pictures with the names that the program is sure of are here.")
        )
        self.setAccessibleName(self._title.text())
