"""The model of a finished run as a file of its own, compared with the run's own model before it is called done."""

import hashlib
import json
import math
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.core.events import Event, Progressed
from dclgui.engine.agreement import Agreement, agreement
from dclgui.engine.model_card import FIRST_LINE, page_of
from dclgui.engine.model_file import StoredModel, newest_model
from dclgui.engine.model_formats import FORMATS, in_batches, suffix_of
from dclgui.engine.sample import Sample, judged_sample
from dclgui.project.folder import Project

_PARTS = 4
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Exported:
    """``file`` and what was written ``beside`` it; ``difference`` the largest in a probability, over ``images`` images.

    ``same`` is the share of these images that both give the same most probable class.
    """

    file: Path
    beside: tuple[Path, ...]
    difference: float
    same: float
    images: int


def export_model(file: Path, project: Project) -> Generator[Progressed, None, Exported]:
    """Write the newest round's model to ``file``, in the format of its suffix, and what describes it beside.

    The same target images go through the file and through the run's own model; raises ``UserError``, and leaves
    nothing under the final name, if they disagree, if the suffix is unknown, if no round is finished, or if the file
    can't be written.
    """
    suffix = suffix_of(file)
    wanted = FORMATS[suffix]
    yield _progress(0)
    model = newest_model(project)
    yield _progress(1)
    sample = _drained(judged_sample(project))
    model = _with_seen(model, sample)
    yield _progress(2)
    try:
        content = wanted.content(model, sample.pixels)
        yield _progress(3)
        with ExitStack() as held:
            stream = held.enter_context(file_in_place(file))
            stream.write(content)
            stream.flush()
            found = agreement(sample.said, in_batches(wanted.ask(Path(stream.name)), sample.pixels))
            _require(file, found, exact=wanted.exact)
            beside = {file.with_suffix(".md"): page_of(project, model.card, file.name.removesuffix(suffix), found)}
            if suffix == ".safetensors":
                beside[file.with_suffix(".json")] = _card(model, content)
            for place, text in beside.items():
                _require_own(place)
                held.enter_context(file_in_place(place)).write(text.encode())
    except OSError as error:
        raise UserError(f"{file} can't be written: {error.strerror}.", "Choose another place.") from error
    yield _progress(_PARTS)
    return Exported(file, tuple(beside), found.difference, found.same, found.images)


def _progress(done: int) -> Progressed:
    return Progressed(step="export", round=0, done=done, total=_PARTS, seconds_left=math.nan)


def _card(model: StoredModel, content: bytes) -> str:
    card = {**model.card, "sha256": hashlib.sha256(content).hexdigest()}
    return json.dumps(card, indent=2, ensure_ascii=False)


def _require_own(file: Path) -> None:
    """Raise ``UserError`` if ``file`` is there and is not one that an export wrote."""
    if file.exists() and not any(mark in file.read_bytes()[:200] for mark in (FIRST_LINE.encode(), b"dclgui model")):
        raise UserError(
            f"{file} exists and is no description of a model; it is left as it is.", "Choose another file name."
        )


def _with_seen(model: StoredModel, sample: Sample) -> StoredModel:
    """The model, its card also saying what the project's own images were like to it."""
    seen = sample.seen()
    return model if seen is None else replace(model, card={**model.card, "seen": seen.as_card()})


def _drained(events: Generator[Event, None, Result]) -> Result:
    while True:
        try:
            next(events)
        except StopIteration as end:
            result: Result = end.value
            return result


def _require(file: Path, found: Agreement, *, exact: bool) -> None:
    if not found.holds(exact=exact):
        raise UserError(
            f"The model in {file} gives other labels than the run's own (probabilities differ by up to "
            f"{found.difference:.1e}); it was not kept.",
            "Save the model in another format.",
        )
