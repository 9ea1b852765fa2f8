"""What a project's newest round says of its target, as figures, as a table and as files. Free of torch."""

import json
import math
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import numpy as np

from dclgui import __version__
from dclgui.cli.words import accuracy_sentence, count
from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.core.pseudo_labels import Ints
from dclgui.images.scan import known_truth
from dclgui.labels.csv import COLUMNS, write_csv
from dclgui.labels.table import LabelTable, label_table
from dclgui.project.folder import Project

MODEL, LABELS = "model.safetensors", "labels.csv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of round ``round``; the accuracies are NaN where the truth is unknown."""

    round: int
    rounds: int
    images: int
    high: int
    low: int
    moved: int
    problems: int
    decided: int
    source_only_accuracy: float
    accuracy: float

    @classmethod
    def of(cls, project: Project) -> Self:
        """The outcome so far; raises ``UserError`` if no round is finished."""
        last = last_round(project)
        found = project.rounds.pseudo_labels(last)
        truth = known_truth(project.catalog("target"))
        source_only = project.rounds.pseudo_labels(0).classifier_label
        return cls(
            round=last,
            rounds=project.job.method.rounds,
            images=len(found),
            high=int(found.high.sum()),
            low=int((found.readable & ~found.high).sum()),
            moved=int(found.moved.sum()),
            problems=int((~found.readable).sum()),
            decided=len(project.journal.current()),
            source_only_accuracy=_accuracy(source_only, truth),
            accuracy=_accuracy(found.label, truth),
        )

    def lines(self) -> list[str]:
        """The counts and what is known of the accuracy, in words."""
        counts = [
            f"{self.high:,} sure (high confidence)",
            f"{self.low:,} not sure (low confidence)",
            f"{self.moved:,} of these moved to the class of their nearest prototype",
        ]
        if self.problems:
            counts.append(f"{self.problems:,} that can't be read")
        if self.decided:
            counts.append(f"{self.decided:,} decided by a person")
        head = f"{count(self.images, 'image')} after round {self.round} of {self.rounds}: {', '.join(counts)}."
        return [head, accuracy_sentence(self.source_only_accuracy, self.accuracy)]


def last_round(project: Project) -> int:
    """Number of the newest finished round; raises ``UserError`` if there is none."""
    last = project.rounds.last()
    if last is None:
        raise UserError(
            f"The project {project.folder} has no finished round yet.",
            f"Let it run: dclgui adapt -o {quoted(project.folder)} --resume",
        )
    return last


def labels_of(project: Project) -> LabelTable:
    """The label table of the newest round, decisions included; raises ``UserError`` if no round is finished."""
    last = last_round(project)
    return label_table(
        project.catalog("target"),
        project.rounds.pseudo_labels(last),
        source_only=project.rounds.pseudo_labels(0).classifier_label,
        decisions=project.journal.current(),
        problems=project.problems("target"),
        round_number=last,
    )


def save_labels(file: Path, table: LabelTable) -> None:
    """Write the CSV; raises ``UserError`` if ``file`` holds something that is no labels file, or can't be written."""
    if file.exists() and not _is_labels_file(file):
        raise UserError(
            f"{file} exists and is no labels file of dclgui; it is left as it is.", "Choose another file name."
        )
    write_csv(file, table)


def save_model(file: Path, project: Project) -> Path:
    """Copy the newest model to ``file`` and write a ``.json`` beside it that says how to use it; returns that."""
    last = last_round(project)
    if file.suffix != ".safetensors":
        raise UserError(f"{file} can't be the model's name.", "Choose one that ends in .safetensors.")
    model, beside = project.rounds.folder(last) / MODEL, file.with_suffix(".json")
    card = _card(project, model, last)
    try:
        with model.open("rb") as stored, file_in_place(file) as copy:
            shutil.copyfileobj(stored, copy)
        with file_in_place(beside) as text:
            text.write(json.dumps(card, indent=2, ensure_ascii=False).encode())
    except OSError as error:
        raise UserError(f"{file} can't be written: {error.strerror}.", "Choose another place.") from error
    return beside


def quoted(path: Path) -> str:
    """A path as it can be typed again."""
    text = str(path)
    return f'"{text}"' if any(letter.isspace() for letter in text) else text


def _accuracy(labels: Ints, truth: Ints | None) -> float:
    readable = labels >= 0
    if truth is None or not readable.any():
        return math.nan
    return float(np.equal(labels, truth)[readable].mean())


def _is_labels_file(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stored:
        return stored.readline(4096).decode("utf-8-sig", "replace").strip() == ",".join(COLUMNS)


def _card(project: Project, model: Path, last: int) -> dict[str, Any]:
    """How to use the model: everything that its tensors don't say."""
    # Only the network itself knows the mean and deviation that it wants, and building it takes torch.
    from dclgui.engine.backbones import load_backbone

    job = project.job
    backbone = load_backbone(job.backbone, weights="scratch")
    with model.open("rb") as stored:
        names = json.loads(stored.read(int.from_bytes(stored.read(8), "little")))
    return {
        "format": "dclgui model 1",
        "classes": list(project.catalog("target").class_names),
        "backbone": job.backbone,
        "weights": job.weights,
        "backbone_in_file": any(name.startswith("extractor.") for name in names),
        "image_size": job.image_size,
        "preprocessing": {
            "colour": "RGB, upright, 0 to 255",
            "resize": "the whole picture to a square, bicubic, no crop",
            "mean": [round(value, 4) for value in backbone.mean.flatten().tolist()],
            "std": [round(value, 4) for value in backbone.std.flatten().tolist()],
        },
        "recipe": job.recipe,
        "method": job.method.model_dump(),
        "seed": job.seed,
        "round": last,
        "rounds": job.method.rounds,
        "versions": {"dclgui": __version__, **{name: version(name) for name in ("torch", "timm", "onnxruntime")}},
    }
