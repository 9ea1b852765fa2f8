"""The texts of the command line: plain words first, with the method's terms beside them."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import assert_never

from dclgui.core.progress import hours_minutes_seconds
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
    Step,
    Warned,
)
from dclgui.core.protocol.results import LabelsExported
from dclgui.core.wording import listed

STEPS: dict[Step, str] = {
    "draw": "Drawing pictures",
    "scan source": "Finding the labelled images",
    "scan target": "Finding the images to label",
    "check source": "Checking the labelled images",
    "check target": "Checking the images to label",
    "sweep source": "Reading the labelled images",
    "sweep target": "Reading the images to label",
    "S1": "S1 learning from the labelled images",
    "S3": "S3 judging the images to label",
    "S5": "S5 learning from both cameras",
    "committee": "naming the images in other ways",
    "map": "Laying out the map",
    "export": "Writing the model",
    "evidence": "Working out what the labels came from",
    "export labels": "Writing the labels",
}
MEASURED_ONLY = (
    "The target's folders bear the class names; they were used for measuring only, never for training. "
    "Right labels: {before} before adaptation, {after} after it."
)
UNKNOWN_ACCURACY = "Accuracy unknown until a person has audited a random sample."
_MODES = {
    "frozen": "The backbone stays as it is (mode frozen).",
    "finetune": "Everything is trained (mode finetune).",
}
_MOST_NAMES = 12


def said(event: Event) -> str:
    """The permanent line of an event; empty if it has none."""
    match event:
        case RunStarted():
            line = _run_started(event)
        case Scanned():
            line = _scanned(event)
        case ModeChosen():
            line = _MODES[event.mode]
        case ProblemFound():
            line = f"Problem: {event.path} of the {event.domain} can't be used: {event.reason}."
        case RoundFinished():
            line = _round_finished(event)
        case Warned():
            line = f"Note: {event.message} {event.hint}".rstrip()
        case Progressed() | MemoryMeasured() | RunFinished():
            line = ""
        case _:
            assert_never(event)
    return line


def step_of(event: Progressed, rounds: int) -> str:
    """The step under way, such as ``round 3/10 · S5 learning from both cameras``."""
    place = f"round {event.round}/{rounds} · " if event.round and rounds else ""
    return place + STEPS[event.step]


def time_left(seconds: float) -> str:
    """``12 s``, ``4 min`` or ``1 h 20 min``; empty while unknown."""
    if math.isnan(seconds):
        return ""
    hours, minutes, whole = hours_minutes_seconds(seconds)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min" if minutes else f"{whole} s"


def share(value: float, *, digits: int = 0) -> str:
    """``93 %``, or ``unknown`` for NaN."""
    return "unknown" if math.isnan(value) else f"{100 * value:.{digits}f} %"


def chosen_share(value: float) -> str:
    """A share that a person chose, with all its digits: ``2 %``, ``0.5 %``."""
    return f"{100 * value:.6g} %"


def count(number: int, thing: str) -> str:
    """``1 image``, ``1,204 images``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def left_out(done: LabelsExported, *, tool: str) -> str:
    """How many rows an export for ``tool`` left out, and why, in brackets; empty for none."""
    if not done.left_out:
        return ""
    unnamed = done.left_out - done.unopened - done.gone
    why = [f"{unnamed:,} without a label that fits"] * bool(unnamed)
    why += [f"{done.unopened:,} of a kind of file that tools for “{tool}” do not open"] * bool(done.unopened)
    why += [f"{done.gone:,} whose pictures are no longer there"] * bool(done.gone)
    return f" ({count(done.left_out, 'row')} left out: {', '.join(why)})"


def without_pictures(done: LabelsExported) -> list[str]:
    """A line about the classes that no exported row has; none for none."""
    return [f"Classes without a picture: {listed(done.empty)}"] if done.empty else []


def kept_aside(backup: Path | None) -> list[str]:
    """A line about the labels file that was renamed before the export; none if there was none."""
    return [] if backup is None else [f"The labels that were there are now in {backup}"]


def removed(places: Sequence[Path]) -> list[str]:
    """A line about what an export that was killed had left; none for nothing."""
    return [f"Removed, left by an export that was killed: {', '.join(map(str, places))}"] if places else []


def quoted(path: Path) -> str:
    """A path as it can be typed on a command line."""
    text = str(path)
    return f'"{text}"' if any(letter.isspace() for letter in text) else text


def accuracy_sentence(before: float, after: float) -> str:
    """The accuracy before and after adaptation, or that it is unknown."""
    if math.isnan(after):
        return UNKNOWN_ACCURACY
    return MEASURED_ONLY.format(before=share(before, digits=1), after=share(after, digits=1))


def _run_started(event: RunStarted) -> str:
    if event.resumed_from >= event.rounds:
        return f"All {count(event.rounds, 'round')} are done already; nothing is left to train."
    begins = "The run starts" if event.resumed_from < 0 else f"The run goes on after round {event.resumed_from}"
    return f"{begins} on {event.device}: recipe {event.recipe}, {count(event.rounds, 'round')}, seed {event.seed}."


def _scanned(event: Scanned) -> str:
    if event.domain == "target":
        return f"{count(event.images, 'image')} to label."
    names = dict.fromkeys(event.class_names)  # two folders may be one class by now
    told = listed(names, most=_MOST_NAMES)
    return f"{count(event.images, 'labelled image')} of {len(names)} classes: {told}."


def _round_finished(event: RoundFinished) -> str:
    name = f"Round {event.round} of {event.rounds}" if event.round else "Round 0 (the source model)"
    metrics = [f"{share(event.share_high)} high confidence", f"{share(event.moved)} not as the classifier named them"]
    if event.round:
        metrics.append(f"{share(event.changed)} changed since the round before")
    if not math.isnan(event.accuracy):
        metrics.append(f"{share(event.accuracy, digits=1)} right, measured only")
    return f"{name}: {', '.join(metrics)}."
