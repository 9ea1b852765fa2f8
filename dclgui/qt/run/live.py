"""What shows while a run works and after it: steps, figures, charts, and what it is sure of."""

import math
import time

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dclgui.core.protocol.events import RoundFinished
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import STATE_COLOURS, STATE_GLYPHS
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.run.charts import Chart, Curve
from dclgui.qt.run.step_strip import StepStrip
from dclgui.qt.run.sure_strip import SureStrip
from dclgui.qt.run.throughput import Pace
from dclgui.qt.run.tiles import Tiles
from dclgui.qt.session.session import Session
from dclgui.review.table import State


class LiveView(Panel):
    """Follows the session while it shows; ``close_work`` ends its threads."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pool = ThumbnailPool(self)
        self._pace = Pace()
        self._rounds: tuple[RoundFinished, ...] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
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
        """End the threads that read pictures."""
        self._pool.close()

    def begin(self) -> None:
        """A run starts now."""
        self.tiles.start_clock()

    def update_all(self) -> None:
        """Show what the session knows."""
        session = self._session
        state = session.run.state
        if state.progress is not None and session.run.status == "running":
            self._pace.saw(state.progress, time.monotonic())
        images = len(session.target) if session.target is not None else 0
        self.strip.show_state(state, session.run.status)
        self.tiles.show_state(state, session.run.status, images=images, pace=self._pace.per_second)
        if state.rounds != self._rounds:
            self._rounds = state.rounds
            self._draw()
            self.sure.show_round()

    def retranslate(self) -> None:
        """Titles and legends of the charts."""
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
