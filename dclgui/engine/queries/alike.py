"""Images by likeness: those most like one, and groups among those that a person called "none of these"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dclgui.core.arrays import Floats, Mask, Rows
from dclgui.core.consensus import shown_labels
from dclgui.core.decisions import Verdict
from dclgui.core.protocol.requests import FindAlike, GroupUnknown
from dclgui.core.protocol.results import AlikeFound, UnknownGrouped
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.engine.network.embedding import from_newest, load_embedding
from dclgui.engine.runtime import on_one_core
from dclgui.project.folder import Project
from dclgui.review.novel import grouped

_PIECE = 4096
"""Images converted to single precision at a time."""

Nearest = tuple[tuple[int, float], ...]


def find_alike(task: FindAlike) -> Iterator[AlikeFound]:
    """The ``task.count`` images nearest to a target image by the newest round's features, never that image itself.

    An image that the round does not know, such as an unreadable one, is like no other. Raises ``UserError`` if the
    project has no round that knows its images' features.
    """
    with Project.open(task.folder) as project:
        places = from_newest(project.rounds, partial(_places, project.folder))
        high = shown_labels(places.found, project.rounds.consensus(places.round)).high[places.target.rows]
        labelled = [row for row, found in project.journal.current().items() if found.verdict is Verdict.LABEL]
    place = int(np.searchsorted(places.target.rows, task.row))
    if place == len(places.target.rows) or places.target.rows[place] != task.row:
        yield AlikeFound(task.row, (), (), ())
        return
    others = places.target.rows != task.row
    sure = others & (high | np.isin(places.target.rows, labelled))
    with on_one_core():
        unit = places.target.unit(place)
        in_target, in_source = places.target.similarity(unit), places.source.similarity(unit)
    yield AlikeFound(
        task.row,
        target=_nearest(places.target.rows, in_target, others, task.count),
        sure=_nearest(places.target.rows, in_target, sure, task.count),
        source=_nearest(places.source.rows, in_source, np.ones(len(in_source), np.bool_), task.count),
    )


def group_unknown(task: GroupUnknown) -> Iterator[UnknownGrouped]:
    """Group the target images that stand as "none of these" by the newest round's features, centred on their mean.

    Those of a group to be split are centred on their own mean: kinds that the model took for one class lie close
    together. An image that the round does not know, such as an unreadable one, is in no group. Raises ``UserError`` if
    the project has no round that knows its images' features.
    """
    with Project.open(task.folder) as project:
        found = from_newest(project.rounds, lambda _number, file, _changed: load_embedding(file))
        decisions = project.journal.current().items()
        unknown = task.rows or [row for row, decision in decisions if decision.verdict is Verdict.NONE_OF_THESE]
    rows = found.target_rows.numpy()
    places = np.flatnonzero(np.isin(rows, unknown))
    with on_one_core():
        chosen = found.target[torch.from_numpy(places)].float()
        centre = chosen.mean(dim=0) if task.rows else found.target.mean(dim=0, dtype=torch.float32)
        groups = grouped((chosen - centre).numpy(), groups=2 if task.rows else None)
    yield UnknownGrouped(tuple(tuple(rows[places[group]].tolist()) for group in groups))


@dataclass(frozen=True, slots=True, eq=False)
class _Points:
    """``rows`` [N] int64, ascending; ``features`` [N, W] float16; ``scale`` [N] float32, 1 / their length."""

    rows: Rows
    features: Tensor
    scale: Tensor

    def unit(self, place: int) -> Tensor:
        """[W] float32, the features at ``place`` divided by their length."""
        return self.features[place].float() * self.scale[place]

    def similarity(self, unit: Tensor) -> Floats:
        """[N] float32 in [-1, 1], cosine to ``unit``."""
        raw = torch.cat([piece.float() @ unit for piece in self.features.split(_PIECE)])
        found: Floats = (raw * self.scale).numpy()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Of ``round``, which ``found`` these pseudo-labels of all images, here without distances.

    What the answers teach changes the labels of a round, so that which of them are sure is asked each time.
    """

    round: int
    target: _Points
    source: _Points
    found: PseudoLabels


# The inspector asks for one image after another of the same round.
@lru_cache(maxsize=2)
def _places(folder: Path, number: int, file: Path, changed: int) -> _Places:  # noqa: ARG001
    """Round ``number`` in memory; ``changed`` tells a round from another of the same number."""
    found = load_embedding(file)
    with Project.open(folder) as project:
        labels = project.rounds.pseudo_labels(number)
    # No mapped distances, so that a run can delete the file on Windows too.
    labels = replace(labels, distances=np.empty((len(labels), 0), np.float32))
    target, source = _points(found.target_rows, found.target), _points(found.source_rows, found.source)
    return _Places(number, target, source, labels)


def _points(rows: Tensor, features: Tensor) -> _Points:
    with on_one_core():
        lengths = torch.cat([piece.float().norm(dim=1) for piece in features.split(_PIECE)])
    # A copy, so that a run can delete the file on Windows too.
    return _Points(rows.numpy().copy(), features.clone(), 1 / lengths.clamp_min(1e-12))


def _nearest(rows: Rows, similarity: Floats, among: Mask, count: int) -> Nearest:
    """The ``count`` most similar of the rows ``among``, equal ones in the catalog's order."""
    places = np.flatnonzero(among)
    # Only what is at least as similar as the last one wanted has to be sorted.
    if len(places) > count:
        least = np.partition(similarity[places], len(places) - count)[len(places) - count]
        places = places[similarity[places] >= least]
    order = places[np.argsort(-similarity[places], kind="stable")][:count]
    return tuple((int(rows[i]), float(np.clip(1 - similarity[i], 0, 2))) for i in order)
