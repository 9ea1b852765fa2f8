"""A finished run, and what it leaves as a model."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import tests.onnx_once  # noqa: F401 - its import is what it does
from dclgui.core.protocol.results import ModelSaved
from tests.unit.engine.export.leaving import exported
from tests.unit.engine.made import Line, job_of, run_of


@pytest.fixture(scope="session")
def finished(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of mode ``frozen``; look, don't touch."""
    return run_of(line, tmp_path_factory.mktemp("finished") / "p", job_of(line))


@pytest.fixture(scope="session")
def left(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], ModelSaved]:
    """By suffix, what that run leaves in a folder of its own, exported once; look, don't touch."""

    @cache
    def of(suffix: str) -> ModelSaved:
        return exported(tmp_path_factory.mktemp("left") / f"line{suffix}", finished)

    return of
