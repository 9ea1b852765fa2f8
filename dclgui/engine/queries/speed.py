"""What this machine can do: its devices, how torch was built for them, and how fast they go."""

import contextlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from dclgui.engine import runtime as runtimes
from dclgui.engine.network import torchvision_pair
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.onnx_forward import ExportDisagreesError, Forward, onnx_forward, torch_forward
from dclgui.images.decode import load_picture

SIDE, BATCH = 224, 8
CAMERA_PICTURE = (1600, 1200)


@dataclass(frozen=True, slots=True)
class TorchBuild:
    """``cuda`` is the CUDA version that torch was built for, empty for a build without."""

    version: str
    cuda: str
    sees_gpu: bool
    torchvision_fits: bool


@dataclass(frozen=True, slots=True)
class Speed:
    """Images a second: ``decode`` of 1600x1200 JPEG on one core, ``forward`` of efficientnet_lite0 on ``device``."""

    decode: float
    forward: float
    device: str


def torch_build() -> TorchBuild:
    """How torch was built, and whether torchvision's compiled library fits it."""
    return TorchBuild(
        version=torch.__version__,
        cuda=torch.version.cuda or "",
        sees_gpu=torch.cuda.is_available(),
        torchvision_fits=not torchvision_pair.make_importable(),
    )


def devices() -> list[str]:
    """Every device that a job can ask for, in words; the one that ``auto`` takes comes first."""
    found = [torch.device("cuda", number) for number in range(torch.cuda.device_count())]
    found += [torch.device("mps")] if torch.backends.mps.is_available() else []
    return [runtimes.describe(device) for device in [*found, torch.device("cpu")]]


def measure(seconds: float = 5.0) -> Speed:
    """Decode and forward for ``seconds`` together, after some seconds of preparing.

    Raises ``UserError`` if the backbone's weights are missing or damaged.
    """
    with tempfile.TemporaryDirectory(prefix="dclgui-speed-") as name:
        device, forward = _forward(Path(name))
        picture = Path(name) / "picture.jpg"
        grain = np.random.default_rng(0).integers(0, 256, (75, 100, 3), np.uint8)
        Image.fromarray(grain).resize(CAMERA_PICTURE, Image.Resampling.BICUBIC).save(picture, quality=90)
        pixels = np.stack([load_picture(picture, SIDE).pixels] * BATCH)
        forward(pixels)
        decode = _pace(lambda: load_picture(picture, SIDE), seconds / 2)
        return Speed(decode, BATCH * _pace(lambda: forward(pixels), seconds / 2), runtimes.describe(device))


def _forward(folder: Path) -> tuple[torch.device, Forward]:
    device = runtimes.pick_device("auto")
    backbone = load_backbone("efficientnet_lite0", weights="pretrained")
    if device.type == "cpu":
        with contextlib.suppress(ExportDisagreesError):  # a run then goes on with torch, too
            return device, onnx_forward(backbone, side=SIDE, file=folder / "backbone.onnx")
    return device, torch_forward(backbone, device=device)


def _pace(work: Callable[[], object], seconds: float) -> float:
    """Times a second that ``work`` gets done."""
    start, done = time.monotonic(), 0
    while (passed := time.monotonic() - start) < seconds or not done:
        work()
        done += 1
    return done / passed
