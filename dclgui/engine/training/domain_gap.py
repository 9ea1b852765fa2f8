"""What is known of the target before the first round, without any of its labels."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from dclgui.core.arrays import Ints
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Method
from dclgui.engine.network.model import Predictions
from dclgui.method.neighbours import Neighbours, alike_from, nearest_rows
from dclgui.method.shift import domain_gap, trust
from dclgui.project.rounds import NEIGHBOURS

_FILE = "survey.safetensors"


@dataclass(frozen=True, slots=True, eq=False)
class DomainGap:
    """What a run knows before its rounds; N is the number of readable target images.

    ``rows`` [N] int64, their catalog rows; ``trust`` in [0, 1]; ``neighbours`` among them, numbered 0 … N - 1;
    ``source_probs`` [N, K], the source model's word.
    """

    rows: Tensor
    trust: float
    neighbours: Neighbours
    source_probs: Tensor

    def save(self, folder: Path) -> None:
        """Write it into the folder of round 0; every later round stands on it."""
        state = {
            "target_rows": self.rows,
            "trust": torch.tensor(self.trust, dtype=torch.float64),
            "rows": self.neighbours.rows,
            "alike": self.neighbours.alike,
            "source_probs": self.source_probs,
        }
        save_file({key: value.contiguous() for key, value in state.items()}, folder / _FILE)
        np.save(folder / NEIGHBOURS, self._by_catalog_row())

    @classmethod
    def load(cls, folder: Path) -> "DomainGap":
        """Read what ``save`` wrote."""
        state = load_file(folder / _FILE)
        neighbours = Neighbours(rows=state["rows"], alike=state["alike"])
        return cls(
            rows=state["target_rows"],
            trust=float(state["trust"]),
            neighbours=neighbours,
            source_probs=state["source_probs"],
        )

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

    judged: the source model's word on the target; source: backbone features [Ns, D] of readable source images and
    their labels [Ns] int64. Target labels do not enter.
    """
    trusted = 1.0
    if method.trust == "measured":
        shift = domain_gap(source, predictions.backbone, generator=generator)
        trusted = trust(shift, len(predictions.backbone), enough=method.enough)
    return DomainGap(
        predictions.rows, trusted, _neighbours(predictions.backbone, source, labels, method), predictions.probs
    )


def _neighbours(target: Tensor, source: Tensor, labels: Tensor, method: Method) -> Neighbours:
    count = min(method.neighbours, len(source) - 1)
    if not count:
        return Neighbours(rows=torch.empty(len(target), 0, dtype=torch.int64), alike=torch.empty(len(target), 0))
    least = alike_from(source, labels, count=count, purity=method.purity)
    rows, similarity = nearest_rows(target, count=count)
    return Neighbours(rows=rows, alike=(similarity >= least).float())
