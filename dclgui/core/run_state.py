"""All that a window shows of a run, folded from its events."""

from dataclasses import dataclass, replace
from typing import assert_never

from dclgui.core.protocol.events import (
    Event,
    MemoryMeasured,
    ModeChosen,
    ProblemFound,
    Progressed,
    RoundFinished,
    RunFinished,
    RunStarted,
    Scanned,
    Warned,
)


@dataclass(frozen=True, slots=True)
class RunState:
    """``None`` or empty where nothing was said yet; ``rounds`` ascending, one entry a round.

    ``problems`` counts the images that this run could not read.
    """

    started: RunStarted | None = None
    mode: ModeChosen | None = None
    source: Scanned | None = None
    target: Scanned | None = None
    progress: Progressed | None = None
    rounds: tuple[RoundFinished, ...] = ()
    warnings: tuple[Warned, ...] = ()
    problems: int = 0
    memory: MemoryMeasured | None = None
    finished: RunFinished | None = None


def apply(state: RunState, event: Event) -> RunState:
    """``state`` after ``event``; a run that starts keeps the rounds up to the one it goes on from."""
    match event:
        case RunStarted():
            kept = tuple(metrics for metrics in state.rounds if metrics.round <= event.resumed_from)
            after = RunState(started=event, rounds=kept)
        case Scanned():
            after = replace(state, source=event) if event.domain == "source" else replace(state, target=event)
        case ModeChosen():
            after = replace(state, mode=event)
        case ProblemFound():
            after = replace(state, problems=state.problems + 1)
        case Progressed():
            after = replace(state, progress=event)
        case RoundFinished():
            earlier = tuple(metrics for metrics in state.rounds if metrics.round < event.round)
            after = replace(state, rounds=(*earlier, event))
        case Warned():
            after = replace(state, warnings=(*state.warnings, event))
        case MemoryMeasured():
            after = replace(state, memory=event)
        case RunFinished():
            after = replace(state, finished=event, progress=None)
        case _:
            assert_never(event)
    return after
