"""Two folders go in; a table of labels comes out."""

import json
from pathlib import Path

import pytest

from dclgui.labels.table import Level
from tests.e2e.terminal import FAST, Command, Finished, draw_folders
from tests.labels_csv import read_csv


def test_two_folders_become_a_table_of_labels(finished: Finished) -> None:
    table = read_csv(finished.project / "labels.csv")
    assert finished.ran.code == 0
    assert len(table) == 25
    assert {label for label in table.labels if label} <= {"blue", "green", "red"}
    assert [path for path, level in zip(table.paths, table.levels, strict=True) if level is Level.PROBLEM] == [
        "red/broken.jpg"
    ]
    assert set(table.rounds.tolist()) == {2}


def test_the_summary_counts_and_names_the_files(finished: Finished) -> None:
    assert "25 images after round 2 of 2" in finished.ran.out
    assert "1 unreadable or set aside" in finished.ran.out
    assert str(finished.project / "labels.csv") in finished.ran.out
    assert f'dclgui info "{finished.project}"' in finished.ran.out


def test_a_known_truth_is_said_to_be_for_measuring_only(finished: Finished) -> None:
    assert "used for measuring only, never for training" in finished.ran.out
    assert "unknown" not in finished.ran.out


def test_the_steps_are_told_in_plain_lines_without_control_codes(finished: Finished) -> None:
    told = finished.ran.err
    assert "24 labelled images of 3 classes: blue, green, red." in told
    assert "Problem: red/broken.jpg of the target can't be used: it is not an image." in told
    assert "Round 2 of 2:" in told
    assert "\x1b" not in told + finished.ran.out


def test_without_class_folders_the_accuracy_is_unknown(tmp_path: Path, dclgui: Command) -> None:
    folders = draw_folders(tmp_path, sorted_by_class=False)
    ran = dclgui("adapt", folders.source, folders.target, "-o", tmp_path / "p", *FAST, "--set", "rounds=1")
    assert ran.code == 0
    assert "Accuracy unknown until a person has audited a random sample." in ran.out


def test_json_prints_one_event_a_line(tmp_path: Path, dclgui: Command) -> None:
    folders = draw_folders(tmp_path, sorted_by_class=False)
    ran = dclgui("adapt", folders.source, folders.target, "-o", tmp_path / "p", *FAST, "--json")
    events = [json.loads(line, parse_constant=pytest.fail) for line in ran.out.splitlines()]
    kinds = [event["event"] for event in events]
    assert ran.code == 0
    assert kinds[0] == "RunStarted"
    assert kinds[-1] == "RunFinished"
    assert [event["round"] for event in events if event["event"] == "RoundFinished"] == [0, 1, 2]
    assert events[-1]["accuracy"] is None
    assert (tmp_path / "p" / "labels.csv").is_file()
