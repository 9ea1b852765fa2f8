"""Two processes of torchrun label as one does."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dclgui.engine.training.adapt import adapt
from tests.few_steps import FEW_STEPS
from tests.unit.engine.made import Line, assert_same_labels, job_of, labels_in, project_of

pytestmark = pytest.mark.slow

SCRIPT = f"""
import sys
from pathlib import Path
import torch
from dclgui.core.protocol.events import RunFinished
from dclgui.engine.training import members, trainer
from dclgui.engine.training.adapt import adapt
from dclgui.engine.runtime import leads
from dclgui.project.settings import read_settings

trainer.SCRATCH_STEPS, members.STEPS = {FEW_STEPS}, dict.fromkeys(members.STEPS, {FEW_STEPS})
torch.distributed.init_process_group("gloo")  # one for all runs, which then need not meet twice
for folder in map(Path, sys.argv[1:]):
    assert isinstance(list(adapt(read_settings(folder), folder))[-1], RunFinished)
    if leads():
        print("done", flush=True)
"""
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
ONE = {"rounds": 1}
JOBS: dict[str, dict[str, Any]] = {
    "frozen": {"mode": "frozen"},
    "finetune": {"mode": "finetune"},
    # 48 of 48 images in a step, in two groups of 24: one for each process
    "scratch": {"mode": "finetune", "weights": "scratch", "batch_size": 48, "method": ONE},
    # one group of 16: one process has nothing to do
    "idle": {"mode": "finetune", "weights": "scratch", "method": ONE},
}


@pytest.mark.skipif(os.name == "nt", reason="torch's Windows builds lack what torchrun meets through")
def test_two_processes_label_as_one_does(line: Line, tmp_path: Path) -> None:
    for name, settings in JOBS.items():
        job = job_of(line, **settings)
        list(adapt(job, project_of(line, tmp_path / f"{name} by one", job)))
        project_of(line, tmp_path / f"{name} by two", job)
    (tmp_path / "run.py").write_text(SCRIPT)
    done = subprocess.run(
        [*TORCHRUN, str(tmp_path / "run.py"), *(str(tmp_path / f"{name} by two") for name in JOBS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split() == ["done"] * len(JOBS)
    assert_same_labels(labels_in(tmp_path / "frozen by two"), labels_in(tmp_path / "frozen by one"))
    for name in ("finetune", "scratch", "idle"):
        one, two = labels_in(tmp_path / f"{name} by one"), labels_in(tmp_path / f"{name} by two")
        np.testing.assert_array_equal(two.label, one.label)
        np.testing.assert_array_equal(two.high, one.high)
        # sums of gradients are added up in another order
        np.testing.assert_allclose(two.distances, one.distances, rtol=1e-2, atol=1e-3)
