"""The domain gap and the target's neighbours, measured before the first round without any target label."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dclgui.core.arrays import Ints
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Method
from dclgui.engine.network.model import Predictions
from dclgui.engine.network.tensors import damaged, read_tensors, whole_numbers, write_tensors
from dclgui.method.neighbours import Neighbours, alike_from, nearest_rows
from dclgui.method.shift import domain_gap, trust
from dclgui.project.folder import Project
from dclgui.project.rounds import NEIGHBOURS

_FILE = "survey.safetensors"


@dataclass(frozen=True, slots=True, eq=False)
class DomainGap:
    """What is measured before the rounds; N is the number of readable target images.

    ``rows`` [N] int64, their catalog rows; ``trust`` in [0, 1]; ``neighbours`` among them, numbered 0 … N - 1;
    ``source_probs`` [N, K], the source model's probabilities.
    """

    rows: Tensor
    trust: float
    neighbours: Neighbours
    source_probs: Tensor

    def save(self, folder: Path) -> None:
        """Write it into the folder of round 0; every later round reads it."""
        state = {
            "target_rows": self.rows,
            "trust": torch.tensor(self.trust, dtype=torch.float64),
            "rows": self.neighbours.rows,
            "alike": self.neighbours.alike,
            "source_probs": self.source_probs,
        }
        write_tensors(state, folder / _FILE)
        # For the window, which reads no tensors.
        np.save(folder / NEIGHBOURS, self._by_catalog_row())

    @classmethod
    def load(cls, folder: Path) -> "DomainGap":
        """Read what ``save`` wrote; raises ``UserError`` if it can't be read."""
        file = folder / _FILE
        state = read_tensors(file, "target_rows", "trust", "rows", "alike", "source_probs")
        rows, near, probs = state["target_rows"], state["rows"], state["source_probs"]
        fits = rows.ndim == 1 and near.ndim == 2 and near.shape == state["alike"].shape and probs.ndim == 2
        if not (fits and len(rows) == len(near) == len(probs) and state["trust"].numel() == 1):
            raise damaged(file, "its shapes don't fit")
        trust = float(state["trust"])
        if not (whole_numbers(near, below=len(rows)) and whole_numbers(rows, below=2**40) and 0 <= trust <= 1):
            raise damaged(file, "its numbers can't be right")
        return cls(rows, trust, Neighbours(rows=near, alike=state["alike"]), probs)

    @classmethod
    def of(cls, project: Project) -> "DomainGap":
        """The one that ``project`` kept with round 0; raises ``UserError`` if it can't be read or is of another one."""
        folder = project.rounds.whole(0)
        found, table = cls.load(folder), project.rounds.pseudo_labels(0)
        classes = table.distances.shape[1]
        if found.source_probs.shape[1] != classes or (len(found.rows) and int(found.rows.max()) >= len(table)):
            raise damaged(folder / _FILE, "it is of another run")
        return found

    def _by_catalog_row(self) -> Ints:
        """[rows up to the last readable one, k] int32, catalog rows of each image's neighbours; -1 for none."""
        rows, near = self.rows.cpu(), self.neighbours.rows.cpu()
        table = np.full((int(rows.max()) + 1, near.shape[1]), -1, np.int32)
        table[rows.numpy()] = rows[near].numpy()
        return table

    def require_same_images(self, rows: Tensor, target: Catalog) -> None:
        """Raise ``UserError`` unless ``rows``, the target images that can be read now, are those it was made from."""
        changed = sorted(set(rows.tolist()) ^ set(self.rows.tolist()))
        if changed:
            first = target.file(changed[0])
            raise UserError(
                f"{len(changed)} images can't be read as they could when this project began; the first is {first}.",
                "Put the images back as they were, or start a new project.",
            )


def measure_domain_gap(
    predictions: Predictions, source: Tensor, labels: Tensor, *, method: Method, generator: torch.Generator
) -> DomainGap:
    """Compare the domains and find neighbours.

    predictions: the source model's for the target; source: backbone features [Ns, D] of readable source images, and
    their labels [Ns] int64. Target labels do not enter.
    """
    target, trusted = predictions.backbone, 1.0
    if method.trust == "measured":
        trusted = trust(domain_gap(source, target, generator=generator), len(target), enough=method.enough)
    return DomainGap(predictions.rows, trusted, _neighbours(target, source, labels, method), predictions.probs)


def _neighbours(target: Tensor, source: Tensor, labels: Tensor, method: Method) -> Neighbours:
    count = min(method.neighbours, len(source) - 1)
    if not count:
        return Neighbours(rows=torch.empty(len(target), 0, dtype=torch.int64), alike=torch.empty(len(target), 0))
    least = alike_from(source, labels, count=count, purity=method.purity)
    rows, similarity = nearest_rows(target, count=count)
    return Neighbours(rows=rows, alike=(similarity >= least).float())
