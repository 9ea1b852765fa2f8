"""Real adapted projects with the truth beside them, for an oracle in place of the person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.arena_data import Pair, Setting, prepared
from benchmarks.featured import Featured, featured
from benchmarks.trial import Adapted, adapted, job_for
from dclgui.core.consensus import Consensus
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.engine.training.pseudo_labelling import as_table
from dclgui.method.assign import Assignment
from dclgui.review.table import ReviewTable

BACKBONE = {"backbone": "efficientnet_lite0", "weights": "pretrained", "image_size": 224}


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """``truth`` [N] int32, S1-S6's labels ``before`` and ``after`` adaptation, and the nearest ``neighbours`` [N, k].

    ``adapted`` is the model and the committee that came of it; ``None`` in a made-up project.
    """

    name: str
    names: tuple[str, ...]
    truth: npt.NDArray[np.int32]
    before: PseudoLabels
    after: PseudoLabels
    neighbours: npt.NDArray[np.int64]
    adapted: Adapted | None

    def table(self, found: PseudoLabels, consensus: Consensus | None = None) -> ReviewTable:
        """A new table over ``found`` or the ``consensus``, nothing decided."""
        paths = tuple(str(row) for row in range(len(self.truth)))
        return ReviewTable(paths, self.names, found, np.empty(0, np.int64), consensus=consensus)


@contextmanager
def finished(data: Path, pair: Pair, *, cache: Path, seed: int = 0) -> Iterator[Finished]:
    """Adapt ``pair`` of domains below ``data`` with the default recipe; the features are kept in ``cache``."""
    job = job_for("default", seed=seed, settings=BACKBONE)
    found = featured([data / name for name in pair], job, cache=cache)
    source, target = prepared(Setting("", *pair), {name: found[data / name] for name in pair}, seed=seed)
    with finished_of(" to ".join(pair), source, target, seed=seed) as made:
        yield made


@contextmanager
def finished_of(name: str, source: Featured, target: Featured, *, seed: int) -> Iterator[Finished]:
    """The same from features."""
    with adapted(source, target, job_for("default", seed=seed, settings=BACKBONE)) as run:
        yield Finished(
            name=name,
            names=target.names,
            truth=target.labels.astype(np.int32),
            before=pseudo_labels(run.first),
            after=pseudo_labels(run.last),
            neighbours=run.domain_gap.neighbours.rows.numpy(),
            adapted=run,
        )


def pseudo_labels(assignment: Assignment) -> PseudoLabels:
    """The table of a target whose images could all be read."""
    rows = torch.arange(len(assignment.label))
    return as_table(assignment, rows, len(rows))
