"""The progress of a loop with its remaining time, and how a time is rounded for display."""

import math
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TypeVar

from dclgui.core.protocol.events import Event, Progressed, Step

Result = TypeVar("Result")
_PAUSE = 1 / 15
"""Least seconds between two progress events."""


class Progress:
    """Counts what is done and estimates the time left from what was computed; cached items take no time."""

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
        yield Progressed(self._step, self.round_number, self._done, self._total, left)


def relayed(
    events: Generator[Event, None, Result], told: Callable[[Event], Iterable[Progressed]]
) -> Generator[Progressed, None, Result]:
    """What ``told`` makes of each of the ``events``; returns their result, and closes them in any case."""
    with closing(events):
        while True:
            try:
                event = next(events)
            except StopIteration as end:
                result: Result = end.value
                return result
            yield from told(event)


def hours_minutes_seconds(seconds: float) -> tuple[int, int, int]:
    """What to say of a time of ``seconds``: whole seconds below a minute, whole minutes from there on."""
    whole = max(0, round(seconds))
    if whole < 60:
        return 0, 0, whole
    minutes = round(whole / 60)
    return minutes // 60, minutes % 60, 0
