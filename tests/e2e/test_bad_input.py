"""What can't be done is said in a sentence, with an exit code, and never as a traceback."""

import shlex
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.terminal import FAST, Command, Folders, Ran


def test_a_missing_folder_is_named(tmp_path: Path, folders: Folders, dclgui: Command) -> None:
    ran = dclgui("adapt", tmp_path / "nowhere", folders.target, "-o", tmp_path / "p", *FAST)
    assert ran.code == 1
    assert str(tmp_path / "nowhere") in ran.err
    assert not (tmp_path / "p").exists()


def test_a_source_without_class_folders_is_explained(tmp_path: Path, folders: Folders, dclgui: Command) -> None:
    flat = tmp_path / "flat"
    flat.mkdir()
    Image.new("RGB", (8, 8)).save(flat / "a.png")
    ran = dclgui("adapt", flat, folders.target, "-o", tmp_path / "p", *FAST)
    assert ran.code == 1
    assert "no class sub-folders" in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_backbone_is_named(tmp_path: Path, folders: Folders, dclgui: Command) -> None:
    ran = dclgui("adapt", folders.source, folders.target, "-o", tmp_path / "p", "--backbone", "nonet")
    assert ran.code == 1
    assert "There is no backbone named nonet." in ran.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("adapt", "-o", "p"), "SOURCE and TARGET"),
        (("adapt", "a", "b"), "--output"),
        (("adapt", "a", "b", "-o", "p", "--set", "rondes=3"), "rondes"),
        (("adapt", "a", "b", "-o", "p", "--set", "rounds"), "NAME=VALUE"),
        (("adapt", "a", "b", "-o", "p", "--batch-size", "1"), "batch"),
        (("export", "p"), "--labels"),
        (("paint",), "paint"),
    ],
)
def test_a_command_that_is_not_understood_ends_with_two(words: tuple[str, ...], expected: str, dclgui: Command) -> None:
    ran = dclgui(*words)
    assert ran.code == 2
    assert expected in ran.err


