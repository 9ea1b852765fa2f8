from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.job import Job
from dclgui.project.folder import Project
from tests.windows import CAN_TELL, refuse_what_is_open


@pytest.fixture(autouse=True)
def _as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is open keeps its name."""
    if CAN_TELL:
        refuse_what_is_open(monkeypatch)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job on two empty folders."""
    for name in ("old camera", "new camera"):
        (tmp_path / "images" / name).mkdir(parents=True)
    return Job(source=tmp_path / "images" / "old camera", target=tmp_path / "images" / "new camera")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "projects" / "线 1.dclproj"


@pytest.fixture
def project(folder: Path, job: Job) -> Iterator[Project]:
    with Project.create(folder, job) as made:
        yield made


@pytest.fixture
def target(job: Job) -> Callable[[int], Catalog]:
    """Make a target catalog of so many images."""

    def make(total: int) -> Catalog:
        return Catalog(
            root=job.target,
            paths=tuple(f"划痕/{row:07d} = #1.png" for row in range(total)),
            class_names=("dent", "划痕"),
            labels=np.full(total, UNKNOWN, np.int32),
            sizes=np.arange(total, dtype=np.int64) + 2**33,
            mtimes=np.arange(total, dtype=np.int64) + 1_700_000_000_000_000_000,
        )

    return make
