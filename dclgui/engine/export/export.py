"""Export the model of a finished run to a file, which is compared with the run's own model before it gets its name."""

import hashlib
import math
import shutil
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from dclgui.core.atomic import files_in_place, remove_abandoned
from dclgui.core.errors import UserError, unwritable
from dclgui.core.progress import relayed
from dclgui.core.protocol.events import Event, Progressed
from dclgui.core.protocol.requests import MODEL_WRITTEN_FROM
from dclgui.core.protocol.results import ModelSaved
from dclgui.core.regular import require_regular
from dclgui.engine.export.agreement import Agreement, Sample, agreement, predicted_sample
from dclgui.engine.export.classes_file import classes_of
from dclgui.engine.export.formats import FORMATS, Format, joined, suffix_of
from dclgui.engine.export.model_card import page_of
from dclgui.engine.export.model_file import StoredModel, newest_model
from dclgui.engine.export.stamp import is_as_written, stamped_card, stamped_page
from dclgui.engine.training.pseudo_labelling import reference_in
from dclgui.labels.export import name_aside
from dclgui.project.folder import Project

_DESCRIBED = {".safetensors": (".json",), ".onnx": (".classes.json",), ".fp16.onnx": (".classes.json",)}
"""Suffixes of the JSON beside a model."""
_ALL = 100
_BATCH = 32
"""Images that the file predicts at a time."""
Result = TypeVar("Result")


def export_model(file: Path, project: Project) -> Generator[Progressed, None, ModelSaved]:
    """Write the newest round's model to ``file``, in the format of its suffix, and what describes it beside.

    A description that a person has changed or written is kept as ``NAME.old.md``. The same target images go through the
    file and through the run's own model; raises ``UserError``, and leaves nothing under the final name, if they
    disagree, if the suffix is unknown, if no round is finished, or if the file can't be written.
    """
    suffix = suffix_of(file)
    wanted = FORMATS[suffix]
    beside = tuple(file.with_suffix(end) for end in (".md", *_DESCRIBED.get(suffix, ())))
    _require_place(file, *beside)
    yield _progress(0)
    removed = tuple(gone for place in (file, *beside) for gone in remove_abandoned(place.parent, place.name))
    model = newest_model(project)
    sample = yield from _told(predicted_sample(project), first=5, last=40)
    model = _with_seen(model, sample)
    older: list[Path] = []
    try:
        content = wanted.content(model)
        yield _progress(MODEL_WRITTEN_FROM)
        # The model last: a process that is killed in between leaves no new model beside an old card.
        with files_in_place(*beside, file) as (page, *card, stream):
            stream.write(content)
            stream.flush()  # it is read back by its name, before it is closed
            found = yield from _compared(wanted, Path(stream.name), sample, first=MODEL_WRITTEN_FROM)
            if not found.holds:
                raise UserError(
                    f"The model in {file} gives other labels than the run's own (probabilities differ by up to "
                    f"{found.difference:.1e}); it was not kept.",
                    "Save the model in another format.",
                )
            name = file.name.removesuffix(suffix)
            page.write(stamped_page(page_of(project, model.card, name=name, found=found, sample=sample)))
            for other in card:
                other.write(stamped_card(_described(model.card, file, content)))
            _keep_aside(beside, older)
            yield _progress(_ALL)  # here a stop is still in time; once the files are in place it must say so
    except OSError as error:
        for copy in older:
            copy.unlink(missing_ok=True)
        raise unwritable(file, error) from error
    return ModelSaved(file, found.difference, found.same, found.images, beside, tuple(older), removed)


def _described(card: dict[str, Any], file: Path, content: bytes) -> dict[str, Any]:
    """What the JSON beside the model says: all of the card, or of an ONNX model what the file can't tell everybody."""
    if file.name.endswith(".onnx"):
        return classes_of(card, name=file.name, content=content)
    return {**card, "sha256": hashlib.sha256(content).hexdigest()}


def _keep_aside(beside: Sequence[Path], older: list[Path]) -> None:
    """Copy what is no description as an export left it; the copies are in ``older``."""
    for place in beside:
        if place.is_file() and not is_as_written(place):
            older.append(name_aside(place))
            shutil.copy2(place, older[-1])


def _progress(done: int) -> Progressed:
    return Progressed(step="export", round=0, done=done, total=_ALL, seconds_left=math.nan)


def _told(events: Generator[Event, None, Result], *, first: int, last: int) -> Generator[Progressed, None, Result]:
    """The progress of ``events``, scaled to ``first`` to ``last`` percent of this export; returns their result."""
    said = first

    def scaled(event: Event) -> Iterator[Progressed]:
        nonlocal said
        if isinstance(event, Progressed) and event.total:
            now = first + (last - first) * event.done // event.total
            if now > said:  # both models count their images from 0
                said = now
                yield _progress(now)

    return relayed(events, scaled)


def _compared(wanted: Format, file: Path, sample: Sample, *, first: int) -> Generator[Progressed, None, Agreement]:
    ask = wanted.ask(file)
    pieces, total = [], len(sample.pixels)
    for start in range(0, total, _BATCH):
        pieces.append(ask(sample.pixels[start : start + _BATCH]))
        yield _progress(first + (_ALL - 1 - first) * start // total)
    return agreement(sample.said, joined(pieces), tolerance=wanted.tolerance)


def _require_place(file: Path, *beside: Path) -> None:
    """Raise ``UserError``, before any work, if there is no folder for ``file`` or something else is in the way."""
    if not file.parent.is_dir():
        raise UserError(f"{file} can't be written: there is no folder {file.parent}.", "Choose another place.")
    for place in (file, *beside):
        require_regular(place)
    try:
        if file.exists() and b"dclgui model " not in file.read_bytes():
            raise UserError(
                f"{file} exists and is no model of dclgui; it is left as it is.", "Choose another file name."
            )
        for place in beside:
            if place.exists():
                is_as_written(place)
    except OSError as error:
        raise unwritable(file, error) from error


def _with_seen(model: StoredModel, sample: Sample) -> StoredModel:
    """The model with reference statistics in its card, also of a round of an earlier version, which kept none."""
    reference = None if "seen" in model.card else reference_in(sample.said.assignment)
    return model if reference is None else replace(model, card={**model.card, "seen": reference.as_card()})