@pytest.mark.parametrize(
    "words", [("info", "p"), ("export", "p", "--labels", "l.csv"), ("adapt", "-o", "p", "--resume")]
)
def test_a_folder_that_is_no_project_is_refused(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dclgui: Command
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = dclgui(*words)
    assert ran.code == 1
    assert "is not a project" in ran.err


@pytest.mark.parametrize("words", [("adapt", "-o", "p", "--resume"), ("label", "p", "images", "-o", "l.csv")])
def test_a_device_that_can_not_be_is_named(words: tuple[str, ...], dclgui: Command) -> None:
    ran = dclgui(*words, "--device", "gpu")
    assert ran.code == 1
    assert "The setting device can't be 'gpu'" in ran.err


def add(folder: Path, *names: str, data: bytes = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(data + name.encode())


def adapt(dclgui: Command, source: Path, target: Path, project: Path, *more: str) -> Ran:
    return dclgui("adapt", source, target, "-o", project, *FAST, "--set", "rounds=1", *more)


def test_what_is_passed_over_is_counted_and_an_empty_class_is_named(
    tmp_path: Path, folders: Folders, dclgui: Command
) -> None:
    add(folders.target, "IMG_7.heic", "scan.dng")
    add(folders.target / "deep", "raw")
    (folders.source / "stain").mkdir()
    add(folders.source / "@eaDir", "x.jpg")
    ran = adapt(dclgui, folders.source, folders.target, tmp_path / "p")
    assert ran.code == 0
    assert "Note: 3 files of the target were passed over: 1 without an ending, 1 .dng, 1 .heic." in ran.err
    assert ran.err.index("Class folders without an image: stain.") < ran.err.index("Round 0")
    assert "3 classes: blue, green, red." in ran.err


def test_a_class_with_nothing_that_can_be_read_stops_the_run(tmp_path: Path, folders: Folders, dclgui: Command) -> None:
    add(folders.source / "stain", "1.HEIC", "2.HEIC")
    ran = adapt(dclgui, folders.source, folders.target, tmp_path / "p")
    assert ran.code == 1
    assert "The class folder stain of" in ran.err
    assert "holds no image that can be read: 2 .heic." in ran.err


def test_a_class_of_heic_pictures_called_jpg_is_refused_before_the_target_is_read(
    tmp_path: Path, folders: Folders, dclgui: Command
) -> None:
    add(folders.source / "stain", "1.jpg", "2.jpg")
    ran = adapt(dclgui, folders.source, folders.target, tmp_path / "p")
    assert ran.code == 1
    assert "No image of the class stain in" in ran.err
    assert "it is a HEIC picture" in ran.err.splitlines()[-2]
    assert "Reading the images to label" not in ran.err


def test_parts_of_a_data_set_are_asked_about_with_two_commands(
    tmp_path: Path, folders: Folders, dclgui: Command
) -> None:
    parts = tmp_path / "parts"
    for part in ("fold 1", "fold 2"):
        shutil.copytree(folders.source, parts / part)
    ran = adapt(dclgui, parts, folders.target, tmp_path / "p")
    assert ran.code == 1
    assert "have two readings: fold 1, fold 2 may be classes, or parts of one data set" in ran.err
    commands = [line.strip() for line in ran.err.splitlines() if line.startswith("  dclgui adapt")]
    assert [command[-15:] for command in commands] == ["--class-level 1", "--class-level 2"]
    assert all(f"{folders.target}" in command for command in commands)
    ran = dclgui(*shlex.split(commands[1])[1:])
    assert ran.code == 0
    assert "48 labelled images of 3 classes: blue, green, red." in ran.err


@pytest.mark.parametrize("kind", ["inside", "same", "link", "linked inside"])
def test_two_folders_that_overlap_are_refused(tmp_path: Path, folders: Folders, dclgui: Command, kind: str) -> None:
    target = {"inside": folders.source / "red", "same": folders.source, "link": tmp_path / "link"}.get(kind)
    if kind == "link":
        (tmp_path / "link").symlink_to(folders.source)
    elif kind == "linked inside":
        (folders.source / "new").symlink_to(folders.target / "red")
    ran = adapt(dclgui, folders.source, target or folders.target, tmp_path / "p")
    assert ran.code == 1
    assert "Each camera needs a folder of its own, beside the other." in ran.err


@pytest.mark.slow
def test_a_list_of_pictures_in_the_target_says_how_many(tmp_path: Path, folders: Folders, dclgui: Command) -> None:
    pictures = sorted(folders.source.rglob("*.png")) + sorted(folders.target.rglob("*.png"))[:2]
    lines = "".join(f"{path};{path.parent.name}\r\n" for path in pictures)
    (tmp_path / "list.csv").write_bytes(f"filename;class\r\n{lines}".encode("utf-16"))
    ran = adapt(dclgui, tmp_path / "list.csv", folders.target, tmp_path / "p")
    assert ran.code == 0
    assert "Note: 2 of the 26 images that list.csv lists lie in the folder to label." in ran.err


@pytest.mark.slow
def test_classes_that_look_alike_are_pointed_out_and_kept_apart(
    tmp_path: Path, folders: Folders, dclgui: Command
) -> None:
    shutil.copytree(folders.source / "red", folders.source / "Red ")
    ran = adapt(dclgui, folders.source, folders.target, tmp_path / "p")
    assert ran.code == 0
    assert "the form of their letters: “red”, “Red ”." in ran.err
    assert "4 classes" in ran.err


@pytest.mark.slow
def test_what_a_glance_finds_is_one_line_each_before_the_run(tmp_path: Path, folders: Folders, dclgui: Command) -> None:
    for number in range(3):
        Image.new("RGB", (48, 48), (1, 1, 1)).save(folders.target / f"black-{number}.png")
        shutil.copy(folders.source / "red" / f"red-{number}.png", folders.target / f"copy-{number}.png")
    shutil.copy(folders.source / "blue" / "blue-0.png", folders.source / "blue" / "again.png")
    ran = adapt(dclgui, folders.source, folders.target, tmp_path / "p")
    assert ran.code == 0
    before = ran.err[: ran.err.index("Round 0")]
    for line in (
        "Note: Images of the source that are among the images to label as well: 3, the first is red/red-0.png.",
        "Note: Images of the source that are there twice: 1, the first is blue/",
        "Note: Images of the target that have nothing to see: 3, the first is black-0.png.",
    ):
        assert before.count(line) == ran.err.count(line) == 1
    assert "Note: Images" not in dclgui("adapt", "-o", tmp_path / "p", "--resume").err
