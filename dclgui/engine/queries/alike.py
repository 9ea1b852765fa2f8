"""Images by likeness: those most like one, and groups among those that a person called "none of these"."""

from collections.abc import Iterator

import numpy as np
import torch

from dclgui.core.decisions import Verdict
from dclgui.core.protocol.requests import FindAlike, GroupUnknown
from dclgui.core.protocol.results import AlikeFound, UnknownGrouped
from dclgui.engine.network.embedding import from_newest, load_embedding
from dclgui.engine.queries.places import nearest, places_of
from dclgui.engine.runtime import on_one_core
from dclgui.project.folder import Project
from dclgui.review.novel import grouped


def find_alike(task: FindAlike) -> Iterator[AlikeFound]:
    """The ``task.count`` images nearest to a target image by the newest round's features, never that image itself.

    An image that the round does not know, such as an unreadable one, is like no other. Raises ``UserError`` if the
    project has no round that knows its images' features.
    """
    with Project.open(task.folder) as project:
        places = from_newest(project.rounds, places_of)
        high = project.rounds.labels(places.round).high[places.target.rows]
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
        target=nearest(places.target.rows, in_target, others, task.count),
        sure=nearest(places.target.rows, in_target, sure, task.count),
        source=nearest(places.source.rows, in_source, np.ones(len(in_source), np.bool_), task.count),
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
