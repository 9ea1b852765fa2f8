"""The model in training: source training (S1), predictions for the target (S31) and one round's training (S5)."""

import copy
import math
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from dclgui.core.job import Job
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Domain, Warned
from dclgui.engine.network.cached import Batch, CachedFeatures, Extractor
from dclgui.engine.network.embedding import Embedding, in_half
from dclgui.engine.network.heads import Heads, Normalisation
from dclgui.engine.network.model import Predictions, Saying, load_model, predict, predictions_by, save_model
from dclgui.engine.network.tensors import damaged
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.domain_gap import DomainGap, measure_domain_gap
from dclgui.engine.training.pseudo_labelling import prototype_features
from dclgui.method.confusion import class_confusion
from dclgui.method.losses import source_loss, target_loss, target_weight_of_round, total_loss
from dclgui.method.pieces import single
from dclgui.method.prototypes import spread

BACKBONE_RATE = 0.1
"""The learning rate of a backbone that was trained before, as a share of the heads'; random weights have the heads'."""
SCRATCH_STEPS = 600
"""Least steps of S1 from random weights: a few epochs of few images would leave them random."""
DECAY = 1e-2
STATISTICS_ROWS = 4096
"""Images of each domain from which batch-norm statistics are estimated and the domains compared."""

_STATE = "training_state.pt"
_PRETRAIN, _ADAPT, _SAMPLE, _SURVEY, _HELD_BACK = 1, 2, 3, 4, 6  # streams of random numbers; 5 is the committee's


@dataclass(frozen=True, slots=True)
class Losses:
    """Means over the steps of one round and over the heads."""

    source: float
    target: float


