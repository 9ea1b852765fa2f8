"""A finished run, and what it leaves as a model."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dclgui.core.protocol.results import ModelSaved
from dclgui.engine.training.adapt import adapt
from tests.unit.engine.export.leaving import exported
from tests.unit.engine.made import Line, job_of, project_of


@pytest.fixture(scope="module")
def finished(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of mode ``frozen``; look, don't touch."""
    job = job_of(line)
    folder = tmp_path_factory.mktemp("finished") / "p"
    list(adapt(job, project_of(line, folder, job)))
    return folder


@pytest.fixture(scope="module")
def left(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], ModelSaved]:
    """By suffix, what that run leaves in a folder of its own, exported once; look, don't touch."""

    @cache
    def of(suffix: str) -> ModelSaved:
        return exported(tmp_path_factory.mktemp("left") / f"line{suffix}", finished)

    return of
