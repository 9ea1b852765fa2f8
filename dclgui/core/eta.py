"""How much of a run is done and how long it still takes, estimated from its events so far."""

import math

from dclgui.core.protocol.events import Progressed
from dclgui.core.run_state import RunState

_READING = 0.5
"""Assumed share of a run that reading the pictures takes, until the first round is done."""
_LEARNING = 0.1
"""The same for learning the old camera."""


def fraction_done(state: RunState) -> float:
    """How much of the run is done, in [0, 1]; never falls while the run goes on."""
    if state.finished is not None:
        return 1.0
    started, progress = state.started, state.progress
    if started is None:
        return 0.0
    # Rounds take equal times; what comes before them keeps its assumed share, so that the bar never goes back. A run
    # that goes on or refines begins anew: only its own rounds count, and what comes before them takes no time.
    goes_on = started.resumed_from >= 0
    first, before = (started.resumed_from, 0.0) if goes_on else (0, _READING + _LEARNING)
    if state.rounds:
        done = state.rounds[-1].round - first + _part_of_next(state)
        return min(1.0, before + (1 - before) * done / max(1, started.rounds - first))
    if progress is None:
        return 0.0
    if progress.step == "S1":
        return _READING + _LEARNING * _part(progress)
    return _read(state, progress)


def seconds_left(state: RunState) -> float:
    """Seconds to the end of the run at the speed of its newest round; NaN until the first of them is done."""
    rounds, done = _rounds(state), [metrics for metrics in state.rounds if metrics.round]
    if state.finished is not None:
        return 0.0
    if not rounds or not done:
        return math.nan
    return max(0.0, (rounds - done[-1].round - _part_of_next(state)) * done[-1].seconds)


def _rounds(state: RunState) -> int:
    return state.started.rounds if state.started is not None else 0


def _part_of_next(state: RunState) -> float:
    """How much of the round after the newest one is done."""
    newest = state.rounds[-1].round
    return _part(state.progress) if state.progress is not None and state.progress.round > newest else 0.0


def _part(progress: Progressed) -> float:
    return min(1.0, progress.done / progress.total) if progress.total else 0.0


def _read(state: RunState, progress: Progressed) -> float:
    """The share that reading has done, the two folders weighted by their pictures."""
    if progress.step not in {"sweep source", "sweep target"} or state.source is None or state.target is None:
        return 0.0
    both = max(1, state.source.images + state.target.images)
    read = progress.done if progress.step == "sweep source" else state.source.images + progress.done
    return min(_READING, _READING * read / both)
