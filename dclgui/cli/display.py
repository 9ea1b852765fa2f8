"""The display of a run's events: a progress bar on a terminal, plain lines elsewhere, or JSON lines.

Bars and lines go to standard error, so that standard output has results only.
"""

import json
import math
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from dclgui.cli.terminal import say, shown
from dclgui.cli.words import said, step_of, time_left
from dclgui.core.protocol.events import Event, ProblemFound, Progressed, RoundFinished, RunStarted, Scanned

MOST_PROBLEMS = 5
"""Unreadable images that are named during a run; ``info`` lists all."""
SECONDS_A_LINE = 4.0
SECONDS_A_REFRESH = 0.1

T = TypeVar("T")


class Display:
    """The base class, which shows nothing: for every process but the first."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def show(self, event: Event) -> None:
        """Show one event."""

    def work(self, words: str, done: int, total: int, seconds_left: float) -> None:
        """Show progress; ``total`` is 0 and ``seconds_left`` NaN while unknown."""

    def say(self, line: str) -> None:
        """Print a permanent line."""

    def close(self) -> None:
        """Restore the terminal; may be called twice."""


class _Words(Display):
    """The common part of bar and plain lines: events as sentences."""

    def __init__(self) -> None:
        self._rounds = self._problems = 0
        self._end = math.nan

    def show(self, event: Event) -> None:
        match event:
            case RunStarted():
                self._rounds = event.rounds
            case RoundFinished() if event.round:  # round 0 is the source's training, which takes another time
                self._end = time.monotonic() + event.seconds * (event.rounds - event.round)
            case Progressed():
                self.work(step_of(event, self._rounds), event.done, event.total, event.seconds_left)
                return
            case ProblemFound():
                self._problems += 1
                if self._problems > MOST_PROBLEMS:
                    return
        line = said(event)
        if line:
            self.say(line)
        if isinstance(event, Scanned):
            self.work("Preparing the model", 0, 0, math.nan)

    def _left(self, seconds: float) -> str:
        """Time left in this step and, after the first round, in total."""
        parts = [f"{time_left(seconds)} left"] if not math.isnan(seconds) else []
        in_all = self._end - time.monotonic()
        if in_all > max(1.0, 0.0 if math.isnan(seconds) else seconds):
            parts.append(f"about {time_left(in_all)} in all")
        return ", ".join(parts)


class Bar(_Words):
    """One bar below the lines; drawn in the caller's thread, without a refresh thread."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TextColumn("{task.fields[left]}", markup=False, style="dim"),
            console=console,
            auto_refresh=False,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None, left="", visible=False)
        self._words, self._drawn = "", 0.0
        self._progress.start()

    def work(self, words: str, done: int, total: int, seconds_left: float) -> None:
        """Update the bar, at most ten times a second."""
        now = time.monotonic()
        if words == self._words and now - self._drawn < SECONDS_A_REFRESH and done != total:
            return
        self._words, self._drawn = words, now
        self._progress.update(
            self._task,
            description=words,
            completed=done,
            total=total or None,
            left=self._left(seconds_left) if total else f"{done:,} so far" * bool(done),
            visible=True,
        )
        self._progress.refresh()

    def say(self, line: str) -> None:
        """Print the line above the bar."""
        self._progress.console.print(shown(line), markup=False, highlight=False)

    def close(self) -> None:
        """Remove the bar."""
        self._progress.stop()


class Lines(_Words):
    """Plain lines without control codes; progress every ``SECONDS_A_LINE`` only."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = time.monotonic()

    def work(self, words: str, done: int, total: int, seconds_left: float) -> None:
        """Print a line if the last one is ``SECONDS_A_LINE`` ago."""
        now = time.monotonic()
        if not done or now - self._drawn < SECONDS_A_LINE:
            return
        self._drawn = now
        left = self._left(seconds_left)
        self.say(f"{words}: {done:,}{f' of {total:,}' if total else ''}{f', {left}' if left else ''}")

    def say(self, line: str) -> None:
        """Print the line."""
        say(line, err=True)


class Json(Display):
    """One JSON object a line on standard output, with the event's class as ``event``; NaN becomes null."""

    def show(self, event: Event) -> None:
        """Print the event."""
        print_json({"event": type(event).__name__, **asdict(event)})


def display_for(*, as_json: bool, leads: bool = True) -> Display:
    """The display for the option and the terminal; of several processes only the leading one shows anything."""
    if not leads:
        return Display()
    if as_json:
        return Json()
    console = Console(stderr=True, emoji=False)
    return Bar(console) if console.is_terminal and not console.is_dumb_terminal else Lines()


def follow(events: Generator[Event, None, T], display: Display) -> T:
    """Show all of ``events`` and return the generator's value; the generator is closed in any case."""
    with closing(events):
        while True:
            try:
                event = next(events)
            except StopIteration as end:
                result: T = end.value
                return result
            display.show(event)


def print_json(value: dict[str, Any]) -> None:
    """One line of JSON on standard output; NaN and infinity become null."""
    print(json.dumps(_json_value(value)), flush=True)


def _json_value(value: Any) -> Any:
    match value:
        case Path():
            return str(value)
        case float():
            return value if math.isfinite(value) else None
        case dict():
            return {key: _json_value(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_json_value(inner) for inner in value]
    return value
