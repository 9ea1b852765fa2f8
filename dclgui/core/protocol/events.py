"""The events of a run; ``engine.training.adapt`` yields these and nothing else.

Progress events may be thinned out to 15 a second; the others are never dropped.
"""

from dataclasses import dataclass
from typing import Literal

Domain = Literal["source", "target"]
Step = Literal[
    "draw", "scan source", "scan target", "check source", "check target", "sweep source", "sweep target", "S1", "S3",
    "S5", "committee", "map", "export", "evidence", "export labels",
]  # fmt: skip
"""S1 and S5 train, S3 is the forward pass over all target images, "committee" labels them in other ways; "sweep" reads
the images into the feature cache.

"draw" is the demo's; "map" projects the features to two dimensions; "export" writes a model and compares it,
"evidence" asks once more what the labels came from.
"""


@dataclass(frozen=True, slots=True)
class RunStarted:
    """First event. ``resumed_from`` is the last finished round, -1 for a new run."""

    project: str
    device: str
    mode: Literal["auto", "frozen", "finetune"]
    recipe: str
    rounds: int
    seed: int
    resumed_from: int = -1


@dataclass(frozen=True, slots=True)
class Scanned:
    """A domain's folder is read; ``truth_known`` says that its folders bear the source's class names."""

    domain: Domain
    images: int
    class_names: tuple[str, ...]
    truth_known: bool = False


@dataclass(frozen=True, slots=True)
class ModeChosen:
    """How this project's model is trained, from here to its end; said once both folders are known."""

    mode: Literal["frozen", "finetune"]


@dataclass(frozen=True, slots=True)
class ProblemFound:
    """Image ``row`` can't be read; it takes no part in training."""

    domain: Domain
    row: int
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progressed:
    """``done`` of ``total`` images or steps; ``total`` 0 and ``seconds_left`` NaN while unknown."""

    step: Step
    round: int
    done: int
    total: int
    seconds_left: float


@dataclass(frozen=True, slots=True)
class RoundFinished:
    """Round ``round`` is on disk; round 0 is the source model (S1-S2) before any adaptation.

    ``share_high``, ``moved`` and ``changed`` are shares in [0, 1] of the readable target images;
    ``class_shares`` K shares of the labels; ``accuracy`` against the known truth, NaN where there is none.
    """

    round: int
    rounds: int
    source_loss: float
    target_loss: float
    share_high: float
    moved: float
    changed: float
    class_shares: tuple[float, ...]
    source_shares: tuple[float, ...]
    accuracy: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Warned:
    """Something the person should know; the run goes on."""

    code: Literal[
        "collapse", "out_of_memory", "fallback", "few_images", "agreement", "fine_tuning", "passed_over",
        "class_folders", "alike_classes", "list", "overlap", "check", "images_changed",
    ]  # fmt: skip
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MemoryMeasured:
    """Bytes that the run holds, at most once a second: in this computer's memory and on the GPU (0 of 0 without)."""

    process: int
    gpu: int
    gpu_total: int


@dataclass(frozen=True, slots=True)
class RunFinished:
    """Last event. Accuracies are NaN where the truth is unknown, which is the usual case."""

    project: str
    images: int
    high: int
    low: int
    moved: int
    problems: int
    source_only_accuracy: float
    accuracy: float


Event = (
    RunStarted | Scanned | ModeChosen | ProblemFound | Progressed | RoundFinished | Warned | MemoryMeasured
    | RunFinished
)  # fmt: skip
