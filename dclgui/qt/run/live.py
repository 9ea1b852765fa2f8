"""What shows while a run works and after it: steps, figures, charts, and images of high confidence."""

import math
import time

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dclgui.core.arrays import Rows
from dclgui.core.protocol.events import RoundFinished
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.theme import STATE_COLOURS, STATE_GLYPHS, font, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import card, label, scroll_area
from dclgui.qt.run.charts import Chart, Curve
from dclgui.qt.run.step_strip import StepStrip
from dclgui.qt.run.tiles import Pace, Tiles
from dclgui.qt.session.session import Session
from dclgui.review.table import ReviewTable, State

_SIDE, _GAP, _WORDS = 70, 8, 18
_MOST = 12


def surest(table: ReviewTable, count: int) -> Rows:
    """[n] int64, at most ``count`` high-confidence rows: in turn one of each class, its lowest entropy first."""
    high = np.flatnonzero(table.state == State.HIGH)
    ordered = high[np.lexsort((table.entropy[high], table.label[high]))]
    labels = table.label[ordered]
    # The rank of each row within its class: a stable sort by it takes one row of each class in turn.
    turn = np.arange(len(ordered)) - np.searchsorted(labels, labels)
    return ordered[np.argsort(turn, kind="stable")][:count].astype(np.int64)


class _Strip(QWidget):
    """A painted row of thumbnails with their labels."""

    def __init__(self, pool: ThumbnailPool) -> None:
        super().__init__()
        self._pool = pool
        self._shown: list[tuple[int, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_SIDE + _WORDS)
        pool.ready.connect(self._on_ready)

    def show_rows(self, shown: list[tuple[int, str]]) -> None:
        """Show pairs of a target row and its label."""
        self._shown = shown
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as possible."""
        return QSize(400, _SIDE + _WORDS)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Each thumbnail as a square, its label below."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        fits = max(1, (self.width() + _GAP) // (_SIDE + _GAP))
        for place, (row, name) in enumerate(self._shown[:fits]):
            area = QRectF(place * (_SIDE + _GAP), 0, _SIDE, _SIDE)
            self._paint(painter, area, self._pool.thumbnail("target", row, round(_SIDE * self.devicePixelRatioF())))
            painter.setFont(font(11))
            painter.setPen(QColor(tokens().muted))
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _SIDE)
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
    """A card with high-confidence images of the newest round, or a note before the first one."""

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
        """Read the newest round from the project and show its high-confidence images."""
        session, newest = self._session, self._session.run.newest_round
        shown: list[tuple[int, str]] = []
        if session.target is not None and newest is not None:
            found = session.project.rounds.labels(newest)
            table = ReviewTable(session.target.paths, session.target.class_names, found, np.empty(0, np.int64))
            names = session.target.class_names
            shown = [(row, names[table.label[row]]) for row in surest(table, _MOST).tolist()]
        self._strip.show_rows(shown)
        self._strip.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self.setAccessibleDescription(", ".join(name for _, name in shown))

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("High confidence, newest round"))
        self._empty.setText(self.tr("After the first round, pictures of high confidence are here with their names."))
        self.setAccessibleName(self._title.text())


class LiveView(Panel):
    """Follows the session while visible; ``close_work`` stops its threads."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pool = ThumbnailPool(self)
        self._pace = Pace()
        self._rounds: tuple[RoundFinished, ...] | None = None
        area, layout = scroll_area()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        layout.setSpacing(12)
        self.strip, self.tiles, self.sure = StepStrip(), Tiles(), SureStrip(session, self._pool)
        self.losses, self.shares = Chart("losses"), Chart("shares", unit=1.0)
        charts = QHBoxLayout()
        charts.setSpacing(14)
        charts.addWidget(self.losses, 1)
        charts.addWidget(self.shares, 1)
        layout.addWidget(self.strip)
        layout.addWidget(self.tiles)
        layout.addLayout(charts, 1)
        layout.addWidget(self.sure)
        session.images_changed.connect(self._open_pictures)
        self._open_pictures()
        self.refresh()

    def close_work(self) -> None:
        """Stop the threads that read images."""
        self._pool.close()

    def update_all(self) -> None:
        """Show the present state of the session."""
        session = self._session
        state = session.run.state
        if state.progress is not None and session.run.status == "running":
            self._pace.saw(state.progress, time.monotonic())
        images = len(session.target) if session.target is not None else 0
        self.strip.show_state(state, session.run.status)
        self.tiles.show_clock(session.run.began)
        self.tiles.show_state(state, session.run.status, images=images, pace=self._pace.per_second)
        if state.rounds != self._rounds:
            self._rounds = state.rounds
            self._draw()
            self.sure.show_round()

    def retranslate(self) -> None:
        """Titles and legends of the charts; what only experts look at shows to them alone."""
        for widget in (self.strip, self.losses):
            widget.setVisible(Preferences().experts)
        self.losses.title.setText(self.tr("Loss"))
        self.shares.title.setText(self.tr("Share of pictures"))
        if self._rounds is not None:
            self._draw()

    def _draw(self) -> None:
        rounds = self._rounds or ()
        numbers = [metrics.round for metrics in rounds]
        source = tuple(metrics.source_loss for metrics in rounds)
        target = tuple(metrics.target_loss for metrics in rounds)
        self.losses.show_curves(
            numbers,
            (
                Curve("source", self.tr("old camera"), "—", "faint", source),
                Curve("target", self.tr("new camera"), "—", "accent", target),
            ),
        )
        high = tuple(metrics.share_high for metrics in rounds)
        moved = tuple(metrics.moved for metrics in rounds)
        low = tuple(math.nan if math.isnan(one) else 1 - one for one in high)
        self.shares.show_curves(
            numbers,
            (
                Curve("high", self.tr("high"), STATE_GLYPHS[State.HIGH], STATE_COLOURS[State.HIGH], high),
                Curve("low", self.tr("low"), STATE_GLYPHS[State.LOW], STATE_COLOURS[State.LOW], low),
                Curve("moved", self.tr("moved"), STATE_GLYPHS[State.MOVED], STATE_COLOURS[State.MOVED], moved),
            ),
        )

    def _open_pictures(self) -> None:
        target = self._session.target
        if target is not None:
            self._pool.open({"target": target}, self._session.project.cache)
            self.sure.update()
