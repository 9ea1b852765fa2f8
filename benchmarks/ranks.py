"""One run in one process and in two of torchrun: seconds of sweep and rounds, equal labels, and what 8 and 64 would do.

    python -m benchmarks.ranks [--per-class 40] [--side 64] [--rounds 2] [--modes frozen finetune]

On pictures that ``dclgui demo`` draws. Each process has one core to itself, so that two processes are two cores beside
one. The seconds of 8 and 64 processes are on paper: a round is ``alone + shared / P + exchange * 2 (P - 1) / P``, the
exchange of a ring, its constants solved from one and two processes and from exchanges timed alone. Fails if labels in
mode ``frozen`` differ at all, or more than 1 in 100 labels in mode ``finetune``, whose sums are added in another order.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from dataclasses import fields
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import torch

from benchmarks.featured import drained
from dclgui.core.job import Job
from dclgui.core.protocol.events import Progressed, RoundFinished
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.demo.run import Line, draw_line
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.adapt import adapt
from dclgui.project.folder import Project
from dclgui.project.settings import read_settings

WORLDS, PAPER, MOST_DIFFERENT, EXCHANGES = (1, 2), (8, 64), 0.01, 5
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
Figures = dict[str, float]


def main() -> int:
    """Run each mode with one and two processes; the exit code says whether the labels were the same."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--per-class", type=int, default=40)
    parser.add_argument("--side", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--modes", nargs="+", default=["frozen", "finetune"], choices=["frozen", "finetune"])
    parser.add_argument("--rank-of", type=Path, help="what torchrun starts")
    options = parser.parse_args()
    if options.rank_of:
        return _rank(options.rank_of)
    with tempfile.TemporaryDirectory() as name:
        line = drained(draw_line(Path(name) / "pictures", per_class=options.per_class))
        different = [_mode(mode, line, Path(name), options.side, options.rounds) for mode in options.modes]
    return int(any(different))


def _mode(mode: str, line: Line, folder: Path, side: int, rounds: int) -> bool:
    """Print the table of one mode; returns whether the labels differ by more than they may."""
    method = {"rounds": rounds}
    folders = {"source": line.source, "target": line.target, "method": method}
    job = Job.parse({**folders, "mode": mode, "image_size": side, "device": "cpu"})
    found = {world: _run(job, folder / f"{mode} {world}", world) for world in WORLDS}
    print(f"\n{mode}, {side} pixels, {len(line.class_names) * line.per_class} pictures of each domain\n")
    print("| processes | sweep, s | S1, s | a round, s | all, CPU s |\n|---:|---:|---:|---:|---:|")
    for world, figures in found.items():
        print(_row(str(world), figures), f"{figures['cpu']:.0f} |")
    for world in PAPER:
        paper = _on_paper(found, world, trains_backbone=mode == "finetune")
        print(_row(f"{world}, on paper", paper), "|")
    one, two = (_labels(folder / f"{mode} {world}") for world in WORLDS)
    share = float((one.label != two.label).mean())
    same = all(np.array_equal(getattr(one, f.name), getattr(two, f.name), equal_nan=True) for f in fields(PseudoLabels))
    print(
        f"\nan exchange of two processes: {1000 * found[2]['exchange']:.1f} ms; labels that differ: {100 * share:.2f} %"
    )
    return not same if mode == "frozen" else share > MOST_DIFFERENT


def _run(job: Job, folder: Path, world: int) -> Figures:
    """Seconds of the leading process, processor seconds of all."""
    Project.create(folder, job).close()
    command = [*TORCHRUN, f"--nproc-per-node={world}", "-m", "benchmarks.ranks", "--rank-of", str(folder)]
    subprocess.run(command, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"}, stdout=subprocess.DEVNULL)
    parts: list[Figures] = [json.loads((folder / f"rank {rank}.json").read_text()) for rank in range(world)]
    return {**parts[0], "cpu": sum(part["cpu"] for part in parts)}


def _rank(folder: Path) -> int:
    """One process of torchrun: the run, its clock and the exchanges alone, written beside the project."""
    rank = int(os.environ["RANK"])
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[rank % len(cores)]})
    torch.distributed.init_process_group("gloo")  # for the run and the exchanges after it
    began, steps, marks, rounds = time.process_time(), 0, dict[str, list[float]](), list[float]()
    for event in adapt(read_settings(folder), folder):
        if isinstance(event, Progressed):
            step = "sweep" if event.step.startswith("sweep") else event.step
            marks.setdefault(step, []).append(time.perf_counter())
            steps = event.total if step == "S5" else steps
        if isinstance(event, RoundFinished) and event.round:
            rounds.append(event.seconds)
    figures = {step: max(times) - min(times) for step, times in marks.items()}
    cpu = time.process_time() - began
    figures |= {"round": median(rounds), "steps": steps, "cpu": cpu, **_exchange(read_settings(folder))}
    (folder / f"rank {rank}.json").write_text(json.dumps(figures))
    torch.distributed.destroy_process_group()
    return 0


def _exchange(job: Job) -> Figures:
    """Seconds of what the ranks send each other in one step of ``finetune``."""
    with runtimes.started(job) as runtime:
        backbone = load_backbone(job.backbone, weights=job.weights, side=job.image_size)
        seconds = [_one_exchange(list(backbone.parameters()), backbone.dim, job, runtime) for _ in range(EXCHANGES)]
    return {"exchange": median(seconds)}


def _one_exchange(parameters: list[Any], dim: int, job: Job, runtime: Runtime) -> float:
    runtime.wait()
    began = time.perf_counter()
    runtime.sum_rows(torch.zeros(2 * job.batch_size, dim))
    runtime.sum_gradients(parameters)
    return time.perf_counter() - began


def _on_paper(found: dict[int, Figures], world: int, *, trains_backbone: bool) -> Figures:
    """What ``world`` processes would take. In mode ``frozen`` each does all of S1 and of the rounds by itself."""
    one, two = found[1], found[2]
    exchanged = two["exchange"] * two["steps"] if trains_backbone else 0.0
    # One process takes alone + shared, two take alone + shared / 2 + exchanged.
    shared = 2 * (one["round"] - two["round"] + exchanged) if trains_backbone else 0.0
    shared = min(one["round"], max(0.0, shared))
    round_seconds = one["round"] - shared + shared / world + exchanged * 2 * (world - 1) / world
    return {"sweep": one["sweep"] / world, "round": round_seconds}


def _row(name: str, figures: Figures) -> str:
    first = f"{figures['S1']:.1f}" if "S1" in figures else ""
    return f"| {name} | {figures['sweep']:.1f} | {first} | {figures['round']:.2f} |"


def _labels(folder: Path) -> PseudoLabels:
    with Project.open(folder) as project:
        return project.rounds.pseudo_labels(project.rounds.numbers()[-1])


if __name__ == "__main__":
    sys.exit(main())
