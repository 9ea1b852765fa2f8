"""Whether an exported model predicts the same for some target images as the run's own model."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Floats, Ints, Mask, Pixels, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.classes import Classes
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Event
from dclgui.engine import runtime as runtimes
from dclgui.engine.export.formats import TOLERANCE, Answers
from dclgui.engine.training.predict import Said, predict_catalog
from dclgui.engine.training.prepare import Mode, choose_mode
from dclgui.images.pictures import load_batch
from dclgui.project.folder import Project

IMAGES: dict[Mode, int] = {"frozen": 256, "finetune": 96}
"""Images that are compared, if the target has as many; fine-tuned models are slow on a CPU, and there are two."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Images of the target, ``pixels`` uint8 [n, S, S, 3], and what the run's own model ``said`` of them.

    ``rows`` [n] int64, their rows in the target's catalog.
    """

    rows: Rows
    pixels: Pixels
    said: Said

    def as_labelled(self, labels: Ints, classes: Classes) -> float:
        """Share of them that the model gives the label that they have in ``labels`` [N] int32 of the whole target.

        ``classes``: as which the model's labels read.
        """
        return float((classes.of(self.said.assignment.label.numpy()) == labels[self.rows]).mean())


def predicted_sample(project: Project) -> Generator[Event, None, Sample]:
    """Predict some images by the newest round's model, in full precision on the CPU like every exported file.

    The images are spread over the whole target. Raises ``UserError`` if none of them can be read, or if no round is
    finished.
    """
    job = project.job.model_copy(update={"device": "cpu", "precision": "float32"})
    with runtimes.started(job) as runtime, TemporaryDirectory(prefix="dclgui-") as cache:
        mode = choose_mode(job)
        drawn = _drawn(project, IMAGES[mode])
        catalog = _only(project.catalog("target"), drawn)
        said = yield from predict_catalog(project, catalog, mode=mode, cache=Path(cache), runtime=runtime)
    if not len(said.rows):
        raise UserError(
            f"No image in {catalog.root} can be read, so that the exported model can't be compared with the run's.",
            "Put the images back as they were.",
        )
    rows = said.rows.numpy()
    return Sample(drawn[rows], load_batch(catalog, rows, side=job.image_size).pixels, said)


def _drawn(project: Project, count: int) -> Rows:
    left_out = [*project.problems("target"), *project.exclusions.current("target").tolist()]
    readable = np.setdiff1d(np.arange(len(project.catalog("target"))), left_out)
    rows: Rows = readable[np.linspace(0, len(readable) - 1, min(count, len(readable))).astype(np.intp)]
    return rows


def _only(catalog: Catalog, rows: Rows) -> Catalog:
    labels, sizes, mtimes = catalog.labels[rows], catalog.sizes[rows], catalog.mtimes[rows]
    paths = tuple(catalog.paths[row] for row in rows)
    return replace(catalog, paths=paths, labels=labels, sizes=sizes, mtimes=mtimes)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The comparison over ``images`` images.

    ``difference`` is the largest in a probability, ``apart`` the largest in a distance relative to the largest.
    ``same`` is the share of images with the same most probable class, ``other`` counts those that have another label
    or level although they are near no decision boundary. What passes and what is near is set by ``tolerance``.
    """

    images: int
    difference: float
    apart: float
    same: float
    other: int
    tolerance: float = TOLERANCE

    @property
    def holds(self) -> bool:
        """Whether both are the same model."""
        return max(self.difference, self.apart) <= self.tolerance and not self.other


def agreement(said: Said, found: Answers, *, tolerance: float = TOLERANCE) -> Agreement:
    """Compare the answers ``found`` of an exported file with what the run's model ``said`` of the same images.

    ``tolerance``: the largest difference in a probability, or in a distance relative to the largest, that passes.
    """
    assignment, probs, distances = said.assignment, said.probs.numpy(), said.assignment.distances.numpy()
    differ = (found["label"] != assignment.label.numpy()) | (found["high"] != assignment.high.numpy())
    reach = float(np.max(distances, where=np.isfinite(distances), initial=0.0))
    return Agreement(
        images=len(probs),
        difference=float(_gap(found["probabilities"], probs).max(initial=0.0)),
        apart=float(_gap(found["distances"], distances).max(initial=0.0)) / max(reach, 1e-6),
        same=float((found["probabilities"].argmax(axis=1) == probs.argmax(axis=1)).mean()),
        other=int((differ & ~_near_boundary(said, reach=reach, tolerance=tolerance)).sum()),
        tolerance=tolerance,
    )


def _gap(found: npt.NDArray[Any], wanted: Floats) -> Floats:
    """Absolute differences; none between what is infinite, or no number, in both."""
    alike = (found == wanted) | (np.isnan(found) & np.isnan(wanted))
    gap: Floats = np.abs(np.subtract(found, wanted, out=np.zeros_like(wanted), where=~alike))
    return gap


def _near_boundary(said: Said, *, reach: float, tolerance: float) -> Mask:
    """Images so near a decision boundary that a difference within the tolerance may change their label or level."""
    probs, assignment = said.probs.numpy(), said.assignment
    entropy, thresholds = assignment.entropy.numpy(), assignment.prototypes.thresholds.numpy()
    # A change of every probability by the tolerance moves the entropy by more than that.
    at_threshold = np.abs(entropy - thresholds[probs.argmax(axis=1)]) <= 10 * tolerance
    between_classes = _lead(-probs) <= 2 * tolerance
    between_prototypes = _lead(assignment.distances.numpy()) <= 2 * tolerance * reach
    near: Mask = at_threshold | between_classes | between_prototypes
    return near


def _lead(values: Floats) -> Floats:
    """By how much the lowest of each row [N, K] lies below the second; infinite where there is no second."""
    if values.shape[1] == 1:
        return np.full(len(values), np.inf, np.float32)
    first, second = np.partition(values, 1, axis=1)[:, :2].T
    lead: Floats = np.subtract(second, first, out=np.full_like(first, np.inf), where=np.isfinite(second))
    return lead
