"""The metadata inside every exported model, as JSON: how to label by it, and where it comes from."""

import hashlib
import json
import math
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from torch import Tensor

from dclgui import __version__
from dclgui.core.job import Job
from dclgui.core.model_metadata import FORMATS
from dclgui.core.reading import Reading
from dclgui.engine.network.backbones import PACKAGED, Backbone
from dclgui.project.folder import Project

RESIZING = (
    "The whole picture, upright by its EXIF orientation, RGB, transparency laid over grey 128, resized to a square of "
    "image_size pixels without a crop by Pillow's BICUBIC, along the rows first, then, from 8 bits again, along the "
    "columns; a JPEG is first decoded by Pillow's draft for that size."
)
_ALONE = (
    "the picture's own: of whole numbers from 0 to the first of 255, 1023, 4095, 16383 and 65535 that none exceeds, "
    "unless an offset leaves less than a sixteenth of it; of fractions from 0 to 1, or to 255 if they take a quarter "
    "of that, with 5 % to spare; of any other numbers from the lowest to the highest"
)
_FORMER = (
    " Colour of 16 bits keeps the upper 8. Grey of more than 8 bits becomes 0 to 255: from 0 to the first of 255, "
    "1023, 4095, 16383 and 65535 that no value exceeds; fractions from 0 to 1, or to 255 if one is above 16, with 5 % "
    "to spare; any other numbers from the picture's lowest to its highest."
)


def resizing(reading: Reading) -> str:
    """How a picture is read and resized, for people who do it in another program."""
    if reading.former:
        return RESIZING + _FORMER
    kinds = (("whole numbers", reading.whole), ("fractions", reading.fractions))
    spans = [f"of {kind}: {_ALONE if span is None else f'{span[0]:g} and {span[1]:g}'}" for kind, span in kinds]
    return (
        f"{RESIZING} Transparency whose greatest value is 0 or 1 is not used. Values of more than 8 bits, grey and "
        "colour, are scaled so that two of them become 0 and 255, "
        f"what lies beyond clipped; {'; '.join(spans)}. Numbers that stand for no measurement are black: NaN, "
        "-9999, -32768, 3.4e38 and the value that a TIFF names as GDAL_NODATA."
    )


def stands_in_package(job: Job) -> bool:
    """Whether the job's first weights come in a package of the registry."""
    return job.weights == "pretrained" and job.backbone in PACKAGED


def card_of(
    project: Project, backbone: Backbone, tensors: dict[str, Tensor], *, trust: float, last: int, model: Path
) -> dict[str, Any]:
    """The card of round ``last``: all that labelling needs beside the ``tensors``, named as in the exported file.

    ``model`` is the round's own file.
    """
    job, reading = project.job, project.reading("target")
    in_file = any(name.startswith("target.extractor.") for name in tensors)
    classes = tensors["target.heads.bias"].shape[2]
    heads, features, width = tensors["target.heads.bottleneck"].shape
    mean, std = ([round(value, 4) for value in part.flatten().tolist()] for part in (backbone.mean, backbone.std))
    return {
        "format": FORMATS[-1],
        "classes": list(project.class_changes.now().by_number[:classes]),
        "backbone": {
            "name": job.backbone,
            "weights": "file" if job.weights.startswith("file:") else job.weights,
            "in_file": in_file,
            "features": features,
            **_frozen(job, backbone, in_file=in_file),
        },
        "heads": heads,
        "bottleneck_width": width,
        "image_size": job.image_size,
        "resizing": resizing(reading),
        "values": None if reading.former else reading.as_card(),
        "mean": mean,
        "std": std,
        "trust": trust,
        "temperature": 1.0,
        "distance": job.method.distance,
        "prototype_layer": job.method.prototype_layer,
        "prototypes": _prototypes(job),
        "thresholds": [value if math.isfinite(value) else None for value in tensors["landmarks.thresholds"].tolist()],
        "labelling": _labelling(in_file=in_file, packaged=stands_in_package(job), layer=job.method.prototype_layer),
        "recipe": job.recipe,
        "method": job.method.model_dump(),
        "seed": job.seed,
        "round": last,
        "rounds": project.planned_rounds,
        "provenance": {
            "job": _hash_of(job),
            "seed": job.seed,
            "round": last,
            "model": hashlib.sha256(model.read_bytes()).hexdigest(),
            "versions": {"dclgui": __version__, **{name: version(name) for name in ("torch", "timm", "onnxruntime")}},
        },
    }


def _frozen(job: Job, backbone: Backbone, *, in_file: bool) -> dict[str, Any]:
    """Which package holds the weights of a frozen backbone, and their hash."""
    if in_file:
        return {}
    package = {"package": asdict(PACKAGED[job.backbone])} if stands_in_package(job) else {}
    return {"fingerprint": backbone.fingerprint(), **package}


def _hash_of(job: Job) -> str:
    """Hash of the settings without the folders, which differ from computer to computer."""
    settings = job.model_dump(mode="json", exclude={"source", "target"})
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()


def _prototypes(job: Job) -> str:
    layer = "bottleneck features" if job.method.prototype_layer == "bottleneck" else "backbone features"
    return (
        f"One row a class: the mean of the target model's {layer} over the class's images of high confidence; "
        f"NaN where there were none. Distances to them are {job.method.distance}."
    )


def _labelling(*, in_file: bool, packaged: bool, layer: str) -> list[str]:
    """How `dclgui label` labels one image, step by step."""
    own = (
        "each model's own, its tensors extractor.network.network.* under timm's names; "
        "in the n-th batch norm extractor.target_mean_n and extractor.target_var_n stand for the running statistics"
    )
    named = "of the backbone named here with its own weights, the same for both models; "
    named += "they are not in this file but in the package" if packaged else "they are backbone.* under timm's names"
    where = "the z of all the target model's heads side by side" if layer == "bottleneck" else "f of the target model"
    return [
        "Pixels: resized as said under resizing, 0 to 255; less mean, divided by std.",
        f"f: the pooled features {own if in_file else named}.",
        "For each model (source. and target.) and each of its heads: "
        "z = relu((f @ bottleneck - mean) / sqrt(var + 1e-5) * scale + shift), then softmax(z @ classifier + bias), "
        "at temperature 1; the mean over the heads is the model's p.",
        "p = p_target ** trust * p_source ** (1 - trust), each at least 1e-8, divided by its sum; "
        "with trust 1 it is p_target.",
        "If classifier of the target model has more classes than the source's, the last ones are new: for them p is "
        "p_target, and the p of the others, made as above from p_target and p_source of these, is multiplied by "
        "1 less the sum of p_target of the new ones. With trust 1 p is p_target all the same.",
        "If the entropy of p, in nats, is at most landmarks.thresholds of p's highest class, that class is the label "
        "(high confidence).",
        "If not, the label is the class of the nearest row of landmarks.prototypes, by distance (cosine or euclidean), "
        f"to {where}; rows of NaN don't count.",
        "The labels of the run itself were also smoothed over alike images, if the method's neighbours are not 0; and "
        "if the method's labels are committee, other labellings and people's answers have a say in them.",
    ]
