"""What is said of two folders before anything is learnt from them."""

from pathlib import Path

from dclgui.core.protocol.events import Warned
from dclgui.images.notes import source_notes, target_notes
from dclgui.images.scan import source_catalog, source_files, target_files
from dclgui.images.walk import Passed
from tests.unit.images.test_scan import grow


def notes_on(source: Path, *, level: int = 0) -> list[str]:
    passed = Passed()
    files = list(source_files(source, passed))
    catalog = source_catalog(source, files, level=level, passed=passed)
    return [note.message for note in source_notes(source, files, catalog, passed=passed, level=level)]


def notes_on_target(root: Path) -> list[Warned]:
    passed = Passed()
    list(target_files(root, passed))
    return list(target_notes(passed))


def test_two_good_folders_have_nothing_to_say(tmp_path: Path) -> None:
    assert notes_on(grow(tmp_path, "dent/1.jpg", "ok/deep/1.jpg", "labels.csv", "dent/1.json")) == []
    assert notes_on_target(tmp_path) == []


def test_passed_over_files_are_counted_by_kind(tmp_path: Path) -> None:
    (note,) = notes_on_target(grow(tmp_path, "1.jpg", "IMG_7.heic", "sub/web.dng", "x/scan.cr2"))
    assert note.message == "3 files of the target were passed over: 1 .cr2, 1 .dng, 1 .heic."
    assert "JPEG" in note.hint
    (note,) = notes_on_target(grow(tmp_path / "one", "1.jpg", "2.heic"))
    assert note.message == "1 file of the target was passed over: 1 .heic."


def test_empty_class_folders_are_named(tmp_path: Path) -> None:
    grow(tmp_path, "dent/1.jpg", "ok/1.jpg", "stain/readme.txt")
    (tmp_path / "crack" / "old").mkdir(parents=True)
    assert notes_on(tmp_path) == ["Class folders without an image: crack, stain."]


def test_a_class_that_is_empty_in_one_part_only_is_not_empty(tmp_path: Path) -> None:
    grow(tmp_path, "train/dent/1.jpg", "train/ok/1.jpg", "val/ok/1.jpg")
    (tmp_path / "val" / "dent").mkdir()
    (tmp_path / "val" / "stain").mkdir()
    assert notes_on(tmp_path) == ["Class folders without an image: stain."]


def test_classes_that_look_alike_are_pointed_out_and_stay_apart(tmp_path: Path) -> None:
    grow(tmp_path, "data/x.txt")
    (tmp_path / "t.csv").write_text("path,label\na.jpg,Dent\nb.jpg,dent\nc.jpg,ok\nd.jpg,o k\ne.jpg,ｏk\n", "utf-8")
    grow(tmp_path, *(f"{name}.jpg" for name in "abcde"))
    said = "These classes differ only in capitals, spaces, unseen signs or the form of their letters: {}."
    assert notes_on(tmp_path / "t.csv") == [said.format("“Dent”, “dent”"), said.format("“o k”, “ok”, “ｏk”")]


def test_what_a_list_was_read_as_is_said(tmp_path: Path) -> None:
    grow(tmp_path, "img/a.jpg", "img/b.jpg")
    (tmp_path / "t.csv").write_text("path,label\nD:\\x\\img\\a.jpg,dent\nD:\\x\\img\\b.jpg,ok\nD:\\x\\img\\b.jpg, ok\n")
    assert notes_on(tmp_path / "t.csv") == [
        "The paths in t.csv are another computer's: D:/x/ was left off all of them.",
        "t.csv writes these classes in more than one way: ok.",
    ]


def test_what_a_chosen_level_leaves_out_is_said(tmp_path: Path) -> None:
    grow(tmp_path / "s", "a/x/1.jpg", "a/y/1.jpg", "b/x/1.jpg", "c/1.jpg", "c/2.jpg")
    said = "Not learnt from, since they lie in no class folder of s: 2, the first is c/"
    assert [note[: len(said)] for note in notes_on(tmp_path / "s", level=2)] == [said]
    assert notes_on(tmp_path / "s", level=1) == []
