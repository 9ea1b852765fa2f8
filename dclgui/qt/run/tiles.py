"""Four figures of a run: sure, changed, speed, time left."""

import math

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from dclgui.core.eta import seconds_left
from dclgui.core.run_state import RunState
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import card, label
from dclgui.qt.parts.words import duration, filled, number, share
from dclgui.qt.session.run import Status

_DASH = "–"


class Tile(Panel):
    """A name, a figure and a line below it."""

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
        """The three lines."""
        for place, words in ((self.name, name), (self.figure, figure), (self.note, note)):
            _set(place, words)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{figure} {note}")


class Tiles(Panel):
    """The figures of the newest round and of this moment."""

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

    def start_clock(self) -> None:
        """The run starts now."""
        self._started = QLocale().toString(QDateTime.currentDateTime().time(), "HH:mm")

    def show_state(self, state: RunState, status: Status, *, images: int, pace: float | None) -> None:
        """``images`` to label; ``pace`` a second of the step at work, ``None`` while unknown."""
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
            words = self._memory_words()
            note = f"{note} · {words}" if note else words
        self.speed.say(self.tr("Speed"), figure, note)

    def _memory_words(self) -> str:
        memory = self._state.memory
        assert memory is not None
        if memory.gpu_total:
            words = self.tr("GPU %1 of %2 GB")
            return filled(words, _gigabytes(memory.gpu), _gigabytes(memory.gpu_total))
        return filled(self.tr("%1 GB used"), _gigabytes(memory.process))

    def _say_left(self) -> None:
        started = filled(self.tr("started %1"), self._started) if self._started else ""
        if self._status == "idle":
            seconds = sum(metrics.seconds for metrics in self._state.rounds)
            if self._state.rounds:
                self.left.say(self.tr("Time of all rounds"), duration(seconds), started)
            else:
                self.left.say(self.tr("Time left"), _DASH, "")
            return
        left = seconds_left(self._state)
        known = not math.isnan(left)
        figure = self.tr("paused") if self._status == "paused" else duration(left) if known else self.tr("measuring…")
        self.left.say(self.tr("Time left"), figure, started)


def _gigabytes(size: int) -> str:
    return QLocale().toString(size / 2**30, "f", 1)


def _set(place: QLabel, words: str) -> None:
    if place.text() != words:
        place.setText(words)
        place.setToolTip(words)
