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
from dclgui.engine.training.adapt import COMMITTEE_STREAM
from dclgui.engine.training.committee import crowd_of, formed
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.engine.training.prepare import new_heads
from dclgui.engine.training.pseudo_labelling import as_table, assigned, source_only
from dclgui.engine.training.trainer import Targets, Trainer, TrainingRows
from dclgui.learning.committee import Committee, CrowdVotes
from dclgui.learning.taught import ROUNDS, SOURCE, Opinion, Taught
from dclgui.method.assign import Assignment

NO_ANSWERS = np.empty((0, 2), np.int64)


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


def job_for(recipe: str, *, seed: int, settings: Mapping[str, Any], method: Mapping[str, Any] | None = None) -> Job:
    """The job of one run, its folders left out."""
    here, method = Path(), dict(method or {})
    return Job.parse({"source": here, "target": here, **settings, "recipe": recipe, "seed": seed, "method": method})


@dataclass(frozen=True, slots=True, eq=False)
class Adapted:
    """``first`` is the source model's own word, ``last`` what the last round says; what more is needed to refine.

    ``committee``: ``None`` for a recipe of S1-S6 alone.
    """

    first: Assignment
    last: Assignment
    domain_gap: DomainGap
    trainer: Trainer
    method: Method
    committee: Committee | None

    def crowd(self) -> CrowdVotes | None:
        """What everyone says together before any answer, as a run's last round weighs it."""
        return (
            None
            if self.committee is None
            else crowd_of(self.committee, self._opinions, classes=self.first.distances.shape[1])
        )

    def panel(self) -> Taught | None:
        """Everyone's panel before the first answer; ``None`` without a committee."""
        crowd = self.crowd()
        if self.committee is None or crowd is None:
            return None
        return Taught.begun(self.committee, crowd, self._opinions, classes=self.first.distances.shape[1])

    def labels(self) -> Rows:
        """[Nt] int64, what a person sees and exports before any answer."""
        panel = self.panel()
        if panel is None:
            return self.last.label.numpy()
        return panel.consensus(NO_ANSWERS, images=len(self.last.label)).label.astype(np.int64)

    @property
    def _opinions(self) -> dict[str, Opinion]:
        rows = torch.arange(len(self.last.label))
        own = Opinion.of(as_table(self.last, rows, len(rows)), rows.numpy())
        return {SOURCE: Opinion(self.first.classifier_label.numpy()), ROUNDS: own}

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
        return found.first.classifier_label.numpy(), found.labels()


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
        committee = None
        if job.method.labels == "committee":
            known = drained(trainer.source_features())
            generator = runtime.generator(COMMITTEE_STREAM)
            made = drained(formed(*known, predictions.backbone, rows=predictions.rows, generator=generator))
            committee = made.seeing_nothing_on(np.flatnonzero(target.blank))
        trainer.follow(found)
        drained(trainer.adopt())
        before = Adapted(first, first, found, trainer, job.method, committee)
        yield replace(before, last=before.refined(nobody, after=0, rounds=job.method.rounds))
