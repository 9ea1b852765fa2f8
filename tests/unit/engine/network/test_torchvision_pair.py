"""The registry's torchvision beside any torch."""

import subprocess
import sys

import pytest
import torch

from dclgui.engine.network import torchvision_pair

pytestmark = pytest.mark.slow

BESIDE = """
import dclgui.engine
import torch, torchvision
from torchvision.transforms import v2
network = torchvision.models.resnet18(weights=None).eval()
with torch.inference_mode():
    assert network(torch.zeros(1, 3, 32, 32)).shape == (1, 1000)
turn = v2.Compose([v2.Resize((16, 16), antialias=True), v2.ToDtype(torch.float32, scale=True)])
assert turn(torch.full((3, 32, 32), 255, dtype=torch.uint8)).unique().tolist() == [1.0]
print("works")
"""


def test_models_and_transforms_of_torchvision_work() -> None:
    done = subprocess.run([sys.executable, "-c", BESIDE], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "works"


class _Recorder:
    """In place of ``torch.library.Library``: remembers what was declared."""

    declared: list[str]

    def __init__(self, namespace: str, kind: str) -> None:
        assert (namespace, kind) == ("torchvision", "DEF")

    def define(self, schema: str) -> None:
        _Recorder.declared.append(schema.partition("(")[0])


@pytest.mark.parametrize(("loads", "declared"), [(True, []), (False, ["nms", "qnms"])])
def test_operators_are_declared_only_where_the_compiled_library_does_not_load(
    monkeypatch: pytest.MonkeyPatch, declared: list[str], *, loads: bool
) -> None:
    asked = []

    def load_library(file: str) -> None:
        asked.append(file)
        if not loads:
            raise OSError("undefined symbol")

    _Recorder.declared = []
    monkeypatch.setattr(torch.ops, "load_library", load_library)
    monkeypatch.setattr(torch.library, "Library", _Recorder)
    monkeypatch.setattr(torchvision_pair, "_declared", [])
    assert torchvision_pair.make_importable() is not loads
    assert asked
    assert _Recorder.declared == declared
    assert torchvision_pair.make_importable() is not loads
    assert _Recorder.declared == declared
