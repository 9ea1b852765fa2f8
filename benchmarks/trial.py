"""One adaptation on features alone, by the engine's own learner and judge, without a project."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.featured import Featured, drained
from dclgui.core.job import Job
from dclgui.engine import runtime as runtimes
from dclgui.engine.extractor import CachedFeatures
from dclgui.engine.judging import assigned, source_only
from dclgui.engine.learner import Learner, Lesson, TrainingRows
from dclgui.engine.prepare import new_heads

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of right labels: of all images, and the mean over the classes that the target has."""

    plain: float
    balanced: float


@dataclass(frozen=True, slots=True)
class Trial:
    """One run: ``source_only`` is round 0's classifier, ``adapted`` the last round's labels."""

    task: str
    variant: str
    recipe: str
    seed: int
    images: int
    source_only: Score
    adapted: Score


def score(labels: Labels, truth: Labels) -> Score:
    """Compare ``labels`` [N] with ``truth`` [N]."""
    right = labels == truth
    return Score(float(right.mean()), float(np.mean([right[truth == k].mean() for k in np.unique(truth)])))


def job_for(recipe: str, *, seed: int, settings: Mapping[str, Any], method: Mapping[str, Any]) -> Job:
    """The job of one run, its folders left out."""
    here = Path()
    return Job.parse(
        {"source": here, "target": here, **settings, "recipe": recipe, "seed": seed, "method": dict(method)}
    )


def adapted_labels(source: Featured, target: Featured, job: Job) -> tuple[Labels, Labels]:
    """The target's labels by the source model and after the last round; the target's own labels are not read."""
    with runtimes.started(job) as runtime:
        features = {"source": torch.from_numpy(source.features), "target": torch.from_numpy(target.features)}
        extractor = CachedFeatures(
            {"source": features["source"].to(runtime.device), "target": features["target"].to(runtime.device)}
        )
        rows = TrainingRows(
            source=torch.arange(len(source.labels)),
            target=torch.arange(len(target.labels)),
            labels=torch.from_numpy(source.labels),
        )
        heads = new_heads(job, dim=source.features.shape[1], classes=len(source.names), runtime=runtime)
        learner = Learner(extractor, heads, rows, job=job, runtime=runtime)
        nobody = torch.full((len(target.labels),), -1)
        drained(learner.pretrain())
        judged = drained(learner.judge())
        found = drained(learner.survey(judged))
        first = source_only(judged, method=job.method).classifier_label
        learner.follow(found)
        drained(learner.adopt())
        labelled = assigned(drained(learner.judge()), found, nobody, method=job.method, round_number=0)
        for number in range(1, job.method.rounds + 1):
            drained(learner.train_round(Lesson(label=labelled.label, weight=labelled.weight), number))
            labelled = assigned(drained(learner.judge()), found, nobody, method=job.method, round_number=number)
        return first.numpy(), labelled.label.numpy()
