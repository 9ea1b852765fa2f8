"""Steps S1-S6 over a project: a generator of events, which is the whole contract with its callers.

Not taking the next event pauses the run; closing the generator stops it. Every finished round is on disk before
its event, so that a run goes on from there after a stop, a crash or a power cut, and ends with the same labels.
"""

import math
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from dclgui.core.arrays import Ints, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import shown_labels
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.job import Job
from dclgui.core.protocol.events import Event, ModeChosen, RoundFinished, RunFinished, RunStarted
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.embedding import forget_embeddings
from dclgui.engine.network.model import Predictions, load_prototypes, save_prototypes
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.committee import Agreed, agreed, formed
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.engine.training.doubts import collapses, doubts
from dclgui.engine.training.exclusions import Exclusion
from dclgui.engine.training.prepare import Domains, Mode, catalogs, choose_mode, prepared
from dclgui.engine.training.pseudo_labelling import (
    as_table,
    assigned,
    decided_labels,
    new_classes,
    reference_of,
    source_only,
)
from dclgui.engine.training.side_by_side import together
from dclgui.engine.training.trainer import Losses, Targets, Trainer
from dclgui.engine.training.warm_start import Start, keep_start
from dclgui.images.pair import Side, require_apart
from dclgui.images.scan import known_truth
from dclgui.learning.committee import Committee
from dclgui.method.assign import Prototypes, present
from dclgui.project.folder import Project

COMMITTEE_STREAM = 5
"""Its stream of random numbers; the trainer has the four before."""


def adapt(job: Job, folder: Path, *, start: Path | None = None) -> Generator[Event, None, None]:
    """Label the job's target in a new project at ``folder``.

    ``start`` is the project of an earlier run, whose settings ``warm_start.job_again`` gave: its source model takes
    the place of S1, and the first round starts from its newest model (S2).

    Raises ``UserError`` for images or settings that can't be used, and if the project has rounds already.
    """
    with runtimes.started(job) as runtime:
        with runtime.agree():
            if runtime.leads:
                _create(job, folder, start)
        with Project.open(folder) as project:
            yield from _locked(project, runtime)


def resume(folder: Path, *, device: str | None = None) -> Generator[Event, None, None]:
    """Go on with the project's own job after its last finished round, on another ``device`` if one is named.

    If all rounds are done it says so and trains nothing. Raises ``UserError`` if ``folder`` is no project.
    """
    with Project.open(folder) as project, runtimes.started(project.job.on(device)) as runtime:
        yield from _locked(project, runtime)


def refine(folder: Path, *, rounds: int = 2, device: str | None = None) -> Generator[Event, None, None]:
    """Learn from the decisions made so far: ``rounds`` more rounds that start from the newest one's model.

    They begin with the labels that the model gives with the decisions. A run that was stopped is also finished.
    ``resume`` goes on with a refinement that was stopped. Raises ``UserError`` if ``folder`` is no project or no round
    is finished, ``ValueError`` if ``rounds`` is below 1.
    """
    if rounds < 1:
        raise ValueError(f"{rounds} rounds")
    with Project.open(folder) as project, runtimes.started(project.job.on(device)) as runtime:
        yield from _locked(project, runtime, more_rounds=rounds)


def _create(job: Job, folder: Path, start: Path | None) -> None:
    require_apart(Side(job.source), Side(job.target))
    with Project.create(folder, job) as project:
        if start:
            keep_start(start, project)


