"""Four figures of a run: high confidence, changed, speed, time left."""

import math
from collections import deque

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from dclgui.core.eta import seconds_left
from dclgui.core.protocol.events import Progressed, Step
from dclgui.core.run_state import RunState
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import card, label
from dclgui.qt.parts.words import duration, filled, number, share, tooltip
from dclgui.qt.session.run import Status

_SECONDS = 3.0
_DASH = "–"


class Pace:
    """Throughput: images or training steps per second over the last seconds of one step of one round."""

    def __init__(self) -> None:
        self._of: tuple[Step, int] | None = None
        self._seen: deque[tuple[float, int]] = deque()

    def saw(self, progress: Progressed, now: float) -> None:
        """Record ``progress`` at ``now``, in seconds of a monotonic clock."""
        if (progress.step, progress.round) != self._of:
            self._of = progress.step, progress.round
            self._seen.clear()
        if self._seen and self._seen[-1][1] == progress.done:
            return
        self._seen.append((now, progress.done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _SECONDS:
            self._seen.popleft()

    @property
    def per_second(self) -> float | None:
        """``None`` until there are two measurements."""
        if len(self._seen) < 2:
            return None
        (start, before), (end, after) = self._seen[0], self._seen[-1]
        return (after - before) / (end - start) if end > start else None


class Tile(Panel):
    """A name, a figure and a note below it."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        inner.setContentsMargins(2 * GRID, 12, 2 * GRID, 12)
        inner.setSpacing(2)
        outer.addWidget(frame)
        self.name, self.figure, self.note = label("muted"), label("figure"), label("muted")
        for text in (self.name, self.figure, self.note):
            text.setMinimumWidth(10)
            inner.addWidget(text)

    def say(self, name: str, figure: str, note: str) -> None:
        """Set name, figure and note."""
        for place, words in ((self.name, name), (self.figure, figure), (self.note, note)):
            _set(place, words)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{figure} {note}")


class Tiles(Panel):
    """The figures of the newest round, and speed and time left now."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self.sure, self.changed, self.speed, self.left = (Tile() for _ in range(4))
        for tile in (self.sure, self.changed, self.speed, self.left):
            row.addWidget(tile, 1)
        self._state, self._status = RunState(), "idle"
        self._pace: float | None = None
        self._images = 0
        self._started = ""
        self.refresh()

    def show_clock(self, began: QTime) -> None:
        """The run began at ``began``; not a valid time if none did since the project was opened."""
        self._started = began.toString("HH:mm")

    def show_state(self, state: RunState, status: Status, *, images: int, pace: float | None) -> None:
        """``images`` is the number of target images; ``pace`` is per second, ``None`` while unknown."""
        self._state, self._status, self._images, self._pace = state, status, images, pace
        self.retranslate()

    def retranslate(self) -> None:
        """All words and figures."""
        self._say_sure()
        self._say_changed()
        self._say_speed()
        self._say_left()
        self.setAccessibleName(self.tr("Figures of the run"))

    def _say_sure(self) -> None:
        rounds = self._state.rounds
        if not rounds:
            self.sure.say(self.tr("High confidence"), _DASH, self.tr("after the first round"))
            return
        note = ""
        if len(rounds) > 1:
            gained = 100 * (rounds[-1].share_high - rounds[-2].share_high)
            sign = "+" if gained >= 0 else "−"
            words = self.tr("%1 since round %2")
            figure = sign + QLocale().toString(abs(gained), "f", 1)
            note = filled(words, figure, str(rounds[-2].round))
        self.sure.say(self.tr("High confidence"), share(rounds[-1].share_high, digits=1), note)

    def _say_changed(self) -> None:
        rounds = self._state.rounds
        if not rounds or not rounds[-1].round:
            self.changed.say(self.tr("Names changed"), _DASH, self.tr("after the first round"))
            return
        changed = round(rounds[-1].changed * self._images)
        note = filled(self.tr("of %1, in round %2"), number(self._images), str(rounds[-1].round))
        self.changed.say(self.tr("Names changed"), number(changed), note)

    def _say_speed(self) -> None:
        figure, note = _DASH, ""
        if self._status == "running" and self._pace is not None:
            figure = filled(self.tr("%1 /s"), number(round(self._pace)))
            training = self._state.progress is not None and self._state.progress.step in {"S1", "S5"}
            note = self.tr("steps") if training else self.tr("pictures")
        memory = self._state.memory
        if memory is not None and self._status != "idle":
            words = self.tr("GPU %1 of %2 GB") if memory.gpu_total else self.tr("%1 GB used")
            sizes = (memory.gpu, memory.gpu_total) if memory.gpu_total else (memory.process,)
            words = filled(words, *map(_gigabytes, sizes))
            note = f"{note} · {words}" if note else words
        self.speed.say(self.tr("Speed"), figure, note)
        self.speed.setVisible(self._status != "idle")

    def _say_left(self) -> None:
        started = filled(self.tr("started %1"), self._started) if self._started else ""
        left = seconds_left(self._state)
        if self._status == "idle" and self._state.rounds:
            seconds = sum(metrics.seconds for metrics in self._state.rounds)
            self.left.say(self.tr("Time of all rounds"), duration(seconds), started)
        elif self._status == "idle":
            self.left.say(self.tr("Time left"), _DASH, "")
        elif self._status == "paused":
            self.left.say(self.tr("Time left"), self.tr("paused"), started)
        else:
            unknown = math.isnan(left)
            note = self.tr("being measured") if unknown else started
            self.left.say(self.tr("Time left"), "…" if unknown else duration(left), note)


def _gigabytes(size: int) -> str:
    return QLocale().toString(size / 2**30, "f", 1)


def _set(place: QLabel, words: str) -> None:
    if place.text() != words:
        place.setText(words)
        place.setToolTip(tooltip(words))
