"""A line of 32-pixel pictures, a backbone of 96 features and jobs on them: small enough to run whole."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image

from dclgui.core.job import Job
from dclgui.core.protocol.events import Event
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.engine.training.adapt import adapt
from dclgui.project.folder import Project

CLASSES = ("cross", "disc", "stripes")
SIDE = 32
BACKBONE = "test_resnet"
BROKEN = "disc/broken.png"
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Line:
    """``source`` and ``target`` folders of class folders; ``weights`` and ``exported``: the backbone's files."""

    source: Path
    target: Path
    weights: Path
    exported: Path


def make_domain(root: Path, *, per_class: int, seed: int, shifted: bool) -> None:
    """Draw ``per_class`` pictures of each class; a shifted domain is darker, bluer and noisier."""
    random = np.random.default_rng(seed)
    for name in CLASSES:
        (root / name).mkdir(parents=True)
        for number in range(per_class):
            Image.fromarray(_picture(name, random, shifted=shifted)).save(root / name / f"{number:02d}.png")


def _picture(name: str, random: np.random.Generator, *, shifted: bool) -> npt.NDArray[np.uint8]:
    rows, columns = np.indices((SIDE, SIDE)) - random.integers(12, 20, (2, 1, 1))
    shape = {
        "cross": (abs(rows) < 4) | (abs(columns) < 4),
        "disc": rows**2 + columns**2 < 100,
        "stripes": (rows + columns) % 8 < 4,
    }[name]
    noise = random.normal(0, 30 if shifted else 20, (SIDE, SIDE, 3))
    light = np.array([0.85, 0.9, 1.0]) if shifted else np.ones(3)
    return ((np.where(shape[..., None], 190, 60) + noise) * light).clip(0, 255).astype(np.uint8)


def job_of(line: Line, *, method: dict[str, Any] | None = None, **settings: Any) -> Job:
    """Two rounds of the default recipe on ``line``."""
    quick: dict[str, Any] = {"source_epochs": 4, "rounds": 2, "epochs": 1, "heads": 2, "neighbours": 4}
    base: dict[str, Any] = {"source": line.source, "target": line.target, "backbone": BACKBONE, "batch_size": 16}
    weights = {"weights": f"file:{line.weights}", "image_size": SIDE, "mode": "frozen", "device": "cpu"}
    return Job.parse({**base, **weights, **settings, "method": {**quick, **(method or {})}})


def project_of(line: Line, folder: Path, job: Job) -> Path:
    """An empty project whose cache holds the exported backbone already, since an export takes seconds."""
    with Project.create(folder, job) as project:
        shutil.copy(line.exported, project.cache / line.exported.name)
    return folder


_finished: dict[str, Path] = {}


def run_of(line: Line, folder: Path, job: Job) -> Path:
    """``folder``, a project whose run of ``job`` on ``line`` is finished.

    Equal jobs give equal runs, so that a process makes each once and copies it. For what a run itself does, call
    ``adapt``.
    """
    made = _finished.get(job.to_toml())
    if made is None:
        made = project_of(line, line.exported.parent / f"finished {len(_finished)}.dclproj", job)
        for _ in adapt(job, made):
            pass
        _finished[job.to_toml()] = made
    return shutil.copytree(made, folder)


def labels_in(folder: Path, number: int | None = None) -> PseudoLabels:
    """The pseudo-labels of round ``number`` of the project, of the last one by default."""
    with Project.open(folder) as project:
        return project.rounds.pseudo_labels(project.rounds.numbers()[-1] if number is None else number)


def assert_same_labels(found: PseudoLabels, wanted: PseudoLabels) -> None:
    """Bit for bit, NaN equal to NaN."""
    for field in fields(PseudoLabels):
        np.testing.assert_array_equal(getattr(found, field.name), getattr(wanted, field.name), err_msg=field.name)


def of_kind(events: Iterable[Event], kind: type[Kind]) -> list[Kind]:
    """The events of one class."""
    return [event for event in events if isinstance(event, kind)]
