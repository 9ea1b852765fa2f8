"""The model as one safetensors file, with a card that says how to label by it in any program."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from dclgui.core.errors import UserError
from dclgui.core.model_metadata import AGAIN, card_in, require_known_format
from dclgui.core.reference import ReferenceStatistics
from dclgui.core.regular import require_regular
from dclgui.engine.export.metadata import card_of, stands_in_package
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.heads import silenced
from dclgui.engine.network.model import FILE, PROTOTYPES_FILE
from dclgui.engine.network.tensors import damaged, read_tensors
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.method.assign import Prototypes
from dclgui.project.folder import Project

SOURCE, TARGET, LANDMARKS, BACKBONE = "source.", "target.", "landmarks.", "backbone."
"""Prefixes of the tensors' names: of both models, of prototypes and thresholds, of the frozen backbone."""
_HEADS = tuple(f"{TARGET}heads.{part}" for part in ("bottleneck", "bias"))


@dataclass(frozen=True, slots=True, eq=False)
class StoredModel:
    """All that labels one image: ``tensors`` by their names in the file, and the ``card`` that says how."""

    tensors: dict[str, Tensor]
    card: dict[str, Any]

    def part(self, prefix: str) -> dict[str, Tensor]:
        """The tensors whose names begin with ``prefix``, without it."""
        return {name.removeprefix(prefix): value for name, value in self.tensors.items() if name.startswith(prefix)}


def newest_model(project: Project) -> StoredModel:
    """The model of the project's newest round.

    A frozen backbone is included unless a package of the registry holds it. Raises ``UserError`` if no round is
    finished, or if the backbone's weights are gone.
    """
    last, job = project.last_round(), project.job
    first, newest = project.rounds.whole(0), project.rounds.whole(last)
    parts = {SOURCE: first / FILE, TARGET: newest / FILE, LANDMARKS: newest / PROTOTYPES_FILE}
    tensors = {prefix + name: value for prefix, part in parts.items() for name, value in read_tensors(part).items()}
    if any(name not in tensors or tensors[name].ndim != 3 for name in _HEADS):
        raise damaged(newest / FILE, "it is of another network")
    if withdrawn := project.class_changes.now().withdrawn:
        _silence(tensors, withdrawn)
    frozen = not any(name.startswith(f"{TARGET}extractor.") for name in tensors)
    # A fine-tuned backbone's weights are among the tensors; only its architecture is needed then.
    backbone = load_backbone(job.backbone, weights=job.weights if frozen else "scratch", side=job.image_size)
    if frozen and not stands_in_package(job):
        tensors.update({BACKBONE + name: value for name, value in backbone.network.state_dict().items()})
    card = card_of(project, backbone, tensors, trust=DomainGap.of(project).trust, last=last, model=newest / FILE)
    if reference := ReferenceStatistics.load(newest):
        card["seen"] = reference.as_card()
    return StoredModel(tensors, card)


def _silence(tensors: dict[str, Tensor], classes: Sequence[int]) -> None:
    """Have neither model name any of the ``classes``."""
    for prefix in (SOURCE, TARGET):
        silenced(tensors[f"{prefix}heads.bias"], classes)
    known = Prototypes(tensors[f"{LANDMARKS}prototypes"], tensors[f"{LANDMARKS}thresholds"]).without(classes)
    tensors |= {f"{LANDMARKS}prototypes": known.means, f"{LANDMARKS}thresholds": known.thresholds}


def packed(model: StoredModel) -> bytes:
    """The model as the content of a safetensors file, its card in the header."""
    tensors = {name: value.contiguous() for name, value in model.tensors.items()}
    return save(tensors, metadata={"dclgui": json.dumps(model.card)})


def read_model(file: Path) -> StoredModel:
    """Read the file of ``packed``; raises ``UserError`` if it is missing, damaged or not a model of this program."""
    require_regular(file)
    if not file.exists():
        raise UserError(f"There is no model {file}.", "Check the path.")
    try:
        with file.open("rb"):  # the library calls every failure to open a missing file
            pass
        with safe_open(file, framework="pt") as stored:
            metadata = stored.metadata() or {}
        card = card_in(metadata.get("dclgui"), file=file)
        tensors = read_tensors(file)
    except (OSError, SafetensorError, ValueError) as error:
        raise UserError(f"The model {file} can't be read; it is damaged.", AGAIN) from error
    require_known_format(card, file)
    return StoredModel(tensors, card)
