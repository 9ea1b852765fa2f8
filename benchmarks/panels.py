"""The committee and its learners over one pair of domains, as the program would begin a review; and its rivals."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from benchmarks.featured import Featured
from benchmarks.trial import adapted, job_for
from dclgui.engine.training.members import MOVERS, labellings
from dclgui.method.crowd import Crowd, crowd
from dclgui.method.neighbours import nearest_rows
from dclgui.method.whitening import Whitened, whitened
from dclgui.review.learning import Lessons, Panel, Regression, Space, space

_BACKBONE = {"backbone": "efficientnet_lite0", "weights": "pretrained", "image_size": 224}
_RAW, _WHITE = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Begun:
    """All that is known of a pair before the first answer."""

    spaces: tuple[Space, Space]
    labels: npt.NDArray[np.int64]
    truth: npt.NDArray[np.int64]
    classes: int
    members: dict[str, npt.NDArray[np.float32]]
    crowd: Crowd
    graphs: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def begun(source: Featured, target: Featured, *, seed: int) -> Begun:
    """Adapt, name by every member, join them."""
    with adapted(source, target, job_for("default", seed=seed, settings=_BACKBONE, method={})) as run:
        own = {"source": run.first.classifier_label, "S1-S6": run.last.label}
    features, labels = torch.from_numpy(source.features), torch.from_numpy(source.labels)
    other, classes = torch.from_numpy(target.features), len(source.names)
    white = whitened(features, labels, other, classes=classes, generator=torch.Generator().manual_seed(seed))
    found = labellings(white, features, labels, other, classes=classes, seed=seed) | own
    graphs = nearest_rows(other, count=20)[0], nearest_rows(white.target, count=10)[0]
    joined = crowd(found, [graphs[0][:, :10], graphs[1]], movers=MOVERS, classes=classes)
    return Begun(
        spaces=_spaces(white, graphs),
        labels=source.labels,
        truth=target.labels,
        classes=classes,
        members={name: functional.one_hot(own, classes).float().numpy() for name, own in found.items()},
        crowd=joined,
        graphs=(graphs[0].numpy(), graphs[1].numpy()),
    )


def _spaces(white: Whitened, graphs: tuple[torch.Tensor, torch.Tensor]) -> tuple[Space, Space]:
    near = [graph.numpy() for graph in graphs]
    raw = space(white.principal_source.numpy(), white.principal_target.numpy(), near)
    centred = white.target - white.target.mean(dim=0)
    return raw, space(white.source.numpy(), centred.numpy(), near)


def panel(start: Begun) -> Panel:
    """The program's own learners: the source alone in both spaces, and three that were taught labels of the target."""
    votes, members = start.crowd.votes.numpy(), start.members
    lessons = [
        Lessons(_WHITE, source=1.0, ridge=1.0),
        Lessons(_RAW, source=1.0, ridge=0.1),
        Lessons(_RAW, source=0.3, ridge=1.0, taught=votes),
        Lessons(_RAW, source=0.3, ridge=1.0, taught=members["settled, direction"]),
        Lessons(_WHITE, source=0.3, ridge=1.0, taught=members["settled, discriminant"]),
    ]
    said = {name: (0.9 * own + 0.1 * votes).astype(np.float32) for name, own in members.items()}
    said["crowd"] = (0.7 * start.crowd.probabilities.numpy() + 0.3 * votes).astype(np.float32)
    return _panel(start, lessons, said, "crowd")


def rival(start: Begun, *, taught: str | None, smoothed: bool) -> Panel:
    """Plain active learning: one ridge regression in raw components, on the labels of ``taught`` if it is named."""
    known = None if taught is None else start.members[taught]
    lessons = Lessons(0, source=1.0 if known is None else 0.3, ridge=0.1, taught=known)
    raw = start.spaces[_RAW]
    spaces = (Space(raw.source, raw.target, raw.views[:1] if smoothed else raw.views[-1:], raw.moments),)
    return Panel(spaces, [Regression(lessons, spaces, start.labels, start.classes)], {}, "")


def _panel(start: Begun, lessons: list[Lessons], said: dict[str, npt.NDArray[np.float32]], first: str) -> Panel:
    learners = [Regression(each, start.spaces, start.labels, start.classes) for each in lessons]
    return Panel(start.spaces, learners, said, first)
