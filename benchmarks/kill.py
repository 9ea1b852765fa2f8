"""Kill runs without warning at random moments, go on, and compare with a run that nobody disturbed.

    .venv/bin/python benchmarks/kill.py [--kills 20] [--mode frozen] [--rounds 10] [--seed 0]

Every attempt is a process of its own, killed with SIGKILL, twice, before it may go on to the end. Its labels must
equal the undisturbed run's bit for bit, in every round. POSIX only: the attempts are forks, so that the seconds of
importing torch are paid once.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random

import numpy as np
import torch
from safetensors.torch import save_file

from dclgui.cli.display import Display, follow
from dclgui.core.job import Job
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.demo.run import draw_line
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.training.adapt import adapt, resume
from dclgui.project.folder import Project

KILLS_EACH = 2
BACKBONE, SIDE = "test_resnet", 32


@dataclass(frozen=True, slots=True)
class Ground:
    """A job, and the undisturbed run of it: its project and its seconds."""

    job: Job
    whole: Path
    seconds: float


def main() -> int:
    """Kill, go on and compare, so many times; the exit code says whether all were equal."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=20, help="runs to kill")
    parser.add_argument("--mode", choices=["frozen", "finetune"], default="frozen")
    parser.add_argument("--rounds", type=int, default=10, help="of each run")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    options = parser.parse_args()
    random, failed = Random(options.seed), 0
    with tempfile.TemporaryDirectory() as folder:
        ground = _ground(Path(folder), options.mode, rounds=options.rounds)
        print(f"undisturbed: {ground.seconds:.2f} s, {_last_round(ground.whole)} rounds", flush=True)
        for number in range(1, options.kills + 1):
            project = Path(folder) / f"{number}.dclproj"
            story, same = _attempt(ground, project, random)
            failed += not same
            print(f"run {number}: {', '.join(story)}: {'same labels' if same else 'OTHER LABELS'}", flush=True)
    print(f"{options.kills - failed} passed, {failed} failed")
    return int(failed > 0)


def _ground(folder: Path, mode: str, *, rounds: int) -> Ground:
    line = follow(draw_line(folder / "line", seed=0, per_class=6), Display())
    weights = folder / "weights.safetensors"
    _forked(lambda: _save_weights(weights))
    method = {"rounds": rounds, "heads": 2, "source_epochs": 3}
    job = Job.parse(
        {"source": line.source, "target": line.target, "backbone": BACKBONE, "weights": f"file:{weights}"}
        | {"image_size": SIDE, "mode": mode, "device": "cpu", "batch_size": 16, "method": method}
    )
    warm, whole = folder / "warm.dclproj", folder / "whole.dclproj"
    if mode == "frozen":
        _finish(lambda: list(adapt(job, warm)))  # exports the backbone, which later runs find in their caches
    _prepare(whole, job, warm)
    start = time.monotonic()
    _finish(lambda: list(adapt(job, whole)))
    return Ground(job, whole, time.monotonic() - start)


def _save_weights(file: Path) -> None:
    torch.manual_seed(0)
    save_file(load_backbone(BACKBONE, weights="scratch").network.state_dict(), file)


def _prepare(project: Path, job: Job, other: Path) -> None:
    with Project.create(project, job) as made:
        for file in (other / "cache").glob("*.onnx"):
            shutil.copy(file, made.cache / file.name)


def _attempt(ground: Ground, project: Path, random: Random) -> tuple[list[str], bool]:
    """What happened, and whether it ended with the undisturbed run's labels."""
    story = []
    if random.random() < 0.75:  # the others may be killed while the project itself comes to be
        _prepare(project, ground.job, ground.whole)
    for _ in range(KILLS_EACH):
        moment = random.uniform(0, ground.seconds)
        killed = _killed_after(moment, lambda: _go_on(ground.job, project))
        story.append(f"{'killed' if killed else 'ended'} after {moment:.2f} s with round {_last_round(project)}")
    _finish(lambda: _go_on(ground.job, project))
    return story, _same(ground.whole, project)


def _go_on(job: Job, project: Path) -> None:
    """What a person would do: resume what has rounds, start what has none."""
    list(adapt(job, project) if _last_round(project) is None else resume(project))


def _last_round(project: Path) -> int | None:
    if not (project / "project.sqlite").exists():
        return None
    with Project.open(project) as opened:
        return opened.rounds.last()


def _same(wanted: Path, found: Path) -> bool:
    with Project.open(wanted) as one, Project.open(found) as other:
        numbers = one.rounds.numbers()
        return numbers == other.rounds.numbers() and all(
            _equal(one.rounds.pseudo_labels(number), other.rounds.pseudo_labels(number)) for number in numbers
        )


def _equal(one: PseudoLabels, other: PseudoLabels) -> bool:
    columns = [(getattr(one, field.name), getattr(other, field.name)) for field in fields(PseudoLabels)]
    return all(np.array_equal(mine, theirs, equal_nan=mine.dtype.kind == "f") for mine, theirs in columns)


def _forked(work: Callable[[], object]) -> int:
    """Do ``work`` in a child process of its own; return its exit status."""
    return os.waitpid(_fork(work), 0)[1]


def _fork(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def _finish(work: Callable[[], object]) -> None:
    if _forked(work):
        raise SystemExit("a run that nobody killed has failed")


def _killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Whether it was still at work then; one that failed by itself ends the benchmark."""
    child = _fork(work)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            if status:
                raise SystemExit("a run that nobody killed has failed")
            return False
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
