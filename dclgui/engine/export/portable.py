"""A run's model as one network that labels images one by one, and as a ``Predictor`` in torch.

Pictures come in at the model's own size. A network that resized them itself would not see what the run saw: Pillow
decodes a large JPEG at a smaller size and rounds between its two passes, and probabilities differ by up to 0.08
(docs/benchmarks.md).
"""

from pathlib import Path
from typing import Any, Self

import torch
from torch import Tensor, nn

from dclgui.core.arrays import Pixels
from dclgui.core.errors import UserError
from dclgui.core.model_metadata import AGAIN, Card
from dclgui.core.predictor import OUTPUTS, Answers, Predictor
from dclgui.engine import runtime as runtimes
from dclgui.engine.export.model_file import BACKBONE, LANDMARKS, SOURCE, TARGET, StoredModel, newest_model, read_model
from dclgui.engine.network.backbones import PACKAGED, Backbone, load_backbone
from dclgui.engine.network.finetuned import DomainNorm
from dclgui.engine.network.heads import Heads
from dclgui.engine.network.model import averaged
from dclgui.method.assign import Prototypes, assign_by
from dclgui.method.confidence import blended
from dclgui.project.folder import Project


class LabelNet(nn.Module):
    """Labels images one by one; the target and the source model in one network, described by the ``card``."""

    prototypes: Tensor
    thresholds: Tensor

    def __init__(self, model: StoredModel) -> None:
        super().__init__()
        self.card: dict[str, Any] = model.card
        self._trust, self._distance = float(model.card["trust"]), model.card["distance"]
        self._of_backbone = model.card["prototype_layer"] == "backbone"
        self.backbone = _backbone(model, TARGET)
        self.heads = _heads(model, TARGET)
        # Both models share a frozen backbone; with full trust the source model does not count.
        asked, tuned = self._trust != 1, bool(model.card["backbone"]["in_file"])
        self.source_backbone = _backbone(model, SOURCE) if asked and tuned else None
        self.source_heads = _heads(model, SOURCE) if asked else None
        prototypes = model.part(LANDMARKS)
        self.register_buffer("prototypes", prototypes["prototypes"])
        self.register_buffer("thresholds", prototypes["thresholds"])
        self.requires_grad_(requires_grad=False).eval()

    @classmethod
    def of_project(cls, project: Project) -> Self:
        """The newest round's model; raises like ``model_file.newest_model``."""
        return cls._made(newest_model(project), project.folder)

    @classmethod
    def of_file(cls, file: Path) -> Self:
        """The model of an exported safetensors ``file``, without a download.

        Raises ``UserError`` if the file is missing, damaged or of another version, or if its backbone is missing here.
        """
        return cls._made(read_model(file), file)

    @classmethod
    def _made(cls, model: StoredModel, place: Path) -> Self:
        """From what stands in ``place``; raises ``UserError`` for parts that don't belong together."""
        Card.of(model.card, file=place)
        try:
            made = cls(model)
            fits = made._fits()
        except (KeyError, IndexError, AttributeError, RuntimeError, TypeError, ValueError) as error:
            raise UserError(f"The model {place} is damaged: its parts don't fit.", AGAIN) from error
        if not fits:
            raise UserError(f"The model {place} is damaged: its parts don't fit.", AGAIN)
        return made

    def _fits(self) -> bool:
        """Whether card, models and prototypes are of one another."""
        classes, said = self.heads.classes, self.card["backbone"]
        parts = [
            len(self.classes) == classes,
            self.heads.bottleneck.shape[1] == self.backbone.dim,
            self.prototypes.ndim == 2 and len(self.prototypes) == classes == len(self.thresholds),
            0 <= self._trust <= 1 and self._distance in {"cosine", "euclidean"},
            self.source_heads is None or self.source_heads.classes <= classes,
            self.card["prototype_layer"] in {"bottleneck", "backbone"},
            said["in_file"] or said.get("fingerprint") in {None, self.backbone.fingerprint()},
        ]
        return all(parts)

    @property
    def classes(self) -> tuple[str, ...]:
        """The K class names."""
        return tuple(self.card["classes"])

    @property
    def side(self) -> int:
        """S, pixels of a picture's side."""
        return int(self.card["image_size"])

    def forward(self, images: Tensor) -> dict[str, Tensor]:
        """uint8 [B, S, S, 3] RGB, whole pictures resized as the card says.

        Returns ``label`` [B] int64, ``probabilities`` [B, K] float32, ``entropy`` [B] float32 in nats, ``distances``
        [B, K] float32 to the prototypes, infinite where a class has none, and ``high`` [B] bool.
        """
        features = self.backbone(images)
        logits, embedded = self.heads.predict_flat(features)
        probs = averaged(logits)
        if self.source_heads is not None:
            known = features if self.source_backbone is None else self.source_backbone(images)
            probs = blended(probs, averaged(self.source_heads.predict_flat(known)[0]), trust=self._trust)
        found = assign_by(
            Prototypes(self.prototypes, self.thresholds),
            probs,
            features if self._of_backbone else embedded,
            distance=self._distance,
        )
        values = (found.label, probs, found.entropy, found.distances, found.high)
        return dict(zip(OUTPUTS, values, strict=True))


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

    Raises ``UserError`` if it is no project or has no finished round, or if this computer does not have the device.
    """
    with Project.open(folder) as project:
        chosen = runtimes.pick_device(device or project.job.device)
        return _predictor(LabelNet.of_project(project), chosen, folder)


def of_file(file: Path, *, device: str | None = None) -> TorchPredictor:
    """The model of a safetensors ``file``; raises ``UserError`` as ``LabelNet.of_file`` and ``pick_device`` do."""
    return _predictor(LabelNet.of_file(file), runtimes.pick_device(device or "auto"), file)


def _predictor(net: LabelNet, device: torch.device, place: Path) -> TorchPredictor:
    return TorchPredictor(net, device, card=Card.of(net.card, file=place))


def _heads(model: StoredModel, prefix: str) -> Heads:
    state = model.part(f"{prefix}heads.")
    count, dim, width = state["bottleneck"].shape
    classes = state["bias"].shape[2]
    heads = Heads(dim=dim, classes=classes, heads=count, width=width, generator=torch.Generator())
    heads.load_state_dict(state)
    return heads


def _backbone(model: StoredModel, prefix: str) -> Backbone:
    """The backbone of the model ``prefix``, with the target's statistics."""
    said, side = model.card["backbone"], int(model.card["image_size"])
    if said["in_file"]:
        backbone = load_backbone(said["name"], weights="scratch", side=side)
        both = DomainNorm(backbone)
        both.load_state_dict(model.part(f"{prefix}extractor."))
        both.show("target")
        return backbone
    stored = model.part(BACKBONE)
    if not stored and said["name"] not in PACKAGED:
        raise UserError(
            f"The model holds no weights of its backbone {said['name']}, which an earlier version left out.",
            "Export it again from its project, with this version of dclgui.",
        )
    backbone = load_backbone(said["name"], weights="scratch" if stored else "pretrained", side=side)
    if stored:
        backbone.network.load_state_dict(stored)
    return backbone
