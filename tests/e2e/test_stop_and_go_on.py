"""A run that is stopped goes on where it was."""

import json
import signal
import sys
from pathlib import Path

import pytest

from dclgui.labels.csv import read_csv
from tests.e2e.terminal import FAST, Command, Finished, Folders, draw_folders, started

ROUNDS = 12
MANY = ("--set", f"rounds={ROUNDS}")


@pytest.mark.skipif(sys.platform == "win32", reason="a test can't press Ctrl-C for a single process there")
def test_ctrl_c_keeps_the_rounds_and_says_how_to_go_on(tmp_path: Path, folders: Folders, dclgui: Command) -> None:
    project = tmp_path / "stopped"
    process = started("adapt", folders.source, folders.target, "-o", project, *FAST, *MANY, "--json")
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["event"] == "RoundFinished":
            process.send_signal(signal.SIGINT)
            break
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert f"dclgui adapt -o {project} --resume" in told
    assert "Traceback" not in told
    stopped_at = set(read_csv(project / "labels.csv").rounds.tolist())
    assert stopped_at < set(range(ROUNDS))

    assert dclgui("adapt", "-o", project, "--resume").code == 0
    assert set(read_csv(project / "labels.csv").rounds.tolist()) == {ROUNDS}


def test_a_finished_run_that_is_resumed_says_the_same_again(finished: Finished, dclgui: Command) -> None:
    before = (finished.project / "labels.csv").read_bytes()
    ran = dclgui("adapt", finished.folders.source, finished.folders.target, "-o", finished.project, "--resume")
    assert ran.code == 0
    assert "The run goes on after round 2" in ran.err
    assert (finished.project / "labels.csv").read_bytes() == before


def test_a_project_with_rounds_is_not_begun_anew(finished: Finished, dclgui: Command) -> None:
    ran = dclgui("adapt", finished.folders.source, finished.folders.target, "-o", finished.project, *FAST)
    assert ran.code == 1
    assert "--resume" in ran.err


def test_a_resumed_run_takes_no_new_settings(finished: Finished, dclgui: Command) -> None:
    ran = dclgui("adapt", "-o", finished.project, "--resume", "--seed", "3")
    assert ran.code == 2
    assert "--seed" in ran.err


def test_a_resumed_run_takes_no_other_images(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    other = draw_folders(tmp_path)
    ran = dclgui("adapt", other.source, other.target, "-o", finished.project, "--resume")
    assert ran.code == 1
    assert str(other.source) in ran.err
