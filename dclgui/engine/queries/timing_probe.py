"""A few steps of a run on a few rows, timed, to say how long all of them would take."""

import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch

from dclgui.core.job import Job
from dclgui.engine.network.cached import Extractor
from dclgui.engine.network.heads import Heads
from dclgui.engine.network.model import Predictions
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.engine.training.pseudo_labelling import assigned
from dclgui.engine.training.trainer import STATISTICS_ROWS, Targets, Trainer, TrainingRows
from dclgui.method.neighbours import BLOCK, nearest_rows

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Images of each domain."""

    source: int
    target: int

    @property
    def statistics(self) -> int:
        """Images from which both domains' statistics are made."""
        return min(self.source, STATISTICS_ROWS) + min(self.target, STATISTICS_ROWS)

    @property
    def pairs(self) -> int:
        """Pairs of images that are compared to find neighbours."""
        return min(self.source, STATISTICS_ROWS) ** 2 + self.target * min(self.target, BLOCK)


@dataclass(frozen=True, slots=True)
class TimingProbe:
    """Seconds on the few rows of ``few``."""

    few: Sizes
    source_pass: float
    domain_gap: float
    pairs: float
    statistics: float
    target_pass: float
    judging: float
    writing: float

    def seconds(self, job: Job, sizes: Sizes, *, after: int | None) -> float:
        """What S1-S6 would take for all rows, from the start or ``after`` a finished round."""
        method = job.method
        longer = max(sizes.source, sizes.target) / max(self.few.source, self.few.target)
        statistics = self.statistics * sizes.statistics / self.few.statistics
        judging = self.judging * sizes.target / self.few.target
        each = method.epochs * self.target_pass * longer + statistics + judging + self.writing
        if after is not None:
            return max(0, method.rounds - after) * each
        source = method.source_epochs * self.source_pass * sizes.source / self.few.source
        gap = self.domain_gap + self.pairs * (sizes.pairs / self.few.pairs - 1)
        return source + gap + 2 * (statistics + judging) + self.writing + method.rounds * each


def probe_timing(extractor: Extractor, heads: Heads, rows: TrainingRows, *, job: Job, runtime: Runtime) -> TimingProbe:
    """Go through S1-S43 once on ``rows`` with untrained ``heads``; everything is thrown away afterwards."""
    short = job.model_copy(update={"method": job.method.model_copy(update={"source_epochs": 1, "epochs": 1})})
    trainer = Trainer(extractor, heads, rows, job=short, runtime=runtime)
    few = Sizes(len(rows.source), len(rows.target))
    _drained(trainer.pretrain)  # the first steps on a device are slow
    source_pass, _ = _drained(trainer.pretrain)
    predict, predictions = _drained(trainer.predict)
    gap_seconds, found = _drained(lambda: trainer.measure_domain_gap(predictions))
    statistics, _ = _drained(trainer.adopt)
    total = int(rows.target.max()) + 1
    targets = Targets(label=torch.zeros(total, dtype=torch.int64), weight=torch.ones(total))
    target_pass, _ = _drained(lambda: trainer.train_round(targets, 1))
    return TimingProbe(
        few=few,
        source_pass=max(0.0, source_pass - statistics / 2),
        domain_gap=gap_seconds,
        pairs=_timed(lambda: nearest_rows(predictions.backbone, count=min(job.method.neighbours, few.target - 1)))
        if job.method.neighbours
        else 0.0,
        statistics=statistics,
        target_pass=max(0.0, target_pass - statistics),
        judging=predict + _timed(lambda: _assign(predictions, found, job, total)),
        writing=_timed(lambda: _write(trainer, predictions)),
    )


def _assign(predictions: Predictions, found: DomainGap, job: Job, total: int) -> None:
    assigned(predictions, found, torch.full((total,), -1), method=job.method, round_number=1)


def _write(trainer: Trainer, predictions: Predictions) -> None:
    with tempfile.TemporaryDirectory(prefix="dclgui-") as name:
        trainer.save(Path(name))
        trainer.embedding(predictions).save(Path(name))


def _drained(work: Callable[[], Generator[object, None, Result]]) -> tuple[float, Result]:
    """Seconds that the generator took, and what it returned."""
    start = time.monotonic()
    generator = work()
    while True:
        try:
            next(generator)
        except StopIteration as end:
            result: Result = end.value
            return time.monotonic() - start, result


def _timed(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start
