"""A trained model: an extractor and the heads on it, as it judges and as it lies on disk."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from dclgui.core.protocol.events import Progressed, Warned
from dclgui.engine.network.cached import Extractor
from dclgui.engine.network.heads import Heads
from dclgui.method.assign import Prototypes

FILE, PROTOTYPES_FILE = "model.safetensors", "landmarks.safetensors"
Saying = Progressed | Warned
_PIECE = 8192
"""Images judged at a time: bounds the memory of the heads' activations."""


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """One forward pass over the readable target images (S31), rows in catalog order.

    ``rows`` [N] int64 catalog rows; ``probs`` [N, K], ``bottleneck`` [N, H], ``backbone`` [N, D] float32; on the CPU.
    """

    rows: Tensor
    probs: Tensor
    bottleneck: Tensor
    backbone: Tensor


def predict(extractor: Extractor, heads: Heads, rows: Tensor) -> Generator[Saying, None, Predictions]:
    """Forward pass over the target images of ``rows`` [N] int64 (S31); the probabilities are the heads' average."""
    backbone = yield from extractor.extract("target", rows)
    yield from extractor.warned()
    return predictions_by(heads, backbone, rows)


def predictions_by(heads: Heads, backbone: Tensor, rows: Tensor) -> Predictions:
    """What ``heads`` say of the backbone's features [N, D] of the target images of ``rows`` [N] int64."""
    pieces = [forward_heads(heads, piece) for piece in backbone.split(_PIECE)]
    probs = torch.cat([probs for probs, _ in pieces])
    bottleneck = torch.cat([embedded for _, embedded in pieces])
    return Predictions(rows=rows, probs=probs.cpu(), bottleneck=bottleneck.cpu(), backbone=backbone.cpu())


def forward_heads(heads: Heads, backbone: Tensor) -> tuple[Tensor, Tensor]:
    """The heads' average softmax [N, K] and their bottleneck features [N, H] of backbone features [N, D]."""
    logits, embedded = heads.predict(backbone)
    return logits.softmax(dim=2).mean(dim=0), embedded


def save_model(extractor: Extractor, heads: Heads, folder: Path) -> None:
    """Write both into ``folder`` as one safetensors file, their names beginning with ``extractor.`` and ``heads.``."""
    state = {
        prefix + key: value.detach().cpu().contiguous()
        for prefix, module in _parts(extractor, heads)
        for key, value in module.state_dict().items()
    }
    save_file(state, folder / FILE)


def load_model(extractor: Extractor, heads: Heads, folder: Path) -> None:
    """Fill both from what ``save_model`` wrote into ``folder``; the heads get as many classes as were saved."""
    state = load_file(folder / FILE)
    heads.widen(state["heads.bias"].shape[2])
    for prefix, module in _parts(extractor, heads):
        module.load_state_dict({key.removeprefix(prefix): v for key, v in state.items() if key.startswith(prefix)})


def save_prototypes(prototypes: Prototypes, folder: Path) -> None:
    """Write prototypes and thresholds beside the model."""
    state = {"prototypes": prototypes.means, "thresholds": prototypes.thresholds}
    save_file({key: value.contiguous() for key, value in state.items()}, folder / PROTOTYPES_FILE)


def load_prototypes(folder: Path) -> Prototypes:
    """Read what ``save_prototypes`` wrote into ``folder``."""
    state = load_file(folder / PROTOTYPES_FILE)
    return Prototypes(means=state["prototypes"], thresholds=state["thresholds"])


def _parts(extractor: Extractor, heads: Heads) -> list[tuple[str, nn.Module]]:
    return [("heads.", heads), ("extractor.", extractor.network)]
