"""Models that label one image at a time by torch: those of a project and of a safetensors file."""

from pathlib import Path

import torch

from dclgui.core.arrays import Pixels
from dclgui.core.model_metadata import Card
from dclgui.core.predictor import Answers, Predictor
from dclgui.engine import runtime as runtimes
from dclgui.engine.export.portable import LabelNet
from dclgui.project.folder import Project


class TorchPredictor(Predictor):
    """Labels by a ``LabelNet`` on ``device``."""

    def __init__(self, net: LabelNet, device: torch.device, *, card: Card) -> None:
        super().__init__(card)
        self._net, self._device = net.to(device), device

    def label(self, pixels: Pixels) -> Answers:
        """Label uint8 [B, S, S, 3]."""
        with torch.inference_mode():
            found = self._net(torch.from_numpy(pixels).to(self._device))
            return Answers(**{name: value.cpu().numpy() for name, value in found.items()})


def of_project(folder: Path, *, device: str | None = None) -> TorchPredictor:
    """The newest model of the project in ``folder``, on another ``device`` than its own if one is named.

    Raises ``UserError`` if it is no project or has no finished round, or if this computer lacks the device.
    """
    with Project.open(folder) as project:
        chosen = runtimes.pick_device(device or project.job.device)
        return _predictor(LabelNet.of_project(project), chosen, folder)


def of_file(file: Path, *, device: str | None = None) -> TorchPredictor:
    """The model of a safetensors ``file``; raises ``UserError`` as ``LabelNet.of_file`` and ``pick_device`` do."""
    return _predictor(LabelNet.of_file(file), runtimes.pick_device(device or "auto"), file)


def _predictor(net: LabelNet, device: torch.device, place: Path) -> TorchPredictor:
    return TorchPredictor(net, device, card=Card.of(net.card, file=place))
