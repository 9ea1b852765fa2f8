"""What a run's own model says of some of the target's images, each judged on its own: what other files must say too."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from dclgui.core.arrays import Pixels, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Event
from dclgui.core.reference import ReferenceStatistics
from dclgui.engine import runtime as runtimes
from dclgui.engine.training.predict import Said, predict_catalog
from dclgui.engine.training.prepare import Mode, choose_mode
from dclgui.images.pictures import load_batch
from dclgui.project.folder import Project

IMAGES: dict[Mode, int] = {"frozen": 256, "finetune": 96}
"""How many, if the target has as many: whole networks that were trained are slow on a CPU, and there are two."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What the model ``said`` of images whose ``pixels`` are uint8 [n, S, S, 3]."""

    pixels: Pixels
    said: Said

    def reference(self) -> ReferenceStatistics | None:
        """The range of entropies and distances, by which later images are known to have drifted away."""
        found = self.said.assignment
        distance = found.distances.gather(1, found.label[:, None])[:, 0]
        return ReferenceStatistics.of(found.entropy.numpy(), distance.numpy())


def predicted_sample(project: Project) -> Generator[Event, None, Sample]:
    """Ask the newest round's model in full precision on the CPU, as every exported file is asked.

    The images are spread over the whole target. Raises ``UserError`` if none of them can be read, or if no round is
    finished.
    """
    job = project.job.model_copy(update={"device": "cpu", "precision": "float32"})
    with runtimes.started(job) as runtime, TemporaryDirectory(prefix="dclgui-") as cache:
        mode = choose_mode(job)
        catalog = _sample(project, IMAGES[mode])
        said = yield from predict_catalog(project, catalog, mode=mode, cache=Path(cache), runtime=runtime)
    if not len(said.rows):
        raise UserError(
            f"No image in {catalog.root} can be read, so that the exported model can't be compared with the run's.",
            "Put the images back as they were.",
        )
    return Sample(load_batch(catalog, said.rows.numpy(), side=job.image_size).pixels, said)


def _sample(project: Project, count: int) -> Catalog:
    catalog = project.catalog("target")
    aside = [*project.problems("target"), *project.exclusions.current("target").tolist()]
    readable = np.setdiff1d(np.arange(len(catalog)), aside)
    rows: Rows = readable[np.linspace(0, len(readable) - 1, min(count, len(readable))).astype(np.intp)]
    paths = tuple(catalog.paths[row] for row in rows)
    return Catalog(
        catalog.root, paths, catalog.class_names, catalog.labels[rows], catalog.sizes[rows], catalog.mtimes[rows]
    )
