"""The model as one file, with a card that says how to label by it in any program that reads safetensors."""

import hashlib
import json
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from safetensors.torch import load_file, save
from torch import Tensor

from dclgui import __version__
from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.engine.backbones import PACKAGED, load_backbone
from dclgui.engine.model import FILE, LANDMARKS_FILE
from dclgui.engine.survey import Survey
from dclgui.project.folder import Project
from dclgui.results import last_round

SOURCE, TARGET, LANDMARKS = "source.", "target.", "landmarks."
"""What the names of the tensors begin with: the source model's, the target model's, prototypes and thresholds."""


def save_model(file: Path, project: Project) -> Path:
    """Write all that labels one image to ``file``, and a ``.json`` beside it that says how to use it; returns that.

    Raises ``UserError`` if no round is finished, or if the file can't be written.
    """
    last = last_round(project)
    if file.suffix != ".safetensors":
        raise UserError(f"{file} can't be the model's name.", "Choose one that ends in .safetensors.")
    first, newest = project.rounds.folder(0), project.rounds.folder(last)
    parts = {SOURCE: first / FILE, TARGET: newest / FILE, LANDMARKS: newest / LANDMARKS_FILE}
    tensors = {prefix + name: value for prefix, part in parts.items() for name, value in load_file(part).items()}
    card = _card(project, tensors, trust=Survey.load(first).trust, last=last)
    content = save(tensors, metadata={"dclgui": json.dumps(card)})
    card["sha256"] = hashlib.sha256(content).hexdigest()
    beside = file.with_suffix(".json")
    try:
        with file_in_place(file) as joined, file_in_place(beside) as text:
            joined.write(content)
            text.write(json.dumps(card, indent=2, ensure_ascii=False).encode())
    except OSError as error:
        raise UserError(f"{file} can't be written: {error.strerror}.", "Choose another place.") from error
    return beside


def _card(project: Project, tensors: dict[str, Tensor], *, trust: float, last: int) -> dict[str, Any]:
    """All that the tensors don't say."""
    job, packaged = project.job, PACKAGED.get(project.job.backbone)
    backbone = load_backbone(job.backbone, weights="scratch", side=job.image_size)
    in_file = any(name.startswith(f"{TARGET}extractor.") for name in tensors)
    classes = tensors[f"{TARGET}heads.bias"].shape[2]
    heads, features, width = tensors[f"{TARGET}heads.bottleneck"].shape
    return {
        "format": "dclgui model 2",
        "classes": list(project.class_names()[:classes]),
        "backbone": {
            "name": job.backbone,
            "weights": job.weights,
            "in_file": in_file,
            "features": features,
            **({"package": asdict(packaged)} if packaged else {}),
        },
        "heads": heads,
        "bottleneck_width": width,
        "image_size": job.image_size,
        "mean": [round(value, 4) for value in backbone.mean.flatten().tolist()],
        "std": [round(value, 4) for value in backbone.std.flatten().tolist()],
        "trust": trust,
        "distance": job.method.distance,
        "prototype_layer": job.method.prototype_layer,
        "labelling": _labelling(in_file=in_file, layer=job.method.prototype_layer),
        "recipe": job.recipe,
        "method": job.method.model_dump(),
        "seed": job.seed,
        "round": last,
        "rounds": project.planned_rounds,
        "versions": {"dclgui": __version__, **{name: version(name) for name in ("torch", "timm", "onnxruntime")}},
    }


def _labelling(*, in_file: bool, layer: str) -> list[str]:
    """How `dclgui label` labels one image, step by step."""
    own = (
        "each model's own, its tensors extractor.network.network.* under timm's names; "
        "in the n-th batch norm extractor.target_mean_n and extractor.target_var_n stand for the running statistics"
    )
    named = "of the backbone named here with its own weights, which are not in this file, the same for both models"
    where = "the z of all the target model's heads side by side" if layer == "bottleneck" else "f of the target model"
    return [
        "Pixels: the whole picture, upright, RGB, resized to a square of image_size without a crop (Pillow's bicubic), "
        "0 to 255; less mean, divided by std.",
        f"f: the pooled features {own if in_file else named}.",
        "For each model (source. and target.) and each of its heads: "
        "z = relu((f @ bottleneck - mean) / sqrt(var + 1e-5) * scale + shift), then softmax(z @ classifier + bias); "
        "the mean over the heads is the model's p.",
        "p = p_target ** trust * p_source ** (1 - trust), each at least 1e-8, divided by its sum; "
        "with trust 1 it is p_target.",
        "If classifier of the target model has more classes than the source's, the last ones are new: for them p is "
        "p_target, and the p of the others, made as above from p_target and p_source of these, is multiplied by "
        "1 less the sum of p_target of the new ones. With trust 1 p is p_target all the same.",
        "If the entropy of p, in nats, is at most landmarks.thresholds of p's highest class, that class is the label "
        "(high confidence).",
        "If not, the label is the class of the nearest row of landmarks.prototypes, by distance (cosine or euclidean), "
        f"to {where}; rows of NaN don't count.",
        "The labels of the run itself were also smoothed over alike images, if the method's neighbours are not 0.",
    ]
