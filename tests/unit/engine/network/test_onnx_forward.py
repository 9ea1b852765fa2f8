"""The exported backbone gives torch's features, or is not used."""

import contextlib
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from dclgui.core.protocol.events import Warned
from dclgui.engine.network import onnx_forward as module
from dclgui.engine.network.backbones import Backbone, load_backbone
from dclgui.engine.network.onnx_forward import ExportDisagreesError, onnx_forward, torch_forward
from dclgui.engine.training.adapt import adapt
from dclgui.project.folder import Project
from tests.unit.engine.made import (
    BACKBONE,
    SIDE,
    Line,
    assert_same_labels,
    job_of,
    labels_in,
    of_kind,
    run_of,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def backbone(line: Line) -> Backbone:
    return load_backbone(BACKBONE, weights=f"file:{line.weights}")


@pytest.fixture
def ready_made(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export costs seconds; this one copies the session's."""

    def copied(_: Backbone, *, file: Path, **__: object) -> None:
        shutil.copy(line.exported, file)

    monkeypatch.setattr(module, "_export", copied)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_the_export_agrees_with_torch_at_every_batch_size(line: Line, backbone: Backbone, count: int) -> None:
    pixels = np.random.default_rng(count).integers(0, 256, (count, SIDE, SIDE, 3), np.uint8)
    found = onnx_forward(backbone, side=SIDE, file=line.exported)(pixels)
    wanted = torch_forward(backbone, device=torch.device("cpu"))(pixels)
    assert found.shape == (count, backbone.dim)
    np.testing.assert_allclose(found, wanted, atol=1e-4 * np.abs(wanted).max())


@pytest.mark.usefixtures("ready_made")
def test_an_export_is_kept_and_used_again(backbone: Backbone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    onnx_forward(backbone, side=SIDE, file=tmp_path / "a.onnx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.onnx"]
    monkeypatch.delattr(module, "_export")
    onnx_forward(backbone, side=SIDE, file=tmp_path / "a.onnx")


@pytest.mark.usefixtures("ready_made")
def test_an_export_with_other_features_is_thrown_away(backbone: Backbone, line: Line, tmp_path: Path) -> None:
    other = load_backbone(BACKBONE, weights=f"file:{line.weights}")
    with torch.no_grad():
        next(iter(other.parameters())).mul_(1.2)
    with pytest.raises(ExportDisagreesError, match="its features differ from torch's by"):
        onnx_forward(other, side=SIDE, file=tmp_path / "a.onnx")
    assert list(tmp_path.iterdir()) == []
    onnx_forward(backbone, side=SIDE, file=tmp_path / "a.onnx")


def test_a_network_that_cannot_be_exported_says_so(backbone: Backbone, tmp_path: Path) -> None:
    class Branching(Backbone):
        def forward(self, pixels: torch.Tensor) -> torch.Tensor:
            features = super().forward(pixels)
            return features if float(features.sum()) > 0 else -features

    with pytest.raises(ExportDisagreesError, match="it can't be exported: "):
        onnx_forward(Branching(backbone.network, side=SIDE), side=SIDE, file=tmp_path / "a.onnx")
    assert list(tmp_path.iterdir()) == []


def test_what_a_trace_might_leave_out_is_exported_in_another_way(
    backbone: Backbone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ByShape(Backbone):
        def forward(self, pixels: torch.Tensor) -> torch.Tensor:
            return super().forward(pixels if pixels.shape[1] > 1 else 255 - pixels)

    def copied(*_: object, dynamo: bool, **__: object) -> None:
        ways.append(dynamo)
        real(*_, dynamo=dynamo, **__)  # type: ignore[arg-type]

    ways: list[bool] = []
    real = torch.onnx.export
    monkeypatch.setattr(torch.onnx, "export", copied)
    onnx_forward(backbone, side=SIDE, file=tmp_path / "traced.onnx")
    assert ways == [False]
    other = onnx_forward(ByShape(backbone.network, side=SIDE), side=SIDE, file=tmp_path / "captured.onnx")
    assert ways == [False, False, True]
    pixels = np.random.default_rng(0).integers(0, 256, (3, SIDE, SIDE, 3), np.uint8)
    wanted = torch_forward(backbone, device=torch.device("cpu"))(pixels)
    np.testing.assert_allclose(other(pixels), wanted, atol=1e-4 * np.abs(wanted).max())


def test_a_failed_trace_says_nothing_where_a_run_says_its_events(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    class Resizing(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            small = torch.nn.functional.interpolate(x, size=(9, 9), mode="bicubic", antialias=True)
            return small.flatten(1)  # which tracing has no words for

    network = Resizing()
    network.default_cfg = {}  # type: ignore[assignment]
    with contextlib.suppress(ExportDisagreesError):
        onnx_forward(Backbone(network, side=SIDE), side=SIDE, file=tmp_path / "a.onnx")
    assert capfd.readouterr().out == ""


def test_a_run_warns_and_goes_on_with_torch(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise ExportDisagreesError("it can't be exported: no")

    job = job_of(line, method={"rounds": 1, "labels": "rounds"})
    run_of(line, tmp_path / "onnx", job)
    monkeypatch.setattr("dclgui.engine.training.prepare.onnx_forward", refused)
    warnings = of_kind(adapt(job, tmp_path / "torch"), Warned)
    assert [warning.code for warning in warnings] == ["agreement", "few_images"]
    assert "test_resnet can't run in onnxruntime: it can't be exported: no" in warnings[0].message
    found, wanted = labels_in(tmp_path / "torch"), labels_in(tmp_path / "onnx")
    assert (found.label == wanted.label).all()
    with Project.open(tmp_path / "torch") as project:
        assert not list(project.cache.glob("*.onnx"))


def test_the_comparison_of_labels_can_fail(line: Line, tmp_path: Path) -> None:
    for seed in (0, 1):
        run_of(line, tmp_path / str(seed), job_of(line, seed=seed, method={"rounds": 1}))
    with pytest.raises(AssertionError):
        assert_same_labels(labels_in(tmp_path / "0"), labels_in(tmp_path / "1"))
