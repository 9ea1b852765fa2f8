"""What can't be done is said in a sentence, with an exit code, and never as a traceback."""

from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.terminal import FAST, Command, Folders


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
