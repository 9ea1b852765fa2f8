"""How long a loop has still to go, and how a time is rounded to be said."""

import math
import time
from collections.abc import Iterator

from dclgui.core.protocol.events import Progressed, Step

_PAUSE = 1 / 15
"""Least seconds between two progress events."""


class Progress:
    """Counts what is done and guesses the time left from the pace of what was computed, not of what was cached."""

    def __init__(self, step: Step, total: int, *, round_number: int = 0) -> None:
        self._step: Step = step
        self.round_number, self._total, self._done, self._computed = round_number, total, 0, 0
        self._start = time.monotonic()
        self._said = -math.inf

    def passed(self, count: int, *, cached: bool = False) -> Iterator[Progressed]:
        """``count`` more are done; the event that says so, or none if one was said a moment ago."""
        self._done += count
        self._computed += 0 if cached else count
        now = time.monotonic()
        if now - self._said < _PAUSE and self._done < self._total:
            return
        self._said = now
        pace = (now - self._start) / self._computed if self._computed else math.nan
        left = pace * (self._total - self._done)
        yield Progressed(
            step=self._step, round=self.round_number, done=self._done, total=self._total, seconds_left=left
        )


def hours_minutes_seconds(seconds: float) -> tuple[int, int, int]:
    """What to say of a time of ``seconds``: whole seconds below a minute, whole minutes from there on."""
    whole = max(0, round(seconds))
    if whole < 60:
        return 0, 0, whole
    minutes = round(whole / 60)
    return minutes // 60, minutes % 60, 0
