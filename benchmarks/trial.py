"""One adaptation on features alone, by the engine's own learner and judge, without a project."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.featured import Featured, drained
from dclgui.core.arrays import Rows
from dclgui.core.job import Job, Method
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.cached import CachedFeatures
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.engine.training.prepare import new_heads
from dclgui.engine.training.pseudo_labelling import assigned, source_only
from dclgui.engine.training.trainer import Targets, Trainer, TrainingRows
from dclgui.method.assign import Assignment


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


def score(labels: Rows, truth: Rows) -> Score:
    """Compare ``labels`` [N] with ``truth`` [N]."""
    right = labels == truth
    return Score(float(right.mean()), float(np.mean([right[truth == k].mean() for k in np.unique(truth)])))


def job_for(recipe: str, *, seed: int, settings: Mapping[str, Any], method: Mapping[str, Any]) -> Job:
    """The job of one run, its folders left out."""
    here = Path()
    return Job.parse(
        {"source": here, "target": here, **settings, "recipe": recipe, "seed": seed, "method": dict(method)}
    )


@dataclass(frozen=True, slots=True, eq=False)
class Adapted:
    """``first`` is the source model's own word, ``last`` what the last round says; what more is needed to refine."""

    first: Assignment
    last: Assignment
    domain_gap: DomainGap
    trainer: Trainer
    method: Method

    def refined(self, decided: torch.Tensor, *, after: int, rounds: int = 2) -> Assignment:
        """What the target's labels are after ``rounds`` more that know ``decided`` [Nt] int64, -1 where nobody did.

        after: number of the last round so far. The same steps as ``engine.refine``.
        """
        labelled = self._assigned(decided, after)
        for number in range(after + 1, after + rounds + 1):
            label = torch.where(decided >= 0, decided, labelled.label)
            weight = torch.where(decided >= 0, 1.0, labelled.weight)
            drained(self.trainer.train_round(Targets(label=label, weight=weight), number))
            labelled = self._assigned(decided, number)
        return labelled

    def _assigned(self, decided: torch.Tensor, number: int) -> Assignment:
        return assigned(
            drained(self.trainer.predict()), self.domain_gap, decided, method=self.method, round_number=number
        )


def adapted_labels(source: Featured, target: Featured, job: Job) -> tuple[Rows, Rows]:
    """The target's labels by the source model and after the last round; the target's own labels are not read."""
    with adapted(source, target, job) as found:
        return found.first.classifier_label.numpy(), found.last.label.numpy()


@contextmanager
def adapted(source: Featured, target: Featured, job: Job) -> Iterator[Adapted]:
    """All that a run knows of the target's images after its last round, and knew before its first."""
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
        trainer = Trainer(extractor, heads, rows, job=job, runtime=runtime)
        nobody = torch.full((len(target.labels),), -1)
        drained(trainer.pretrain())
        predictions = drained(trainer.predict())
        found = drained(trainer.measure_domain_gap(predictions))
        first = source_only(predictions, method=job.method)
        trainer.follow(found)
        drained(trainer.adopt())
        before = Adapted(first, first, found, trainer, job.method)
        yield replace(before, last=before.refined(nobody, after=0, rounds=job.method.rounds))
