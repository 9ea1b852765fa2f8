"""What a walk takes for pictures, what it passes over and counts, and what it never enters."""

import os
from collections import Counter
from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.images.scan import source_catalog, source_files, target_catalog, target_files
from dclgui.images.walk import IMAGE_SUFFIXES, Passed, endings_named
from tests.unit.images.test_scan import grow, target_paths

posix_only = pytest.mark.skipif(os.name == "nt", reason="needs POSIX links")


def passed_over(root: Path) -> tuple[list[str], Passed]:
    passed = Passed()
    return sorted(file.path for file in target_files(root, passed)), passed


def test_avif_and_jpeg_2000_are_pictures(tmp_path: Path) -> None:
    assert {".avif", ".jp2", ".j2k", ".jpx"} <= set(IMAGE_SUFFIXES)
    assert target_paths(grow(tmp_path, "a.avif", "b.JP2", "c/d.j2k")) == ["a.avif", "b.JP2", "c/d.j2k"]


def test_what_is_no_picture_by_its_name_is_counted_by_ending(tmp_path: Path) -> None:
    grow(tmp_path, "a.jpg", "IMG_1.HEIC", "sub/IMG_2.heic", "raw.dng", "film.mp4", "IMG_0004", "old.zip", "x.jpg.part")
    found, passed = passed_over(tmp_path)
    assert found == ["a.jpg"]
    assert passed.total() == Counter({".heic": 2, ".dng": 1, ".mp4": 1, "": 1, ".zip": 1, ".part": 1})
    assert endings_named(passed.total()) == "1 without an ending, 1 .dng, 2 .heic, 1 .mp4, 1 .part, 1 .zip"
    assert passed.below(("sub",)) == Counter({".heic": 1})


def test_what_only_stands_beside_pictures_is_not_counted(tmp_path: Path) -> None:
    grow(tmp_path, "a.jpg", "a.json", "labels.CSV", "README", "License", "Thumbs.db", "desktop.ini", "a.xmp", "._a.jpg")
    grow(tmp_path, ".DS_Store")
    assert not passed_over(tmp_path)[1].total()


@pytest.mark.parametrize(
    "junk",
    [
        "@eaDir", "#recycle", "@Recycle", "@Recently-Snapshot", "$RECYCLE.BIN", ".Trash-1000", ".Trash", ".snapshot",
        "System Volume Information", "__MACOSX", "lost+found", "RECYCLER", ".dropbox.cache", "line.dclproj",
        "#snapshot", "__pycache__", ".ipynb_checkpoints", "Network Trash Folder",
    ],
)  # fmt: skip
def test_bins_caches_and_hidden_folders_are_no_classes_and_no_targets(tmp_path: Path, junk: str) -> None:
    grow(tmp_path, f"{junk}/1.jpg", f"{junk}/deep/2.heic", "a/1.jpg", f"a/{junk}/2.jpg", "b/1.jpg")
    found, passed = passed_over(tmp_path)
    assert found == ["a/1.jpg", "b/1.jpg"]
    assert passed.folders == {("a",), ("b",)}
    assert not passed.total()
    assert source_catalog(tmp_path, list(source_files(tmp_path))).class_names == ("a", "b")


def test_a_folder_without_a_picture_says_what_lies_there(tmp_path: Path) -> None:
    grow(tmp_path, "1.heic", "2.heic", "deep/3.cr2")
    passed = Passed()
    with pytest.raises(UserError, match=r"no images in the target .* Passed over: 1 \.cr2, 2 \.heic\."):
        target_catalog(tmp_path, list(target_files(tmp_path, passed)), (), passed=passed)


@posix_only
def test_pictures_behind_links_are_known_by_their_real_folders(tmp_path: Path) -> None:
    root = grow(tmp_path / "root", "a/1.jpg")
    other = grow(tmp_path / "other", "2.jpg", "deep/3.jpg")
    (root / "linked").symlink_to(other)
    passed = Passed()
    list(target_files(root, passed))
    assert passed.reaches == Counter({other.resolve(): 1, other.resolve() / "deep": 1})
