"""A project with one judged round, made without any training."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.consensus import Consensus
from dclgui.core.job import Job
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project.folder import Project
from dclgui.project.rounds import save_consensus
from tests.unit.project.test_rounds import metrics
from tests.unit.qt.pictures import NAMES

TOTAL = 30


def labels_of(label: int) -> PseudoLabels:
    named, even = np.full(TOTAL, label, np.int32), np.full(TOTAL, 0.5, np.float32)
    distances = np.full((TOTAL, len(NAMES)), 0.5, np.float32)
    return PseudoLabels(named, named, named < 0, even, even, even, even, distances)


@contextmanager
def judged_project(folder: Path, consensus: Consensus | None) -> Iterator[Project]:
    """Round 1 calls all images by class 0 and has ``consensus``."""
    for name in ("source", "target"):
        (folder / name).mkdir()

    def write(place: Path) -> None:
        (place / "model.safetensors").write_bytes(b"a model")
        if consensus is not None:
            save_consensus(place, consensus)

    with Project.create(folder / "a.dclproj", Job(source=folder / "source", target=folder / "target")) as made:
        none, paths = np.zeros(TOTAL, np.int64), tuple(f"{row}.png" for row in range(TOTAL))
        for domain in ("source", "target"):
            made.save_catalog(
                domain, Catalog(folder / domain, paths, NAMES, np.full(TOTAL, UNKNOWN, np.int32), none, none)
            )
        for number in (0, 1):
            made.rounds.write(number, labels_of(0), metrics(number), write)
        yield made
