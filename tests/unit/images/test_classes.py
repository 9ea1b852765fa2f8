"""Which folder is the class, and where that has two readings."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.catalog import Catalog, Layout
from dclgui.core.errors import UserError
from dclgui.core.names import folder_names, name_of_folder
from dclgui.images.classes import alike, layouts_of, twins
from dclgui.images.scan import TwoLayoutsError, left_out_of, source_catalog, source_files
from dclgui.images.walk import Passed, first_folders
from tests.unit.images.test_scan import grow, labelled

PARTS = {
    "two cameras": ("cam1/ring/1.jpg", "cam1/bar/1.jpg", "cam2/ring/1.jpg", "cam2/bar/1.jpg"),
    "folds": ("fold1/ring/1.jpg", "fold1/bar/1.jpg", "fold2/ring/1.jpg", "fold2/bar/1.jpg", "fold3/bar/1.jpg"),
    "a split and more": (
        "train/ring/1.jpg",
        "train/bar/1.jpg",
        "test/ring/1.jpg",
        "test/bar/1.jpg",
        "unnamed/x.jpg",
    ),
    "words": ("Training Data/ring/1.jpg", "Training Data/bar/1.jpg", "Testing Data/Ring/1.jpg"),
    "one name in common": ("line a/ring/1.jpg", "line a/bar/1.jpg", "line b/ring/1.jpg"),
}


def catalog_of(root: Path, level: int = 0) -> Catalog:
    passed = Passed()
    return source_catalog(root, list(source_files(root, passed)), level=level, passed=passed)


def readings(*paths: str) -> tuple[Layout, Layout] | None:
    return layouts_of({first_folders(path) for path in paths})


@pytest.mark.parametrize("paths", PARTS.values(), ids=PARTS)
def test_parts_of_a_data_set_are_asked_about(tmp_path: Path, paths: tuple[str, ...]) -> None:
    two = readings(*paths)
    assert two is not None
    assert [layout.level for layout in two] == [1, 2]
    assert {name.casefold() for name in two[1].classes} == {"bar", "ring"}
    with pytest.raises(TwoLayoutsError, match="two readings") as caught:
        catalog_of(grow(tmp_path, *paths))
    assert pickle.loads(pickle.dumps(caught.value)).layouts == caught.value.layouts == two


def test_either_reading_can_be_chosen(tmp_path: Path) -> None:
    grow(tmp_path, *PARTS["a split and more"])
    assert catalog_of(tmp_path, 1).class_names == ("test", "train", "unnamed")
    found = catalog_of(tmp_path, 2)
    assert found.class_names == ("bar", "ring")
    assert "unnamed/x.jpg" not in found.paths
    assert all(labelled(found)[path] == path.split("/")[1] for path in found.paths)
    assert [file.path for file in left_out_of(list(source_files(tmp_path)), 2)] == ["unnamed/x.jpg"]


def test_a_loose_picture_in_a_part_is_still_refused(tmp_path: Path) -> None:
    grow(tmp_path, *PARTS["folds"], "fold1/overview.jpg")
    with pytest.raises(UserError, match=r"1 images .* lie in no class folder, the first is fold1/overview\.jpg"):
        catalog_of(tmp_path, 2)


def test_parts_inside_parts_are_asked_about_too() -> None:
    two = readings("seg_train/seg_train/sea/1.jpg", "seg_train/seg_train/ice/1.jpg", "seg_test/seg_test/sea/1.jpg")
    assert two == (Layout(1, ("seg_test", "seg_train")), Layout(3, ("ice", "sea")))
    two = readings("train/cam1/a/1.jpg", "train/cam1/b/1.jpg", "val/cam2/a/1.jpg", "val/cam1/b/1.jpg")
    assert two == (Layout(2, ("cam1", "cam2")), Layout(3, ("a", "b")))


@pytest.mark.parametrize(
    "paths",
    [
        ("dent/1.jpg", "ok/1.jpg"),
        ("dent/left/1.jpg", "ok/right/1.jpg"),
        ("dent/images/1.jpg", "ok/images/1.jpg"),
        ("dent/1.jpg", "dent/old/2.jpg", "dent/new/2.jpg", "ok/old/1.jpg", "ok/1.jpg", "ok/new/1.jpg"),
        ("train/dent/1.jpg", "train/ok/1.jpg", "val/dent/1.jpg", "Test/ok/1.jpg"),
        ("images/dent/1.jpg", "images/ok/1.jpg"),
        ("1.jpg",),
        (),
    ],
)
def test_what_goes_without_saying_is_not_asked(paths: tuple[str, ...]) -> None:
    assert readings(*paths) is None


def test_a_class_folder_with_nothing_that_can_be_read_is_named(tmp_path: Path) -> None:
    grow(tmp_path, "ring/1.jpg", "ring/2.heic", "disc/1.jpg", "bar/1.HEIC", "bar/deep/2.heic", "empty/readme.txt")
    with pytest.raises(UserError, match=r"The class folder bar of .* 2 \.heic\."):
        catalog_of(tmp_path)


def test_a_class_that_one_part_lacks_is_not_empty(tmp_path: Path) -> None:
    grow(tmp_path, "train/ring/1.jpg", "train/bar/1.jpg", "val/ring/1.heic", "val/bar/1.jpg")
    assert catalog_of(tmp_path).class_names == ("bar", "ring")


def test_names_that_differ_in_nothing_one_sees() -> None:
    names = ("Dent", "dent", "de nt", "scratch", "\uff33cratch", "ok", "o-k", "caf\u00e9", "cafe\u0301")
    assert list(alike(names)) == [("Dent", "dent", "de nt"), ("scratch", "\uff33cratch"), ("caf\u00e9", "cafe\u0301")]
    assert not list(alike(("a", "b")))
    assert list(alike(("a", "\u202ea", "b\u200b", "b"))) == [("a", "\u202ea"), ("b\u200b", "b")]


def test_two_forms_of_one_name_in_one_folder_are_not_put_together_unasked(tmp_path: Path) -> None:
    grow(tmp_path, "caf\u00e9/1.jpg", "cafe\u0301/2.jpg", "b/1.jpg")
    assert twins([("caf\u00e9",), ("cafe\u0301",)], 1)
    with pytest.raises(UserError, match="one class, written in two ways") as caught:
        catalog_of(tmp_path)
    assert "\\xe9" in caught.value.message


def test_classes_that_dclgui_wrote_as_folders_come_back(tmp_path: Path) -> None:
    names = ("a/b", "CON", "Dent", "dent", ".x", "100 %25", "ok ")
    grow(tmp_path, *(f"{folder}/1.jpg" for folder in folder_names(names).values()))
    assert set(catalog_of(tmp_path).class_names) == set(names)


@pytest.mark.parametrize("folder", ["a%20b", "100%", "100%25", "%zz", "%FF", "50%2", "a%2fb"])
def test_other_peoples_percent_signs_stay(folder: str) -> None:
    assert name_of_folder(folder) == folder


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8), unique=True, max_size=6))
def test_every_folder_name_gives_its_class_back(names: list[str]) -> None:
    assert all(name_of_folder(folder) == name for name, folder in folder_names(names).items())
