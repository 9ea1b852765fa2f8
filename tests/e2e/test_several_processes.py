"""Under torchrun the processes speak with one voice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dclgui.cli import adapt as verb
from dclgui.core.errors import UserError
from tests.e2e.terminal import FAST, ROOT, Command, Folders

TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", "-m", "dclgui"]


@pytest.mark.skipif(os.name == "nt", reason="torch's Windows builds lack what torchrun meets through")
def test_the_leading_process_alone_tells_what_none_can_do(tmp_path: Path, folders: Folders) -> None:
    words = ("adapt", str(tmp_path / "nowhere"), str(folders.target), "-o", str(tmp_path / "p"), *FAST)
    done = subprocess.run(
        [*TORCHRUN, *words],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode != 0
    assert done.stderr.count("there is nothing at") == 1
    assert "fault of the program" not in done.stderr


@pytest.mark.parametrize(
    ("rank", "failure", "code", "told"),
    [
        ("0", RuntimeError("[pair.cc:534] Connection closed by peer [127.0.0.1]:1"), 1, "Another process"),
        ("1", RuntimeError("[pair.cc:534] Connection closed by peer [127.0.0.1]:1"), 1, ""),
        ("1", UserError("a.png can't be read any more.", "Put it back."), 1, "Process 1: a.png can't be read"),
        ("1", RuntimeError("the sky fell"), 3, "the sky fell"),
    ],
)
def test_each_process_tells_what_befell_itself(
    rank: str,
    failure: Exception,
    code: int,
    told: str,
    tmp_path: Path,
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    dclgui: Command,
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setenv("RANK", rank)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(verb, "follow", fail)
    ran = dclgui("adapt", folders.source, folders.target, "-o", tmp_path / "p", *FAST)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert bool(told) == bool(ran.err)
