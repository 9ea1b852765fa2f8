"""How long a loop has still to go."""

import math
import time

from dclgui.core.events import Progressed, Step


class Clock:
    """Counts what is done and guesses the time left from the pace of what was computed, not of what was cached."""

    def __init__(self, step: Step, total: int, *, round_number: int = 0) -> None:
        self._step: Step = step
        self.round_number, self._total, self._done, self._computed = round_number, total, 0, 0
        self._start = time.monotonic()

    def passed(self, count: int, *, cached: bool = False) -> Progressed:
        """``count`` more are done; the event that says so."""
        self._done += count
        self._computed += 0 if cached else count
        pace = (time.monotonic() - self._start) / self._computed if self._computed else math.nan
        left = pace * (self._total - self._done)
        return Progressed(
            step=self._step, round=self.round_number, done=self._done, total=self._total, seconds_left=left
        )
