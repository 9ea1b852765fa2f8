"""Every setting of one run, with its range, its default and the words that the window shows."""

from pathlib import Path
from reprlib import repr as short
from typing import Annotated, Any, Literal, Self

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dclgui.core.errors import UserError

Fraction = Annotated[float, Field(gt=0, le=1)]
Recipe = Literal["default", "patent"]


OLD_KNOBS = {
    "source_passes": "source_epochs",
    "source_rate": "source_learning_rate",
    "passes": "epochs",
    "rate": "learning_rate",
    "share_first": "high_fraction_start",
    "share_last": "high_fraction_end",
    "balance": "target_loss_weight",
    "balance_ramp": "target_loss_warmup",
}
"""What version 0.1 called the settings of a method; still read."""
OLD_SETTINGS = {"way": "mode", "batch": "batch_size"}
"""The same for the other settings of a job."""
_OLD_MODES = {"head": "frozen", "full": "finetune"}


def spelt_anew(settings: dict[str, Any], old: dict[str, str]) -> dict[str, Any]:
    """``settings`` under their present names and modes; one given under both names keeps the present name's value."""
    named = {old[name]: value for name, value in settings.items() if name in old}
    named |= {name: value for name, value in settings.items() if name not in old}
    if isinstance(named.get("mode"), str):
        named["mode"] = _OLD_MODES.get(named["mode"], named["mode"])
    return named


