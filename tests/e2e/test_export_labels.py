"""Labels leave by the command line and by the window's child process, alike; what is cut short leaves nothing."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.protocol.envelope import Done
from dclgui.core.protocol.requests import ExportLabels
from dclgui.core.protocol.results import LabelsExported
from dclgui.labels.formats import FORMATS
from dclgui.project.folder import Project
from tests.e2e.terminal import Command, Finished, started
from tests.labels_csv import read_csv
from tests.unit.labels.made import files_below, names_in
from tests.unit.test_worker import Child, child

LARGE = 20 * 2**20
"""Bytes of a picture that takes long enough to copy for a signal to come in between."""


@pytest.fixture
def own(finished: Finished, tmp_path: Path) -> Path:
    """A finished project with its images, all of which a test may spoil."""
    return shutil.copytree(finished.project.parent, tmp_path / "own") / finished.project.name


@pytest.fixture(scope="module")
def worker() -> Iterator[Child]:
    with child() as one:
        yield one


def target_of(project: Path) -> Path:
    with Project.open(project) as opened:
        return opened.catalog("target").root


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_line_and_the_window_write_alike(
    name: str, finished: Finished, tmp_path: Path, dclgui: Command, worker: Child
) -> None:
    ran = dclgui("export", finished.project, "--format", name, "-o", tmp_path / "one", "--seed", "3")
    assert ran.code == 0, ran.err
    worker.ask(ExportLabels(finished.project, name, tmp_path / "two", seed=3))
    said, _ = worker.until(Done)
    done = said[-1]
    assert isinstance(done, LabelsExported)
    assert done.rows + done.left_out == 25
    assert f"Labels of {done.rows} images" in ran.out
    if (tmp_path / "one").is_file():
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    else:
        assert files_below(tmp_path / "one") == files_below(tmp_path / "two")
        for file in files_below(tmp_path / "one"):
            assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_the_csv_is_that_of_the_run(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    assert dclgui("export", finished.project, "--labels", tmp_path / "a.csv").code == 0
    assert (tmp_path / "a.csv").read_bytes() == (finished.project / "labels.csv").read_bytes()


def test_labels_in_the_way_are_kept_and_the_person_is_told_where(
    finished: Finished, tmp_path: Path, dclgui: Command
) -> None:
    file = tmp_path / "a.csv"
    words = ("export", finished.project, "--labels", file)
    assert ".old" not in dclgui(*words).out + dclgui(*words).out
    file.write_text(corrected := file.read_text("utf-8-sig") + "\n", "utf-8")
    assert f"The labels that were there are now in {tmp_path / 'a.old.csv'}" in dclgui(*words).out
    assert (tmp_path / "a.old.csv").read_text("utf-8") == corrected
    assert file.read_bytes() == (finished.project / "labels.csv").read_bytes()


def test_rows_are_chosen(project: Path, tmp_path: Path, dclgui: Command) -> None:
    with Project.open(project) as opened:
        opened.journal.append([Decision(0, Verdict.LABEL, 2), Decision(1, Verdict.NONE_OF_THESE)], "a test")
        first = opened.catalog("target").paths[0]
        high = int(opened.rounds.labels(2).high[2:].sum())
    words = ("export", project, "--format", "csv", "-o")
    assert dclgui(*words, tmp_path / "decided.csv", "--rows", "decided", "--class", "red").code == 0
    assert read_csv(tmp_path / "decided.csv").paths == (first,)
    assert dclgui(*words, tmp_path / "both.csv", "--rows", "decided", "--rows", "high").code == 0
    assert len(read_csv(tmp_path / "both.csv")) == high + 2
    none = dclgui(*words, tmp_path / "none.csv", "--rows", "guaranteed")
    assert none.code == 1
    assert "None of the chosen pictures" in none.err
    unknown = dclgui(*words, tmp_path / "none.csv", "--class", "pink")
    assert unknown.code == 1
    assert "no class pink" in unknown.err
    assert names_in(tmp_path) == ["both.csv", "decided.csv", project.name]


def test_the_labels_from_before_adaptation(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    assert dclgui("export", finished.project, "--labels", tmp_path / "a.csv", "--source-only").code == 0
    table = read_csv(tmp_path / "a.csv")
    assert table.labels == table.source_labels == table.classifier_labels
    assert not table.moved.any()
    assert set(table.rounds.tolist()) == {0}


@pytest.mark.parametrize("words", [(), ("--format", "csv"), ("-o", "x"), ("--format", "zip", "-o", "x")])
def test_a_wish_that_is_not_whole_is_a_faulty_command(
    words: tuple[str, ...], finished: Finished, dclgui: Command
) -> None:
    assert dclgui("export", finished.project, *words).code == 2


def test_help_lists_every_format_in_a_line(dclgui: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    told = dclgui("export", "--help").out.splitlines()
    for form in FORMATS.values():
        assert len([line for line in told if f"· {form.name} (" in line and form.meaning in line]) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_a_place_that_can_not_be_written_is_said(
    name: str, finished: Finished, tmp_path: Path, dclgui: Command
) -> None:
    (tmp_path / "file").write_bytes(b"")
    ran = dclgui("export", finished.project, "--format", name, "-o", tmp_path / "file" / "x")
    assert ran.code == 1
    assert f"{tmp_path / 'file' / 'x'} can't be written" in ran.err


def test_a_vanished_picture_is_left_out_and_counted_by_both(
    own: Path, tmp_path: Path, dclgui: Command, worker: Child
) -> None:
    (target_of(own) / "blue" / "blue-3.png").unlink()
    ran = dclgui("export", own, "--format", "folders", "-o", tmp_path / "out")
    assert ran.code == 0
    assert "1 whose pictures are no longer there" in ran.out
    worker.ask(ExportLabels(own, "folders", tmp_path / "again"))
    said, _ = worker.until(Done)
    (done,) = [event for event in said if isinstance(event, LabelsExported)]
    assert done.gone == 1
    assert names_in(tmp_path / "out") == names_in(tmp_path / "again")


@pytest.mark.parametrize("name", FORMATS)
def test_a_cancelled_task_leaves_nothing(name: str, finished: Finished, tmp_path: Path, worker: Child) -> None:
    worker.ask(ExportLabels(finished.project, name, tmp_path / "out"))
    worker.ask("stop")
    _, done = worker.until(Done)
    assert done == Done(stopped=True)
    assert names_in(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a test can't press Ctrl-C for a single process there")
@pytest.mark.parametrize("killed", [False, True])
def test_cut_short_nothing_stands_under_its_final_name(own: Path, tmp_path: Path, killed: bool) -> None:
    for picture in target_of(own).rglob("*.png"):
        os.truncate(picture, LARGE)
    out = tmp_path / "taken"
    out.mkdir()
    process = started("export", own, "--format", "folders", "-o", out / "x")
    while not names_in(out) and process.poll() is None:
        time.sleep(0.002)
    if killed:
        process.kill()
    else:
        process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=300)
    assert (process.returncode < 0) if killed else (process.returncode == 130), told
    assert "Traceback" not in told
    left = names_in(out)
    assert all(name.startswith(".x.") for name in left) if killed else left == []


def test_decisions_come_back(project: Path, tmp_path: Path, dclgui: Command) -> None:
    file = tmp_path / "a.csv"
    assert dclgui("export", project, "--labels", file).code == 0
    silent = dclgui("import", project, file)
    assert "New: 0. The same: 0. Without a person's word: 25." in silent.out
    lines = file.read_text("utf-8-sig").splitlines()
    lines[1] = ",".join([lines[1].split(",")[0], "green", *lines[1].split(",")[2:]])
    lines[2] = ",".join([lines[2].split(",")[0], "pink", *lines[2].split(",")[2:]])
    file.write_text("\n".join([*lines, "nowhere.png" + "," * 12]), "utf-8")
    with Project.open(project) as opened:
        opened.journal.append([Decision(0, Verdict.LABEL, 0)], "a test")
    kept = dclgui("import", project, file)
    assert "Decided otherwise: 1\n" in kept.out
    assert "mine blue, theirs green" in kept.out
    assert "Not in this project: 1\n  nowhere.png" in kept.out
    assert "No such class: 1\n" in kept.out
    assert "Kept 0 decisions." in kept.out
    assert "1 decision would be kept" in dclgui("import", project, file, "--prefer", "theirs", "--dry-run").out
    assert "Kept 1 decision." in dclgui("import", project, file, "--prefer", "theirs").out
    with Project.open(project) as opened:
        assert opened.journal.current() == {0: Decision(0, Verdict.LABEL, 1)}
        assert opened.journal.undo("a test") == [0]
        assert opened.journal.current() == {0: Decision(0, Verdict.LABEL, 0)}


def test_labels_of_the_same_images_by_another_model_are_no_decisions(
    project: Path, tmp_path: Path, dclgui: Command
) -> None:
    file = tmp_path / "a.csv"
    assert dclgui("label", project, target_of(project), "-o", file).code == 0
    assert "New: 0. The same: 0. Without a person's word: 25." in dclgui("import", project, file).out
    header, *lines = (line.split(",")[:-4] for line in file.read_text("utf-8-sig").splitlines())
    moved = [[path, "green", "low", "red", "true", *metrics] for path, _, _, _, _, *metrics in lines]
    file.write_text("\n".join(map(",".join, [header, *moved])), "utf-8")
    said = dclgui("import", project, file).out
    assert "New: 0. The same: 0. Without a person's word: 0." in said
    assert "nothing tells whether a person gave the label" in said
    assert "all a person's): 25\n" in said


def test_an_exported_table_of_decisions_comes_into_a_fresh_copy(
    project: Path, finished: Finished, tmp_path: Path, dclgui: Command
) -> None:
    made = [Decision(0, Verdict.LABEL, 2), Decision(5, Verdict.NONE_OF_THESE), Decision(9, Verdict.LABEL, 1)]
    with Project.open(project) as opened:
        opened.journal.append(made, "a test")
    for name, file in (
        ("csv", tmp_path / "a.csv"),
        ("label-studio", tmp_path / "tasks"),
        ("labelme", tmp_path / "flags"),
    ):
        assert dclgui("export", project, "--format", name, "-o", file).code == 0
        fresh = shutil.copytree(finished.project, tmp_path / f"fresh {name}")
        came = file / "tasks.json" if name == "label-studio" else file
        assert "Kept 3 decisions." in dclgui("import", fresh, came).out
        with Project.open(fresh) as opened:
            assert list(opened.journal.current().values()) == made
