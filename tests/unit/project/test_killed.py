"""Real processes, really killed."""

import subprocess
import sys
from pathlib import Path
from random import Random
from time import sleep

import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.project.folder import Project

pytestmark = pytest.mark.slow

DECIDE = """
import sys
from itertools import count
from pathlib import Path
from dclgui.core.decisions import Decision, Verdict
from dclgui.project.folder import Project

project = Project.open(Path(sys.argv[1]))
start = max(project.journal.current(), default=-1) // 5 + 1
for step in count(start):
    project.journal.append([Decision(step * 5 + i, Verdict.LABEL, step) for i in range(5)], "ann")
    print(step, flush=True)
"""

RUN = """
import os, signal, sys
from itertools import count
from pathlib import Path
import numpy as np
import dclgui.core.atomic as atomic
from dclgui.core.protocol.events import RoundFinished
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project.folder import Project
from dclgui.project.database import Database

where = sys.argv[2]

def die(*_):
    os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

def write_model(folder):
    for part in ("model.safetensors", "training_state.bin"):
        (folder / part).write_bytes(bytes(300_000))
        if where == "writing":
            die()

def figures(number):
    return RoundFinished(number, 9, 0.1, 0.2, 0.3, 0.4, 0.5, (1.0,), (1.0,), 0.9, 1.0)

def pseudo_labels(number):
    ints, floats = np.full(5000, number, np.int32), np.full(5000, number, np.float32)
    wide = np.full((5000, number + 1), number, np.float32)
    return PseudoLabels(ints, ints, ints == 0, floats, floats, floats, floats, wide)

with Project.open(Path(sys.argv[1])) as project, project.run_lock():
    last = project.rounds.last()
    if where == "renamed":
        atomic.flush_folder = lambda folder: die() if folder.name == "rounds" else None
    if where == "truncating":
        project.rounds.remove_leftovers = die
        project.rounds.truncate_after(last - 1)
    for number in count(0 if last is None else last + 1):
        project.rounds.write(number, pseudo_labels(number), figures(number), write_model)
        print(number, flush=True)
        if where == "one":
            break
"""


def killed_after(seconds: float, program: str, *arguments: object) -> list[int]:
    """Run ``program``, kill it so long after its first word, and return the numbers that it said."""
    words = [sys.executable, "-c", program, *map(str, arguments)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        sleep(seconds)
        child.kill()
        said = first + child.stdout.read()
    return [int(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]


def assert_whole(project: Project) -> None:
    folders = {path.name for path in (project.folder / "rounds").iterdir()}
    assert folders == {f"{number:04d}" for number in project.rounds.numbers()}
    for number in project.rounds.numbers():
        kept = project.rounds.pseudo_labels(number)
        assert (kept.label == number).all()
        assert (kept.distances == number).all()
        assert project.rounds.metrics(number).round == number
        for part in ("model.safetensors", "training_state.bin"):
            assert (project.rounds.folder(number) / part).stat().st_size == 300_000


def test_no_acknowledged_decision_is_lost(project: Project) -> None:
    random = Random(0)
    for _ in range(4):
        said = killed_after(random.uniform(0, 0.2), DECIDE, project.folder)
        current = project.journal.current()
        steps = len(current) // 5
        # The step under way is there wholly or not at all.
        assert steps in {said[-1] + 1, said[-1] + 2}
        assert current == {row: Decision(row, Verdict.LABEL, row // 5) for row in range(steps * 5)}
    assert project.journal.undo("bo") == list(range(steps * 5 - 5, steps * 5))


def test_no_finished_round_is_lost(project: Project) -> None:
    random = Random(1)
    for _ in range(4):
        said = killed_after(random.uniform(0, 0.3), RUN, project.folder, "")
        with project.run_lock():
            assert project.rounds.numbers() == list(range(len(project.rounds.numbers())))
            assert project.rounds.last() in {said[-1], said[-1] + 1}
            assert_whole(project)


@pytest.mark.parametrize(("where", "left"), [("writing", 1), ("renamed", 1), ("truncating", 0)])
def test_killed_between_two_steps(project: Project, where: str, left: int) -> None:
    def run(place: str) -> int:
        return subprocess.run(
            [sys.executable, "-c", RUN, project.folder, place], stdout=subprocess.PIPE, check=False
        ).returncode

    assert run("one") == 0
    assert run(where) != 0
    assert len(project.rounds.numbers()) == left
    assert len(list((project.folder / "rounds").iterdir())) == left + 1
    assert run("one") == 0
    assert project.rounds.numbers() == list(range(left + 1))
    assert_whole(project)


def test_a_job_is_old_or_new(project: Project, tmp_path: Path) -> None:
    program = """
import sys
from itertools import count
from pathlib import Path
from dclgui.project.folder import Project
with Project.open(Path(sys.argv[1])) as project:
    for seed in count(1):
        project.save_job(project.job.model_copy(update={"seed": seed}))
        print(seed, flush=True)
"""
    said = killed_after(0.1, program, project.folder)
    with Project.open(project.folder) as again:
        assert again.job.seed in {said[-1], said[-1] + 1}
