"""Each wrong pair of folders has its sentence and its fix."""

from dataclasses import replace
from pathlib import Path

import pytest

from dclgui.core.catalog import Layout
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Domain, Warned
from dclgui.core.protocol.results import FolderScanned
from dclgui.qt.folders.judge import Choice, are_swapped, notes_on, trouble_of
from dclgui.qt.parts.project_place import default_place


def choice(root: Path, domain: Domain, *, classes: int = 0, images: int = 30, error: str = "") -> Choice:
    root.mkdir(parents=True, exist_ok=True)
    counts = tuple((f"class {number}", images // classes) for number in range(classes))
    found = FolderScanned(domain, root, images, counts, (), looks_labelled=classes > 1, finished=True)
    return Choice(root, found, UserError(error, "Hint.") if error else None)


def test_two_good_folders_are_no_trouble(tmp_path: Path) -> None:
    pair: dict[Domain, Choice] = {
        "source": choice(tmp_path / "old", "source", classes=3),
        "target": choice(tmp_path / "new", "target"),
    }
    assert trouble_of("source", pair) is None
    assert trouble_of("target", pair) is None
    assert not are_swapped(pair)


def test_an_empty_zone_is_no_trouble() -> None:
    assert trouble_of("source", {}) is None


def test_a_swapped_pair_is_swapped_back(tmp_path: Path) -> None:
    pair: dict[Domain, Choice] = {
        "source": choice(tmp_path / "new", "source", error="No class folders."),
        "target": choice(tmp_path / "old", "target", classes=3),
    }
    assert are_swapped(pair)
    trouble = trouble_of("source", pair)
    assert trouble is not None
    assert (trouble.message, trouble.fix) == ("The two folders are the wrong way round.", "swap")
    assert "old" in trouble.hint
    assert trouble_of("target", pair) is None


def test_unsorted_pictures_can_be_put_on_the_other_side(tmp_path: Path) -> None:
    alone: dict[Domain, Choice] = {"source": choice(tmp_path / "new", "source", error="No class folders.")}
    trouble = trouble_of("source", alone)
    assert trouble is not None
    assert trouble.fix == "move"
    assert trouble.message == "The pictures in “new” are not sorted into class folders."
    both = {**alone, "target": choice(tmp_path / "other", "target")}
    trouble = trouble_of("source", both)
    assert trouble is not None
    assert trouble.fix == "choose"


def test_what_the_scan_says_is_said_in_the_zone(tmp_path: Path) -> None:
    bad = Choice(tmp_path, None, UserError("There are no images.", "Choose another."))
    trouble = trouble_of("target", {"target": bad})
    assert trouble is not None
    assert (trouble.message, trouble.hint, trouble.fix) == ("There are no images.", "Choose another.", "choose")


@pytest.mark.parametrize("domain", ["source", "target"])
def test_a_single_file_offers_its_folder(tmp_path: Path, domain: Domain) -> None:
    file = tmp_path / "7.jpg"
    file.write_bytes(b"")
    trouble = trouble_of(domain, {domain: Choice(file)})
    assert trouble is not None
    assert (trouble.message, trouble.fix) == ("“7.jpg” is a single file, not a folder.", "parent")


def test_a_list_is_fine_for_the_old_camera_only(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("path,label\n")
    assert trouble_of("source", {"source": Choice(listed)}) is None
    assert trouble_of("target", {"target": Choice(listed)}) is not None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a", "a", "This is the same folder as on the other side."),
        ("a", "a/b", "This folder lies inside the one on the other side."),
        ("a/b", "a", "This folder holds the one on the other side."),
    ],
)
def test_one_folder_is_never_both(tmp_path: Path, old: str, new: str, said: str) -> None:
    pair: dict[Domain, Choice] = {
        "source": choice(tmp_path / old, "source", classes=2),
        "target": choice(tmp_path / new, "target"),
    }
    trouble = trouble_of("target", pair)
    assert trouble is not None
    assert trouble.message == said


def test_a_project_goes_beside_the_new_camera_under_a_free_name(tmp_path: Path) -> None:
    target = tmp_path / "webcam"
    target.mkdir()
    assert default_place(target) == tmp_path / "webcam.dclproj"
    (tmp_path / "webcam.dclproj").mkdir()
    assert default_place(target) == tmp_path / "webcam 2.dclproj"


def test_two_layouts_are_asked_about_with_a_button_each(tmp_path: Path) -> None:
    two = (Layout(1, ("fold1", "fold2")), Layout(2, ("bar", "ring")))
    chosen = choice(tmp_path / "old", "source", classes=2)
    assert chosen.found is not None
    trouble = trouble_of("source", {"source": replace(chosen, found=replace(chosen.found, layouts=two))})
    assert trouble is not None
    assert (trouble.message, trouble.fix, trouble.layouts) == ("Which folders are the classes?", "layout", two)


def test_links_into_the_other_folder_are_an_overlap(tmp_path: Path) -> None:
    new = choice(tmp_path / "new", "target")
    old = choice(tmp_path / "old", "source", classes=2)
    assert old.found is not None
    linked = replace(old, found=replace(old.found, reaches=((tmp_path / "new" / "deep", 7),)))
    trouble = trouble_of("target", {"source": linked, "target": new})
    assert trouble is not None
    assert "Links put 7 pictures" in trouble.message


def test_what_else_a_person_should_know_is_said_below(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("path,label\n")
    new = choice(tmp_path / "new", "target")
    old = choice(tmp_path / "old", "source", classes=2)
    assert old.found is not None
    found = replace(old.found, reaches=((tmp_path / "new", 5),), notes=(Warned("list", "One thing.", "Do it."),))
    pair: dict[Domain, Choice] = {"source": Choice(listed, found), "target": new}
    assert trouble_of("source", pair) is trouble_of("target", pair) is None
    said = ["One thing. Do it.", "5 pictures of this list lie in the folder on the other side, too."]
    assert notes_on("source", pair) == said
    assert notes_on("target", pair) == []


@pytest.mark.parametrize("domain", ["source", "target"])
def test_an_archive_is_to_be_unpacked(tmp_path: Path, domain: Domain) -> None:
    packed = tmp_path / "pictures.ZIP"
    packed.write_bytes(b"PK")
    trouble = trouble_of(domain, {domain: Choice(packed)})
    assert trouble is not None
    assert "is an archive" in trouble.message
    assert "Unpack it first" in trouble.hint
    assert trouble.fix == "choose"


@pytest.mark.parametrize(("images", "told"), [(12, True), (19, True), (20, False)])
def test_so_few_pictures_that_nothing_can_be_learnt_are_told_before_the_run(
    tmp_path: Path, images: int, *, told: bool
) -> None:
    notes = notes_on("target", {"target": choice(tmp_path, "target", images=images)})
    assert any("look at each of the names" in note for note in notes) == told
