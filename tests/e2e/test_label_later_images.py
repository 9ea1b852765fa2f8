"""A finished model at work from the command line: watched folders, and adapting again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dclgui.project.folder import Project
from tests.e2e.terminal import STOP, Command, Finished, draw_images, started
from tests.labels_csv import read_csv
from tests.unit.inference.made import draw, make_model


def stopped_at(seen: Callable[[str], bool], *words: str | Path) -> tuple[int, str, str]:
    """Exit code and both outputs of a watch that Ctrl-C ends at the first line that fits."""
    with started(*words) as process:
        assert process.stdout is not None
        out = ""
        for line in process.stdout:
            out += line
            if seen(line):
                process.send_signal(STOP)
                break
        rest, err = process.communicate(timeout=300)
    return process.returncode, out + rest, err


def test_a_watch_tells_what_it_does_and_how_to_go_on(tmp_path: Path) -> None:
    model, camera, file = make_model(tmp_path / "model.onnx"), tmp_path / "camera", tmp_path / "labels.csv"
    draw(camera / "a.png", (250, 10, 10))
    draw(camera / "b.png", (90, 92, 91))
    words = ("watch", model, camera, "-o", file)
    code, out, err = stopped_at(lambda line: line.startswith("b.png"), *words)
    assert code == 130
    assert "a.png: red (high confidence)\nb.png: green (low confidence)\n" in out
    assert f"Stopped. Labels: {file}" in out
    assert f"dclgui watch {model} {camera} -o {file}" in out
    assert "no drift is told" in out
    assert "Watching" in err
    assert "Traceback" not in err
    assert read_csv(file).labels == ("red", "green")
    assert stopped_at(lambda line: json.loads(line).get("labelled") == 2, *words, "--json")[0] == 130


def test_a_project_watches_too(finished: Finished, tmp_path: Path) -> None:
    draw_images(tmp_path / "camera", each=2, light=0.7, seed=3, sorted_by_class=False)
    words = ("watch", finished.project, tmp_path / "camera", "-o", tmp_path / "labels.csv", "--json")
    code, out, err = stopped_at(lambda line: json.loads(line).get("labelled") == 6, *words)
    assert code == 130, err
    assert "DriftUnknown" not in out
    assert len(read_csv(tmp_path / "labels.csv")) == 6


def test_a_watch_refuses_in_words(tmp_path: Path, dclgui: Command) -> None:
    ran = dclgui("watch", tmp_path / "absent.onnx", tmp_path, "-o", tmp_path / "labels.csv")
    assert ran.code == 1
    assert "There is no model" in ran.err


def test_labels_that_can_not_be_written_are_not_made(tmp_path: Path, dclgui: Command) -> None:
    draw(tmp_path / "camera" / "a.png", (250, 10, 10))
    ran = dclgui("label", make_model(tmp_path / "m.onnx"), tmp_path / "camera", "-o", tmp_path / "none" / "labels.csv")
    assert ran.code == 1
    assert ran.err.startswith("dclgui: ")
    assert "labels.csv can't be written" in ran.err


@pytest.mark.parametrize("as_json", [False, True])
def test_labels_that_somebody_corrected_are_kept_beside_the_new_ones(
    tmp_path: Path, dclgui: Command, as_json: bool
) -> None:
    draw(tmp_path / "camera" / "a.png", (250, 10, 10))
    file, backup = tmp_path / "labels.csv", tmp_path / "labels.old.csv"
    words = ("label", make_model(tmp_path / "m.onnx"), tmp_path / "camera", "-o", file, *["--json"] * as_json)
    assert dclgui(*words).code == 0
    corrected = file.read_text("utf-8-sig").replace("a.png,red", "a.png,green")
    file.write_text(corrected, "utf-8")
    ran = dclgui(*words)
    assert ran.code == 0, ran.err
    assert backup.read_text("utf-8") == corrected
    assert str(backup) in ran.out
    assert read_csv(file).labels == ("red",)


def test_a_model_is_adapted_again_to_other_images(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    draw_images(tmp_path / "camera", each=6, light=0.5, seed=4, sorted_by_class=False)
    ran = dclgui("adapt-again", finished.project, tmp_path / "camera", "-o", tmp_path / "again.dclproj")
    assert ran.code == 0, ran.err
    assert "S1" not in ran.err
    with Project.open(tmp_path / "again.dclproj") as project:
        assert project.rounds.last() == 2
        assert project.job.target == tmp_path / "camera"
    assert len(read_csv(tmp_path / "again.dclproj" / "labels.csv")) == 18
    again = dclgui("adapt-again", tmp_path, tmp_path / "camera", "-o", tmp_path / "other")
    assert again.code == 1
    assert "not a project" in again.err