def _locked(project: Project, runtime: Runtime, *, more_rounds: int = 0) -> Generator[Event, None, None]:
    with ExitStack() as held:
        with runtime.agree():
            if runtime.leads:
                held.enter_context(project.run_lock())
            if runtime.leads and more_rounds:
                last = project.last_round()
                project.rounds.refine(first=last + 1, last=max(project.planned_rounds, last + more_rounds))
        yield from _Run(project, runtime).events()


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the metrics of a round are compared with; ``truth`` is for measuring only and never reaches training."""

    truth: Ints | None
    source_labels: Ints

    def accuracy(self, labels: Ints) -> float:
        """Share of right labels among the readable images; NaN where the truth is unknown."""
        readable = labels >= 0
        if self.truth is None or not readable.any():
            return math.nan
        return float((labels == self.truth)[readable].mean())


class _Run:
    """One run over one open project."""

    def __init__(self, project: Project, runtime: Runtime) -> None:
        self._project, self._job, self._runtime = project, project.job, runtime
        self._start = Start.of(project)
        self._inherited = self._start.inherited if self._start else frozenset[int]()
        self._blank: Rows = np.empty(0, np.int64)
        self._committee = None if project.rounds.last() is None else Committee.load(project.rounds.whole(0))

    def events(self) -> Generator[Event, None, None]:
        """All events from ``RunStarted`` to ``RunFinished``."""
        last = self._project.rounds.last()
        yield RunStarted(
            project=str(self._project.folder),
            device=runtimes.describe(self._runtime.device),
            mode=self._job.mode,
            recipe=self._job.recipe,
            rounds=self._project.planned_rounds,
            seed=self._job.seed,
            resumed_from=-1 if last is None else last,
        )
        domains = yield from catalogs(self._project, self._runtime)
        mode = self._settled_mode()
        yield ModeChosen(mode)
        excluded = Exclusion.of(self._project)
        made = yield from prepared(self._project, domains, mode=mode, runtime=self._runtime, excluded=excluded)
        trainer, self._blank = made.trainer, made.blank
        merged = self._project.class_changes.now().merged
        measure = _Measure(known_truth(domains.target), merged.of(domains.source.labels))
        if last is None:
            yield from self._first_round(trainer, domains, measure, excluded)
            last = 0
        else:
            trainer.load(self._project.rounds.whole(last))
        found = DomainGap.of(self._project)
        found.require_same_images(trainer.target_rows, domains.target)
        trainer.follow(found)
        for number in range(last + 1, self._project.planned_rounds + 1):
            yield from self._round(number, trainer, found, domains, measure)
        yield self._finished(measure)

    def _settled_mode(self) -> Mode:
        """The training mode, saved in the project: its models fit no other mode, on whatever machine a run goes on."""
        mode = choose_mode(self._job)
        if self._runtime.leads and mode != self._project.job.mode:
            self._project.save_job(self._project.job.model_copy(update={"mode": mode}))
        return mode

    def _first_round(
        self, trainer: Trainer, domains: Domains, measure: _Measure, excluded: Exclusion
    ) -> Generator[Event, None, None]:
        """S1, and the source model's labels as round 0."""
        start = time.monotonic()
        source_loss, predictions, found = yield from self._source_and_committee(trainer, domains)
        assignment = source_only(predictions, method=self._job.method)
        table = as_table(assignment, predictions.rows, len(domains.target))
        losses = Losses(source=source_loss, target=math.nan)
        metrics = self._metrics(0, table, table, losses, measure=measure, seconds=time.monotonic() - start)

        def write_model(folder: Path) -> None:
            self._save(trainer, predictions, found, assignment.prototypes, folder)
            found.save(folder)
            excluded.save(folder)
            if self._committee:
                self._committee.save(folder)

        self._write(table, metrics, write_model)
        yield metrics
        yield from doubts(found, len(predictions.rows))

    def _source_and_committee(
        self, trainer: Trainer, domains: Domains
    ) -> Generator[Event, None, tuple[float, Predictions, DomainGap]]:
        """What ``_source_known`` gives, and the committee if one is wanted, beside it where S1 changes no feature."""
        known = self._source_known(trainer, domains)
        if self._job.method.labels != "committee":
            return (yield from known)
        if trainer.frozen:
            target = yield from trainer.target_features()
            found, self._committee = yield from together(known, self._formed(trainer, target))
            return found
        found = yield from known
        self._committee = yield from self._formed(trainer, found[1].backbone)
        return found

    def _source_known(
        self, trainer: Trainer, domains: Domains
    ) -> Generator[Event, None, tuple[float, Predictions, DomainGap]]:
        """The source model's loss, what it predicts for the target, and the domain gap."""
        loss = yield from self._source_model(trainer, domains)
        predictions = yield from trainer.predict()
        return loss, predictions, (yield from trainer.measure_domain_gap(predictions))

    def _formed(self, trainer: Trainer, target: torch.Tensor) -> Generator[Event, None, Committee]:
        source, labels = yield from trainer.source_features()
        generator = self._runtime.generator(COMMITTEE_STREAM)
        made = yield from formed(source, labels, target, rows=trainer.target_rows, generator=generator)
        return made.seeing_nothing_on(self._blank)

    def _source_model(self, trainer: Trainer, domains: Domains) -> Generator[Event, None, float]:
        """S1, or the source model of the run that this one starts from; returns its loss."""
        if self._start is None:
            return (yield from trainer.learn_source())
        self._start.require_classes(self._project.class_changes.now().made, of_source=domains.of_source)
        yield from trainer.take_over(self._start.old, with_target=False)
        return self._start.source_loss

    def _round(
        self, number: int, trainer: Trainer, found: DomainGap, domains: Domains, measure: _Measure
    ) -> Generator[Event, None, None]:
        """S5 on the labels of the present model, then S31-S43 with the model that this gives."""
        start = time.monotonic()
        knew = self._project.journal.last_step()
        targets, known = yield from self._round_start(number, trainer, found)
        losses = yield from trainer.train_round(targets, number)
        predictions = yield from trainer.predict()
        decided = decided_labels(self._decisions(), len(domains.target))
        # Decisions made during the round may name a class that its model has no output for; the next round learns it.
        decided[torch.isin(decided, torch.tensor(sorted(new_classes(decided, found) - known)))] = UNKNOWN
        table, prototypes = self._labels(number, predictions, found, decided)
        everyone = yield from self._agreed(number, table, knew)
        classes = self._project.class_changes.now()
        consensus = classes.consensus(everyone.consensus) if everyone else None
        shown = shown_labels(classes.pseudo_labels(table), consensus)
        before = self._project.rounds.labels(number - 1)
        metrics = self._metrics(number, shown, before, losses, measure=measure, seconds=time.monotonic() - start)

        def write_model(folder: Path) -> None:
            self._save(trainer, predictions, found, prototypes, folder)
            if everyone:
                everyone.save(folder)

        self._write(table, metrics, write_model, knew=knew)
        yield metrics
        earlier = [self._project.rounds.metrics(one) for one in range(1, number)]
        yield from collapses(metrics, earlier, self._project.class_names())

    def _agreed(self, number: int, table: PseudoLabels, knew: int) -> Generator[Event, None, Agreed | None]:
        """What all labellings say together; only the leading rank reads decisions and writes labels."""
        if self._committee is None or not self._runtime.leads:
            return None
        return (yield from agreed(self._project, self._committee, number, table, knew=knew))

    def _round_start(
        self, number: int, trainer: Trainer, found: DomainGap
    ) -> Generator[Event, None, tuple[Targets, frozenset[int]]]:
        """What the round trains on, and the classes new to the source that its model then knows.

        That is the labels of the round before, unless decisions have to reach its model first.
        """
        rounds, decisions = self._project.rounds, self._decisions()
        decided = decided_labels(decisions, len(rounds.pseudo_labels(number - 1)))
        wanted = new_classes(decided[found.rows], found) | self._inherited
        newcomers = wanted - self._inherited - present(load_prototypes(rounds.whole(number - 1)))
        if number == 1:
            start = self._start
            yield from trainer.take_over(start.new, with_target=True) if start else trainer.adopt()
        # Round 0 keeps the plain source model's labels, without trust or smoothing. A new class or a refinement changes
        # what the model predicts or what is decided. In all three cases the saved labels are not the ones to train on.
        if number == 1 or newcomers or number in rounds.refinements():
            predictions = yield from trainer.predict()
            if newcomers:
                known = (*range(found.source_probs.shape[1]), *(wanted - newcomers))
                predictions = trainer.learn_classes(newcomers, known, predictions, decided[predictions.rows])
            made, _ = self._labels(number - 1, predictions, found, decided)
            table = self._project.class_changes.now().pseudo_labels(made)
        else:
            table = rounds.pseudo_labels(number - 1)
        return _targets(table, decisions), wanted

    def _decisions(self) -> dict[int, Decision]:
        """The decisions to train on as of now, the same on every rank."""
        return self._runtime.told(self._project.training_decisions() if self._runtime.leads else {})

    def _labels(
        self, number: int, predictions: Predictions, found: DomainGap, decided: torch.Tensor
    ) -> tuple[PseudoLabels, Prototypes]:
        """S31-S43 with the model as it stands after round ``number``; decided: [Nt] int64, ``UNKNOWN`` for none."""
        assignment = assigned(
            predictions, found, decided, method=self._job.method, round_number=number, inherited=self._inherited
        )
        return as_table(assignment, predictions.rows, len(decided)), assignment.prototypes

    def _write(
        self, table: PseudoLabels, metrics: RoundFinished, write_model: Callable[[Path], None], *, knew: int = 0
    ) -> None:
        if self._runtime.leads:
            rounds, job = self._project.rounds, self._project.job
            rounds.write(metrics.round, table, metrics, write_model, job=job, knew=knew)
            forget_embeddings(self._project.rounds, before=metrics.round)
        self._runtime.wait()

    def _save(
        self, trainer: Trainer, predictions: Predictions, found: DomainGap, prototypes: Prototypes, folder: Path
    ) -> None:
        trainer.save(folder)
        trainer.embedding(predictions).save(folder)
        save_prototypes(prototypes, folder)
        if reference := reference_of(predictions, found, prototypes, method=self._job.method):
            reference.save(folder)

    def _metrics(
        self,
        number: int,
        found: PseudoLabels,
        before: PseudoLabels,
        losses: Losses,
        *,
        measure: _Measure,
        seconds: float,
    ) -> RoundFinished:
        readable = max(1, int(found.readable.sum()))
        classes = len(self._project.class_names())
        return RoundFinished(
            round=number,
            rounds=self._project.planned_rounds,
            source_loss=losses.source,
            target_loss=losses.target,
            share_high=float(found.high.sum() / readable),
            moved=float(found.moved.sum() / readable),
            changed=float((found.label != before.label).sum() / readable),
            class_shares=_shares(found.label, classes),
            source_shares=_shares(measure.source_labels, classes),
            accuracy=measure.accuracy(found.label),
            seconds=seconds,
        )

    def _finished(self, measure: _Measure) -> RunFinished:
        rounds = self._project.rounds
        last = rounds.labels(rounds.numbers()[-1])
        source_only = rounds.pseudo_labels(0).classifier_label
        return RunFinished(
            project=str(self._project.folder),
            images=len(last),
            high=int(last.high.sum()),
            low=int((last.readable & ~last.high).sum()),
            moved=int(last.moved.sum()),
            problems=int((~last.readable).sum()),
            source_only_accuracy=measure.accuracy(source_only),
            accuracy=measure.accuracy(last.label),
        )


def _shares(labels: Ints, classes: int) -> tuple[float, ...]:
    counts = np.bincount(labels[labels >= 0], minlength=classes)
    return tuple((counts / max(1, counts.sum())).tolist())


def _targets(found: PseudoLabels, decisions: Mapping[int, Decision]) -> Targets:
    """The round's pseudo-labels; a person's label replaces the model's, with weight 1."""
    label, weight = found.label.astype(np.int64), found.weight.copy()
    for row, decision in decisions.items():
        if decision.verdict is Verdict.LABEL:
            label[row], weight[row] = decision.label, 1.0
        elif decision.verdict is Verdict.NONE_OF_THESE:
            weight[row] = 0.0
    return Targets(label=torch.from_numpy(label), weight=torch.from_numpy(weight))
