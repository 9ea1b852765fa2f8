"""A trained model: an extractor and the heads on it, its predictions and its files."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from dclgui.core.protocol.events import Progressed, Warned
from dclgui.engine.network.cached import Extractor
from dclgui.engine.network.heads import Heads
from dclgui.engine.network.tensors import damaged, fill, read_tensors, write_tensors
from dclgui.method.assign import Prototypes
from dclgui.method.pieces import in_threads, put, room, single

FILE, PROTOTYPES_FILE = "model.safetensors", "landmarks.safetensors"
Saying = Progressed | Warned
_PIECE = 8192
"""Images that go through the heads at a time: bounds the memory of their activations."""


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """One forward pass over the readable target images (S31), rows in catalog order.

    ``rows`` [N] int64 catalog rows; ``probs`` [N, K] float32, ``bottleneck`` [N, H] and ``backbone`` [N, D] as
    ``method.pieces.stored`` keeps them; on the CPU.
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
    """Predictions of ``heads`` from backbone features [N, D] of the target images of ``rows`` [N] int64."""
    probs, bottleneck = torch.empty(len(rows), heads.classes), room(len(rows), heads.width)
    device = heads.mean.device

    def forward(start: int) -> None:
        at = slice(start, min(start + _PIECE, len(rows)))
        said, embedded = forward_heads(heads, single(backbone[at]).to(device))
        probs[at] = said.cpu()
        put(bottleneck, at, embedded.cpu())

    in_threads(forward, range(0, len(rows), _PIECE))
    return Predictions(rows, probs, bottleneck, backbone.cpu())


def forward_heads(heads: Heads, backbone: Tensor) -> tuple[Tensor, Tensor]:
    """The heads' average softmax [N, K] and their bottleneck features [N, H] of backbone features [N, D]."""
    logits, embedded = heads.predict(backbone)
    return averaged(logits), embedded


def averaged(logits: Tensor) -> Tensor:
    """The softmax [N, K] of the model, which is the heads' average, from their logits [heads, N, K]."""
    return logits.softmax(dim=2).mean(dim=0)


def save_model(extractor: Extractor, heads: Heads, folder: Path) -> None:
    """Write both into ``folder`` as one safetensors file, their names beginning with ``extractor.`` and ``heads.``."""
    state = {
        prefix + key: value.detach().cpu()
        for prefix, module in _parts(extractor, heads)
        for key, value in module.state_dict().items()
    }
    write_tensors(state, folder / FILE)


def load_model(extractor: Extractor, heads: Heads, folder: Path) -> None:
    """Fill both from what ``save_model`` wrote into ``folder``; the heads get as many classes as were saved.

    Raises ``UserError`` if the file can't be read or is of another network.
    """
    file = folder / FILE
    state = read_tensors(file, "heads.bias")
    bias = state["heads.bias"]
    if bias.ndim != 3 or bias.shape[2] < heads.classes:
        raise damaged(file, "it is of another network")
    heads.widen(bias.shape[2])
    for prefix, module in _parts(extractor, heads):
        own = {key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)}
        fill(module, own, file=file)


def save_prototypes(prototypes: Prototypes, folder: Path) -> None:
    """Write prototypes and thresholds beside the model."""
    state = {"prototypes": prototypes.means, "thresholds": prototypes.thresholds}
    write_tensors(state, folder / PROTOTYPES_FILE)


def load_prototypes(folder: Path) -> Prototypes:
    """Read what ``save_prototypes`` wrote into ``folder``; raises ``UserError`` if it can't be read."""
    file = folder / PROTOTYPES_FILE
    state = read_tensors(file, "prototypes", "thresholds")
    means, thresholds = state["prototypes"], state["thresholds"]
    if means.ndim != 2 or thresholds.shape != means.shape[:1] or not means.is_floating_point():
        raise damaged(file, "its shapes don't fit")
    return Prototypes(means=means, thresholds=thresholds)


def _parts(extractor: Extractor, heads: Heads) -> list[tuple[str, nn.Module]]:
    return [("heads.", heads), ("extractor.", extractor.network)]
