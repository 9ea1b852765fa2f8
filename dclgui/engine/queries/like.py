"""All images of the target by their likeness to one: an image of it, or any file from outside."""

from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dclgui.core.arrays import Mask, Pixels, Rows
from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Event
from dclgui.core.protocol.requests import FindLike
from dclgui.core.protocol.results import LikeFound
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.embedding import from_newest
from dclgui.engine.network.model import load_model, predict
from dclgui.engine.queries.places import Nearest, Places, nearest, places_of
from dclgui.engine.runtime import on_one_core
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.engine.training.prepare import choose_mode, new_heads, reader_for
from dclgui.engine.training.pseudo_labelling import prototype_features
from dclgui.images.decode import UnreadableImage, load_picture
from dclgui.images.thumbnails import SIDE
from dclgui.project.folder import Project

_NOT_READ = "Choose one picture: a JPEG, PNG, TIFF or another kind that can be opened."


def find_like(task: FindLike) -> Generator[Event | LikeFound, None, None]:
    """Order the target's images by likeness to ``task.like`` in the newest round's features.

    A file is read as the target is, and its features are those of that round's model. An image of the target that the
    round does not know, such as one that was set aside, is read as a file. Raises ``UserError`` if the file is no
    picture, or if the project has no round that knows its images' features.
    """
    picture: Pixels | None = None
    with Project.open(task.folder) as project:
        places = from_newest(project.rounds, places_of)
        itself, like = _itself(places, task.like), task.like
        if not isinstance(like, Path):
            like = project.catalog("target").file(like)
        else:
            picture = _seen(like, project)
        if itself.any():
            unit = places.target.unit(int(itself.argmax()))
        else:
            unit = yield from _unit_of(like, project, places.round)
    order, source = by_likeness(places, unit, itself, count=task.count)
    yield LikeFound(task.like, places.round, order, source, picture)


def by_likeness(places: Places, unit: Tensor, itself: Mask, *, count: int) -> tuple[Rows, Nearest]:
    """All target rows, most like ``unit`` [W] first, and the ``count`` nearest of the source.

    ``itself`` [N] bool has the image that is looked for, if it is one of them: it stands before its own copies.
    """
    with on_one_core():
        in_target, in_source = places.target.similarity(unit), places.source.similarity(unit)
    in_target[itself] = np.inf
    order = places.target.rows[np.argsort(-in_target, kind="stable")]
    return order, nearest(places.source.rows, in_source, np.ones(len(in_source), np.bool_), count)


def _itself(places: Places, like: int | Path) -> Mask:
    """[N] bool, true at the image itself if the round knows it."""
    return np.equal(places.target.rows, UNKNOWN if isinstance(like, Path) else like)


def _seen(file: Path, project: Project) -> Pixels:
    """``file`` as small as a thumbnail; raises ``UserError`` if it is no picture."""
    try:
        return load_picture(file, SIDE, project.reading("target")).pixels
    except UnreadableImage as error:
        raise UserError(f"{file.name} can't be used: {error.reason}.", _NOT_READ) from error


def _unit_of(file: Path, project: Project, number: int) -> Generator[Event, None, Tensor]:
    """[W] float32, the features of ``file`` by the model of round ``number``, divided by their length.

    On the processor, so that a run keeps its graphics card. Raises ``UserError`` if the file can't be read.
    """
    job = project.job.on("cpu")
    with runtimes.started(job) as runtime, TemporaryDirectory(prefix="dclgui-") as cache:
        reader = yield from reader_for(project, mode=choose_mode(job), cache=Path(cache), runtime=runtime)
        alone = _catalog_of(file, project)
        read = yield from reader.read("target", alone)
        if read.problems:
            raise UserError(f"{file.name} can't be used: {read.problems[0]}.", _NOT_READ)
        extractor = reader.extractor({"target": (alone, read)})
        classes = DomainGap.of(project).source_probs.shape[1]
        heads = new_heads(job, dim=reader.backbone.dim, classes=classes, runtime=runtime)
        load_model(extractor, heads, project.rounds.whole(number))
        said = yield from predict(extractor, heads.to(runtime.device), torch.zeros(1, dtype=torch.int64))
        return functional.normalize(prototype_features(said, job.method)[0].float(), dim=0)


def _catalog_of(file: Path, project: Project) -> Catalog:
    """A target of this one file."""
    nothing: Rows = np.zeros(1, np.int64)
    unknown, reading = np.full(1, UNKNOWN, np.int32), project.reading("target")
    return Catalog(file.parent, (file.name,), (), unknown, nothing, nothing, reading)
