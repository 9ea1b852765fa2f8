"""Real adapted projects with the truth beside them, for an oracle in place of the person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.featured import featured
from benchmarks.trial import Adapted, adapted, job_for
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.engine.training.pseudo_labelling import as_table
from dclgui.method.assign import Assignment
from dclgui.review.table import ReviewTable

Pair = tuple[str, str]

PAIRS: dict[str, list[Pair]] = {
    "office_caltech10": [
        (f"office_caltech10/{source}", f"office_caltech10/{target}")
        for source in ("amazon", "webcam", "Caltech")
        for target in ("amazon", "webcam", "Caltech")
        if source != target
    ],
    "steel": [("steel/neu", "steel/xsdd"), ("steel/xsdd", "steel/neu")],
    "cwru": [
        (f"cwru/de_{source}hp", f"cwru/de_{target}hp")
        for source, target in ((0, 1), (0, 3), (1, 0), (2, 0), (2, 1), (3, 0))
    ],
    "digits": [("mnist/train5k", "usps/test"), ("usps/test", "mnist/train5k")],
}
"""Pairs of domains by data set; the digits are 5,000 of MNIST, 500 a class, and the 2,007 of USPS's test."""

_BACKBONE = {"backbone": "efficientnet_lite0", "weights": "pretrained", "image_size": 224}


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """``truth`` [N] int32, the labels ``before`` and ``after`` adaptation, and the nearest ``neighbours`` [N, k].

    ``adapted`` is the model that came of it, to be refined.
    """

    name: str
    names: tuple[str, ...]
    truth: npt.NDArray[np.int32]
    before: PseudoLabels
    after: PseudoLabels
    neighbours: npt.NDArray[np.int64]
    adapted: Adapted

    def table(self, found: PseudoLabels) -> ReviewTable:
        """A new table over ``found``, nothing decided."""
        paths = tuple(str(row) for row in range(len(self.truth)))
        return ReviewTable(paths, self.names, found, np.empty(0, np.int64))


@contextmanager
def finished(data: Path, pair: Pair, *, cache: Path, seed: int = 0) -> Iterator[Finished]:
    """Adapt ``pair`` of domains below ``data`` with the default recipe; the features are kept in ``cache``."""
    job = job_for("default", seed=seed, settings=_BACKBONE, method={})
    folders = [data / name for name in pair]
    found = featured(folders, job, cache=cache)
    names = tuple(name for name in found[folders[0]].names if name in found[folders[1]].names)
    source, target = (found[folder].only(names) for folder in folders)
    with adapted(source, target, job) as run:
        yield Finished(
            name=" to ".join(pair),
            names=names,
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
