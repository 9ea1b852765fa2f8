"""The model of a finished run as a file of its own, compared with the run's own model before it is called done."""

import hashlib
import json
import math
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from dclgui.core.atomic import file_in_place
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.events import Event, Progressed
from dclgui.engine import runtime as runtimes
from dclgui.engine.agreement import Agreement, agreement
from dclgui.engine.label import Said, judge_catalog
from dclgui.engine.model_card import FIRST_LINE, page_of
from dclgui.engine.model_file import StoredModel, newest_model
from dclgui.engine.model_formats import FORMATS, suffix_of
from dclgui.engine.onnx_forward import Pixels
from dclgui.engine.prepare import choose_way
from dclgui.images.pictures import Rows, load_batch
from dclgui.project.folder import Project

SAMPLE = 32
"""Target images that an exported file is compared on."""
MEASURED = 128
"""Target images by which a format may measure something, and on which one that is not exact is compared."""
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
    sample = _sample(project, SAMPLE if wanted.exact else MEASURED)
    yield _progress(1)
    said = _drained(_live(project, sample))
    pixels = load_batch(sample, said.rows.numpy(), side=project.job.image_size).pixels
    yield _progress(2)
    try:
        content = wanted.content(model, lambda: _pictures(project))
        yield _progress(3)
        with ExitStack() as held:
            stream = held.enter_context(file_in_place(file))
            stream.write(content)
            stream.flush()
            found = agreement(said, wanted.ask(Path(stream.name))(pixels))
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


def _sample(project: Project, count: int) -> Catalog:
    """``count`` target images that could be read, spread over the whole catalog."""
    catalog = project.catalog("target")
    rows = _spread(project, catalog, count)
    paths = tuple(catalog.paths[row] for row in rows)
    return Catalog(
        catalog.root, paths, catalog.class_names, catalog.labels[rows], catalog.sizes[rows], catalog.mtimes[rows]
    )


def _pictures(project: Project) -> Pixels:
    """Target images by which a format may measure the ranges of the model's layers."""
    catalog = project.catalog("target")
    batch = load_batch(catalog, _spread(project, catalog, MEASURED), side=project.job.image_size)
    return batch.pixels[[row not in batch.problems for row in batch.rows.tolist()]]


def _spread(project: Project, catalog: Catalog, count: int) -> Rows:
    readable = np.setdiff1d(np.arange(len(catalog)), list(project.problems("target")))
    return readable[np.linspace(0, len(readable) - 1, min(count, len(readable))).astype(np.intp)]


def _live(project: Project, sample: Catalog) -> Generator[Event, None, Said]:
    """What the run's own model says, in full precision on the CPU, as every exported file is asked."""
    job = project.job.model_copy(update={"device": "cpu", "precision": "float32"})
    with runtimes.started(job) as runtime, TemporaryDirectory(prefix="dclgui-") as cache:
        way = choose_way(job, runtime, images=len(sample))
        said = yield from judge_catalog(project, sample, way=way, cache=Path(cache), runtime=runtime)
    if not len(said.rows):
        raise UserError(
            f"No image in {sample.root} can be read, so that the exported model can't be compared with the run's.",
            "Put the images back as they were.",
        )
    return said


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
