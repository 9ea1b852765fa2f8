"""The status bar: what runs, its progress, and the estimated accuracy."""

import math
import re

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from dclgui.core.eta import fraction_done, seconds_left
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import counted, filled, progress_words, share, time_left
from dclgui.qt.session.session import Session
from dclgui.review.intervals import Interval

_STEPS = 1000
"""Of the progress bar."""


class StatusBar(Panel):
    """Shows the state of one session; ``pause_wanted`` and ``stop_wanted`` come from its two buttons."""

    pause_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(12)
        self._device, self._doing, self._left = label("strong"), label("small"), label("small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(200)
        self._pause, self._stop = button(), button()
        for small in (self._pause, self._stop):
            small.setFixedHeight(26)
            small.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click takes the keyboard from no page
            small.setStyleSheet("padding: 1px 12px; min-height: 0")
        self.noted, self._accuracy, self._saved = label("strong"), label("small"), label("small")
        for widget in (self._device, self._doing, self._bar, self._left, self._pause, self._stop):
            row.addWidget(widget)
        row.addWidget(self.noted)
        row.addStretch()
        row.addWidget(self._accuracy)
        row.addWidget(self._saved)
        self._session: Session | None = None
        self._saved_at = QTime()
        self._pause.clicked.connect(self.pause_wanted)
        self._stop.clicked.connect(self.stop_wanted)
        self.refresh()

    def follow(self, session: Session | None) -> None:
        """Show the state of ``session`` from now on; nothing for ``None``."""
        self._session = session
        if session is not None:
            session.run.changed.connect(self.retranslate)
            session.saved.connect(self._on_saved)
            session.accuracy_changed.connect(self.retranslate)
        self._saved_at = QTime()
        self.retranslate()

    def note(self, words: str) -> None:
        """Show what the page says of the moment; empty for nothing."""
        self.noted.setText(words)

    def retranslate(self) -> None:
        """Set all texts and the bar."""
        session = self._session
        running = session is not None and session.run.status != "idle"
        for widget in (self._device, self._doing, self._left, self._bar, self._pause, self._stop):
            widget.setVisible(running)
        self.setAccessibleName(self.tr("Status"))
        self._bar.setAccessibleName(self.tr("Progress of the run"))
        self._accuracy.setText("" if session is None else self._accuracy_words(session.accuracy))
        self._say_saved()
        if session is None or not running:
            return
        state = session.run.state
        self._device.setText(self._device_words(state.started.device) if state.started is not None else "")
        self._doing.setText(progress_words(session.run.status, state))
        done = fraction_done(state)
        # A range of 0 makes Qt animate the bar, which shows that work goes on before anything was counted.
        self._bar.setRange(0, _STEPS if done else 0)
        self._bar.setValue(round(_STEPS * done))
        self._left.setText(time_left(seconds_left(state)) if session.run.status == "running" else "")
        self._pause.setText(self.tr("Go on") if session.run.status == "paused" else self.tr("Pause"))
        self._stop.setText(self.tr("Stop and keep"))
        self._pause.setEnabled(session.run.status in {"running", "paused"})
        self._stop.setEnabled(session.run.status != "stopping")

    def _device_words(self, device: str) -> str:
        """The device of a run in the window's language; graphics cards have names."""
        cores = re.fullmatch(r"cpu, (\d+) cores", device)
        return counted(int(cores[1]), self.tr("CPU, one core"), self.tr("CPU, %1 cores")) if cores else device

    def _accuracy_words(self, known: Interval | None) -> str:
        if known is None or known.answered == 0:
            return self.tr("Accuracy unknown until audited")
        ends = [f"{100 * end:.1f}" for end in (known.low, known.high)]
        if math.isnan(known.estimate):
            return filled(self.tr("so far %1–%2 % right"), *ends)
        if math.isnan(known.point):
            return filled(self.tr("%1–%2 % right"), *ends)
        return filled(self.tr("%1 right (%2–%3)"), share(known.point, digits=1), *ends)

    def _on_saved(self) -> None:
        self._saved_at = QTime.currentTime()
        self._say_saved()

    def _say_saved(self) -> None:
        at = self._saved_at
        self._saved.setText(filled(self.tr("Saved %1"), at.toString("HH:mm")) if at.isValid() else "")
