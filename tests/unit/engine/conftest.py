"""One small line for all tests of the machine."""

import warnings
from collections.abc import Iterator

import pytest
import torch
from safetensors.torch import save_file

import tests.few_steps  # noqa: F401 - its import is what it does
from dclgui.core.job import Job
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.onnx_forward import onnx_forward
from dclgui.engine.runtime import Runtime
from tests.unit.engine.made import BACKBONE, BROKEN, SIDE, Line, job_of, make_domain


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Line:
    """16 images a class in each domain; one more of the target can't be read."""
    folder = tmp_path_factory.mktemp("line")
    make_domain(folder / "source", per_class=16, seed=0, shifted=False)
    make_domain(folder / "target", per_class=16, seed=1, shifted=True)
    (folder / "target" / BROKEN).write_bytes(b"not a picture")
    torch.manual_seed(0)
    backbone = load_backbone(BACKBONE, weights="scratch")
    save_file(backbone.network.state_dict(), folder / "weights.safetensors")
    exported = folder / f"backbone-{backbone.fingerprint()[:16]}-{SIDE}.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own packages while they are imported
        onnx_forward(backbone, side=SIDE, file=exported)
    return Line(folder / "source", folder / "target", folder / "weights.safetensors", exported)


@pytest.fixture
def job(line: Line) -> Job:
    """A short job, mode ``frozen``."""
    return job_of(line)


@pytest.fixture
def runtime(job: Job) -> Iterator[Runtime]:
    """A CPU runtime of one process."""
    with runtimes.started(job) as started:
        yield started