@dataclass(frozen=True, slots=True, eq=False)
class TrainingRows:
    """``source`` and ``target``: readable catalog rows [n] int64; ``labels``: class of every source row [Ns] int64."""

    source: Tensor
    target: Tensor
    labels: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What one round trains on: pseudo-label [Nt] int64 and weight [Nt] float32 of every target row."""

    label: Tensor
    weight: Tensor


class Trainer:
    """Heads on an extractor, with their optimiser; the same for both modes."""

    def __init__(self, extractor: Extractor, heads: Heads, rows: TrainingRows, *, job: Job, runtime: Runtime) -> None:
        self._extractor, self._heads = extractor, heads.to(runtime.device)
        self._rows, self._job, self._runtime = rows, job, runtime
        self._below = list(extractor.network.parameters())
        self._from_scratch = bool(self._below) and job.weights == "scratch"
        self._optimiser = self._fresh_optimiser(job.method.source_learning_rate)
        self._trust = 1.0
        self._source_sample = torch.empty(0, dtype=torch.int64), torch.empty(0, 0)
        self._norm = Normalisation(joint=job.method.normalise == "joint", lean=job.method.own_statistics)
        self._scaler = torch.amp.GradScaler(runtime.device.type, enabled=runtime.dtype is torch.float16)

    def _fresh_optimiser(self, rate: float) -> torch.optim.Optimizer:
        groups = [{"params": list(self._heads.parameters()), "lr": rate}]
        if self._below:
            groups.append({"params": self._below, "lr": rate * (1 if self._from_scratch else BACKBONE_RATE)})
        return torch.optim.AdamW(groups, weight_decay=DECAY, fused=True)  # a tenth of the time of one weight at a time

    @property
    def frozen(self) -> bool:
        """Whether training leaves the features as they are."""
        return not self._below

    @property
    def begins_frozen(self) -> bool:
        """Whether S1 has a backbone to train that knows something already."""
        return bool(self._below) and not self._from_scratch

    def learn_source(self) -> Generator[Saying, None, float]:
        """S1 as the mode has it; returns the mean loss of the training.

        A backbone that knows something is trained only once heads fit it as it is, since the gradients of random heads
        would distort its features (Kumar et al. 2022, arXiv 2202.10054); and it keeps what it learnt only if that names
        more of the source images right that were kept back from both. Else S1 is that of mode ``frozen``.
        """
        if not self.begins_frozen:
            return (yield from self.pretrain())
        everything, held = self._rows, self._held_back()
        known = [copy.deepcopy(part.state_dict()) for part in (self._extractor.network, self._heads)]
        self._rows = replace(everything, source=everything.source[~torch.isin(everything.source, held)])
        yield from self.fit_heads()
        before = yield from self._right(held)
        loss = yield from self.pretrain()
        after = yield from self._right(held)
        self._rows = everything
        if after <= before:
            for part, state in zip((self._extractor.network, self._heads), known, strict=True):
                part.load_state_dict(state)
            loss = yield from self.fit_heads()
            yield _nothing_learnt()
        yield from self._calibrate(with_target=False)
        return loss

    def _held_back(self) -> Tensor:
        """[h] int64, catalog rows: at random a fifth of each class of the source, rounded down."""
        rows = self._rows.source[torch.randperm(len(self._rows.source), generator=self._runtime.generator(_HELD_BACK))]
        labels = self._rows.labels[rows]
        return torch.cat([own[: len(own) // 5] for own in (rows[labels == k] for k in labels.unique())])

    def _right(self, rows: Tensor) -> Generator[Saying, None, int]:
        """How many source images of ``rows`` [h] int64 the model names right."""
        features = yield from self._extractor.extract("source", rows)
        found = predictions_by(self._heads, features, rows)
        return int((found.probs.argmax(dim=1) == self._rows.labels[rows]).sum())

    def fit_heads(self) -> Generator[Saying, None, float]:
        """S1 of mode ``frozen``, on the features that the backbone gives now; returns the mean loss."""
        features = yield from self._extractor.extract("source", self._rows.source)
        rows = torch.arange(len(features))
        frozen = CachedFeatures({"source": features, "target": features[:0]})
        own = TrainingRows(source=rows, target=rows[:0], labels=self._rows.labels[self._rows.source])
        return (yield from Trainer(frozen, self._heads, own, job=self._job, runtime=self._runtime).pretrain())

    def pretrain(self, *, epochs: int | None = None) -> Generator[Saying, None, float]:
        """Train on the source alone (S1), with cosine annealing of the learning rate; returns the mean loss.

        epochs: as many as ``source_epochs`` says if not given.
        """
        generator = self._runtime.generator(_PRETRAIN)
        count = len(self._rows.source)
        steps = (epochs or source_epochs(self._job, count)) * math.ceil(count / self._job.batch_size)
        drawn = islice(_draws(self._rows.source, self._job.batch_size, generator), steps)
        plan = [Batch(source=rows, target=rows[:0]) for rows in drawn]
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(self._optimiser, steps)
        progress = Progress("S1", steps)
        losses = yield from self._train(plan, None, generator=generator, progress=progress, schedule=schedule)
        self._optimiser = self._fresh_optimiser(self._job.method.learning_rate)
        yield from self._calibrate(with_target=False)
        return losses.source

    @property
    def target_rows(self) -> Tensor:
        """[N] int64, the catalog rows of the readable target images."""
        return self._rows.target

    def source_features(self) -> Generator[Saying, None, tuple[Tensor, Tensor]]:
        """Backbone features [n, D] of all readable source images and their labels [n] int64, on the CPU."""
        features = yield from self._extractor.extract("source", self._rows.source)
        return features.cpu(), self._rows.labels[self._rows.source]

    def target_features(self) -> Generator[Saying, None, Tensor]:
        """Backbone features [N, D] of all readable target images, on the CPU."""
        features = yield from self._extractor.extract("target", self._rows.target)
        return features.cpu()

    def measure_domain_gap(self, predictions: Predictions) -> Generator[Saying, None, DomainGap]:
        """Compare source and target by the source model's ``predictions``; ``follow`` applies the result."""
        generator = self._runtime.generator(_SURVEY)
        rows = _sample(self._rows.source, generator)
        source = yield from self._extractor.extract("source", rows)
        labels, method = self._rows.labels[rows], self._job.method
        return measure_domain_gap(predictions, source.cpu(), labels, method=method, generator=generator)

    def follow(self, found: DomainGap) -> None:
        """Scale the target's loss weight and its own batch-norm statistics by the measured trust."""
        self._trust = found.trust
        lean = self._job.method.own_statistics * found.trust
        self._norm = Normalisation(joint=self._job.method.normalise == "joint", lean=lean)

    def adopt(self) -> Generator[Saying, None, None]:
        """Make the source model the target model (S2): the same weights, with the statistics that the rounds use."""
        if self._job.method.normalise == "own":
            yield from self._calibrate(with_target=True)

    def take_over(self, folder: Path, *, with_target: bool) -> Generator[Saying, None, None]:
        """Load the model in ``folder`` of another run on the same source; its statistics are estimated anew.

        ``with_target`` for a target model (S2), without it for a source model (S1).
        """
        load_model(self._extractor, self._heads, folder)
        self._optimiser = self._fresh_optimiser(self._job.method.learning_rate)
        yield from self._calibrate(with_target=with_target)

    @property
    def classes(self) -> int:
        """How many classes the model knows."""
        return self._heads.classes

    def learn_classes(
        self, newcomers: Collection[int], known: Collection[int], predictions: Predictions, decided: Tensor
    ) -> Predictions:
        """Add the classes ``newcomers`` to the heads, from the images that people gave them; returns new predictions.

        known: the classes that the model has learnt already; decided: [N] int64, the class that a person gave to each
        image of ``predictions``, negative where none.
        """
        device = self._runtime.device
        self._widen(max(self.classes, *(number + 1 for number in newcomers)))
        others = torch.tensor(sorted(known))
        predicted = others[predictions.probs[:, others].argmax(dim=1)]
        labels = spread(predictions.bottleneck, predicted, decided, newcomers).to(device)
        for number in sorted(newcomers):
            embedded = single(predictions.bottleneck).to(device)
            self._heads.name_class(number, embedded, labels == number, others.to(device))
        return predictions_by(self._heads, predictions.backbone, predictions.rows)

    def _widen(self, classes: int) -> None:
        """Make room for ``classes`` in the heads and in their optimiser."""
        # The optimiser's moments of the known classes are kept. Those of the new ones are zeros behind them: in every
        # parameter that has grown, the classes are the last dimension.
        state = self._optimiser.state_dict()
        self._heads.widen(classes)
        self._optimiser = self._fresh_optimiser(self._job.method.learning_rate)
        shapes = [parameter.shape for group in self._optimiser.param_groups for parameter in group["params"]]
        for place, kept in state["state"].items():
            for name in ("exp_avg", "exp_avg_sq"):
                more = shapes[place][-1] - kept[name].shape[-1] if len(shapes[place]) else 0
                kept[name] = functional.pad(kept[name], (0, more)) if more else kept[name]
        self._optimiser.load_state_dict(state)

    def train_round(self, targets: Targets, round_number: int) -> Generator[Saying, None, Losses]:
        """Train on the source and on the pseudo-labels (S51-S54)."""
        generator = self._runtime.generator(_ADAPT, round_number)
        longer = max(len(self._rows.source), len(self._rows.target))
        steps = self._job.method.epochs * math.ceil(longer / self._job.batch_size)
        source = _draws(self._rows.source, self._job.batch_size, generator)
        target = _draws(self._rows.target, self._job.batch_size, generator)
        plan = [Batch(*rows) for rows in islice(zip(source, target, strict=False), steps)]
        progress = Progress("S5", steps, round_number=round_number)
        losses = yield from self._train(plan, targets, generator=generator, progress=progress)
        yield from self._calibrate(with_target=True)
        return losses

    def predict(self) -> Generator[Saying, None, Predictions]:
        """Forward pass over all readable target images (S31)."""
        return (yield from predict(self._extractor, self._heads, self._rows.target))

    def embedding(self, predictions: Predictions) -> Embedding:
        """The features of the predicted target images, and of the source images that the statistics are made from."""
        rows, features = self._source_sample
        method = self._job.method
        if method.prototype_layer == "bottleneck":
            features = self._heads.embed_source(features, joint=self._norm.joint)
        target = prototype_features(predictions, method)
        return Embedding(predictions.rows, in_half(target), rows, in_half(features))

    def save(self, folder: Path) -> None:
        """Write ``model.safetensors`` and ``training_state.pt`` (the optimiser's) into ``folder``."""
        save_model(self._extractor, self._heads, folder)
        state = {"optimiser": self._optimiser.state_dict(), "scaler": self._scaler.state_dict()}
        content = BytesIO()  # torch's own words for a full disk name no disk
        torch.save(state, content)
        (folder / _STATE).write_bytes(content.getbuffer())

    def load(self, folder: Path) -> None:
        """Load what ``save`` wrote. Random generators need no state: each round has a stream of its own."""
        load_model(self._extractor, self._heads, folder)
        self._optimiser = self._fresh_optimiser(self._job.method.learning_rate)
        file = folder / _STATE
        try:
            state = torch.load(BytesIO(file.read_bytes()), "cpu", weights_only=True)
            self._optimiser.load_state_dict(state["optimiser"])
            self._scaler.load_state_dict(state["scaler"])
        except OSError as error:
            raise damaged(file, str(error.strerror)) from error
        except Exception as error:  # torch raises a dozen kinds, and advises to trust the file
            raise damaged(file, "it holds no training state") from error
        if not self._fits():
            raise damaged(file, "it is of another network")

    def _fits(self) -> bool:
        """Whether the optimiser's moments are those of its parameters."""
        return all(
            moment.shape == parameter.shape
            for parameter, kept in self._optimiser.state.items()
            for name in ("exp_avg", "exp_avg_sq")
            if isinstance(moment := kept.get(name), Tensor)
        )

    def _train(
        self,
        plan: Sequence[Batch],
        targets: Targets | None,
        *,
        generator: torch.Generator,
        progress: Progress,
        schedule: torch.optim.lr_scheduler.LRScheduler | None = None,
    ) -> Generator[Saying, None, Losses]:
        sums = torch.zeros(2)
        method = self._job.method
        balance = target_weight_of_round(
            progress.round_number, balance=method.target_loss_weight * self._trust, ramp=method.target_loss_warmup
        )
        with closing(self._extractor.batches(plan, generator)) as stream:
            for batch, features in zip(plan, stream, strict=True):
                losses = self._losses(batch, features, targets)
                self._step(features, total_loss(*losses, balance=balance))
                if schedule:
                    schedule.step()
                sums += torch.stack(losses).detach().cpu()
                yield from self._extractor.warned()
                yield from progress.passed(1)
        mean = sums / (len(plan) * self._job.method.heads)
        return Losses(source=float(mean[0]), target=float(mean[1]))

    def _step(self, features: Tensor, loss: Tensor) -> None:
        # The graph of the loss ends at the features, a leaf; the extractor carries their gradient on by itself.
        self._optimiser.zero_grad(set_to_none=True)
        self._scaler.scale(loss).backward()
        if features.grad is not None:
            self._extractor.backward(features.grad)
        self._scaler.step(self._optimiser)
        self._scaler.update()

    def _losses(self, batch: Batch, features: Tensor, targets: Targets | None) -> tuple[Tensor, Tensor]:
        """Sum over the heads of the source loss and of the target loss (zero in S1)."""
        count, device = len(batch.source), features.device
        heads = self._heads(features, count, self._norm)
        labels = self._rows.labels[batch.source].to(device)
        smoothing = self._job.method.label_smoothing
        # All heads have equally many images, so that the sum of their means is their number times the mean of all.
        many = len(heads)
        source = many * source_loss(heads[:, :count].flatten(0, 1), labels.repeat(many), smoothing=smoothing)
        if targets is None:
            return source, torch.zeros_like(source)
        pseudo, weight = targets.label[batch.target].to(device), targets.weight[batch.target].to(device)
        of_target = heads[:, count:]
        target = many * target_loss(of_target.flatten(0, 1), pseudo.repeat(many), weight.repeat(many))
        if confusion := self._job.method.class_confusion:
            target = target + confusion * class_confusion(of_target).sum()
        return source, target

    def _calibrate(self, *, with_target: bool) -> Generator[Saying, None, None]:
        """Estimate all statistics for predictions anew, from a fixed sample of each domain or of the source alone."""
        generator = self._runtime.generator(_SAMPLE)
        source, target = (_sample(rows, generator) for rows in (self._rows.source, self._rows.target))
        yield from self._extractor.refresh(source, target if with_target else None)
        of_source = yield from self._few("source", source)
        self._source_sample = source, of_source
        of_target = (yield from self._few("target", target)) if with_target else None
        self._heads.calibrate(of_source, of_target, self._norm)
        yield from self._extractor.warned()

    def _few(self, domain: Domain, rows: Tensor) -> Generator[Saying, None, Tensor]:
        """Features [n, D] float32 of a sample, on the run's device."""
        return single((yield from self._extractor.extract(domain, rows))).to(self._runtime.device)


def _nothing_learnt() -> Warned:
    return Warned(
        "fine_tuning",
        "Training the feature extractor on the old camera's pictures named no more of them right.",
        "So the old model keeps it as it was; the rounds train it with the new pictures.",
    )


def source_epochs(job: Job, images: int) -> int:
    """Epochs of S1 over ``images`` of the source: the job's, from random weights more if they are few steps."""
    if job.weights != "scratch":
        return job.method.source_epochs
    return max(job.method.source_epochs, math.ceil(SCRATCH_STEPS / math.ceil(images / job.batch_size)))


def _draws(rows: Tensor, batch: int, generator: torch.Generator) -> Iterator[Tensor]:
    """Batches of shuffled ``rows`` without end; the short last batch of each shuffle is left out unless it is all."""
    size = min(batch, len(rows))
    while True:
        shuffled = rows[torch.randperm(len(rows), generator=generator)]
        yield from (part for part in shuffled.split(size) if len(part) == size)


def _sample(rows: Tensor, generator: torch.Generator) -> Tensor:
    return rows[torch.randperm(len(rows), generator=generator)[:STATISTICS_ROWS]].sort().values
