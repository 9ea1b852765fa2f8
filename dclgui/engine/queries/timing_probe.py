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
from dclgui.engine.network.model import Judged
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.domain_gap import Survey
from dclgui.engine.training.pseudo_labelling import assigned
from dclgui.engine.training.trainer import STATISTICS_ROWS, Learner, Lesson, TrainingRows
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
class Rehearsal:
    """Seconds on the few rows of ``few``."""

    few: Sizes
    source_pass: float
    survey: float
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
        survey = self.survey + self.pairs * (sizes.pairs / self.few.pairs - 1)
        return source + survey + 2 * (statistics + judging) + self.writing + method.rounds * each


def rehearse(extractor: Extractor, heads: Heads, rows: TrainingRows, *, job: Job, runtime: Runtime) -> Rehearsal:
    """Go through S1-S43 once on ``rows`` with untrained ``heads``; everything is thrown away afterwards."""
    short = job.model_copy(update={"method": job.method.model_copy(update={"source_epochs": 1, "epochs": 1})})
    learner = Learner(extractor, heads, rows, job=short, runtime=runtime)
    few = Sizes(len(rows.source), len(rows.target))
    _drained(learner.pretrain)  # the first steps on a device are slow
    source_pass, _ = _drained(learner.pretrain)
    judge, judged = _drained(learner.judge)
    survey, found = _drained(lambda: learner.survey(judged))
    statistics, _ = _drained(learner.adopt)
    total = int(rows.target.max()) + 1
    lesson = Lesson(label=torch.zeros(total, dtype=torch.int64), weight=torch.ones(total))
    target_pass, _ = _drained(lambda: learner.train_round(lesson, 1))
    return Rehearsal(
        few=few,
        source_pass=max(0.0, source_pass - statistics / 2),
        survey=survey,
        pairs=_timed(lambda: nearest_rows(judged.backbone, count=min(job.method.neighbours, few.target - 1)))
        if job.method.neighbours
        else 0.0,
        statistics=statistics,
        target_pass=max(0.0, target_pass - statistics),
        judging=judge + _timed(lambda: _assign(judged, found, job, total)),
        writing=_timed(lambda: _write(learner, judged)),
    )


def _assign(judged: Judged, found: Survey, job: Job, total: int) -> None:
    assigned(judged, found, torch.full((total,), -1), method=job.method, round_number=1)


def _write(learner: Learner, judged: Judged) -> None:
    with tempfile.TemporaryDirectory(prefix="dclgui-") as name:
        learner.save(Path(name))
        learner.embedding(judged).save(Path(name))


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