class Method(BaseModel):
    """The knobs of steps S1 and S3-S6, and of what the default recipe adds to the patent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    labels: Literal["committee", "rounds"] = Field(
        "committee",
        title="Who names the pictures",
        description="`committee`: several labellings of the target and what answers teach, together; `rounds`: steps "
        "S1-S6 alone.",
    )
    source_epochs: int = Field(
        10,
        ge=1,
        le=1000,
        title="Passes over the old camera",
        description="Epochs of the source's own training (S1).",
    )
    source_learning_rate: float = Field(
        1e-3,
        gt=0,
        le=1,
        title="Learning rate for the old camera",
        description="Learning rate of the source's own training (S1).",
    )
    rounds: int = Field(6, ge=1, le=1000, title="Rounds", description="Times that steps S2-S5 are repeated (S6).")
    epochs: int = Field(
        1, ge=1, le=1000, title="Passes in one round", description="Epochs over the larger domain in one round (S54)."
    )
    learning_rate: float = Field(
        5e-4, gt=0, le=1, title="Learning rate of the rounds", description="Learning rate of the rounds (S54)."
    )
    heads: int = Field(
        3, ge=1, le=16, title="Classifiers", description="Classifiers trained side by side; their average judges."
    )
    high_fraction_start: Fraction = Field(
        0.2,
        title="High confidence at first",
        description="Fraction of each predicted class that is high confidence in the first round (S33).",
    )
    high_fraction_end: Fraction = Field(
        0.8,
        title="High confidence at the end",
        description="The same fraction in the last round; it grows evenly in between.",
    )
    distance: Literal["cosine", "euclidean"] = Field(
        "cosine", title="Distance", description="Distance to a prototype (S43)."
    )
    prototype_layer: Literal["bottleneck", "backbone"] = Field(
        "bottleneck", title="Features of a prototype", description="Features that prototypes are means of (S41)."
    )
    weighting: Literal["one", "margin", "softmax", "drop"] = Field(
        "margin",
        title="Weight of low confidence",
        description="Weight of a low-confidence image (S43): always one; the margin between its two nearest "
        "prototypes; softmax of the negative distances; or left out of training.",
    )
    label_smoothing: float = Field(
        0.1,
        ge=0,
        lt=1,
        title="Label smoothing",
        description="Share of a source label that is spread evenly over all classes in training (S1, S52).",
    )
    temperature: float = Field(
        1.0,
        gt=0,
        le=1e6,
        title="Softmax temperature",
        description="Temperature of the softmax weighting; larger is flatter.",
    )
    target_loss_weight: float = Field(
        1.0,
        ge=0,
        le=1000,
        title="Weight of the new camera",
        description="Weight of the target loss in the total loss (S53).",
    )
    target_loss_warmup: int = Field(
        0,
        ge=0,
        le=1000,
        title="Rounds until that weight",
        description="Rounds over which that weight grows from zero; 0 for none.",
    )
    class_confusion: float = Field(
        1.0,
        ge=0,
        le=1000,
        title="Weight against confusion",
        description="Weight beside the target loss of how often the new camera's pictures are between two classes; 0 "
        "for none (S53).",
    )
    trust: Literal["measured", "full"] = Field(
        "measured",
        title="Trust in the new camera",
        description="How far to follow the target's own images: as far as they measurably differ from the source's "
        "and are many, or always fully.",
    )
    enough: float = Field(
        100,
        ge=0,
        le=1e9,
        title="Pictures that count half",
        description="Number of target images whose word counts half.",
    )
    normalise: Literal["joint", "own"] = Field(
        "own",
        title="Batch norm",
        description="Batch norm of the bottleneck: one joint batch of both domains, or each domain its own "
        "statistics, the target's leaning towards the source's.",
    )
    own_statistics: float = Field(
        0.25, ge=0, le=1, title="Own statistics", description="How far the target's lean on its own, at full trust."
    )
    neighbours: int = Field(
        20, ge=0, le=200, title="Neighbours", description="Most alike target images to smooth over; 0 for none."
    )
    purity: Fraction = Field(
        0.98,
        title="Likeness of neighbours",
        description="Neighbours count if pairs so alike are of one class this often in the source.",
    )
    smoothing: float = Field(
        0.5, ge=0, le=1, title="Smoothing", description="How far each smoothing step moves, at full trust."
    )
    smoothing_steps: int = Field(2, ge=0, le=20, title="Smoothing steps", description="Smoothing steps before S31.")


PATENT = Method(
    labels="rounds",
    heads=1,
    high_fraction_start=0.5,
    high_fraction_end=0.5,
    distance="euclidean",
    weighting="softmax",
    label_smoothing=0,
    class_confusion=0.0,
    trust="full",
    normalise="joint",
    neighbours=0,
)
"""The plain text of the patent and nothing else; docs/decisions/0010 says where it leaves a choice."""

RECIPES: dict[Recipe, Method] = {"default": Method(), "patent": PATENT}


class Job(BaseModel):
    """One run: which folders, which model, how to train. Frozen; TOML in and out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Path = Field(
        title="Old camera", description="Folder of labelled images, one sub-folder a class, or a CSV file `path,label`."
    )
    target: Path = Field(title="New camera", description="Folder of the images to label.")
    recipe: Recipe = Field(
        "default", title="Recipe", description="`default` is the best measured; `patent` is the patent's plain text."
    )
    method: Method = Field(
        default_factory=Method, title="Method", description="Knobs of the method; the recipe fills those not given."
    )
    backbone: str = Field(
        "efficientnet_lite0",
        title="Feature extractor",
        examples=["efficientnet_lite0", "efficientnet_lite1", "efficientnet_lite2"],
        description="Name of the feature extractor: lite0-2 or any timm model.",
    )
    weights: str = Field(
        "pretrained",
        pattern=r"^(pretrained|scratch|file:.+)$",
        title="First weights",
        examples=["pretrained", "scratch"],
        description="`pretrained`, `scratch` (for images unlike photographs), or `file:PATH` for your own.",
    )
    mode: Literal["auto", "frozen", "finetune"] = Field(
        "auto",
        title="What is trained",
        description="`frozen` trains classifiers on cached features, `finetune` trains the feature extractor too; "
        "`auto` is `frozen`, unless the weights are random.",
    )
    image_size: int = Field(
        224, ge=32, le=1024, title="Picture size", description="Side in pixels of the square that the model sees."
    )
    batch_size: int = Field(
        64, ge=2, le=4096, title="Pictures in one step", description="Images of each domain in one training step."
    )
    device: str = Field(
        "auto",
        pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$",
        title="Device",
        examples=["auto", "cpu", "cuda", "mps"],
        description="`auto`, `cpu`, `mps`, `cuda`, `cuda:1`.",
    )
    precision: Literal["auto", "float32", "bfloat16", "float16"] = Field(
        "auto", title="Arithmetic", description="Arithmetic of the mode `finetune`."
    )
    seed: int = Field(0, ge=0, lt=2**32, title="Seed", description="The same seed repeats a CPU run bit for bit.")
    class_level: int = Field(
        0,
        ge=0,
        le=4,
        title="Class folders",
        description="Which folders of the labelled images are the classes: 1 for the first ones, 2 for those inside "
        "them; 0 for those that it goes without saying of, else it is asked.",
    )

    @model_validator(mode="before")
    @classmethod
    def _fill_from_recipe(cls, data: dict[str, Any]) -> dict[str, Any]:
        data = spelt_anew(data, OLD_SETTINGS)
        method, recipe = data.get("method", {}), data.get("recipe", "default")
        if not isinstance(recipe, str) or recipe not in RECIPES or not isinstance(method, dict):
            return data
        # The recipe first, so that a job needs to name only the knobs that differ from it.
        return {**data, "method": {**RECIPES[recipe].model_dump(), **spelt_anew(method, OLD_KNOBS)}}

    def on(self, device: str | None) -> Self:
        """The same job on another ``device``, if one is named."""
        return self.model_copy(update={"device": device}) if device else self

    def to_toml(self) -> str:
        """The whole job as TOML text."""
        return tomli_w.dumps(self.model_dump(mode="json"))

    @classmethod
    def parse(cls, settings: dict[str, Any]) -> Self:
        """Validate ``settings``; raises ``UserError`` that names the first setting at fault."""
        try:
            return cls.model_validate(settings)
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            raise UserError(f"The setting {name} can't be {short(first['input'])}: {first['msg']}.") from error
