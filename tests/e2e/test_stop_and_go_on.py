"""A run that is stopped goes on where it was."""

import json
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from dclgui.cli.display import Display
from dclgui.core.protocol.events import Event
from tests.e2e.terminal import FAST, STOP, Command, Finished, Folders, draw_folders, started
from tests.labels_csv import read_csv

ROUNDS = 12
MANY = ("--set", f"rounds={ROUNDS}")


def test_ctrl_c_keeps_the_rounds_and_says_how_to_go_on(tmp_path: Path, folders: Folders, dclgui: Command) -> None:
    project = tmp_path / "stopped"
    words = ("adapt", folders.source, folders.target, "-o", project, *FAST, *MANY, "--json")
    process = started(*words, module="tests.few_steps")
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["event"] == "RoundFinished":
            process.send_signal(STOP)
            break
    _, told = process.communicate(timeout=300)
    assert process.returncode == 130
    assert f"dclgui adapt -o {project} --resume" in told
    assert "Traceback" not in told
    stopped_at = set(read_csv(project / "labels.csv").rounds.tolist())
    assert stopped_at < set(range(ROUNDS))

    assert dclgui("adapt", "-o", project, "--resume").code == 0
    assert set(read_csv(project / "labels.csv").rounds.tolist()) == {ROUNDS}


def test_a_stop_says_what_is_kept_when_the_labels_can_not_be(
    finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dclgui: Command
) -> None:
    def stop(events: Generator[Event, None, None], _: Display) -> None:
        events.close()
        raise KeyboardInterrupt

    project = tmp_path / "copy"
    shutil.copytree(finished.project, project)
    (project / "labels.csv").write_text("somebody's own")
    monkeypatch.setattr("dclgui.cli.adapt.follow", stop)
    ran = dclgui("adapt", "-o", project, "--resume")
    assert ran.code == 130
    assert "labels.csv exists and is no labels file" in ran.err
    assert "round 2 of 2 is kept" in ran.err
    assert "--resume" in ran.err


def test_a_resumed_run_may_move_to_another_device(finished: Finished, dclgui: Command) -> None:
    assert dclgui("adapt", "-o", finished.project, "--resume", "--device", "cpu").code == 0
    assert "finds" in dclgui("adapt", "-o", finished.project, "--resume", "--device", "cuda:99").err


def test_a_finished_run_that_is_resumed_says_the_same_again(finished: Finished, dclgui: Command) -> None:
    before = (finished.project / "labels.csv").read_bytes()
    ran = dclgui("adapt", finished.folders.source, finished.folders.target, "-o", finished.project, "--resume")
    assert ran.code == 0
    assert "All 2 rounds are done already" in ran.err
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
