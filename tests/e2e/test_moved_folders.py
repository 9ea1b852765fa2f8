"""A finished project whose pictures were moved, archived, added to or thinned out."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.terminal import FAST, Command, draw_folders, run
from tests.labels_csv import read_csv

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project beside its two folders, made once."""
    root = tmp_path_factory.mktemp("line")
    folders = draw_folders(root)
    words = ("adapt", folders.source, folders.target, "-o", root / "p.dclproj", *FAST, "--set", "rounds=1")
    assert run(*words).code == 0
    return root.rename(root.with_name("the line"))  # so that only the way from project to folders leads there


@pytest.fixture
def place(line: Path, tmp_path: Path) -> Path:
    """A copy of project and folders, with the times of the files, that a test may spoil."""
    return shutil.copytree(line, tmp_path / "line")


def test_an_archived_source_blocks_nothing_that_does_not_need_it(place: Path, dclgui: Command) -> None:
    shutil.rmtree(place / "old camera")
    project = place / "p.dclproj"
    assert dclgui("info", project).code == 0
    assert dclgui("export", project, "--format", "folders", "-o", place / "sorted").code == 0
    assert dclgui("export", project, "--labels", place / "l.csv").code == 0
    assert dclgui("report", project, "-o", place / "r.html").code == 0
    (place / "mine.csv").write_text("path,label\nred/red-0.png,red\n")
    assert dclgui("import", project, place / "mine.csv").code == 0
    ran = dclgui("adapt-again", project, place / "new camera", "-o", place / "q.dclproj")
    assert ran.code == 1
    assert "old camera" in ran.err


def test_pictures_that_are_needed_are_asked_for_and_found_again(place: Path, dclgui: Command) -> None:
    project, moved = place / "p.dclproj", place / "archive" / "old"
    moved.parent.mkdir()
    (place / "old camera").rename(moved)
    shutil.rmtree(project / "cache")
    ran = dclgui("refine", project, "--rounds", "1")
    assert ran.code == 1
    assert "The source images are needed" in ran.err
    assert "--source FOLDER" in ran.err
    assert dclgui("refine", project, "--rounds", "1", "--source", place / "new camera").code == 1
    ran = dclgui("refine", project, "--rounds", "1", "--source", moved)
    assert (ran.code, ran.err.count("needed")) == (0, 0)
    assert json.loads(dclgui("info", project, "--json").out)["job"]["source"] == str(moved)


def test_a_folder_of_other_pictures_with_the_same_names_is_refused(place: Path, dclgui: Command) -> None:
    (place / "new camera").rename(place / "gone")
    for file in (place / "gone").rglob("*.png"):
        Image.new("RGB", (60, 60)).save(file)
    before = (place / "p.dclproj" / "job.toml").read_bytes()
    ran = dclgui("info", place / "p.dclproj", "--target", place / "gone")
    assert ran.code == 1
    assert "have another size" in ran.err
    ran = dclgui("info", place / "p.dclproj", "--target", place / "nowhere")
    assert ran.code == 1
    assert (place / "p.dclproj" / "job.toml").read_bytes() == before


def test_a_resumed_run_takes_the_new_places(place: Path, dclgui: Command) -> None:
    (place / "new camera").rename(place / "newer")
    ran = dclgui("adapt", "-o", place / "p.dclproj", "--resume", "--target", place / "newer")
    assert ran.code == 0
    assert "All 1 round are done already" in ran.err or "nothing is left to train" in ran.err


def test_new_pictures_are_offered_and_labelled_alone(place: Path, dclgui: Command) -> None:
    project, target = place / "p.dclproj", place / "new camera"
    ran = dclgui("adapt", "-o", project, "--resume")
    assert "have come to" not in ran.err
    for number in range(3):
        shutil.copy(target / "red" / "red-0.png", target / f"late-{number}.png")
    (target / "blue" / "blue-1.png").unlink()
    ran = dclgui("adapt", "-o", project, "--resume")
    assert ran.code == 0
    assert f"Note: 3 images have come to {target} since the run began and are not in it." in ran.err
    assert "1 of the images in" in ran.err
    assert dclgui("label", project, target, "--only-new", "-o", place / "late.csv").code == 0
    assert read_csv(place / "late.csv").paths == ("late-0.png", "late-1.png", "late-2.png")
    ran = dclgui("label", project, place / "old camera", "--only-new", "-o", place / "x.csv")
    assert ran.code == 1
    assert "is not the folder that" in ran.err


@pytest.mark.parametrize("form", ["coco", "cvat", "labelme", "folders", "imagefolder", "fiftyone", "yolo"])
def test_one_deleted_picture_blocks_no_export(place: Path, dclgui: Command, form: str) -> None:
    (place / "new camera" / "blue" / "blue-1.png").unlink()
    ran = dclgui("export", place / "p.dclproj", "--format", form, "-o", place / "out")
    assert ran.code == 0
    assert "1 whose pictures are no longer there" in ran.out
    assert len(list((place / "out").rglob("*.png"))) == 23


def test_a_target_that_is_gone_says_where_to_tell_it(place: Path, dclgui: Command) -> None:
    (place / "new camera").rename(place / "elsewhere")
    ran = dclgui("export", place / "p.dclproj", "--format", "folders", "-o", place / "out")
    assert ran.code == 1
    assert "--target FOLDER" in ran.err
    assert dclgui("export", place / "p.dclproj", "--labels", place / "l.csv").code == 0
    words = ("export", place / "p.dclproj", "--format", "folders", "-o", place / "out")
    assert dclgui(*words, "--target", place / "elsewhere").code == 0


def test_classes_without_a_picture_are_named_and_numbered(place: Path, dclgui: Command) -> None:
    project, names = place / "p.dclproj", json.loads(dclgui("info", place / "p.dclproj", "--json").out)["classes"]
    rows = "".join(
        f"{file.relative_to(place / 'new camera').as_posix()},blue\n" for file in (place / "new camera").rglob("*.png")
    )
    (place / "all.csv").write_text(f"path,label\n{rows}")
    assert dclgui("import", project, place / "all.csv").code == 0
    for form in ("folders", "yolo"):
        ran = dclgui("export", project, "--format", form, "-o", place / form)
        assert "Classes without a picture: green, red" in ran.out
        assert (place / form / "classes.txt").read_text("utf-8").splitlines() == names == ["blue", "green", "red"]
