"""Runs killed at random moments, really killed, end with the labels of an undisturbed run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[4]
SCRIPT = "import sys, tests.few_steps; from benchmarks.kill import main; sys.exit(main())"


@pytest.mark.skipif(os.name == "nt", reason="the benchmark forks")
@pytest.mark.skipif(not (ROOT / "benchmarks").exists(), reason="a source distribution comes without benchmarks")
@pytest.mark.parametrize(("mode", "runs"), [("frozen", 3), ("finetune", 1)])
def test_a_killed_run_goes_on_to_the_same_labels(mode: str, runs: int) -> None:
    words = ["--kills", str(runs), "--mode", mode, "--rounds", "4", "--seed", "3"]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == f"{runs} passed, 0 failed"
    assert "killed after" in done.stdout
